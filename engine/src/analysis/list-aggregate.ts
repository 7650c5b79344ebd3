/** `listagg(value, delimiter) WITHIN GROUP (ORDER BY …)`: its keys and their directions become arguments. */
import { assert } from '../errors/internal.ts';
import { raise } from '../errors/raise.ts';
import { booleanLiteral, NULL_LITERAL } from '../tree/build.ts';
import type { Expression, UnresolvedFunction } from '../tree/expression.ts';
import { quoteIdentifier } from '../types/data-type.ts';
import { prettySql, quotedSql } from './naming.ts';

const LISTS: ReadonlySet<string> = new Set(['listagg', 'string_agg']);

export const isListAggregate = (name: string): boolean => LISTS.has(name);

export function withOrder(
  node: UnresolvedFunction,
  args: readonly Expression[],
  orders: readonly Expression[],
): readonly Expression[] {
  const [value, delimiter = NULL_LITERAL] = args;
  if (value === undefined || args.length > 2) return args;
  const keys = orders.flatMap((order) => {
    assert(order.kind === 'sort-order', 'WITHIN GROUP holds sort orders');
    if (node.distinct) checkDistinct(node, value, order.child);
    return [order.child, booleanLiteral(order.ascending), booleanLiteral(order.nullsFirst)];
  });
  return [value, delimiter, ...keys];
}

/** Equal values are taken together, so nothing else about them can order them. */
function checkDistinct(node: UnresolvedFunction, value: Expression, key: Expression): void {
  const plain = value.kind === 'cast' ? value.child : value;
  const keyText = prettySql(key);
  if (keyText === prettySql(value) || keyText === prettySql(plain)) return;
  raise('INVALID_WITHIN_GROUP_EXPRESSION.MISMATCH_WITH_DISTINCT_INPUT', {
    funcName: quoteIdentifier(node.name.at(-1) ?? ''),
    funcArg: quotedSql(value),
    orderingExpr: quotedSql(key),
  });
}
