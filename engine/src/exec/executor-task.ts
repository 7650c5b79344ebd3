/** What exec offers to the handlers that run tasks in an executor thread. */
import type { SpilledRows, TaskMemory } from '../physical/operator.ts';
import type { Batch } from '../types/vector.ts';
import type { Chunk } from './block.ts';
import type { ExecutorData, LostBlock, TaskMessage, TaskWork } from './messages.ts';

/** Runs one kind of task. Batches it yields belong to the executor from then on. */
export interface WorkHandler {
  run(work: TaskWork, task: ExecutorTask): AsyncIterable<Batch>;
  /** For stages whose output is split: gives each row's reduce partition. One call for each task, so it may keep state. */
  splitter(
    partitioning: unknown,
    work: TaskWork,
    task: ExecutorTask,
  ): (batch: Batch) => Int32Array | Promise<Int32Array>;
}

/** The thread, as handlers see it when they are made. */
export interface Executor {
  readonly data: ExecutorData;
  /** Asks a service of the main thread. */
  call(service: string, args: unknown): Promise<unknown>;
  /** An object made from a set's blocks once in this thread, dropped with the set and the memory it has taken. */
  derived<T>(set: number, key: string, make: (memory: TaskMemory) => Promise<T>): Promise<T>;
}

export interface ExecutorTask extends TaskMessage {
  /** Call its `throwIfAborted` now and then in loops that never wait: it looks for a cancellation itself. */
  readonly signal: AbortSignal;
  readonly conf: Readonly<Record<string, string>>;
  readonly localProperties: Readonly<Record<string, string>>;
  readonly memory: TaskMemory;
  readonly blocks: TaskBlocks;
  /** An empty file for rows that memory has no room for. */
  spill(): SpilledRows;
  call(service: string, args: unknown): Promise<unknown>;
  /** Counts only if the task succeeds. */
  accumulate(id: number, update: unknown): void;
  /** Stores batches as chunks that outlive the task once they are registered with a service (`cache-put`). */
  storeBlock(batches: AsyncIterable<Batch>): Promise<readonly Chunk[]>;
}

/** Batches share memory with the store: they are valid until the task ends, and must not be written to. */
export interface TaskBlocks {
  /** Rows of the reader's `partition` as the stage's read of this set says. */
  read(set: number, partition: number): AsyncIterable<Batch>;
  /** Chunks got from a service. */
  readChunks(set: number, map: number, chunks: readonly Chunk[]): AsyncIterable<Batch>;
}

export class TaskCancelled extends Error {
  override readonly name = 'TaskCancelled';

  constructor() {
    super('the task was cancelled');
  }
}

/** A chunk's file is gone or damaged. */
export class LostBlockError extends Error {
  override readonly name = 'LostBlockError';
  readonly block: LostBlock;

  constructor(block: LostBlock, cause: unknown) {
    super(`block ${block.map} of set ${block.set} is lost`, { cause });
    this.block = block;
  }
}
