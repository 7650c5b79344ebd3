// How the engine reaches Python's callback server: one connection a thread when pinned, else a pool.

import { connect, type Socket } from 'node:net';
import { Connection } from '../connection.ts';
import type { Gateway } from '../gateway.ts';
import { ConnectException } from '../jvm/java/net/exceptions.ts';
import { Py4JException } from '../jvm/py4j/exceptions.ts';
import { javaError } from '../jvm/throwable.ts';
import { escapeText } from '../protocol/escape.ts';
import type { PythonChannel, Thread } from '../thread.ts';

const DEFAULT_PYTHON_PORT = 25334;

export interface CallbackClient {
  readonly address: string;
  readonly port: number;
  /** Python's callback server listens elsewhere: connections that wait for work are closed. */
  reset(address: string, port: number): void;
  channelFor(thread: Thread): Promise<PythonChannel>;
  /** Tells Python that a proxy is garbage here. */
  collect(proxyId: string): void;
  close(): void;
}

function dial(address: string, port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: address, port, noDelay: true });
    socket.once('connect', () => {
      socket.removeAllListeners('error');
      resolve(socket);
    });
    socket.once('error', (error) => {
      const cause = javaError(ConnectException, `Connection refused (${error.message})`).throwable;
      reject(javaError(Py4JException, 'Error while obtaining a new communication channel', cause));
    });
  });
}

export function callbackClient(gateway: Gateway, pinned: boolean, secret: string): CallbackClient {
  let address = '127.0.0.1';
  let port = DEFAULT_PYTHON_PORT;
  let started = false;
  const idle: Connection[] = [];
  const open = new Set<Connection>();
  let collector: Thread | null = null;

  function adopt(socket: Socket, thread: Thread): Connection {
    const connection = new Connection({ socket, gateway, thread, secret: null });
    open.add(connection);
    socket.once('close', () => {
      open.delete(connection);
      const at = idle.indexOf(connection);
      if (at >= 0) idle.splice(at, 1);
    });
    return connection;
  }

  async function pooled(thread: Thread): Promise<Connection> {
    const free = idle.pop();
    if (free !== undefined) return free;
    const connection = adopt(await dial(address, port), gateway.newThread('py4j-callback'));
    const answer = await connection.send(`A\n${escapeText(secret)}\ne\n`);
    if (answer === 'yv') return connection;
    connection.close();
    throw javaError(Py4JException, `Authentication with callback server of ${thread.name} unsuccessful.`);
  }

  const pool = (thread: Thread): PythonChannel => ({
    async send(command) {
      const connection = await pooled(thread);
      const answer = await connection.send(command);
      idle.push(connection);
      return answer;
    },
    close: () => {},
  });

  function closeAll(): void {
    for (const each of [...open]) each.close();
    idle.length = 0;
  }

  return {
    get address() {
      return address;
    },
    get port() {
      return port;
    },
    reset(newAddress, newPort) {
      for (const each of [...open].filter((connection) => connection.isIdle)) each.close();
      address = newAddress;
      port = newPort;
      started = true;
    },
    async channelFor(thread) {
      return pinned ? adopt(await dial(address, port), thread) : pool(thread);
    },
    collect(proxyId) {
      if (!started) return;
      collector ??= gateway.newThread('py4j-finalizer');
      // A callback server that has gone away has no use for the message.
      collector.callPython(`g\n${proxyId}\ne\n`).catch(() => {});
    },
    close: closeAll,
  };
}
