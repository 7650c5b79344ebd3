/** Which names to propose for one that is not found, nearest first. */
import { quoteIdentifier } from '../types/data-type.ts';

/** `base` is the name as Spark prints it, quoted; distances are between quoted names. */
export function nearest(
  base: string,
  baseParts: number,
  candidates: readonly (readonly string[])[],
): readonly string[] {
  return stripped(baseParts, candidates)
    .map((parts) => parts.map(quoteIdentifier).join('.'))
    .map((name) => ({ name, distance: editDistance(name, base) }))
    .sort((a, b) => a.distance - b.distance)
    .map(({ name }) => name);
}

/** Leaves out what all candidates' qualifiers share, as far as the name looked for is short itself. */
function stripped(baseParts: number, candidates: readonly (readonly string[])[]): readonly (readonly string[])[] {
  const shared = (drop: number): boolean =>
    new Set(candidates.map((parts) => JSON.stringify(parts.slice(0, Math.max(0, parts.length - drop))))).size === 1;
  if (baseParts === 1 && shared(1)) return candidates.map((parts) => parts.slice(-1));
  if (baseParts <= 2 && shared(2)) return candidates.map((parts) => parts.slice(-2));
  return candidates;
}

/** Levenshtein's distance. */
export function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const substitution = (previous[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1);
      row.push(Math.min(substitution, (previous[j] as number) + 1, (row[j - 1] as number) + 1));
    }
    previous = row;
  }
  return previous[b.length] as number;
}
