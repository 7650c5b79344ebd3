/** What the lowerings of the operators share: SELECTs that grow, and what their readers want of them. */
import { joinSql, type Sql, sql, sqlTable, sqlText } from '../../fragments/sql.ts';
import type { LowerScope } from '../../native/lower-expression.ts';
import type { NativeRead, PhysicalNode } from '../../physical/node.ts';
import type { Expression } from '../../tree/expression.ts';
import { EXPRESSIONS } from '../../tree/shapes.ts';
import { preorder, type Shape } from '../../tree/transform.ts';
import { PHYSICAL } from '../physical-shape.ts';

/**
 * A SELECT to which tables and conditions may still be added. DuckDB finds an order for the tables of one FROM clause,
 * not across SELECTs within each other.
 */
export interface Select {
  readonly tables: readonly Sql[];
  readonly conditions: readonly Sql[];
  /** The node's output in its order. */
  readonly columns: readonly Sql[];
}

export type Ordinals = ReadonlySet<number>;

/** What the reader of a node's rows does with them. */
export interface Reader {
  /** Rows in which one of these columns is NULL are dropped: they may be left out or not. */
  readonly rejected: Ordinals;
  /** Only rows in which the column has this value, which comes from outside, are wanted; asked of keys of groups only. */
  readonly equal: ReadonlyMap<number, Sql>;
}

export const ANY_READER: Reader = { rejected: new Set(), equal: new Map() };

export const rejecting = (ordinals: Iterable<number>): Reader => ({ ...ANY_READER, rejected: new Set(ordinals) });

export interface LowerEnv {
  /** Files read, and the types their columns are taken for; added to as scans are lowered. */
  readonly reads: NativeRead[];
  /** Whose rows have to be brought over, as the tables `input0`, `input1`, …; added to as they are come upon. */
  readonly inputs: PhysicalNode[];
  /** Nodes that stand in several places: made once, so whatever one reader does not want another may. */
  readonly shared: ReadonlySet<PhysicalNode>;
  lower(node: PhysicalNode, reader?: Reader): Select;
  /** The same as one table: what a SELECT gives that cannot grow. */
  table(node: PhysicalNode, reader?: Reader): Select;
  /** Columns of the scope and scalar subqueries. */
  scope(columns: readonly Sql[]): LowerScope;
}

/** Plans without what only filters at run time, as DuckDB has filters of that kind itself. */
export const LOWERED: Shape<PhysicalNode> = {
  ...PHYSICAL,
  children: (node) =>
    node.kind === 'hash-join' && node.runtimeFilter === true ? [node.left] : PHYSICAL.children(node),
};

const columnName = (ordinal: number): Sql => sqlText(`c${ordinal}`);

/** `SELECT c0, c1, … FROM … WHERE …`; `list` is what is selected. */
export function selectText({ tables, conditions, columns }: Select, list: readonly Sql[] = columns): Sql {
  // DuckDB has no SELECT of no columns.
  const named = list.length === 0 ? [sqlText('1 AS c0')] : list.map((e, i) => sql`${e} AS ${columnName(i)}`);
  const from = tables.length === 0 ? sqlText('') : sql` FROM ${joinSql(tables, ', ')}`;
  const where = conditions.length === 0 ? sqlText('') : sql` WHERE ${joinSql(conditions, ' AND ')}`;
  return sql`SELECT ${joinSql(named, ', ')}${from}${where}`;
}

/** A query in brackets, or anything else that can stand in a FROM clause, as its only table. */
export function tableOf(source: Sql, width: number): Select {
  const table = sqlTable();
  const columns = Array.from({ length: width }, (_, i) => sql`${table}.${columnName(i)}`);
  return { tables: [sql`${source} AS ${table}`], conditions: [], columns };
}

export const ordinalOf = (column: Expression): readonly number[] => {
  const e = column.kind === 'alias' ? column.child : column;
  return e.kind === 'bound' ? [e.ordinal] : [];
};

export type Side = 'left' | 'right';

/** Of a join the first `width` columns of which are its left side's: the only side that is read. */
export function sideOf(expression: Expression, width: number): Side | undefined {
  const sides = new Set<Side>();
  for (const e of preorder(EXPRESSIONS, expression))
    if (e.kind === 'bound') sides.add(e.ordinal < width ? 'left' : 'right');
  const [side] = sides;
  return sides.size === 1 ? side : undefined;
}
