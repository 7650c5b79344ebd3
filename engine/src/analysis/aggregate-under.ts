/** Which Aggregate a SELECT with lateral aliases, window functions or generators was split over. */
import type { Aggregate, Plan } from '../tree/plan.ts';
import { markAnalyzed } from './analyzed.ts';

const SPLIT = new WeakMap<Plan, Aggregate>();

export function splitOver<P extends Plan>(plan: P, aggregate: Aggregate): P {
  SPLIT.set(plan, aggregate);
  return plan;
}

export interface Under {
  /** What the SELECT shows. */
  readonly select: Plan;
  readonly aggregate: Aggregate;
  /** The whole plan over another Aggregate. */
  rebuild(aggregate: Aggregate): Plan;
}

/** The Aggregate of the query block: `plan` itself, one it was split over, or one under a HAVING's Filter. */
export function aggregateUnder(plan: Plan): Under | undefined {
  if (plan.kind === 'aggregate') return { select: plan, aggregate: plan, rebuild: (aggregate) => aggregate };
  const split = SPLIT.get(plan);
  if (split !== undefined) {
    return { select: plan, aggregate: split, rebuild: (aggregate) => replaced(plan, split, aggregate) };
  }
  const filter = plan.kind === 'project' && plan.child.kind === 'filter' ? plan.child : plan;
  if (filter.kind !== 'filter' || !HAVING.has(filter)) return undefined;
  const below = aggregateUnder(filter.child);
  return below && { ...below, rebuild: (aggregate) => markAnalyzed({ ...filter, child: below.rebuild(aggregate) }) };
}

const HAVING = new WeakSet<Plan>();

export function markHaving<P extends Plan>(filter: P): P {
  HAVING.add(filter);
  return filter;
}

/** Between the SELECT and its Aggregate there are only nodes with one child. */
function replaced(plan: Plan, old: Aggregate, aggregate: Aggregate): Plan {
  if (plan === old) return aggregate;
  return 'child' in plan ? markAnalyzed({ ...plan, child: replaced(plan.child, old, aggregate) }) : plan;
}
