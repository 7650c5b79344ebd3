/** Bounds of a range partitioning, picked from sorted samples of the keys. */
import type { Attribute } from '../tree/expression.ts';
import type { Value } from '../types/value.ts';
import type { Batch } from '../types/vector.ts';
import { readRow, valueReader } from '../types/vector-reader.ts';

/** Up to `count - 1` rows of keys that cut the sorted `samples` into parts of about equal size; no two are equal. */
export function boundsOf(
  samples: readonly Batch[],
  keys: readonly Attribute[],
  count: number,
): readonly (readonly Value[])[] {
  const readers = keys.map((k) => valueReader(k.type));
  const total = samples.reduce((sum, batch) => sum + batch.length, 0);
  const bounds: Value[][] = [];
  let before = 0;
  let next = 1;
  for (const batch of samples) {
    for (; next < count; next++) {
      const row = Math.max(0, Math.ceil((total * next) / count) - 1) - before;
      if (row >= batch.length) break;
      const bound = readRow(batch, readers, row);
      const last = bounds[bounds.length - 1];
      if (last === undefined || !same(last, bound)) bounds.push(bound);
    }
    before += batch.length;
  }
  return bounds;
}

function same(a: Value, b: Value): boolean {
  if (Object.is(a, b)) return true;
  if (a === null || b === null || typeof a !== 'object' || typeof b !== 'object') return false;
  if (a instanceof Uint8Array) return b instanceof Uint8Array && Buffer.compare(a, b) === 0;
  const left = Object.values(a) as Value[];
  const right = Object.values(b) as Value[];
  return left.length === right.length && left.every((v, i) => same(v, right[i] as Value));
}
