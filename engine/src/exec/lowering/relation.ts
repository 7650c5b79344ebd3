/** What the lowerings of the operators share: a relation's columns are `c0`, `c1`, … in the order of the node's output. */
import { joinSql, type Sql, sql, sqlText } from '../../fragments/sql.ts';
import type { LowerScope } from '../../native/lower-expression.ts';
import type { NativeRead, PhysicalNode } from '../../physical/node.ts';
import type { Attribute, Expression } from '../../tree/expression.ts';

export type Ordinals = ReadonlySet<number>;

export interface LowerEnv {
  readonly timeZone: string;
  /** Files read, and the types their columns are taken for; added to as scans are lowered. */
  readonly reads: NativeRead[];
  /**
   * A SELECT of the node's rows. Those in which one of the columns `rejected` is NULL may be in it or not: whoever asks
   * drops them anyway.
   */
  lower(node: PhysicalNode, rejected?: Ordinals): Sql;
  /** Columns of the scope and scalar subqueries. */
  scope(columns: readonly Sql[]): LowerScope;
}

export const NONE: Ordinals = new Set();

export const columnName = (ordinal: number): Sql => sqlText(`c${ordinal}`);

export const columnsOf = (output: readonly Attribute[], of?: Sql): readonly Sql[] =>
  output.map((_, i) => (of === undefined ? columnName(i) : sql`${of}.${columnName(i)}`));

/** DuckDB has no SELECT of no columns. */
export function select(list: readonly Sql[], rest: Sql): Sql {
  const named = list.length === 0 ? [sqlText('1 AS c0')] : list.map((e, i) => sql`${e} AS ${columnName(i)}`);
  return sql`SELECT ${joinSql(named, ', ')} ${rest}`;
}

export const ordinalOf = (column: Expression): readonly number[] => (column.kind === 'bound' ? [column.ordinal] : []);
