/** Cuts rows that are sorted by key columns into groups of equal keys. */
import { unreachable } from '../errors/internal.ts';
import { type Batch, type BytesVector, isValid, type Vector } from './vector.ts';
import { sliceBatch } from './vector-ops.ts';

/** The batches of one group, in order. */
export type Group = readonly Batch[];

/** The batches, one by one. */
export async function* eachOf(group: Group): AsyncIterable<Batch> {
  yield* group;
}

export async function* groupsOf(input: AsyncIterable<Batch>, keys: readonly number[]): AsyncIterable<Group> {
  let group: Batch[] = [];
  for await (const batch of input) {
    const previous = group.at(-1);
    if (previous !== undefined && !sameKeys(previous, previous.length - 1, batch, 0, keys)) {
      yield group;
      group = [];
    }
    let from = 0;
    for (let row = 1; row < batch.length; row++) {
      if (sameKeys(batch, row - 1, batch, row, keys)) continue;
      group.push(sliceBatch(batch, from, row));
      yield group;
      group = [];
      from = row;
    }
    if (from < batch.length) group.push(sliceBatch(batch, from, batch.length));
  }
  if (group.length > 0) yield group;
}

function sameKeys(a: Batch, rowA: number, b: Batch, rowB: number, keys: readonly number[]): boolean {
  for (const key of keys) if (!sameValue(a.columns[key]!, rowA, b.columns[key]!, rowB)) return false;
  return true;
}

/** Grouping's equality: NULLs are equal, NaNs are equal, zeros are equal whatever their sign. */
export function sameValue(a: Vector, rowA: number, b: Vector, rowB: number): boolean {
  const present = isValid(a, rowA);
  if (present !== isValid(b, rowB)) return false;
  if (!present) return true;
  switch (a.layout) {
    case 'null':
      return true;
    case 'fixed': {
      const [x, y] = [a.values[rowA], (b as typeof a).values[rowB]];
      return x === y || (Number.isNaN(x) && Number.isNaN(y));
    }
    case 'wide': {
      const other = b as typeof a;
      return a.values[rowA * 2] === other.values[rowB * 2] && a.values[rowA * 2 + 1] === other.values[rowB * 2 + 1];
    }
    case 'bytes':
      return sameBytes(a, rowA, b as BytesVector, rowB);
    case 'list': {
      const other = b as typeof a;
      const [fromA, toA, fromB, toB] = [
        a.offsets[rowA]!,
        a.offsets[rowA + 1]!,
        other.offsets[rowB]!,
        other.offsets[rowB + 1]!,
      ];
      if (toA - fromA !== toB - fromB) return false;
      for (let i = 0; i < toA - fromA; i++) if (!sameValue(a.child, fromA + i, other.child, fromB + i)) return false;
      return true;
    }
    case 'struct':
      return a.children.every((child, i) => sameValue(child, rowA, (b as typeof a).children[i]!, rowB));
    default:
      return unreachable(a);
  }
}

function sameBytes(a: BytesVector, rowA: number, b: BytesVector, rowB: number): boolean {
  const from = a.offsets[rowA]!;
  const count = a.offsets[rowA + 1]! - from;
  const fromB = b.offsets[rowB]!;
  if (b.offsets[rowB + 1]! - fromB !== count) return false;
  for (let i = 0; i < count; i++) if (a.data[from + i] !== b.data[fromB + i]) return false;
  return true;
}
