/** Window functions. What depends on the order of equal rows goes only where there are none. */
import { joinSql, type Sql, sql, sqlOver, sqlText } from '../../fragments/sql.ts';
import { declared } from '../../functions/registry.ts';
import { lowerWindowFunction, refuse } from '../../native/lower-expression.ts';
import type { WindowNode } from '../../physical/node.ts';
import type { AggregateCall, Attribute, Call, WindowFrame } from '../../tree/expression.ts';
import { frameText } from '../../tree/frame-text.ts';
import { typeOf } from '../../tree/output.ts';
import { lowerKey, lowerSpec } from './lower-aggregate.ts';
import { orderList } from './lower-sort.ts';
import { type LowerEnv, ordinalOf, selectText } from './relation.ts';
import { uniqueColumns } from './unique-columns.ts';

export function lowerWindow(node: WindowNode, env: LowerEnv): Sql {
  // The sort below is only there for the evaluator's sake.
  const child = node.child.kind === 'sort' ? node.child.child : node.child;
  const input = env.lower(child);
  const { columns } = input;
  const scope = env.scope(columns);
  const keys = node.partitionBy.map((key) => lowerKey(key, scope));
  const partition = keys.length === 0 ? sqlText('') : sql`PARTITION BY ${joinSql(keys, ', ')}`;
  const order = node.orderBy.length === 0 ? sqlText('') : sql` ORDER BY ${orderList(node.orderBy, scope)}`;
  const total = hasTotalOrder(node);
  const results = node.calls.map(({ function: fn, frame, ignoreNulls }, i) => {
    if (ignoreNulls) return refuse('IGNORE NULLS');
    const output = node.output[columns.length + i] as Attribute;
    if (fn.kind === 'call') {
      const { ordered } = declared('window', fn.fn);
      if (ordered === true && !total) return refuse(`${fn.fn} numbers rows that may be equal`);
      return sqlOver(lowerWindowFunction(fn as Call, scope), sql`(${partition}${order})`);
    }
    if (fn.kind !== 'aggregate-call') return refuse(`${fn.kind} over a window`);
    const rows = node.orderBy.length === 0 ? sqlText('') : frameSql(frame, total);
    return sqlOver(lowerSpec(specOf(fn), output, scope), sql`(${partition}${order}${rows})`);
  });
  return selectText(input, [...columns, ...results]);
}

function specOf({ call, distinct, filter }: AggregateCall): Parameters<typeof lowerSpec>[0] {
  if (distinct) return refuse('DISTINCT over a window');
  if (declared('aggregate', call.fn).ordered === true) return refuse(`${call.fn} depends on the order of rows`);
  const { fn, overload, args, ansi } = call;
  return { fn, overload, args, argTypes: args.map(typeOf), returns: call.type, filter, ansi };
}

function frameSql(frame: WindowFrame, total: boolean): Sql {
  const { unit, lower, upper } = frame;
  const whole = lower.kind === 'unbounded-preceding' && upper.kind === 'unbounded-following';
  if (unit === 'rows' && !total && !whole) return refuse('a frame counts rows that may be equal');
  const text = frameText(frame, (value) => {
    if (unit !== 'rows' || value.kind !== 'literal') return refuse('a frame by distance in values');
    const offset = Number(value.value);
    return `${Math.abs(offset)} ${offset < 0 ? 'PRECEDING' : 'FOLLOWING'}`;
  });
  return sqlText(` ${text}`);
}

/** No two rows of a partition are equal in what they are ordered by. */
function hasTotalOrder({ child, partitionBy, orderBy }: WindowNode): boolean {
  const unique = uniqueColumns(child);
  if (unique === undefined) return false;
  const known = new Set([...partitionBy, ...orderBy.map((order) => order.child)].flatMap(ordinalOf));
  return unique.every((ordinal) => known.has(ordinal));
}
