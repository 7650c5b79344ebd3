/** The tasks of one run of a stage: attempts, failures, retries. */
import { batchBytes } from '../types/batch-bytes.ts';
import type { Batch } from '../types/vector.ts';
import type { Chunk } from './block.ts';
import { errorFromData } from './error-transport.ts';
import type { ExecutorPool, PoolTask } from './executor-pool.ts';
import { JobAborted } from './job.ts';
import type { LostBlock, StageMessage, TaskReport } from './messages.ts';
import type { SchedulerStatus, StageInfo } from './status.ts';

/** A dead thread or a lost block is not the task's own failure; but something is wrong if it keeps happening. */
const MAX_LOSSES = 4;

export interface TaskSetOptions {
  readonly pool: ExecutorPool;
  readonly status: SchedulerStatus;
  readonly info: StageInfo;
  readonly message: StageMessage;
  readonly partitions: readonly number[];
  readonly maxFailures: number;
  readonly nextTaskId: () => number;
  /** After `succeeded`, and for failed tasks too. */
  readonly ended: (taskId: number) => void;
  readonly succeeded: (partition: number, report: TaskReport, batches: readonly Batch[]) => void;
  /** What a task has left after all was given up. */
  readonly unwanted: (chunks: readonly Chunk[]) => void;
  /** Rows of a result have come in; a negative size: they are dropped, because the task has failed. */
  readonly received: (taskId: number, bytes: number) => void;
}

export type TaskSetOutcome =
  | { readonly kind: 'done' }
  | { readonly kind: 'lost-block'; readonly block: LostBlock }
  | { readonly kind: 'failed'; readonly error: Error };

/** Resolves when no task of the set is running any more. After `abort` the outcome is the given error. */
export class TaskSet {
  readonly outcome: Promise<TaskSetOutcome>;
  readonly #options: TaskSetOptions;
  readonly #live = new Set<number>();
  #end: TaskSetOutcome | undefined;
  #resolve: (outcome: TaskSetOutcome) => void = () => {};

  constructor(options: TaskSetOptions) {
    this.#options = options;
    this.outcome = new Promise((resolve) => {
      this.#resolve = resolve;
    });
    for (const partition of options.partitions) this.#attempt(partition, 0, 0, 0);
    this.#settle();
  }

  abort(error: Error): void {
    this.#stop({ kind: 'failed', error });
  }

  #attempt(partition: number, attempt: number, failures: number, losses: number): void {
    const { pool, status, info, message, maxFailures } = this.#options;
    const taskId = this.#options.nextTaskId();
    const batches: Batch[] = [];
    let bytes = 0;
    this.#live.add(taskId);
    let running = false;
    const ended = (succeeded: boolean): void => {
      this.#live.delete(taskId);
      if (running) info.active -= 1;
      if (succeeded) info.completed += 1;
      else {
        info.failed += 1;
        batches.length = 0;
        this.#options.received(taskId, -bytes);
        this.#options.ended(taskId);
      }
      status.tell((l) => l.taskEnded?.(info, taskId, succeeded));
    };
    const task: PoolTask = {
      message: { stage: message.stage, taskId, partition, attempt },
      stage: message,
      started: () => {
        running = true;
        info.active += 1;
        status.tell((l) => l.taskStarted?.(info, taskId));
      },
      batch: (batch) => {
        if (this.#end !== undefined) return;
        const size = batchBytes(batch);
        batches.push(batch);
        bytes += size;
        this.#options.received(taskId, size);
      },
      done: (report) => {
        ended(true);
        if (this.#end?.kind === 'failed') this.#options.unwanted(report.chunks);
        else this.#options.succeeded(partition, report, batches);
        this.#options.ended(taskId);
        this.#settle();
      },
      failed: (data, lost) => {
        ended(false);
        if (this.#end !== undefined) this.#settle();
        else if (lost !== undefined) this.#stop({ kind: 'lost-block', block: lost });
        else if (failures + 1 < maxFailures) this.#attempt(partition, attempt + 1, failures + 1, losses);
        else
          this.#stop({
            kind: 'failed',
            error: aborted(info, partition, attempt, failures + 1, taskId, errorFromData(data)),
          });
      },
      lost: (reason) => {
        ended(false);
        if (this.#end !== undefined) this.#settle();
        else if (losses + 1 < MAX_LOSSES) this.#attempt(partition, attempt + 1, failures, losses + 1);
        else
          this.#stop({
            kind: 'failed',
            error: aborted(info, partition, attempt, losses + 1, taskId, new Error(`ExecutorLostFailure: ${reason}`)),
          });
      },
    };
    pool.submit(task);
  }

  #stop(outcome: TaskSetOutcome): void {
    this.#end ??= outcome;
    for (const taskId of [...this.#live]) if (this.#options.pool.cancel(taskId)) this.#live.delete(taskId);
    this.#settle();
  }

  #settle(): void {
    if (this.#live.size === 0) this.#resolve(this.#end ?? { kind: 'done' });
  }
}

/** Text as Spark words it: Python tests and users look for it. */
function aborted(
  info: StageInfo,
  partition: number,
  attempt: number,
  failures: number,
  taskId: number,
  cause: Error,
): JobAborted {
  const text =
    `Job aborted due to stage failure: Task ${partition} in stage ${info.id}.0 failed ${failures} times, ` +
    `most recent failure: Lost task ${partition}.${attempt} in stage ${info.id}.0 (TID ${taskId}) (localhost executor driver): ` +
    `${cause.name}: ${cause.message}`;
  return new JobAborted(text, { cause });
}
