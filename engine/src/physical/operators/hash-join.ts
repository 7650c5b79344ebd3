/** Equi-joins: a hash table over one side, probed by the other. */
import { compileKeyLookup, type KeyLookup, type Matches } from '../../codegen/key-lookup.ts';
import { canonicalKey } from '../../tree/canonical.ts';
import type { Batch } from '../../types/vector.ts';
import { takeBatch } from '../../types/vector-ops.ts';
import type { HashJoin } from '../node.ts';
import type { TaskContext } from '../operator.ts';
import { JoinWriter } from './join-writer.ts';
import { collectBatches, envOf } from './task-input.ts';

export async function* runHashJoin(node: HashJoin, task: TaskContext): AsyncGenerator<Batch, void, undefined> {
  const lookup = await buildLookup(node, task);
  const probe = node.build === 'left' ? node.right : node.left;
  if (node.nullAware) {
    yield* nullAwareAnti(lookup, task.run(probe), task.partition);
    return;
  }
  if (lookup.rows === undefined && isEmptyWithoutBuild(node)) return;
  const writer = new JoinWriter(node, lookup.rows, task);
  for await (const batch of task.run(probe)) {
    task.signal.throwIfAborted();
    yield* writer.add(batch, lookup.probe(batch, task.partition));
  }
  yield* writer.finish();
}

function isEmptyWithoutBuild({ type, build }: HashJoin): boolean {
  switch (type) {
    case 'inner':
    case 'cross':
    case 'left-semi':
      return true;
    case 'left':
      return build === 'left';
    case 'right':
      return build === 'right';
    default:
      return false;
  }
}

/** A broadcast's table is made once in each thread and shared by its tasks. */
async function buildLookup(node: HashJoin, task: TaskContext): Promise<KeyLookup> {
  const isLeft = node.build === 'left';
  const [build, buildKeys, probeKeys] = isLeft
    ? [node.left, node.leftKeys, node.rightKeys]
    : [node.right, node.rightKeys, node.leftKeys];
  const compile = compileKeyLookup({ buildKeys, probeKeys, nullSafe: node.nullSafe }, envOf(task));
  if (build.kind !== 'broadcast-read') {
    const lookup = compile(await collectBatches(build, task));
    await task.services.memory.grow(lookup.bytes);
    return lookup;
  }
  const key = `hash:${node.nullSafe.join()}:${[...buildKeys, ...probeKeys].map(canonicalKey).join()}`;
  return task.services.derived(build.broadcast, key, async () =>
    compile(await task.services.readBroadcast(build.broadcast)),
  );
}

/** NOT IN: true only where nothing on the right is equal or NULL, and the left is not NULL unless the right is empty. */
async function* nullAwareAnti(
  lookup: KeyLookup,
  probe: AsyncIterable<Batch>,
  partition: number,
): AsyncGenerator<Batch, void, undefined> {
  if (lookup.hasNullKey) return;
  for await (const batch of probe) {
    const rows = lookup.rows === undefined ? undefined : unmatchedKnown(batch.length, lookup.probe(batch, partition));
    if (rows === undefined || rows.length === batch.length) yield batch;
    else if (rows.length > 0) yield takeBatch(batch, rows);
  }
}

function unmatchedKnown(length: number, { probeRows, unknown }: Matches): Int32Array {
  const out = unknown === undefined ? new Uint8Array(length) : unknown.slice();
  for (let i = 0; i < probeRows.length; i++) out[probeRows[i]!] = 1;
  const rows: number[] = [];
  for (let row = 0; row < length; row++) if (out[row] === 0) rows.push(row);
  return Int32Array.from(rows);
}
