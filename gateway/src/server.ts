// Listens on loopback and turns each accepted socket into a connection with a thread of its own.

import { createServer, type Server } from 'node:net';
import { Connection } from './connection.ts';
import { Gateway, type GatewayOptions } from './gateway.ts';
import { GatewayServer } from './jvm/py4j/GatewayServer.ts';
import { GATEWAY_SERVER_ID } from './protocol/tags.ts';
import { secretOf } from './secret.ts';
import type { PythonChannel } from './thread.ts';

export interface RunningServer {
  readonly port: number;
  readonly gateway: Gateway;
  /** Stops listening and closes every connection. */
  close(): Promise<void>;
}

const LOOPBACK = '127.0.0.1';

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: LOOPBACK, port }, () => {
      const address = server.address();
      if (address === null || typeof address === 'string') reject(new Error('the gateway has no port'));
      else resolve(address.port);
    });
  });
}

export async function startServer(options: GatewayOptions & { readonly port?: number }): Promise<RunningServer> {
  const secret = secretOf(options.secret);
  const gateway = new Gateway(options);
  const server = createServer({ noDelay: true });
  server.on('connection', (socket) => {
    // A pinned thread calls back on its own socket; with a pool, callbacks go to Python's callback server.
    const own: PythonChannel | null = options.pinned
      ? { send: (command) => connection.send(command), close: () => connection.close() }
      : null;
    const thread = gateway.newThread(`Thread-${socket.remotePort}`, own);
    const connection = new Connection({ socket, gateway, thread, secret });
    gateway.connections.add(connection);
    socket.once('close', () => gateway.connections.delete(connection));
  });
  const port = await listen(server, options.port ?? 0);
  gateway.objects.bind(GATEWAY_SERVER_ID, GatewayServer.of({ port, gateway }));
  return {
    port,
    gateway,
    async close() {
      for (const each of [...gateway.connections]) each.close();
      gateway.callbacks.close();
      gateway.objects.clear();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
