/** Rows brought together by the partition each belongs to. */
import { assert, internal } from '../errors/internal.ts';

/**
 * Stable counting sort of `rows` rows, whose partitions `ids` give piece by piece: row `i` goes to `places[i]`, and
 * partition `p` is then at `offsets[p]` to `offsets[p + 1]`. `places` is undefined where the rows already lie as wanted.
 */
export function sortByPartition(
  ids: readonly Int32Array[],
  rows: number,
  partitions: number,
): { places: Int32Array | undefined; offsets: Int32Array } {
  const offsets = new Int32Array(partitions + 1);
  let last = -1;
  let sorted = true;
  for (const part of ids) {
    for (let i = 0; i < part.length; i++) {
      const id = part[i]!;
      if (id < 0 || id >= partitions) internal(`row sent to partition ${id} of ${partitions}`);
      if (id < last) sorted = false;
      last = id;
      offsets[id + 1]!++;
    }
  }
  for (let p = 0; p < partitions; p++) offsets[p + 1]! += offsets[p]!;
  assert(offsets[partitions] === rows, 'every row has a partition');
  if (sorted) return { places: undefined, offsets };
  const next = offsets.slice();
  const places = new Int32Array(rows);
  let row = 0;
  for (const part of ids) for (let i = 0; i < part.length; i++) places[row++] = next[part[i]!]!++;
  return { places, offsets };
}

/** Which row is at each place. */
export function orderOf(places: Int32Array): Int32Array {
  const order = new Int32Array(places.length);
  for (let row = 0; row < places.length; row++) order[places[row]!] = row;
  return order;
}
