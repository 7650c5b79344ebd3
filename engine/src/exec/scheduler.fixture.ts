/** Executor entry of the scheduler's tests: tasks that count, split, fail, die and hang on demand. */
import { constants, PerformanceObserver } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { raise } from '../errors/raise.ts';
import type { Batch, FixedVector } from '../types/vector.ts';
import { runExecutor } from './executor.ts';
import type { ExecutorTask, WorkHandler } from './executor-task.ts';
import type { TaskWork } from './messages.ts';

export interface CountWork extends TaskWork {
  readonly rows: number;
  readonly failing?: 'once' | 'always' | 'late' | 'crash-once';
}
export interface SumWork extends TaskWork {
  readonly set: number;
}

/** A `PerformanceEntry` of the type `gc`. */
interface Collection {
  readonly detail: { readonly kind: number };
}

const ints = (values: Int32Array): Batch => ({
  length: values.length,
  columns: [{ layout: 'fixed', length: values.length, validity: undefined, values }],
});

async function* count(work: TaskWork, task: ExecutorTask): AsyncGenerator<Batch> {
  const { rows, failing } = work as CountWork;
  if (failing === 'always' || (failing === 'once' && task.attempt === 0)) raise('DIVIDE_BY_ZERO', { config: 'x' });
  if (failing === 'crash-once' && task.attempt === 0) {
    await task.memory.take(1_000_000);
    process.exit(3);
  }
  task.accumulate(1, rows);
  yield ints(Int32Array.from({ length: rows }, (_, i) => task.partition * rows + i));
  if (failing === 'late') {
    // Enough for the rows above to be stored already.
    yield ints(new Int32Array(3_000_000));
    raise('DIVIDE_BY_ZERO', { config: 'x' });
  }
}

async function* sum(work: TaskWork, task: ExecutorTask): AsyncGenerator<Batch> {
  let total = 0;
  for await (const batch of task.blocks.read((work as SumWork).set, task.partition)) {
    const { values } = batch.columns[0] as FixedVector;
    for (let i = 0; i < batch.length; i++) total += Number(values[i]);
  }
  yield ints(Int32Array.of(total));
}

async function* hang(_work: TaskWork, task: ExecutorTask): AsyncGenerator<Batch> {
  await sleep(60_000, undefined, { signal: task.signal });
  yield ints(new Int32Array(0));
}

async function* spin(_work: TaskWork, task: ExecutorTask): AsyncGenerator<Batch> {
  while (true) {
    task.signal.throwIfAborted();
    if (task.partition < 0) yield ints(new Int32Array(0));
  }
}

async function* flood(): AsyncGenerator<Batch> {
  while (true) yield ints(new Int32Array(100_000));
}

/** Holds buffers of 48 MB, and gives how often the whole heap was looked through meanwhile. */
async function* hold(): AsyncGenerator<Batch> {
  // From a collection on V8 goes by what lives.
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  await sleep(1);
  let collections = 0;
  const observer = new PerformanceObserver((list) => {
    for (const { detail } of list.getEntries() as unknown as readonly Collection[]) {
      if (detail.kind === constants.NODE_PERFORMANCE_GC_MAJOR) collections += 1;
    }
  });
  observer.observe({ entryTypes: ['gc'] });
  const held: Uint8Array[] = [];
  while (held.length < 768) {
    held.push(new Uint8Array(65_536));
    if (held.length % 16 === 0) await sleep(1);
  }
  await sleep(100);
  observer.disconnect();
  yield ints(Int32Array.of(collections, held.length));
}

const handler = (run: WorkHandler['run']): WorkHandler => ({
  run,
  splitter: (partitioning) => (batch) =>
    Int32Array.from((batch.columns[0] as FixedVector).values as Int32Array, (v) => v % (partitioning as number)),
});

runExecutor(() => ({
  count: handler(count),
  sum: handler(sum),
  hang: handler(hang),
  spin: handler(spin),
  flood: handler(flood),
  hold: handler(hold),
}));
