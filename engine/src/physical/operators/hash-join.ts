/** Equi-joins: a hash table over one side, probed by the other. */
import { compileKeyLookup, type KeyLookup, type Matches } from '../../codegen/key-lookup.ts';
import { canonicalKey } from '../../tree/canonical.ts';
import type { Expression } from '../../tree/expression.ts';
import { batchBytes } from '../../types/batch-bytes.ts';
import type { Batch } from '../../types/vector.ts';
import { sliceBatch, takeBatch } from '../../types/vector-ops.ts';
import { needsPartner } from '../needs-partner.ts';
import type { BroadcastRead, HashJoin, PhysicalNode } from '../node.ts';
import type { TaskContext } from '../operator.ts';
import { HeldMemory } from './held-memory.ts';
import { JoinWriter } from './join-writer.ts';
import { isKeyFilter, runKeyFilter } from './key-filter.ts';
import { DEEPEST, SpilledPartitions } from './spilled-partitions.ts';
import { envOf } from './task-input.ts';

export async function* runHashJoin(node: HashJoin, task: TaskContext): AsyncGenerator<Batch, void, undefined> {
  if (isKeyFilter(node)) {
    yield* runKeyFilter(node, task);
    return;
  }
  const sides = sidesOf(node, task);
  const { build } = sides;
  if (build.kind === 'broadcast-read') {
    const lookup = await broadcastLookup(sides, build, task);
    yield* probed(node, lookup, task.run(sides.probe), task);
  } else {
    yield* joined(node, sides, { build: task.run(build), probe: task.run(sides.probe) }, task, 0);
  }
}

interface Sides {
  readonly build: PhysicalNode;
  readonly probe: PhysicalNode;
  readonly buildKeys: readonly Expression[];
  readonly probeKeys: readonly Expression[];
  readonly nullSafe: readonly boolean[];
  readonly makeLookup: (batches: readonly Batch[]) => KeyLookup;
}

function sidesOf({ build, left, leftKeys, right, rightKeys, nullSafe }: HashJoin, task: TaskContext): Sides {
  const [sides, keys] =
    build === 'left'
      ? [
          { build: left, probe: right },
          { buildKeys: leftKeys, probeKeys: rightKeys },
        ]
      : [
          { build: right, probe: left },
          { buildKeys: rightKeys, probeKeys: leftKeys },
        ];
  return { ...sides, ...keys, nullSafe, makeLookup: compileKeyLookup({ ...keys, nullSafe }, envOf(task)) };
}

/** A broadcast's table is made once in each thread and shared by its tasks. */
function broadcastLookup(
  { buildKeys, probeKeys, nullSafe, makeLookup }: Sides,
  { broadcast }: BroadcastRead,
  task: TaskContext,
): Promise<KeyLookup> {
  const key = `hash:${nullSafe.join()}:${[...buildKeys, ...probeKeys].map(canonicalKey).join()}`;
  return task.services.derived(broadcast, key, async (memory) => {
    const lookup = makeLookup(await task.services.readBroadcast(broadcast, memory));
    await memory.take(lookup.bytes);
    return lookup;
  });
}

interface Input {
  readonly build: AsyncIterable<Batch>;
  readonly probe: AsyncIterable<Batch>;
}

/** Where the build side does not fit in memory, both sides are split by their keys on disk and joined part by part. */
async function* joined(
  node: HashJoin,
  sides: Sides,
  input: Input,
  task: TaskContext,
  level: number,
): AsyncGenerator<Batch, void, undefined> {
  const memory = new HeldMemory(task.services.memory);
  const hold = level < DEEPEST ? memory.hold.bind(memory) : memory.take.bind(memory);
  let held: Batch[] = [];
  let builds: SpilledPartitions | undefined;
  const split = async (): Promise<SpilledPartitions> => {
    const partitions = new SpilledPartitions(sides.buildKeys, level, task);
    for (const early of held) await partitions.add(early);
    held = [];
    memory.release();
    return partitions;
  };
  for await (const batch of input.build) {
    if (builds !== undefined) {
      await builds.add(batch);
      continue;
    }
    held.push(batch);
    if (!(await hold(batchBytes(batch)))) builds = await split();
  }
  if (builds === undefined) {
    const lookup = sides.makeLookup(held);
    if (await hold(lookup.bytes)) {
      held = [];
      yield* probed(node, lookup, input.probe, task);
      memory.release();
      return;
    }
    builds = await split();
  }
  const probes = new SpilledPartitions(sides.probeKeys, level, task);
  for await (const batch of input.probe) await probes.add(batch);
  const probeFiles = await probes.finish();
  for (const [i, build] of (await builds.finish()).entries()) {
    const probe = probeFiles[i]!;
    yield* joined(node, sides, { build: build.read(), probe: probe.read() }, task, level + 1);
    await build.remove();
    await probe.remove();
  }
}

async function* probed(
  node: HashJoin,
  lookup: KeyLookup,
  probe: AsyncIterable<Batch>,
  task: TaskContext,
): AsyncGenerator<Batch, void, undefined> {
  if (node.nullAware) {
    yield* nullAwareAnti(lookup, probe, task.partition);
    return;
  }
  if (lookup.rows === undefined && needsPartner(node)) return;
  const writer = new JoinWriter(node, lookup.rows, task);
  for await (const batch of probe) {
    for (const matches of lookup.probe(batch, task.partition)) {
      task.signal.throwIfAborted();
      yield* writer.add(sliceBatch(batch, matches.from, matches.to), matches);
    }
  }
  yield* writer.finish();
}

/** NOT IN: true only where nothing on the right is equal or NULL, and the left is not NULL unless the right is empty. */
async function* nullAwareAnti(
  lookup: KeyLookup,
  probe: AsyncIterable<Batch>,
  partition: number,
): AsyncGenerator<Batch, void, undefined> {
  if (lookup.hasNullKey) return;
  for await (const batch of probe) {
    if (lookup.rows === undefined) {
      yield batch;
      continue;
    }
    for (const matches of lookup.probe(batch, partition)) {
      const rows = unmatchedKnown(matches);
      if (rows.length > 0) yield takeBatch(sliceBatch(batch, matches.from, matches.to), rows);
    }
  }
}

function unmatchedKnown({ from, to, probeRows, unknown }: Matches): Int32Array {
  const length = to - from;
  const out = unknown === undefined ? new Uint8Array(length) : unknown.slice();
  for (let i = 0; i < probeRows.length; i++) out[probeRows[i]!] = 1;
  const rows: number[] = [];
  for (let row = 0; row < length; row++) if (out[row] === 0) rows.push(row);
  return Int32Array.from(rows);
}
