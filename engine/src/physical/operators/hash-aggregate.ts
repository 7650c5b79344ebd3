/**
 * Grouping by hash. A partial aggregate that grows large hands on what it has and starts anew; any other, once memory is
 * full, takes in rows of the groups it has and puts all others aside on disk, to be grouped afterwards.
 */
import { type Aggregator, compileAggregator } from '../../codegen/aggregator.ts';
import type { Batch } from '../../types/vector.ts';
import { takeBatch } from '../../types/vector-ops.ts';
import type { HashAggregate } from '../node.ts';
import type { TaskContext } from '../operator.ts';
import { HeldMemory } from './held-memory.ts';
import { DEEPEST, SpilledPartitions } from './spilled-partitions.ts';
import { envOf } from './task-input.ts';

/** Over this a partial aggregate no longer saves much. */
const PARTIAL_BYTES = 64 * 1024 ** 2;

export async function* runHashAggregate(
  node: HashAggregate,
  task: TaskContext,
): AsyncGenerator<Batch, void, undefined> {
  const aggregator = compileAggregator(node, envOf(task));
  const input = task.run(node.child);
  if (node.partial && node.keys.length > 0) yield* partiallyGrouped(input, aggregator, task);
  else yield* grouped(input, aggregator, node, task, 0);
}

async function* partiallyGrouped(
  input: AsyncIterable<Batch>,
  aggregator: Aggregator,
  task: TaskContext,
): AsyncGenerator<Batch, void, undefined> {
  const memory = new HeldMemory(task.services.memory);
  let counted = 0;
  for await (const batch of input) {
    aggregator.update(batch, task.partition);
    const { bytes } = aggregator;
    const fits = bytes <= counted || (await memory.hold(bytes - counted));
    counted = Math.max(counted, bytes);
    if (fits && bytes <= PARTIAL_BYTES) continue;
    yield* aggregator.results();
    aggregator.clear();
    memory.release();
    counted = 0;
  }
  if (aggregator.groups > 0) yield* aggregator.results();
}

/** Leaves the aggregator empty, so that the rows put aside can be grouped by it in their turn. */
async function* grouped(
  input: AsyncIterable<Batch>,
  aggregator: Aggregator,
  node: HashAggregate,
  task: TaskContext,
  level: number,
): AsyncGenerator<Batch, void, undefined> {
  const memory = new HeldMemory(task.services.memory);
  let counted = 0;
  const canSpill = node.keys.length > 0 && level < DEEPEST;
  let aside: SpilledPartitions | undefined;
  for await (const batch of input) {
    if (aside === undefined) aggregator.update(batch, task.partition);
    else await updateKnown(batch, aggregator, aside, task);
    const { bytes } = aggregator;
    if (bytes <= counted) continue;
    if (!canSpill || aside !== undefined) await memory.take(bytes - counted);
    else if (!(await memory.hold(bytes - counted))) aside = new SpilledPartitions(node.keys, level, task);
    counted = bytes;
  }
  if (aggregator.groups > 0) yield* aggregator.results();
  aggregator.clear();
  memory.release();
  for (const rows of (await aside?.finish()) ?? []) {
    yield* grouped(rows.read(), aggregator, node, task, level + 1);
    await rows.remove();
  }
}

async function updateKnown(
  batch: Batch,
  aggregator: Aggregator,
  aside: SpilledPartitions,
  task: TaskContext,
): Promise<void> {
  const groups = aggregator.find(batch, task.partition);
  const known: number[] = [];
  const unknown: number[] = [];
  for (let row = 0; row < groups.length; row++) (groups[row]! < 0 ? unknown : known).push(row);
  if (known.length > 0) aggregator.update(takeBatch(batch, Int32Array.from(known)), task.partition);
  if (unknown.length > 0) await aside.add(takeBatch(batch, Int32Array.from(unknown)));
}
