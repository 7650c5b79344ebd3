/** ORDER BY: rows into ranges, then each range sorted; SORT BY sorts each partition as it is. */
import { bindAll } from '../tree/bind.ts';
import type { Attribute, SortOrder } from '../tree/expression.ts';
import type { Sort } from '../tree/plan.ts';
import type { PlannerContext } from './context.ts';
import type { PhysicalNode } from './node.ts';
import { sorted, toRanged } from './node-builders.ts';

export function planSort(plan: Sort, child: PhysicalNode, context: PlannerContext): PhysicalNode {
  const orders = bindOrders(plan.orders, child.output);
  const count = context.conf.getNumber('spark.sql.shuffle.partitions');
  return sorted(plan.global ? toRanged(child, orders, count) : child, orders, undefined, plan.global);
}

/** Constant orders change nothing and are left out. */
export function bindOrders(orders: readonly SortOrder[], input: readonly Attribute[]): readonly SortOrder[] {
  return bindAll(
    orders.filter((order) => order.child.kind !== 'literal'),
    input,
  );
}
