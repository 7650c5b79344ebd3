/** Exact percentiles: values are gathered with their weights and interpolated at the end. */
import { compareFloats } from '../../types/ordering.ts';

/** Values and how often each occurs. */
export type Counts = Map<number, number>;

export function countValue(counts: Counts, value: number, weight: number): void {
  const key = value + 0;
  counts.set(key, (counts.get(key) ?? 0) + weight);
}

export function packCounts(counts: Counts): Uint8Array {
  const numbers = new Float64Array(counts.size * 2);
  let at = 0;
  for (const [value, count] of counts) {
    numbers[at++] = value;
    numbers[at++] = count;
  }
  return new Uint8Array(numbers.buffer);
}

export function unpackCounts(bytes: Uint8Array): Counts {
  const numbers = new Float64Array(bytes.slice().buffer);
  const counts: Counts = new Map();
  for (let i = 0; i < numbers.length; i += 2) counts.set(numbers[i]!, numbers[i + 1]!);
  return counts;
}

/** The values at some shares; between two neighbours by linear interpolation, or the one reached (`discrete`). */
export function percentiles(
  counts: Counts,
  shares: readonly number[],
  discrete: boolean,
  descending: boolean,
): readonly number[] | null {
  if (counts.size === 0) return null;
  const sorted = [...counts].sort(([a], [b]) => (descending ? compareFloats(b, a) : compareFloats(a, b)));
  const upTo: number[] = [];
  let total = 0;
  for (const [, count] of sorted) {
    total += count;
    upTo.push(total);
  }
  const valueAt = (position: number): number => sorted[upTo.findIndex((n) => n >= position)]![0];
  return shares.map((share) => {
    if (discrete) return valueAt(Math.max(1, Math.ceil(share * total)));
    const position = (total - 1) * share;
    const [lower, higher] = [Math.floor(position), Math.ceil(position)];
    const low = valueAt(lower + 1);
    if (higher === lower) return low;
    const high = valueAt(higher + 1);
    return low === high ? low : (higher - position) * low + (position - lower) * high;
  });
}
