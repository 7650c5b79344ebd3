/** Expressions that hold a query of their own. */
import type { Value } from '../types/value.ts';
import { literal } from './build.ts';
import type { Expression, ScalarSubquery } from './expression.ts';
import { typeOf } from './output.ts';
import type { Plan } from './plan.ts';
import { EXPRESSIONS, expressionsOf, PLANS, someExpression, transformAllExpressions } from './shapes.ts';
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

/** Each of them once, however often it stands there. */
export function scalarSubqueriesIn(expressions: Iterable<Expression>): readonly ScalarSubquery[] {
  const found = new Map<number, ScalarSubquery>();
  for (const root of expressions) {
    for (const e of preorder(EXPRESSIONS, root)) if (e.kind === 'scalar-subquery') found.set(e.id, e);
  }
  return [...found.values()];
}

/** Those of a whole plan, but not those within others. */
export const scalarSubqueriesOf = (plan: Plan): readonly ScalarSubquery[] =>
  scalarSubqueriesIn([...preorder(PLANS, plan)].flatMap(expressionsOf));

/** The plan with the values, by id, of some of its scalar subqueries in their place. */
export function withSubqueryValues(plan: Plan, values: ReadonlyMap<number, Value>): Plan {
  if (values.size === 0) return plan;
  return transformAllExpressions(plan, (e) => {
    const value = e.kind === 'scalar-subquery' ? values.get(e.id) : undefined;
    return value === undefined ? e : literal(value, typeOf(e));
  });
}
