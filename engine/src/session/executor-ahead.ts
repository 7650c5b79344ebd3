/**
 * An executor thread that is started before there is a context: it loads its code while the client is still importing
 * what it needs itself. The first context takes it, if its settings are those foreseen. Just the one: more of them would
 * take the processors from the client.
 */
import type { Worker } from 'node:worker_threads';
import type { Conf } from '../conf/conf.ts';
import { type ExecutorHeap, heapOf, startExecutor } from '../exec/executor-start.ts';
import { executorEntry } from './executor-entry.ts';
import { resourcesOf } from './resources.ts';

export class ExecutorAhead {
  readonly #heap: ExecutorHeap;
  #worker: Worker | undefined;

  constructor(foreseen: Conf) {
    const { master, budget } = resourcesOf(foreseen);
    this.#heap = heapOf(budget, master.threads);
    const worker = startExecutor(executorEntry(), this.#heap);
    worker.unref();
    // One that cannot start is nobody's: who needs a thread starts another, and hears of it then.
    const forget = (): void => {
      this.#worker = undefined;
    };
    worker.on('error', forget);
    worker.on('exit', forget);
    this.#worker = worker;
  }

  /** Once at most. */
  take({ limitMb, unexaminedMb }: ExecutorHeap): Worker | undefined {
    const worker = this.#worker;
    this.#worker = undefined;
    if (limitMb === this.#heap.limitMb && unexaminedMb === this.#heap.unexaminedMb) {
      worker?.ref();
      return worker;
    }
    void worker?.terminate();
    return undefined;
  }
}
