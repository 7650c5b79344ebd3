/** ORDER BY and LIMIT. Which rows come first among equal ones is nobody's only where no order was there before. */
import { joinSql, type Sql, sql, sqlText } from '../../fragments/sql.ts';
import { comparesAlike } from '../../functions/comparison.ts';
import { type LowerScope, lowerExpression, refuse } from '../../native/lower-expression.ts';
import type { LimitNode, PhysicalNode, SortNode } from '../../physical/node.ts';
import type { SortOrder } from '../../tree/expression.ts';
import { typeOf } from '../../tree/output.ts';
import { simpleString } from '../../types/data-type.ts';
import { ordersAll, shuffles } from '../observed.ts';
import { type LowerEnv, selectText } from './relation.ts';

export function lowerSort(node: SortNode, env: LowerEnv): Sql {
  if (node.limit !== undefined) return firstRows(node, node.limit, 0, env);
  if (!node.global) return refuse('rows are sorted within partitions');
  if (!ordersAll(node) && !shuffles(withoutExchange(node.child))) return refuse('equal rows keep their order');
  return ordered(node, env);
}

export function lowerLimit({ child, count, offset }: LimitNode, env: LowerEnv): Sql {
  // The same limit over the parts of the input has been put below an exchange.
  const below = withoutLocal(child);
  if (below.kind === 'sort' && (count === undefined || (below.limit ?? 0) >= count + offset))
    return firstRows(below, count, offset, env);
  if (!shuffles(below)) return refuse('the order of rows decides which are first');
  const made = env.lower(below);
  return sql`${selectText(made)} ${counted(count, offset)}`;
}

function firstRows(node: SortNode, count: number | undefined, offset: number, env: LowerEnv): Sql {
  const local = withoutExchange(node.child);
  const input = local.kind === 'sort' && local.limit === node.limit ? { ...node, child: local.child } : node;
  if (!ordersAll(input) && !shuffles(input.child))
    return refuse('the order of rows decides which of equal ones are first');
  return sql`${ordered(input, env)} ${counted(count, offset)}`;
}

function withoutLocal(child: PhysicalNode): PhysicalNode {
  const below = withoutExchange(child);
  return below.kind === 'limit' && below.offset === 0 ? below.child : child;
}

const withoutExchange = (node: PhysicalNode): PhysicalNode => (node.kind === 'exchange' ? node.child : node);

const counted = (count: number | undefined, offset: number): Sql =>
  joinSql(
    [...(count === undefined ? [] : [sql`LIMIT ${count}`]), ...(offset === 0 ? [] : [sql`OFFSET ${offset}`])],
    ' ',
  );

function ordered(node: SortNode, env: LowerEnv): Sql {
  const made = env.lower(node.child);
  const rows = selectText(made);
  return node.orders.length === 0 ? rows : sql`${rows} ORDER BY ${orderList(node.orders, env.scope(made.columns))}`;
}

export function orderList(orders: readonly SortOrder[], scope: LowerScope): Sql {
  return joinSql(
    orders.map(({ child, ascending, nullsFirst }) => {
      if (!comparesAlike(typeOf(child))) return refuse(`${simpleString(typeOf(child))} values are ordered differently`);
      const direction = `${ascending ? 'ASC' : 'DESC'} NULLS ${nullsFirst ? 'FIRST' : 'LAST'}`;
      return sql`${lowerExpression(child, scope)} ${sqlText(direction)}`;
    }),
    ', ',
  );
}
