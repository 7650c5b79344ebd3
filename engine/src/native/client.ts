/** Asks the native thread for queries; used in executor threads and wherever else a port to it is at hand. */
import type { MessagePort } from 'node:worker_threads';
import type { Batch } from '../types/vector.ts';
import { type FromNative, type NativeRequest, type ToNative, WINDOW } from './messages.ts';
import { transferList } from './transfer-list.ts';

/** The native engine could not answer: whoever asked has the evaluator do it. Never shown to a user. */
export class NativeFailure extends Error {
  override readonly name = 'NativeFailure';
}

interface Waiting {
  readonly queue: FromNative[];
  wake: (() => void) | undefined;
}

export class NativeClient {
  readonly #port: MessagePort;
  readonly #queries = new Map<number, Waiting>();
  #last = 0;

  constructor(port: MessagePort) {
    this.#port = port;
    port.on('message', (message: FromNative) => {
      const waiting = this.#queries.get(message.query);
      waiting?.queue.push(message);
      waiting?.wake?.();
    });
    port.unref();
  }

  /**
   * Rows as they come; leaving the loop or aborting `signal` stops the query. Batches of `inputs`, which own their
   * memory, are sent first, a few at a time.
   */
  async *query(
    request: NativeRequest,
    signal?: AbortSignal,
    inputs: readonly AsyncIterable<Batch>[] = [],
  ): AsyncGenerator<Batch> {
    const query = ++this.#last;
    const waiting: Waiting = { queue: [], wake: undefined };
    this.#queries.set(query, waiting);
    const onAbort = (): void => waiting.wake?.();
    signal?.addEventListener('abort', onAbort);
    this.#port.ref();
    let running = true;
    try {
      this.#send({ type: 'open', query, request });
      const next = async (): Promise<FromNative> => {
        for (;;) {
          signal?.throwIfAborted();
          const message = waiting.queue.shift();
          if (message?.type === 'error') {
            running = false;
            throw new NativeFailure(message.message);
          }
          if (message !== undefined) return message;
          await new Promise<void>((resolve) => {
            waiting.wake = resolve;
          });
        }
      };
      let sent = 0;
      for (const [input, rows] of inputs.entries()) {
        for await (const batch of rows) {
          this.#send({ type: 'rows', query, input, batch }, transferList(batch));
          if (++sent > WINDOW) await next();
        }
      }
      if (inputs.length > 0) this.#send({ type: 'all-rows', query });
      for (;;) {
        const message = await next();
        if (message.type === 'taken-in') continue;
        if (message.type === 'batch') {
          this.#send({ type: 'taken', query, batches: 1 });
          yield message.batch;
          continue;
        }
        running = false;
        return;
      }
    } finally {
      signal?.removeEventListener('abort', onAbort);
      if (running) this.#send({ type: 'cancel', query });
      this.#queries.delete(query);
      if (this.#queries.size === 0) this.#port.unref();
    }
  }

  #send(message: ToNative, transfer: readonly ArrayBuffer[] = []): void {
    this.#port.postMessage(message, transfer);
  }
}
