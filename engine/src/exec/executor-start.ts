/** Starts an executor thread, which loads its code and then waits for its `ExecutorData`. */
import { setFlagsFromString } from 'node:v8';
import { Worker } from 'node:worker_threads';
import type { MemoryBudget } from './memory-budget.ts';

/**
 * New objects of a thread get this much. Buffers that are no longer used go when it is full, so a large space for new
 * objects means many dead buffers; and a heap that once was large stays so.
 */
const YOUNG_GENERATION_MB = 24;

/**
 * Up to this size a thread's heap, with the buffers that batches lie in, is not looked through for dead objects. V8
 * would start at a multiple of what lives, which is little, and so do it for every few megabytes of batches. All threads
 * together get no more than is left over by the budget.
 */
const UNEXAMINED_HEAP_MB = 96;

/** A thread whose objects take more dies, and its task with it: not the process. Compiled code alone takes some. */
const LEAST_HEAP_MB = 256;
const MOST_HEAP_MB = 4096;
const MIB = 1024 ** 2;

export interface ExecutorHeap {
  readonly limitMb: number;
  readonly unexaminedMb: number;
}

export const heapOf = (budget: MemoryBudget, threads: number): ExecutorHeap => ({
  limitMb: Math.min(Math.max(budget.total / MIB, LEAST_HEAP_MB), MOST_HEAP_MB),
  unexaminedMb: Math.ceil(Math.min(UNEXAMINED_HEAP_MB, budget.uncounted / threads / MIB)),
});

export function startExecutor(entry: URL, { limitMb, unexaminedMb }: ExecutorHeap): Worker {
  // Threads have no such limit of their own: it holds for those that start from now on.
  setFlagsFromString(`--initial-old-space-size=${unexaminedMb}`);
  const resourceLimits = { maxYoungGenerationSizeMb: YOUNG_GENERATION_MB, maxOldGenerationSizeMb: limitMb };
  return new Worker(entry, { name: 'executor', resourceLimits });
}
