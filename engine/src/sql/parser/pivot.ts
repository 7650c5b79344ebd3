/** PIVOT and UNPIVOT. */
import { alias, call, named } from '../../tree/build.ts';
import type { Expression } from '../../tree/expression.ts';
import type { Plan } from '../../tree/plan.ts';
import { startsAlias, startsTableAlias } from './alias.ts';
import type { TokenCursor } from './cursor.ts';
import { identifier, multipartName, strictName } from './identifier.ts';

/** `PIVOT (aggregates FOR column IN (values))`; gives `child` back when none comes next. */
export function pivotClause(cursor: TokenCursor, child: Plan): Plan {
  if (!cursor.isAll('PIVOT', '(')) return child;
  const start = cursor.index;
  cursor.expectAll('PIVOT', '(');
  const aggregates = cursor.list(() => cursor.rules.namedExpression(cursor));
  cursor.expect('FOR');
  const column = pivotColumn(cursor);
  cursor.expect('IN');
  const values = cursor.parenthesized(() => pivotValue(cursor));
  cursor.expect(')');
  const context = cursor.contextFrom(start);
  return aliased(cursor, { kind: 'pivot', grouping: undefined, column, values, aggregates, child, context }, start);
}

/** `[AS] name` after either clause. */
function aliased(cursor: TokenCursor, child: Plan, start: number): Plan {
  if (!cursor.accept('AS') && !startsTableAlias(cursor)) return child;
  const name = strictName(cursor);
  return { kind: 'subquery-alias', name: [name], columns: [], child, context: cursor.contextFrom(start) };
}

function pivotColumn(cursor: TokenCursor): Expression {
  const start = cursor.index;
  if (!cursor.is('(')) return { ...named(strictName(cursor)), context: cursor.contextFrom(start) };
  const columns = cursor.parenthesized(() => ({
    ...named(strictName(cursor)),
    context: cursor.contextAt(cursor.index - 1),
  }));
  return columns.length === 1 ? (columns[0] as Expression) : call('struct', columns, cursor.contextFrom(start));
}

function pivotValue(cursor: TokenCursor): Expression {
  const start = cursor.index;
  const value = cursor.rules.expression(cursor);
  if (!cursor.accept('AS') && !startsAlias(cursor)) return value;
  const name = strictName(cursor);
  return { ...alias(value, name), context: cursor.contextFrom(start) };
}

interface UnpivotColumns {
  readonly names: readonly Expression[];
  readonly alias: string | undefined;
}

/** `UNPIVOT [INCLUDE NULLS] (value FOR name IN (a, b AS x))`, or sets of columns in parentheses. */
export function unpivotClause(cursor: TokenCursor, child: Plan): Plan {
  const next = cursor.peek(1).key;
  if (!cursor.is('UNPIVOT') || (next !== '(' && next !== 'INCLUDE' && next !== 'EXCLUDE')) return child;
  const start = cursor.index;
  cursor.expect('UNPIVOT');
  const includeNulls = cursor.acceptAll('INCLUDE', 'NULLS');
  if (!includeNulls) cursor.acceptAll('EXCLUDE', 'NULLS');
  cursor.expect('(');
  const many = cursor.is('(');
  const valueNames = many ? cursor.parenthesized(() => identifier(cursor)) : [identifier(cursor)];
  cursor.expect('FOR');
  const variableName = identifier(cursor);
  cursor.expect('IN');
  const columns = cursor.parenthesized(() => unpivotColumns(cursor, many));
  cursor.expect(')');
  const plan: Plan = {
    kind: 'unpivot',
    ids: undefined,
    values: columns.map((c) => c.names),
    aliases: columns.map((c) => c.alias),
    variableName,
    valueNames,
    includeNulls,
    child,
    context: cursor.contextFrom(start),
  };
  return aliased(cursor, plan, start);
}

function unpivotColumns(cursor: TokenCursor, many: boolean): UnpivotColumns {
  const names = many ? cursor.parenthesized(() => column(cursor)) : [column(cursor)];
  const named = cursor.accept('AS') || startsAlias(cursor);
  return { names, alias: named ? strictName(cursor) : undefined };
}

function column(cursor: TokenCursor): Expression {
  const start = cursor.index;
  return { kind: 'unresolved-attribute', parts: multipartName(cursor), context: cursor.contextFrom(start) };
}
