// A port on loopback that is open before there is anything to answer with: connections wait for the one who serves them.

import { createServer, type Server, type Socket } from 'node:net';

export interface Listener {
  readonly port: number;
  /** From now on, and for those that are waiting. */
  serve(accept: (socket: Socket) => void): void;
  close(): Promise<void>;
}

const LOOPBACK = '127.0.0.1';

export async function openListener(port = 0): Promise<Listener> {
  const waiting = new Set<Socket>();
  const server = createServer({ noDelay: true });
  const wait = (socket: Socket): void => {
    waiting.add(socket);
    socket.on('error', () => waiting.delete(socket));
  };
  server.on('connection', wait);
  return {
    port: await listen(server, port),
    serve(accept) {
      server.off('connection', wait);
      server.on('connection', accept);
      for (const socket of waiting) accept(socket);
      waiting.clear();
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

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
