/** The sorted input of window functions, cut into stretches: in memory, or on disk where it has no room. */
import { compileValues } from '../../codegen/pipeline.ts';
import type { Expression } from '../../tree/expression.ts';
import { batchBytes } from '../../types/batch-bytes.ts';
import type { Batch, Vector } from '../../types/vector.ts';
import { concatBatches, sliceBatch, takeBatch } from '../../types/vector-ops.ts';
import type { WindowNode } from '../node.ts';
import { ascending } from '../node-builders.ts';
import type { TaskContext } from '../operator.ts';
import { HeldMemory } from './held-memory.ts';
import { compileKeyComparator, type KeyComparator } from './sort.ts';
import { marksOf, NEW_GROUP, NEW_PARTITION, type Stretch, stretchInMemory, withMarks } from './stretch.ts';
import { StretchOnDisk } from './stretch-on-disk.ts';
import { envOf } from './task-input.ts';

export interface StretchOptions {
  /** What must not be torn apart: partitions, groups of rows that tie, or nothing. */
  readonly unit: 'partition' | 'group' | 'row';
  /** Computed for each piece. */
  readonly values: readonly Expression[];
  /** Whether a unit may lie on disk; if not, one that memory has no room for raises. */
  readonly spills: boolean;
}

type WindowInput = Pick<WindowNode, 'child' | 'partitionBy' | 'orderBy'>;

export async function* stretchesOf(
  input: WindowInput,
  { unit, values, spills }: StretchOptions,
  task: TaskContext,
): AsyncGenerator<Stretch, void, undefined> {
  const memory = new HeldMemory(task.services.memory);
  const compute = compileValues(values, envOf(task));
  const valuesOf = (batch: Batch): readonly Vector[] => compute(batch, task.partition);
  let position = 0;
  const held: Batch[] = [];
  let onDisk: StretchOnDisk | undefined;

  /** Adds rows to the unit that is going on. */
  const put = async (batch: Batch): Promise<void> => {
    if (onDisk !== undefined) return onDisk.add(batch);
    held.push(batch);
    // Twice, as they will be copied into one batch.
    const bytes = 2 * batchBytes(batch);
    if (await (spills ? memory.hold(bytes) : memory.take(bytes))) return;
    onDisk = new StretchOnDisk(position, task.services.spill(), memory.held, valuesOf);
    for (const each of held.splice(0)) await onDisk.add(each);
  };
  async function* putOut(): AsyncGenerator<Stretch, void, undefined> {
    const file = onDisk;
    onDisk = undefined;
    if (file === undefined && held.length === 0) return;
    const stretch = file ?? stretchInMemory(position, concatBatches(held.splice(0)), valuesOf);
    position = stretch.to;
    yield stretch;
    await file?.remove();
    memory.release();
  }

  for await (const batch of marked(input, task)) {
    const { first, last } = cutsOf(marksOf(batch), unit);
    if (first > 0) await put(sliceBatch(batch, 0, first));
    if (first === batch.length) continue;
    if (onDisk !== undefined) yield* putOut();
    // Who gets the rows before may send the batch's memory to another thread.
    const rest = last < batch.length ? ownRows(batch, last) : undefined;
    if (first < last) held.push(sliceBatch(batch, first, last));
    yield* putOut();
    if (rest !== undefined) await put(rest);
  }
  yield* putOut();
}

/** Rows up to `first` belong to the unit before; those from `last` on to one that may go on in the next batch. */
function cutsOf(marks: Uint8Array, unit: StretchOptions['unit']): { readonly first: number; readonly last: number } {
  if (unit === 'row') return { first: 0, last: marks.length };
  const isCut = (mark: number): boolean => mark >= (unit === 'partition' ? NEW_PARTITION : NEW_GROUP);
  const first = marks.findIndex(isCut);
  return first === -1 ? { first: marks.length, last: marks.length } : { first, last: marks.findLastIndex(isCut) };
}

/** Rows from `from` on, in memory of their own. */
const ownRows = (batch: Batch, from: number): Batch =>
  takeBatch(
    batch,
    Int32Array.from({ length: batch.length - from }, (_, row) => from + row),
  );

async function* marked(
  { child, partitionBy, orderBy }: WindowInput,
  task: TaskContext,
): AsyncGenerator<Batch, void, undefined> {
  const markGroups = starts(compileKeyComparator(orderBy, task), task);
  const markPartitions = starts(compileKeyComparator(partitionBy.map(ascending), task), task);
  for await (const batch of task.run(child)) {
    const marks = new Uint8Array(batch.length);
    markGroups(batch, marks, NEW_GROUP);
    markPartitions(batch, marks, NEW_PARTITION);
    yield withMarks(batch, marks);
  }
}

/** Marks rows that differ in their keys from the one before, which may be the last of the batch before. */
function starts(
  { keysOf, comparator }: KeyComparator,
  task: TaskContext,
): (batch: Batch, marks: Uint8Array, mark: number) => void {
  let last: readonly Vector[] | undefined;
  return (batch, marks, mark) => {
    const { length } = batch;
    const columns = keysOf(batch, task.partition);
    if (last === undefined || comparator(last, columns)(0, 0) !== 0) marks[0] = mark;
    const compare = comparator(columns, columns);
    for (let row = 1; row < length; row++) if (compare(row - 1, row) !== 0) marks[row] = mark;
    last = takeBatch({ length, columns }, Int32Array.of(length - 1)).columns;
  };
}
