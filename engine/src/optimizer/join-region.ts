/** Inner joins below each other, taken apart into what is joined and by what conditions. */
import { isDeterministic } from '../analysis/foldable.ts';
import { conjuncts } from '../tree/conjunction.ts';
import type { Expression } from '../tree/expression.ts';
import type { Join, Plan } from '../tree/plan.ts';

export interface JoinRegion {
  readonly inputs: readonly Plan[];
  /** Of the joins and of filters between them. */
  readonly conditions: readonly Expression[];
  readonly joins: readonly Join[];
  readonly tree: JoinTree;
}

/** How the inputs, by position, are joined. */
export type JoinTree = number | readonly [JoinTree, JoinTree];

/** A join whose order nobody asked for. */
export const isFreeJoin = (plan: Plan): plan is Join =>
  plan.kind === 'join' &&
  (plan.type === 'inner' || plan.type === 'cross') &&
  !plan.lateral &&
  plan.hint.left === undefined &&
  plan.hint.right === undefined &&
  (plan.condition === undefined || isDeterministic(plan.condition));

export function joinRegion(root: Join): JoinRegion {
  const inputs: Plan[] = [];
  const conditions: Expression[] = [];
  const joins: Join[] = [];
  const walk = (plan: Plan): JoinTree => {
    const { join, filters } = joinBelow(plan);
    if (join === undefined) return inputs.push(plan) - 1;
    joins.push(join);
    const tree = [walk(join.left), walk(join.right)] as const;
    conditions.push(...conjuncts(join.condition), ...filters);
    return tree;
  };
  const tree = walk(root);
  return { inputs, conditions, joins, tree };
}

/** A free join under filters and choices of columns. */
function joinBelow(plan: Plan): { readonly join: Join | undefined; readonly filters: readonly Expression[] } {
  if (isFreeJoin(plan)) return { join: plan, filters: [] };
  if (plan.kind === 'project' && plan.list.every((e) => e.kind === 'attribute')) return joinBelow(plan.child);
  if (plan.kind !== 'filter' || !isDeterministic(plan.condition)) return { join: undefined, filters: [] };
  const { join, filters } = joinBelow(plan.child);
  return { join, filters: [...filters, ...conjuncts(plan.condition)] };
}
