/** Window functions over input that is sorted by partition and order keys. */

import { compileValues } from '../../codegen/pipeline.ts';
import { assert, internal } from '../../errors/internal.ts';
import { declared } from '../../functions/registry.ts';
import type { AggregateCall, Call, Expression, SortOrder } from '../../tree/expression.ts';
import { typeOf } from '../../tree/output.ts';
import { batchBytes } from '../../types/batch-bytes.ts';
import type { DataType } from '../../types/data-type.ts';
import type { Value } from '../../types/value.ts';
import { BATCH_ROWS, type Batch, type Vector } from '../../types/vector.ts';
import { vectorBuilder } from '../../types/vector-builder.ts';
import { concatBatches, sliceBatch } from '../../types/vector-ops.ts';
import { valueReader } from '../../types/vector-reader.ts';
import type { WindowNode } from '../node.ts';
import { ascending } from '../node-builders.ts';
import type { TaskContext } from '../operator.ts';
import { HeldMemory } from './held-memory.ts';
import { compileKeyComparator } from './sort.ts';
import { envOf, inPieces } from './task-input.ts';
import { aggregateOverFrames } from './window-aggregate.ts';
import { compileFrames, type Frames, type Partition } from './window-frames.ts';

export async function* runWindow(node: WindowNode, task: TaskContext): AsyncGenerator<Batch, void, undefined> {
  for await (const rows of wholePartitions(node, task)) yield* overPartitions(node, rows, task);
}

/** So many rows are worked on together, if a window partition does not take more. */
const ROWS_AT_ONCE = 16 * BATCH_ROWS;

/** The input in pieces that end where a window partition ends. */
export async function* wholePartitions(
  { child, partitionBy }: Pick<WindowNode, 'child' | 'partitionBy'>,
  task: TaskContext,
): AsyncGenerator<Batch, void, undefined> {
  const memory = new HeldMemory(task.services.memory);
  let held: Batch[] = [];
  let rows = 0;
  let enough = partitionBy.length === 0 ? Number.POSITIVE_INFINITY : ROWS_AT_ONCE;
  for await (const batch of task.run(child)) {
    held.push(batch);
    rows += batch.length;
    await memory.take(batchBytes(batch));
    if (rows < enough) continue;
    const all = concatBatches(held);
    const last = runStarts(all, partitionBy.map(ascending), task).lastIndexOf(1);
    held = [all];
    if (last > 0) {
      yield sliceBatch(all, 0, last);
      held = [sliceBatch(all, last, all.length)];
      rows -= last;
      memory.release();
    }
    enough = Math.max(ROWS_AT_ONCE, 2 * rows);
  }
  if (held.length > 0) yield concatBatches(held);
  memory.release();
}

function* overPartitions(node: WindowNode, all: Batch, task: TaskContext): Generator<Batch, void, undefined> {
  const partitions = findPartitions(all, node.partitionBy, node.orderBy, task);
  const columns: Vector[] = [...all.columns];
  for (const call of node.calls) {
    task.signal.throwIfAborted();
    const framesOf = compileFrames(call.frame, node.orderBy, all, task);
    const { function: fn } = call;
    if (fn.kind === 'aggregate-call') {
      columns.push(aggregateOverFrames(specOf(fn), all, partitions, framesOf, task));
    } else if (fn.kind === 'call') {
      columns.push(evaluateCall(fn, call.ignoreNulls, all, partitions, framesOf, task));
    } else internal(`${fn.kind} is no window function`);
  }
  yield* inPieces({ length: all.length, columns });
}

function specOf({ call, filter }: AggregateCall): Parameters<typeof aggregateOverFrames>[0] {
  return {
    mode: 'complete',
    fn: call.fn,
    overload: call.overload,
    args: call.args,
    argTypes: call.args.map(typeOf),
    returns: call.type,
    filter,
    ansi: call.ansi,
    buffers: [],
    context: call.context,
  };
}

/** Runs of rows with equal partition keys; within them, runs of rows with equal order keys (peers). */
export function findPartitions(
  all: Batch,
  partitionBy: readonly Expression[],
  orderBy: readonly SortOrder[],
  task: TaskContext,
): readonly Partition[] {
  const starts = runStarts(all, partitionBy.map(ascending), task);
  const peers = orderBy.length === 0 ? undefined : runStarts(all, orderBy, task);
  const partitions: Partition[] = [];
  for (let start = 0; start < all.length; ) {
    let end = start + 1;
    while (end < all.length && starts[end] === 0) end++;
    partitions.push({ start, end, ...peersOf(start, end, peers) });
    start = end;
  }
  return partitions;
}

/** 1 where a row differs from the one before it. */
function runStarts(all: Batch, orders: readonly SortOrder[], task: TaskContext): Uint8Array {
  const { keysOf, comparator } = compileKeyComparator(orders, task);
  const keys = keysOf(all, task.partition);
  const compare = comparator(keys, keys);
  const starts = new Uint8Array(all.length);
  for (let row = 1; row < all.length; row++) if (compare(row - 1, row) !== 0) starts[row] = 1;
  return starts;
}

/** Row numbers count from the partition's first row. Without an order all rows are peers. */
function peersOf(start: number, end: number, peers: Uint8Array | undefined): Pick<Partition, 'peerStart' | 'peerEnd'> {
  const length = end - start;
  const peerStart = new Int32Array(length);
  const peerEnd = new Int32Array(length).fill(length);
  if (peers === undefined) return { peerStart, peerEnd };
  let first = 0;
  for (let row = 1; row <= length; row++) {
    if (row < length && peers[start + row] === 0) continue;
    peerStart.fill(first, first, row);
    peerEnd.fill(row, first, row);
    first = row;
  }
  return { peerStart, peerEnd };
}

function evaluateCall(
  call: Call,
  ignoreNulls: boolean,
  all: Batch,
  partitions: readonly Partition[],
  framesOf: (partition: Partition) => Frames,
  task: TaskContext,
): Vector {
  const overload = declared('window', call.fn).overloads[call.overload];
  assert(overload !== undefined, `${call.fn} has no overload ${call.overload}`);
  const columns = compileValues(call.args, envOf(task))(all, task.partition);
  const types: readonly DataType[] = call.args.map(typeOf);
  const readers = types.map(valueReader);
  const builder = vectorBuilder(call.type, all.length);
  for (const partition of partitions) {
    const { start, end, peerStart, peerEnd } = partition;
    const args = columns.map((column, i): readonly Value[] =>
      Array.from({ length: end - start }, (_, row) => readers[i]!(column, start + row)),
    );
    const values = overload.evaluate(
      { length: end - start, args, peerStart, peerEnd, ignoreNulls, ...framesOf(partition) },
      { ansi: call.ansi },
    );
    for (const value of values) builder.append(value);
  }
  return builder.finish();
}
