/** Rows brought together by the partition each belongs to. */
import { assert } from '../errors/internal.ts';

/**
 * Stable counting sort of `rows` rows, whose partitions `ids` give piece by piece. `order` is undefined where they
 * already lie as wanted; partition `p` is then at `offsets[p]` to `offsets[p + 1]`.
 */
export function sortByPartition(
  ids: readonly Int32Array[],
  rows: number,
  partitions: number,
): { order: Int32Array | undefined; offsets: Int32Array } {
  const offsets = new Int32Array(partitions + 1);
  let last = -1;
  let sorted = true;
  for (const part of ids) {
    for (let i = 0; i < part.length; i++) {
      const id = part[i] as number;
      assert(id >= 0 && id < partitions, `row sent to partition ${id} of ${partitions}`);
      if (id < last) sorted = false;
      last = id;
      offsets[id + 1] = (offsets[id + 1] as number) + 1;
    }
  }
  for (let p = 0; p < partitions; p++) offsets[p + 1] = (offsets[p + 1] as number) + (offsets[p] as number);
  assert(offsets[partitions] === rows, 'every row has a partition');
  if (sorted) return { order: undefined, offsets };
  const next = offsets.slice();
  const order = new Int32Array(rows);
  let row = 0;
  for (const part of ids) {
    for (let i = 0; i < part.length; i++) {
      const id = part[i] as number;
      const at = next[id] as number;
      order[at] = row++;
      next[id] = at + 1;
    }
  }
  return { order, offsets };
}
