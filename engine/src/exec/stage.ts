/** Stages: what runs between two shuffles. Built per query or RDD action; `set` ids tie them to stored blocks. */
import type { Chunk, ReadSpec } from './block.ts';
import type { TaskOutput, TaskWork } from './messages.ts';

export interface Stage {
  readonly name: string;
  /** The set its tasks fill; undefined where rows go to the driver. A complete set is not computed again. */
  readonly set: number | undefined;
  /** Settings handed to its tasks, where these are not the job's. */
  readonly conf?: Readonly<Record<string, string>>;
  /** Must be complete before `prepare` is called. */
  readonly parents: readonly Stage[];
  readonly prepare: (blocks: StoredBlocks) => StageTasks | Promise<StageTasks>;
}

/** What a stage's tasks are, decided when its input is there: adaptive plans look at the sizes. */
export interface StageTasks {
  readonly partitions: number;
  readonly work: TaskWork;
  readonly output: TaskOutput;
  readonly reads: readonly ReadSpec[];
}

export interface StoredBlocks {
  chunks(set: number): readonly (readonly Chunk[])[];
  /** Reduce partitions of a split set. */
  splitInto(set: number): number;
}
