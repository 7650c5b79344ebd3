/** ROLLUP, CUBE and GROUPING SETS, which the evaluator groups after making each row once for each set. */
import { joinSql, type Sql, sql, sqlText } from '../../fragments/sql.ts';
import type { ExpandNode } from '../../physical/node.ts';
import { canonicalKey } from '../../tree/canonical.ts';
import type { Expression } from '../../tree/expression.ts';
import { EXPRESSIONS } from '../../tree/shapes.ts';
import { preorder } from '../../tree/transform.ts';
import { ordinalOf } from './relation.ts';

export interface GroupingSets {
  /** Over the rows before they were made several times: keys that some sets leave out, and numbers of the sets. */
  readonly keys: readonly (SetKey | SetNumber)[];
  readonly count: number;
  /** What the columns of the repeated rows are in the first set; those that are read are it in all. */
  readonly originals: readonly Expression[];
}

interface SetKey {
  readonly key: Expression;
  /** For each set, whether it groups by the key. */
  readonly within: readonly boolean[];
}

/** Another literal for each set. */
interface SetNumber {
  readonly numbers: readonly Expression[];
}

/** Undefined where rows are repeated for something else, where two sets have the same keys, or are not told apart. */
export function groupingSetsOf(
  { projections }: ExpandNode,
  keys: readonly Expression[],
  read: readonly Expression[],
): GroupingSets | undefined {
  const choices = (ordinal: number): readonly Expression[] => projections.map((list) => list[ordinal] as Expression);
  const found = keys.map((key) => {
    const [ordinal] = ordinalOf(key);
    return ordinal === undefined ? undefined : setKey(choices(ordinal));
  });
  if (!found.every((key) => key !== undefined)) return undefined;
  const own = found.flatMap((key) => ('key' in key ? [canonicalKey(key.key)] : []));
  // Else the groups of a NULL and of a key that is left out would be one.
  if (!found.some((key) => 'numbers' in key && !hasTwice(key.numbers.map(canonicalKey)))) return undefined;
  const patterns = projections.map((_, set) => found.map((key) => 'key' in key && key.within[set]).join());
  if (hasTwice(own) || hasTwice(patterns)) return undefined;
  const readOrdinals = read.flatMap((e) => [...preorder(EXPRESSIONS, e)].flatMap(ordinalOf));
  if (!readOrdinals.every((ordinal) => isSame(choices(ordinal)))) return undefined;
  return { keys: found, count: projections.length, originals: projections[0] ?? [] };
}

const hasTwice = (texts: readonly string[]): boolean => new Set(texts).size < texts.length;

const isSame = (expressions: readonly Expression[]): boolean => new Set(expressions.map(canonicalKey)).size === 1;

function setKey(choices: readonly Expression[]): SetKey | SetNumber | undefined {
  if (choices.every((e) => e.kind === 'literal' && e.value !== null)) return { numbers: choices };
  const within = choices.map((e) => e.kind !== 'literal');
  const own = choices.filter((_, set) => within[set]);
  if (!own.every((e) => e.kind === 'bound') || !isSame(own)) return undefined;
  const leavesOut = choices.every((e, set) => within[set] || (e.kind === 'literal' && e.value === null));
  return leavesOut ? { key: own[0] as Expression, within } : undefined;
}

/** The columns of the keys, and what follows the FROM clause. */
export function groupingSetsSql(
  { keys, count }: GroupingSets,
  lowerKey: (key: Expression) => Sql,
): { readonly columns: readonly Sql[]; readonly clause: Sql } {
  const lowered = keys.map((key) => ('key' in key ? { ...key, name: lowerKey(key.key) } : undefined));
  const own = lowered.filter((key) => key !== undefined);
  const sets = Array.from({ length: count }, (_, set) => own.filter(({ within }) => within[set]));
  const names = (of: typeof own): Sql =>
    joinSql(
      of.map(({ name }) => name),
      ', ',
    );
  const clauses = sets.map((set) => sql`(${names(set)})`);
  // A set of no keys has a group even where there are no rows; in Spark there is none.
  const some = sets.some((set) => set.length === 0) ? sqlText(' HAVING count(*) > 0') : sqlText('');
  // One bit for each key, the first the highest, set where the key is left out.
  const bits = sets.map((set) => own.reduce((made, key) => 2n * made + (set.includes(key) ? 0n : 1n), 0n));
  const told = sql`GROUPING(${names(own)})`;
  const columns = keys.map((key, i) => {
    if ('key' in key) return lowered[i]?.name as Sql;
    const branches = key.numbers.map((n, set) => sql`WHEN ${sqlText(String(bits[set]))} THEN ${lowerKey(n)}`);
    return own.length === 0 ? lowerKey(key.numbers[0] as Expression) : sql`CASE ${told} ${joinSql(branches, ' ')} END`;
  });
  return { columns, clause: sql` GROUP BY GROUPING SETS (${joinSql(clauses, ', ')})${some}` };
}
