/** What stands in FROM besides joins: tables, subqueries, VALUES, table-valued functions; aliases and samples. */
import { raise } from '../../errors/raise.ts';
import type { Expression } from '../../tree/expression.ts';
import type { Plan } from '../../tree/plan.ts';
import { startsTableAlias } from './alias.ts';
import { callArgument, functionName, isCall, rowItems } from './call.ts';
import type { TokenCursor } from './cursor.ts';
import { nameList, strictName } from './identifier.ts';
import { startsQuery } from './query-start.ts';
import { isTableArgument, tableArgument, tableFunctionPlan } from './table-argument.ts';
import { tableReference, withOptions } from './table-reference.ts';
import { sampled } from './table-sample.ts';

const UNNAMED_SUBQUERY = '__auto_generated_subquery_name';

export interface TableAlias {
  readonly name: string;
  readonly columns: readonly string[];
}

/** `[AS] name [(columns)]` */
export function tableAlias(cursor: TokenCursor): TableAlias | undefined {
  // `AS (a)` is a table called AS.
  const explicit = cursor.peek(1).key !== '(' && cursor.accept('AS');
  if (!explicit && !startsTableAlias(cursor)) return undefined;
  const name = strictName(cursor);
  return { name, columns: cursor.is('(') ? nameList(cursor) : [] };
}

function aliased(cursor: TokenCursor, child: Plan, start: number): Plan {
  const alias = tableAlias(cursor);
  if (alias === undefined) return child;
  return {
    kind: 'subquery-alias',
    name: [alias.name],
    columns: alias.columns,
    child,
    context: cursor.contextFrom(start),
  };
}

/** `relation` parses joins inside parentheses. */
export function tableSource(cursor: TokenCursor, relation: (cursor: TokenCursor) => Plan): Plan {
  const start = cursor.index;
  if (cursor.is('(')) return parenthesized(cursor, relation);
  if (cursor.is('VALUES') && startsQuery(cursor, 0)) return inlineTable(cursor);
  if (!cursor.isIdentifier()) return cursor.fail();
  if (isCall(cursor)) return tableFunction(cursor);
  rejectStream(cursor);
  const table = tableReference(cursor);
  rejectTimeTravel(cursor, start);
  return aliased(cursor, sampled(cursor, withOptions(cursor, table)), start);
}

function rejectStream(cursor: TokenCursor): void {
  const next = cursor.peek(1);
  if (!cursor.is('STREAM') || !cursor.isIdentifier(next) || next.key === 'AS') return;
  if (next.key !== 'identifier' && next.key !== 'backquoted') return;
  if (cursor.peek(2).key === 'eof' || cursor.peek(2).key === ')') return;
  unsupported(cursor, 'STREAM');
}

function rejectTimeTravel(cursor: TokenCursor, start: number): void {
  const at = cursor.is('FOR') ? 1 : 0;
  const key = cursor.peek(at).key;
  const isTravel = cursor.peek(at + 1).key === 'AS' && cursor.peek(at + 2).key === 'OF';
  if (isTravel && ['VERSION', 'SYSTEM_VERSION', 'TIMESTAMP', 'SYSTEM_TIME'].includes(key)) {
    const relationId = `\`${cursor.textFrom(start)}\``;
    const context = cursor.contextFrom(start);
    raise('UNSUPPORTED_FEATURE.TIME_TRAVEL', { relationId }, { context, parse: context });
  }
}

function unsupported(cursor: TokenCursor, syntax: string): never {
  const context = cursor.contextAt(cursor.index);
  return raise('UNSUPPORTED_FEATURE.SQL_SYNTAX', { syntax }, { context, parse: context });
}

function parenthesized(cursor: TokenCursor, relation: (cursor: TokenCursor) => Plan): Plan {
  const start = cursor.index;
  const isQuery = startsQuery(cursor, 1);
  cursor.expect('(');
  const inner = cursor.nested(() => (isQuery ? cursor.rules.query(cursor) : relation(cursor)));
  if (isQuery) cursor.expectOrHint(')');
  else cursor.expect(')');
  const child = sampled(cursor, inner);
  const named = aliased(cursor, child, start);
  if (!isQuery || named !== child) return named;
  return { kind: 'subquery-alias', name: [UNNAMED_SUBQUERY], columns: [], child, context: cursor.contextFrom(start) };
}

/** `VALUES (1, 'a'), (2, 'b') [AS t(x, y)]`; columns are `col1`, `col2`, … unless named. */
export function inlineTable(cursor: TokenCursor): Plan {
  const start = cursor.index;
  cursor.expect('VALUES');
  const rows = cursor.list(() => rowOf(cursor.rules.expression(cursor)));
  const alias = tableAlias(cursor);
  const width = rows[0]?.length ?? 0;
  const context = cursor.contextFrom(start);
  const columns = alias?.columns ?? [];
  const expected = columns.length > 0 ? columns.length : width;
  for (const [rowIndex, row] of rows.entries()) {
    if (row.length === expected) continue;
    const [expectedNumCols, actualNumCols] = [String(expected), String(row.length)];
    const counts = { expectedNumCols, actualNumCols, rowIndex: String(rowIndex) };
    raise('INVALID_INLINE_TABLE.NUM_COLUMNS_MISMATCH', counts, { context, parse: context });
  }
  const names = columns.length > 0 ? columns : Array.from({ length: width }, (_, i) => `col${i + 1}`);
  const child: Plan = { kind: 'inline-table', names, rows, context };
  return alias === undefined ? child : { kind: 'subquery-alias', name: [alias.name], columns: [], child, context };
}

function rowOf(value: Expression): readonly Expression[] {
  return (rowItems(value) ?? [value]).map((item) => (item.kind === 'alias' ? item.child : item));
}

function tableFunction(cursor: TokenCursor): Plan {
  const start = cursor.index;
  if (cursor.is('JSON_TABLE')) unsupported(cursor, 'JSON_TABLE');
  const name = functionName(cursor);
  cursor.expect('(');
  const given = cursor.is(')')
    ? []
    : cursor.list(() => (isTableArgument(cursor) ? tableArgument(cursor) : callArgument(cursor)));
  cursor.expect(')');
  if (cursor.isAll('WITH', 'ORDINALITY')) unsupported(cursor, 'UNNEST … WITH ORDINALITY');
  const child = tableFunctionPlan(name, given, cursor.contextFrom(start));
  return aliased(cursor, child, start);
}
