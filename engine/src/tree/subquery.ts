/** Expressions that hold a query of their own. */
import type { Expression } from './expression.ts';
import type { Plan } from './plan.ts';
import { EXPRESSIONS, expressionsOf, someExpression } from './shapes.ts';
import { preorder } from './transform.ts';

export type Subquery = Extract<Expression, { readonly plan: Plan }>;

export const isSubquery = (e: Expression): e is Subquery =>
  e.kind === 'scalar-subquery' || e.kind === 'exists' || e.kind === 'in-subquery';

export const hasSubquery = (e: Expression): boolean => someExpression(e, isSubquery);

/** The plans of the subqueries in a node's own expressions. */
export function subqueriesOf(plan: Plan): readonly Plan[] {
  const found: Plan[] = [];
  for (const root of expressionsOf(plan)) {
    for (const e of preorder(EXPRESSIONS, root)) if (isSubquery(e)) found.push(e.plan);
  }
  return found;
}
