/** Python's accumulators: updates of successful tasks go to the server that PySpark runs in the driver's process. */
import { connect, type Socket } from 'node:net';
import { internal } from '../errors/internal.ts';
import type { AccumulatorUpdate } from '../exec/messages.ts';

/** A Unix socket needs no token. */
export type AccumulatorServer =
  | { readonly host: string; readonly port: number; readonly token: string }
  | { readonly path: string };

const EMPTY_MESSAGE = Buffer.alloc(4);
const NUDGE_MS = 3;

/**
 * The wire, from PySpark's accumulator server: the token once, then for each message a count and that many
 * length-prefixed pickles of (id, value); one byte comes back. The server has one thread, so there is one connection.
 */
export class Accumulators {
  #server: AccumulatorServer | undefined;
  #socket: Promise<Socket> | undefined;
  #last: Promise<void> = Promise.resolve();

  register(server: AccumulatorServer): void {
    this.#server = server;
  }

  /** Sends updates after those before them; `settled` waits until Python has counted them all. */
  merge(updates: readonly AccumulatorUpdate[]): void {
    const pickles = updates.map(({ update }) => update as Uint8Array);
    if (pickles.length === 0) return;
    this.#last = this.#last
      .then(() => this.#send(pickles))
      // The client is ending, or its server is broken: the job's results are sound all the same.
      .catch((error: unknown) => {
        process.stderr.write(`tspark: accumulators were not updated: ${String(error)}\n`);
      });
  }

  settled(): Promise<void> {
    return this.#last;
  }

  /**
   * PySpark's `stop()` waits until its server's loop looks up, which happens when something arrives or after a second:
   * empty messages until it has gone make that a few milliseconds.
   */
  async nudgeUntilClosed(): Promise<void> {
    if (this.#server === undefined) return;
    this.#socket ??= this.#connect();
    const socket = await this.#socket.catch(() => undefined);
    if (socket === undefined) return;
    const timer = setInterval(() => (socket.writable ? socket.write(EMPTY_MESSAGE) : clearInterval(timer)), NUDGE_MS);
    timer.unref();
    socket.on('data', () => {});
    socket.on('error', () => clearInterval(timer));
    socket.once('close', () => clearInterval(timer));
  }

  async #send(pickles: readonly Uint8Array[]): Promise<void> {
    this.#socket ??= this.#connect();
    const socket = await this.#socket;
    const count = Buffer.alloc(4);
    count.writeInt32BE(pickles.length);
    const parts: Uint8Array[] = [count];
    for (const pickle of pickles) {
      const length = Buffer.alloc(4);
      length.writeInt32BE(pickle.length);
      parts.push(length, pickle);
    }
    const answered = new Promise<void>((resolve, reject) => {
      socket.once('data', () => resolve());
      socket.once('close', () => reject(new Error('PySpark closed its accumulator server')));
    });
    socket.write(Buffer.concat(parts));
    await answered;
  }

  async #connect(): Promise<Socket> {
    const server = this.#server ?? internal('an accumulator was updated before PySpark registered its server');
    const socket = connect('path' in server ? { path: server.path } : { ...server, noDelay: true });
    socket.unref();
    await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject));
    if ('token' in server) socket.write(server.token);
    return socket;
  }
}
