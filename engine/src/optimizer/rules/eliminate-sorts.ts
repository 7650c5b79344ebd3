/** Sorts nobody can see: below another sort, below an aggregate that does not care, of a single row. */

import { isDeterministic } from '../../analysis/foldable.ts';
import { findFunction } from '../../functions/registry.ts';
import type { Aggregate, Plan, Repartition, Sort } from '../../tree/plan.ts';
import { EXPRESSIONS, transformPlanDown } from '../../tree/shapes.ts';
import { preorder } from '../../tree/transform.ts';
import type { Rule } from '../context.ts';
import { hasPython } from '../expression-traits.ts';
import { mostRows } from './push-down-limits.ts';

export const eliminateSorts: Rule = (plan) =>
  transformPlanDown(plan, (node) => {
    switch (node.kind) {
      case 'sort':
        return simplified(node);
      case 'aggregate':
        return ignoresOrder(node) ? overUnsorted(node) : node;
      case 'repartition':
        return node.by === 'coalesce' ? node : overUnsorted(node);
      default:
        return node;
    }
  });

function simplified(sort: Sort): Plan {
  const orders = sort.orders.filter((order) => order.child.kind !== 'literal');
  if (orders.length === 0 || mostRows(sort.child) <= 1) return sort.child;
  const child = sort.global ? withoutSort(sort.child) : sort.child;
  return child === sort.child && orders.length === sort.orders.length ? sort : { ...sort, orders, child };
}

function overUnsorted(node: Aggregate | Repartition): Plan {
  const child = withoutSort(node.child);
  return child === node.child ? node : { ...node, child };
}

/** The plan without the sorts at its top, seen through projections and filters. */
function withoutSort(plan: Plan): Plan {
  switch (plan.kind) {
    case 'sort':
      return withoutSort(plan.child);
    case 'project': {
      if (!plan.list.every(isDeterministic)) return plan;
      const child = withoutSort(plan.child);
      return child === plan.child ? plan : { ...plan, child };
    }
    case 'filter': {
      if (!isDeterministic(plan.condition)) return plan;
      const child = withoutSort(plan.child);
      return child === plan.child ? plan : { ...plan, child };
    }
    default:
      return plan;
  }
}

/** Sums of floats depend on the order too, but no order is promised for them. */
function ignoresOrder({ list, grouping }: Aggregate): boolean {
  if (![...list, ...grouping].every((e) => isDeterministic(e) && !hasPython(e))) return false;
  for (const item of list) {
    for (const e of preorder(EXPRESSIONS, item)) {
      if (e.kind !== 'aggregate-call') continue;
      const declared = findFunction(e.call.fn);
      if (declared?.kind !== 'aggregate' || declared.ordered === true) return false;
    }
  }
  return true;
}
