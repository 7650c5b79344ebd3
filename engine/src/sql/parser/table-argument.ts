/** `TABLE(…) [PARTITION BY … | WITH SINGLE PARTITION] [ORDER BY …]` as an argument of a table function. */
import type { QueryContext } from '../../errors/query-context.ts';
import { raise } from '../../errors/raise.ts';
import type { Expression } from '../../tree/expression.ts';
import type { Plan } from '../../tree/plan.ts';
import { laidOut, type TableLayout } from '../../tree/table-argument.ts';
import type { TokenCursor } from './cursor.ts';
import { identifier } from './identifier.ts';
import { startsQuery } from './query-start.ts';
import { sortItem } from './sort-item.ts';
import { tableReference } from './table-reference.ts';

export interface GivenTable {
  readonly kind: 'table';
  readonly name: string | undefined;
  readonly table: Plan;
  readonly layout: TableLayout;
}

export function isTableArgument(cursor: TokenCursor): boolean {
  const at = cursor.peek(1).key === '=>' ? 2 : 0;
  const next = cursor.peek(at + 1);
  return cursor.peek(at).key === 'TABLE' && (next.key === '(' || cursor.isIdentifier(next));
}

export function tableArgument(cursor: TokenCursor): GivenTable {
  const isNamed = cursor.peek(1).key === '=>';
  const name = isNamed ? identifier(cursor) : undefined;
  if (isNamed) cursor.expect('=>');
  cursor.expect('TABLE');
  return { kind: 'table', name, table: givenTable(cursor), layout: layout(cursor) };
}

function givenTable(cursor: TokenCursor): Plan {
  if (!cursor.accept('(')) return tableReference(cursor);
  const table = startsQuery(cursor, 0) ? cursor.rules.query(cursor) : tableReference(cursor);
  cursor.expect(')');
  return table;
}

function layout(cursor: TokenCursor): TableLayout {
  const single = cursor.acceptAll('WITH', 'SINGLE', 'PARTITION');
  const isPartitioned = !single && (cursor.acceptAll('PARTITION', 'BY') || cursor.acceptAll('DISTRIBUTE', 'BY'));
  const partitionBy = isPartitioned ? keys(cursor, () => cursor.rules.expression(cursor)) : [];
  const isOrdered = cursor.acceptAll('ORDER', 'BY') || cursor.acceptAll('SORT', 'BY');
  const orderBy = isOrdered ? keys(cursor, () => sortItem(cursor)) : [];
  return { single, partitionBy, orderBy };
}

/** Several need parentheses: a comma would begin the next argument. */
const keys = <T>(cursor: TokenCursor, item: () => T): readonly T[] =>
  cursor.is('(') ? cursor.parenthesized(item) : [item()];

export function tableFunctionPlan(
  name: readonly string[],
  given: readonly (Expression | GivenTable)[],
  context: QueryContext | undefined,
): Plan {
  const tables = given.filter((arg): arg is GivenTable => arg.kind === 'table');
  const args = given.filter((arg): arg is Expression => arg.kind !== 'table');
  const [first, second] = tables;
  if (second !== undefined) {
    raise('TABLE_VALUED_FUNCTION_TOO_MANY_TABLE_ARGUMENTS', { num: String(tables.length) }, { context });
  }
  if (first === undefined) return { kind: 'unresolved-table-function', name, args, context };
  const partitionColumns = first.layout.partitionBy.length;
  const tableArgument = { index: given.indexOf(first), name: first.name, partitionColumns };
  const table = laidOut(first.table, first.layout);
  return { kind: 'unresolved-table-function', name, args, table, tableArgument, context };
}
