/** What a query gave, and whether two answers are the same. */
import { type DataType, simpleString } from '../src/types/data-type.ts';
import type { MapValue, Value } from '../src/types/value.ts';

export type Answer =
  | { readonly kind: 'rows'; readonly rows: readonly (readonly Value[])[]; readonly types: readonly DataType[] }
  /** A condition of Spark's. */
  | { readonly kind: 'raised'; readonly condition: string }
  /** A fault of ours, whatever the query. */
  | { readonly kind: 'crashed'; readonly what: string };

export interface Likeness {
  readonly approximate: readonly boolean[];
  readonly ordered: boolean;
}

/**
 * Undefined where the answers agree. Which of several conditions is raised, or none where no row needs the expression,
 * depends on the plan, as in Spark: only rows are held against rows.
 */
export function difference(expected: Answer, found: Answer, likeness: Likeness): string | undefined {
  for (const answer of [expected, found]) if (answer.kind === 'crashed') return answer.what;
  if (expected.kind !== 'rows' || found.kind !== 'rows') return undefined;
  const types = expected.types.map(simpleString).join();
  if (found.types.map(simpleString).join() !== types)
    return `columns of ${found.types.map(simpleString).join()} instead of ${types}`;
  const [a, b] = [laidOut(expected.rows, likeness), laidOut(found.rows, likeness)];
  if (a.length !== b.length) return `${b.length} rows instead of ${a.length}`;
  for (const [i, row] of a.entries()) {
    const other = b[i] as Row;
    if (row.exact !== other.exact || !row.rough.every((x, j) => near(x, other.rough[j] ?? null)))
      return `${textOfRow(other)} instead of ${textOfRow(row)}`;
  }
  return undefined;
}

interface Row {
  readonly exact: string;
  readonly rough: readonly Value[];
}

const textOfRow = ({ exact, rough }: Row): string => [exact, ...rough.map(valueText)].join(' ');

function laidOut(rows: readonly (readonly Value[])[], { approximate, ordered }: Likeness): readonly Row[] {
  const made = rows.map((row): Row & { readonly key: string } => {
    const exact = row.filter((_, i) => approximate[i] !== true);
    const rough = row.filter((_, i) => approximate[i] === true);
    const text = exact.map(valueText).join(' ');
    return { exact: text, rough, key: [text, ...rough.map(roundedText)].join(' ') };
  });
  return ordered ? made : made.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : byRough(a.rough, b.rough)));
}

/** Of rows whose numbers look alike. */
function byRough(a: readonly Value[], b: readonly Value[]): number {
  for (const [i, x] of a.entries()) {
    const y = b[i];
    if (typeof x === 'number' && typeof y === 'number' && !near(x, y)) return x - y;
  }
  return 0;
}

const roundedText = (value: Value): string =>
  typeof value === 'number' && Number.isFinite(value)
    ? (Math.abs(value) < 1e-9 ? 0 : value).toExponential(6)
    : valueText(value);

function near(a: Value, b: Value): boolean {
  if (typeof a !== 'number' || typeof b !== 'number') return valueText(a) === valueText(b);
  return Object.is(a, b) || Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a));
}

export function valueText(value: Value): string {
  if (value === null) return 'NULL';
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value !== 'object') return Object.is(value, -0) ? '-0' : String(value);
  if (value instanceof Uint8Array) return `x${Buffer.from(value).toString('hex')}`;
  if (Array.isArray(value)) return `[${value.map(valueText).join(', ')}]`;
  if ('keys' in value) return mapText(value as MapValue);
  return JSON.stringify(value, (_, each) => (typeof each === 'bigint' ? `${each}` : each));
}

const mapText = ({ keys, values }: MapValue): string =>
  `{${keys.map((key, i) => `${valueText(key)}: ${valueText(values[i] ?? null)}`).join(', ')}}`;
