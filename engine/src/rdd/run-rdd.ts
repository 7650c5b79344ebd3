/** RDD actions on the driver: records of partitions as the frames PySpark reads. Elements are never looked at here. */
import { type JobRequest, type PartitionResult, shownFailure } from '../exec/job.ts';
import type { Scheduler } from '../exec/scheduler.ts';
import type { Stage } from '../exec/stage.ts';
import { frameRecords, recordsOf } from '../types/record-frames.ts';
import type { RddNode } from './node.ts';
import type { RddGraph } from './rdd-graph.ts';
import { computing, rddStage } from './rdd-stages.ts';

export interface RddRuntime {
  readonly graph: RddGraph;
  readonly scheduler: Scheduler;
}

export type RddRequest = Omit<JobRequest, 'stage' | 'partitions'>;

export interface PartitionFrames {
  readonly partition: number;
  readonly frames: readonly Uint8Array[];
}

/** One job over the asked-for partitions (all by default), in the order asked for. */
export async function* runRdd(
  runtime: RddRuntime,
  node: RddNode,
  request: RddRequest,
  partitions?: readonly number[],
): AsyncGenerator<PartitionFrames, void, void> {
  const stage = await rddStage(runtime.graph, node);
  for await (const { partition, batches } of runStage(runtime, stage, request, partitions)) {
    yield { partition, frames: batches.map(frameRecords) };
  }
}

export async function* runStage(
  { scheduler }: RddRuntime,
  stage: Stage,
  request: RddRequest,
  partitions?: readonly number[],
): AsyncGenerator<PartitionResult, void, void> {
  const chosen = partitions === undefined ? {} : { partitions: () => partitions };
  const job = scheduler.run({ ...request, stage, ...chosen });
  try {
    yield* job.results;
  } catch (error) {
    throw shownFailure(error);
  } finally {
    job.cancel('because nobody reads its results');
  }
}

/** All frames, once the whole job has succeeded: what `collectAndServe` and `runJob` serve. */
export async function collectRdd(
  runtime: RddRuntime,
  node: RddNode,
  request: RddRequest,
  partitions?: readonly number[],
): Promise<readonly Uint8Array[]> {
  const all: Uint8Array[] = [];
  for await (const { frames } of runRdd(runtime, node, request, partitions)) all.push(...frames);
  return all;
}

/** The first record, from the first partition that has any; undefined where none has. */
export async function firstRecord(
  runtime: RddRuntime,
  node: RddNode,
  request: RddRequest,
): Promise<Uint8Array | null | undefined> {
  const stage = computing(await rddStage(runtime.graph, node), (child) => ({ kind: 'head', count: 1, child }));
  const count = runtime.graph.partitionsOf(node);
  for (let partition = 0; partition < count; partition++) {
    for await (const { batches } of runStage(runtime, stage, request, [partition])) {
      for (const batch of batches) for (const record of recordsOf(batch)) return record;
    }
  }
  return undefined;
}

/** `toLocalIterator`: a job for each partition, the next one running ahead where `prefetch` asks for it. */
export async function* localPartitions(
  runtime: RddRuntime,
  node: RddNode,
  request: RddRequest,
  prefetch: boolean,
): AsyncGenerator<readonly Uint8Array[], void, void> {
  await runtime.graph.resolve(node);
  const count = runtime.graph.partitionsOf(node);
  let ahead: Promise<readonly Uint8Array[]> | undefined;
  for (let partition = 0; partition < count; partition++) {
    const current = ahead ?? collectRdd(runtime, node, request, [partition]);
    ahead = prefetch && partition + 1 < count ? collectRdd(runtime, node, request, [partition + 1]) : undefined;
    // Whoever stops early never looks at what runs ahead.
    ahead?.catch(() => undefined);
    yield await current;
  }
}
