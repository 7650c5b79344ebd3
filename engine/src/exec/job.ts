/** One job: what was asked for, its results in order of partition, and how it ends. */
import { SparkError } from '../errors/raise.ts';
import type { Batch } from '../types/vector.ts';
import type { AccumulatorUpdate } from './messages.ts';
import type { Stage } from './stage.ts';
import type { LocalProperties } from './status.ts';

export interface JobRequest {
  readonly stage: Stage;
  /** Which of the last stage's partitions, once their number is known; all by default. */
  readonly partitions?: (count: number) => readonly number[];
  readonly properties: LocalProperties;
  /** Settings handed to the tasks. */
  readonly conf: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
  readonly onAccumulator?: ((updates: readonly AccumulatorUpdate[]) => void) | undefined;
  /** Most bytes of results; 0 or absent is no bound. */
  readonly maxResultBytes?: number;
}

export interface PartitionResult {
  readonly partition: number;
  readonly batches: readonly Batch[];
}

export interface Job {
  readonly id: number;
  /** Each partition's rows in the order asked for, as they become ready; fails as the job does. */
  readonly results: AsyncIterable<PartitionResult>;
  /** Number of partitions of the last stage, once known. */
  readonly partitionCount: Promise<number>;
  cancel(reason: string): void;
}

/** A job that gave up: `cause` is what its last task died of. */
export class JobAborted extends Error {
  override readonly name = 'JobAborted';
}

/** What the user is to see: a condition that a task raised, else the story of the job (so too where a worker died). */
export function shownFailure(error: unknown): unknown {
  const cause = error instanceof JobAborted ? error.cause : undefined;
  return cause instanceof SparkError && cause.condition !== 'PYTHON_WORKER_CRASHED' ? cause : error;
}

export class JobCancelled extends Error {
  override readonly name = 'JobCancelled';
}

/** Results by position of the asked-for partitions; the reader gets them in order, however they come in. */
export class OrderedResults {
  readonly #ready = new Map<number, PartitionResult>();
  readonly #expected: Promise<number>;
  readonly #ended = Promise.withResolvers<void>();
  #failure: { readonly error: unknown } | undefined;
  #wake: (() => void) | undefined;

  /** `expected`: how many there will be. */
  constructor(expected: Promise<number>) {
    this.#expected = expected;
  }

  add(position: number, result: PartitionResult): void {
    this.#ready.set(position, result);
    this.#wake?.();
  }

  fail(error: unknown): void {
    this.#failure = { error };
    this.#wake?.();
  }

  /** Nothing more will come, and the job holds nothing any more. */
  end(): void {
    this.#ended.resolve();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<PartitionResult> {
    const expected = await this.#expected;
    for (let position = 0; position < expected; position++) {
      let result = this.#ready.get(position);
      while (result === undefined) {
        if (this.#failure !== undefined) throw this.#failure.error;
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
        result = this.#ready.get(position);
      }
      this.#ready.delete(position);
      yield result;
    }
    await this.#ended.promise;
    if (this.#failure !== undefined) throw this.#failure.error;
  }
}

/** All rows of a job, partition by partition. */
export async function collectBatches(job: Job): Promise<Batch[]> {
  const batches: Batch[] = [];
  for await (const result of job.results) batches.push(...result.batches);
  return batches;
}
