/** Runs one physical plan: its stages, its block sets, and the evaluator in the native engine's place where that fails. */
import type { Conf } from '../conf/conf.ts';
import type { PhysicalNode, RddScan } from '../physical/node.ts';
import { preorder } from '../tree/transform.ts';
import type { BlockStore } from './block-store.ts';
import type { CoalesceRule } from './coalesce-partitions.ts';
import { cutStages, type RddPart, type SqlWork } from './cut-stages.ts';
import { JobAborted, type JobRequest, type PartitionResult, shownFailure } from './job.ts';
import type { TaskWork } from './messages.ts';
import { PHYSICAL } from './physical-shape.ts';
import type { Scheduler } from './scheduler.ts';
import type { Stage } from './stage.ts';

export interface QueryRuntime {
  readonly scheduler: Scheduler;
  readonly store: BlockStore;
  /** Threads tasks are spread over: the least parallelism adaptive merging keeps. */
  readonly parallelism: number;
  readonly cacheStage: (cache: number) => Stage;
  readonly rddPart: (node: RddScan) => RddPart;
}

export interface QueryRequest extends Omit<JobRequest, 'stage' | 'partitions'> {
  readonly session: Conf;
  /** Turns the last stage's work into another kind, which gives the rows in another form (pickles, Arrow). */
  readonly encode?: (work: SqlWork) => TaskWork;
}

/** A query whose blocks stay until `close`, so that several jobs (take, toLocalIterator) share its finished stages. */
export interface Query {
  run(partitions?: (count: number) => readonly number[]): AsyncGenerator<PartitionResult>;
  partitionCount(): Promise<number>;
  close(): void;
}

/** The name of errors by which a native scan asks for the evaluator in its place. */
export const NATIVE_FAILURE = 'NativeFailure';

/** A plan to be run, and the same for the evaluator alone, made where the native engine has failed. */
export interface RunnablePlan {
  readonly plan: PhysicalNode;
  readonly evaluated: () => Promise<PhysicalNode>;
}

export function openQuery({ plan, evaluated }: RunnablePlan, runtime: QueryRuntime, request: QueryRequest): Query {
  const sets: number[] = [];
  let native = hasNative(plan);
  let current = cut(plan);

  function cut(from: PhysicalNode): Stage {
    const newSet = (): number => {
      const set = runtime.store.create();
      sets.push(set);
      return set;
    };
    return cutQuery(from, runtime, request, newSet);
  }

  async function* attempt(
    stage: Stage,
    hold: boolean,
    partitions: JobRequest['partitions'],
  ): AsyncGenerator<PartitionResult> {
    const job = runtime.scheduler.run({ ...request, stage, ...(partitions === undefined ? {} : { partitions }) });
    try {
      if (!hold) yield* job.results;
      else {
        const all: PartitionResult[] = [];
        for await (const result of job.results) all.push(result);
        yield* all;
      }
    } finally {
      // The reader may have had enough; a job that has ended does not mind.
      job.cancel('because nobody reads its results');
    }
  }

  /** To the evaluator, where it was the native engine that failed. */
  async function fallBack(error: unknown): Promise<void> {
    const failure = native ? nativeFailure(error) : undefined;
    if (failure === undefined) throw shownFailure(error);
    runtime.scheduler.status.tell((listener) => listener.nativeFailed?.(failure.message));
    native = false;
    current = cut(await evaluated());
  }

  return {
    async *run(partitions) {
      try {
        yield* attempt(current, native, partitions);
      } catch (error) {
        await fallBack(error);
        try {
          yield* attempt(current, false, partitions);
        } catch (second) {
          throw shownFailure(second);
        }
      }
    },
    async partitionCount() {
      const count = (): Promise<number> =>
        runtime.scheduler.run({ ...request, stage: current, partitions: () => [] }).partitionCount;
      try {
        // The stages below are run for it.
        return await count();
      } catch (error) {
        await fallBack(error);
        return count().catch((second: unknown) => {
          throw shownFailure(second);
        });
      }
    },
    close() {
      for (const set of sets) runtime.store.release(set);
    },
  };
}

export interface EmbeddedQuery {
  readonly stage: Stage;
  /** To be released when the stage is no longer needed. */
  readonly sets: readonly number[];
}

/** A query's stages as part of other jobs (an RDD of its rows), with the query's own settings; its blocks stay. */
export function embeddedQuery(plan: PhysicalNode, runtime: QueryRuntime, request: QueryRequest): EmbeddedQuery {
  const sets: number[] = [];
  const newSet = (): number => {
    const set = runtime.store.create();
    sets.push(set);
    return set;
  };
  return { stage: withConf(cutQuery(plan, runtime, request, newSet), request.conf), sets };
}

function cutQuery(plan: PhysicalNode, runtime: QueryRuntime, request: QueryRequest, newSet: () => number): Stage {
  const stage = cutStages(plan, {
    newSet,
    cacheStage: runtime.cacheStage,
    rdd: runtime.rddPart,
    coalesce: coalesceRule(request.session, runtime.parallelism),
  });
  return request.encode === undefined ? stage : encoded(stage, request.encode);
}

/** A stage may be a parent of several others. */
function withConf(stage: Stage, conf: JobRequest['conf'], made = new Map<Stage, Stage>()): Stage {
  const known = made.get(stage);
  if (known !== undefined) return known;
  const own = { ...stage, conf, parents: stage.parents.map((parent) => withConf(parent, conf, made)) };
  made.set(stage, own);
  return own;
}

function encoded(stage: Stage, encode: (work: SqlWork) => TaskWork): Stage {
  return {
    ...stage,
    prepare: async (blocks) => {
      const tasks = await stage.prepare(blocks);
      return { ...tasks, work: encode(tasks.work as SqlWork) };
    },
  };
}

function hasNative(plan: PhysicalNode): boolean {
  for (const node of preorder(PHYSICAL, plan)) if (node.kind === 'native-scan') return true;
  return false;
}

function nativeFailure(error: unknown): Error | undefined {
  const cause = error instanceof JobAborted ? error.cause : undefined;
  return cause instanceof Error && cause.name === NATIVE_FAILURE ? cause : undefined;
}

function coalesceRule(conf: Conf, parallelism: number): CoalesceRule | undefined {
  if (
    !conf.getBoolean('spark.sql.adaptive.enabled') ||
    !conf.getBoolean('spark.sql.adaptive.coalescePartitions.enabled')
  )
    return undefined;
  return {
    advisory: conf.getNumber('spark.sql.adaptive.advisoryPartitionSizeInBytes'),
    minimum: 1024 ** 2,
    parallelism,
  };
}

/**
 * Runs a query's partitions a few at a time until `enough` rows are there, by Spark's rule of growth: four times as
 * many after none was found, else one and a half times what the rows so far make likely.
 */
export async function* runIncrementally(
  query: Query,
  wanted: number,
  rowsIn: (result: PartitionResult) => number,
): AsyncGenerator<PartitionResult> {
  const total = await query.partitionCount();
  let scanned = 0;
  let rows = 0;
  while (rows < wanted && scanned < total) {
    let tries = 1;
    if (scanned > 0 && rows === 0) tries = scanned * 4;
    else if (scanned > 0)
      tries = Math.min(Math.max(Math.ceil((1.5 * wanted * scanned) / rows) - scanned, 1), scanned * 4);
    const from = scanned;
    const to = Math.min(total, scanned + tries);
    for await (const result of query.run(() => Array.from({ length: to - from }, (_, i) => from + i))) {
      rows += rowsIn(result);
      yield result;
    }
    scanned = to;
  }
}
