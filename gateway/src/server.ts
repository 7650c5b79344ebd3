// Turns each accepted socket into a connection with a thread of its own.

import { Connection } from './connection.ts';
import { Gateway, type GatewayOptions } from './gateway.ts';
import { GatewayServer } from './jvm/py4j/GatewayServer.ts';
import type { Listener } from './listener.ts';
import { GATEWAY_SERVER_ID } from './protocol/tags.ts';
import { secretOf } from './secret.ts';
import type { PythonChannel } from './thread.ts';

export interface RunningServer {
  readonly gateway: Gateway;
  /** Stops listening and closes every connection. */
  close(): Promise<void>;
}

export function startServer(listener: Listener, options: GatewayOptions): RunningServer {
  const secret = secretOf(options.secret);
  const gateway = new Gateway(options);
  gateway.objects.bind(GATEWAY_SERVER_ID, GatewayServer.of({ port: listener.port, gateway }));
  listener.serve((socket) => {
    // A pinned thread calls back on its own socket; with a pool, callbacks go to Python's callback server.
    const own: PythonChannel | null = options.pinned
      ? { send: (command) => connection.send(command), close: () => connection.close() }
      : null;
    const thread = gateway.newThread(`Thread-${socket.remotePort}`, own);
    const connection = new Connection({ socket, gateway, thread, secret });
    gateway.connections.add(connection);
    socket.once('close', () => gateway.connections.delete(connection));
  });
  return {
    gateway,
    async close() {
      for (const each of [...gateway.connections]) each.close();
      gateway.callbacks.close();
      gateway.objects.clear();
      await listener.close();
    },
  };
}
