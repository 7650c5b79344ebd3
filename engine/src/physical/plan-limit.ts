/** LIMIT, OFFSET and tail; a limit over a sort keeps only the first rows while sorting. */
import { assert } from '../errors/internal.ts';
import type { Expression } from '../tree/expression.ts';
import type { Limit, Offset, Plan, Sort, Tail } from '../tree/plan.ts';
import type { PlannerContext } from './context.ts';
import type { LimitNode, PhysicalNode } from './node.ts';
import { project, sorted, toSingle } from './node-builders.ts';
import { bindOrders } from './plan-sort.ts';
import { isRanged } from './properties.ts';

type PlanChild = (plan: Plan) => PhysicalNode;

export function planLimit(plan: Limit, planChild: PlanChild, context: PlannerContext): PhysicalNode {
  const count = constant(plan.count, context);
  const { child } = plan;
  if (child.kind === 'offset') {
    const offset = constant(child.count, context);
    return topRows(child.child, count, offset, planChild) ?? limited(planChild(child.child), count, offset);
  }
  return topRows(child, count, 0, planChild) ?? limited(planChild(child), count, 0);
}

export function planOffset(plan: Offset, planChild: PlanChild, context: PlannerContext): PhysicalNode {
  return limit(toSingle(planChild(plan.child)), undefined, constant(plan.count, context));
}

export function planTail(plan: Tail, planChild: PlanChild, context: PlannerContext): PhysicalNode {
  const count = constant(plan.count, context);
  const tail = (child: PhysicalNode): PhysicalNode => ({ kind: 'tail', output: child.output, count, child });
  return tail(toSingle(tail(planChild(plan.child))));
}

/** Each partition gives at most what may be needed of it, then one partition counts them out. */
function limited(child: PhysicalNode, count: number, offset: number): PhysicalNode {
  return limit(toSingle(limit(child, count + offset, 0)), count, offset);
}

function limit(child: PhysicalNode, count: number | undefined, offset: number): LimitNode {
  return { kind: 'limit', output: child.output, count, offset, child };
}

/** The first rows of a global sort, also through a projection of it. */
function topRows(plan: Plan, count: number, offset: number, planChild: PlanChild): PhysicalNode | undefined {
  if (plan.kind === 'sort' && plan.global) return top(plan, count, offset, planChild);
  if (plan.kind === 'project' && plan.child.kind === 'sort' && plan.child.global) {
    return project(top(plan.child, count, offset, planChild), plan.list);
  }
  return undefined;
}

function top(sort: Sort, count: number, offset: number, planChild: PlanChild): PhysicalNode {
  const child = planChild(sort.child);
  const orders = bindOrders(sort.orders, child.output);
  const most = count + offset;
  const local = sorted(child, orders, most);
  if (isRanged(child, orders)) return limit(toSingle(limit(local, most, 0)), count, offset);
  return limit(sorted(toSingle(local), orders, most), count, offset);
}

function constant(expression: Expression, context: PlannerContext): number {
  const value = expression.kind === 'literal' ? expression.value : context.evaluate(expression);
  assert(typeof value === 'number' || typeof value === 'bigint', 'analysis lets only integers through as a limit');
  return Number(value);
}
