/** What the main thread and an executor thread say to each other: plain data. */
import type { MessagePort } from 'node:worker_threads';
import type { Batch } from '../types/vector.ts';
import type { Chunk, ReadSpec } from './block.ts';
import type { ErrorData } from './error-transport.ts';
import type { PackedMessage } from './packed-message.ts';

/** What a task does; `kind` names the handler in the executor, the rest is the handler's business. */
export interface TaskWork {
  readonly kind: string;
}

/** Where a task's rows go. */
export type TaskOutput =
  | { readonly kind: 'result' }
  /** Kept under the task's partition number: broadcasts, caches, input of a range partitioning. */
  | { readonly kind: 'keep'; readonly set: number }
  /** Split by reduce partition; `partitioning` is the handler's business. */
  | { readonly kind: 'split'; readonly set: number; readonly partitions: number; readonly partitioning: unknown };

/** All a stage's tasks have in common; posted once to each executor that runs one of them. */
export interface StageMessage {
  readonly stage: number;
  readonly work: TaskWork;
  readonly output: TaskOutput;
  readonly reads: readonly ReadSpec[];
  /** Chunks of every set in `reads`, by map task. */
  readonly chunks: ReadonlyMap<number, readonly (readonly Chunk[])[]>;
  readonly conf: Readonly<Record<string, string>>;
  readonly localProperties: Readonly<Record<string, string>>;
}

export interface TaskMessage {
  readonly stage: number;
  readonly taskId: number;
  readonly partition: number;
  readonly attempt: number;
}

export type ToExecutor =
  /** `stage` is a StageMessage. */
  | { readonly type: 'stage'; readonly stage: PackedMessage }
  | { readonly type: 'run'; readonly task: TaskMessage }
  | { readonly type: 'cancel'; readonly taskId: number }
  | { readonly type: 'drop'; readonly stages: readonly number[]; readonly sets: readonly number[] }
  | { readonly type: 'reply'; readonly request: number; readonly value: unknown; readonly error?: ErrorData };

export type FromExecutor =
  | { readonly type: 'ready' }
  | { readonly type: 'batch'; readonly taskId: number; readonly batch: Batch }
  | { readonly type: 'done'; readonly taskId: number; readonly report: TaskReport }
  | { readonly type: 'failed'; readonly taskId: number; readonly error: ErrorData; readonly lost?: LostBlock }
  | {
      readonly type: 'request';
      readonly request: number;
      readonly service: string;
      readonly taskId: number;
      readonly args: unknown;
    };

export interface TaskReport {
  readonly chunks: readonly Chunk[];
  readonly accumulators: readonly AccumulatorUpdate[];
  readonly rows: number;
  readonly bytes: number;
}

/** `update` is merged by whoever owns the accumulator, once for each successful task. */
export interface AccumulatorUpdate {
  readonly id: number;
  readonly update: unknown;
}

/** A block that should be there is not: its map task has to run again. */
export interface LostBlock {
  readonly set: number;
  readonly map: number;
}

/** The first message that an executor thread gets. */
export interface ExecutorData {
  readonly executor: number;
  readonly budget: SharedArrayBuffer;
  /** A 64-bit count of how much of the budget the thread's tasks hold. */
  readonly held: SharedArrayBuffer;
  /** First cell: the task being cancelled in this executor, seen by code that does not return to its event loop. */
  readonly cancelled: SharedArrayBuffer;
  readonly localDir: string;
  /** Settings of the application, for the layers wired into executors. */
  readonly application: Readonly<Record<string, string>>;
  readonly ports: Readonly<Record<string, MessagePort>>;
}
