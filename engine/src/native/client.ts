/** Asks the native thread for queries; used in executor threads and wherever else a port to it is at hand. */
import type { MessagePort } from 'node:worker_threads';
import type { Batch } from '../types/vector.ts';
import type { FromNative, NativeRequest, ToNative } from './messages.ts';

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

  /** Rows as they come; leaving the loop or aborting `signal` stops the query. */
  async *query(request: NativeRequest, signal?: AbortSignal): AsyncGenerator<Batch> {
    const query = ++this.#last;
    const waiting: Waiting = { queue: [], wake: undefined };
    this.#queries.set(query, waiting);
    const onAbort = (): void => waiting.wake?.();
    signal?.addEventListener('abort', onAbort);
    this.#port.ref();
    let running = true;
    try {
      this.#send({ type: 'open', query, request });
      for (;;) {
        signal?.throwIfAborted();
        const message = waiting.queue.shift();
        if (message === undefined) {
          await new Promise<void>((resolve) => {
            waiting.wake = resolve;
          });
          continue;
        }
        if (message.type === 'batch') {
          this.#send({ type: 'taken', query, batches: 1 });
          yield message.batch;
          continue;
        }
        running = false;
        if (message.type === 'error') throw new NativeFailure(message.message);
        return;
      }
    } finally {
      signal?.removeEventListener('abort', onAbort);
      if (running) this.#send({ type: 'cancel', query });
      this.#queries.delete(query);
      if (this.#queries.size === 0) this.#port.unref();
    }
  }

  #send(message: ToNative): void {
    this.#port.postMessage(message);
  }
}
