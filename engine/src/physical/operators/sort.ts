/** Rows of a partition in order. Stable: rows that compare equal stay as they came. */
import { compileComparator } from '../../codegen/comparator.ts';
import { compileValues } from '../../codegen/pipeline.ts';
import type { SortOrder } from '../../tree/expression.ts';
import { typeOf } from '../../tree/output.ts';
import { batchBytes } from '../../types/batch-bytes.ts';
import { type NormalizedKeys, normalizedKeys } from '../../types/normalized-key.ts';
import { orderedRows } from '../../types/radix-sort.ts';
import { BATCH_ROWS, type Batch, type Vector } from '../../types/vector.ts';
import { concatBatches, takeBatch } from '../../types/vector-ops.ts';
import type { SortNode } from '../node.ts';
import type { TaskContext } from '../operator.ts';
import { HeldMemory } from './held-memory.ts';
import { type RunOrder, SortedRuns } from './sorted-runs.ts';
import { envOf } from './task-input.ts';

export async function* runSort(node: SortNode, task: TaskContext): AsyncGenerator<Batch, void, undefined> {
  const order = compileOrder(node.orders, task);
  if (node.limit === undefined) yield* sortedRows(task.run(node.child), order, task);
  else yield* firstSortedRows(task.run(node.child), order, node.limit, task);
}

/** What memory has no room for goes to disk as sorted runs, to be merged at the end. */
export async function* sortedRows(
  input: AsyncIterable<Batch>,
  order: RunOrder,
  task: TaskContext,
): AsyncGenerator<Batch, void, undefined> {
  const memory = new HeldMemory(task.services.memory);
  const runs = new SortedRuns(order, task);
  const held: Batch[] = [];
  const spill = async (): Promise<void> => {
    await runs.add(inOrder(held, order, task));
    memory.release();
  };
  for await (const batch of input) {
    held.push(batch);
    if (!(await memory.hold(batchBytes(batch)))) await spill();
  }
  if (runs.isEmpty) yield* inOrder(held, order, task);
  else {
    await spill();
    yield* runs.merged();
  }
}

async function* firstSortedRows(
  input: AsyncIterable<Batch>,
  order: RunOrder,
  limit: number,
  task: TaskContext,
): AsyncGenerator<Batch, void, undefined> {
  let held: Batch[] = [];
  let rows = 0;
  for await (const batch of input) {
    await task.services.memory.take(batchBytes(batch));
    held.push(batch);
    rows += batch.length;
    if (rows > Math.max(2 * limit, 4 * BATCH_ROWS)) {
      const best = firstRows(held, order, limit, task);
      held = [best];
      rows = best.length;
    }
  }
  yield* inOrder(held, order, task, limit);
}

/** Empties `held`: the rows are copied, and should not be in memory twice. */
function* inOrder(
  held: Batch[],
  { sorter }: RunOrder,
  task: TaskContext,
  limit = Number.POSITIVE_INFINITY,
): Generator<Batch, void, undefined> {
  if (held.length === 0) return;
  const all = concatBatches(held.splice(0));
  const order = sorter(all, task.partition);
  const last = Math.min(limit, all.length);
  for (let from = 0; from < last; from += BATCH_ROWS) {
    task.signal.throwIfAborted();
    yield takeBatch(all, order.subarray(from, Math.min(from + BATCH_ROWS, last)));
  }
}

/** Drops what can no longer be among the first `limit` rows. */
function firstRows(held: readonly Batch[], { sorter }: RunOrder, limit: number, task: TaskContext): Batch {
  const all = concatBatches(held);
  const best = takeBatch(all, sorter(all, task.partition).subarray(0, limit));
  task.services.memory.shrink(held.reduce((sum, batch) => sum + batchBytes(batch), 0) - batchBytes(best));
  return best;
}

const compileOrder = (orders: readonly SortOrder[], task: TaskContext): RunOrder =>
  runOrder(compileKeyComparator(orders, task));

export function runOrder({ keysOf, comparator, normalized }: KeyComparator): RunOrder {
  return {
    keysOf,
    comparator,
    sorter(batch, partition) {
      const keys = keysOf(batch, partition);
      return orderedRows(batch.length, normalized(keys), comparator(keys, keys));
    },
  };
}

/** The key columns of a batch, and comparisons of rows: of two such sets of columns, and by words of one. */
export interface KeyComparator extends Pick<RunOrder, 'keysOf' | 'comparator'> {
  normalized(keys: readonly Vector[]): NormalizedKeys;
}

export function compileKeyComparator(orders: readonly SortOrder[], task: TaskContext): KeyComparator {
  const keysOf = compileValues(
    orders.map((order) => order.child),
    envOf(task),
  );
  const comparator = compileComparator(
    orders.map((order, ordinal) => ({
      ...order,
      child: { kind: 'bound', ordinal, type: typeOf(order.child), nullable: true },
    })),
  );
  const keyOrders = orders.map(({ child, ascending, nullsFirst }) => ({ type: typeOf(child), ascending, nullsFirst }));
  return { keysOf, comparator, normalized: (keys) => normalizedKeys(keys, keyOrders) };
}
