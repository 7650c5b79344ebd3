/** The native thread, seen from the main thread: started when a first query needs it, reached through ports. */
import { MessageChannel, type MessagePort, Worker } from 'node:worker_threads';
import type { NativeThreadData, NewClient, StopNative } from './messages.ts';

export class NativeThread {
  readonly #data: NativeThreadData;
  readonly #waiting: (() => void)[] = [];
  #worker: Worker | undefined;
  /** Native code that crashes takes the process with it; this is for a thread that ends in an orderly way. */
  onExit: (reason: string) => void = () => {};

  constructor(data: NativeThreadData) {
    this.#data = data;
  }

  /** A port for one client; its first message starts the thread. */
  openPort(): MessagePort {
    const { port1, port2 } = new MessageChannel();
    if (this.#worker !== undefined) {
      this.#connect(port1, []);
      return port2;
    }
    const early: unknown[] = [];
    const onMessage = (message: unknown): void => {
      early.push(message);
      this.start();
    };
    port1.on('message', onMessage);
    port1.unref();
    this.#waiting.push(() => {
      port1.off('message', onMessage);
      this.#connect(port1, early);
    });
    return port2;
  }

  /** Loads the engine ahead of its first query. */
  start(): void {
    if (this.#worker !== undefined) return;
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: this.#data, name: 'native' });
    worker.unref();
    let reason = 'the native thread ended';
    worker.on('error', (error: Error) => {
      reason = error.message;
    });
    worker.on('exit', () => {
      if (this.#worker === worker) this.onExit(reason);
    });
    this.#worker = worker;
    for (const connect of this.#waiting.splice(0)) connect();
  }

  /** Resolves when the thread has ended; queries still running are interrupted. */
  async stop(): Promise<void> {
    const worker = this.#worker;
    this.#worker = undefined;
    if (worker === undefined) return;
    const ended = new Promise<void>((resolve) => {
      worker.once('exit', () => resolve());
    });
    const message: StopNative = { type: 'stop' };
    worker.ref();
    worker.postMessage(message);
    await ended;
  }

  #connect(port: MessagePort, early: readonly unknown[]): void {
    const message: NewClient = { type: 'client', port, early: early as NewClient['early'] };
    this.#worker?.postMessage(message, [port]);
  }
}
