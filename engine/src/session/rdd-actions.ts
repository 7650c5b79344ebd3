/** RDD actions as PySpark asks for them: jobs that give records as frames, or files. */
import { raise } from '../errors/raise.ts';
import type { RddNode } from '../rdd/node.ts';
import { collectRdd, firstRecord, localPartitions } from '../rdd/run-rdd.ts';
import { saveAsTextFile } from '../rdd/save-rdd.ts';
import { writeCheckpoints } from './rdd-checkpoint.ts';
import { rddRequest, runtimeOf } from './rdd-request.ts';
import type { RunOptions } from './run-query.ts';
import type { SparkContext } from './spark-context.ts';

/** Frames of the asked-for partitions, all by default, in the order asked for. */
export async function collectFrames(
  context: SparkContext,
  node: RddNode,
  options: RunOptions,
  partitions?: readonly number[],
): Promise<readonly Uint8Array[]> {
  const { rdds } = context;
  if (partitions !== undefined) {
    await rdds.resolve(node);
    const count = rdds.partitionsOf(node);
    const missing = partitions.find((p) => p < 0 || p >= count);
    if (missing !== undefined) raise('RDD_PARTITION_NOT_FOUND', { partition: String(missing), count: String(count) });
  }
  const frames = await collectRdd(runtimeOf(context), node, rddRequest(context, options), partitions);
  await jobDone(context, node, options);
  return frames;
}

export async function first(
  context: SparkContext,
  node: RddNode,
  options: RunOptions,
): Promise<Uint8Array | null | undefined> {
  const record = await firstRecord(runtimeOf(context), node, rddRequest(context, options));
  await jobDone(context, node, options);
  return record;
}

/** `toLocalIterator`: partition by partition. */
export async function* localFrames(
  context: SparkContext,
  node: RddNode,
  options: RunOptions,
  prefetch: boolean,
): AsyncGenerator<readonly Uint8Array[]> {
  for await (const frames of localPartitions(runtimeOf(context), node, rddRequest(context, options), prefetch)) {
    await context.accumulators.settled();
    yield frames;
  }
}

/** What a job leaves to do: its accumulators have to have arrived, and checkpoints were waiting for it. */
async function jobDone(context: SparkContext, node: RddNode, options: RunOptions): Promise<void> {
  await context.accumulators.settled();
  await writeCheckpoints(context, node, options);
}

/** The records as lines, a file for each partition; `codec` is the name of one of Hadoop's classes. */
export async function saveText(
  context: SparkContext,
  node: RddNode,
  path: string,
  codec: string | undefined,
  options: RunOptions,
): Promise<void> {
  await saveAsTextFile(runtimeOf(context), node, path, rddRequest(context, options), codec);
  await jobDone(context, node, options);
}
