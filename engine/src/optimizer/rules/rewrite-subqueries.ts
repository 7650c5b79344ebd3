/**
 * Subqueries become joins. IN and EXISTS as a part of a filter are semi and anti joins; anywhere else they add a column
 * that says whether there was a match. What a subquery takes from outside becomes the join's condition.
 */

import { raise } from '../../errors/raise.ts';
import { alias, attribute, literal } from '../../tree/build.ts';
import { canonicalKey } from '../../tree/canonical.ts';
import { allOf, conjuncts, isFalse, isTrue, predicate } from '../../tree/conjunction.ts';
import type { Attribute, Exists, Expression, InSubquery } from '../../tree/expression.ts';
import { nullableOf, outputOf } from '../../tree/output.ts';
import type { Filter, Join, Plan } from '../../tree/plan.ts';
import { outerReferences, outputIds, readsOnly } from '../../tree/references.ts';
import {
  expressionsOf,
  mapExpressions,
  transformExpression,
  transformExpressionDown,
  transformPlan,
} from '../../tree/shapes.ts';
import { hasSubquery, isSubquery, type Subquery } from '../../tree/subquery.ts';
import { BOOLEAN, INT } from '../../types/data-type.ts';
import type { OptimizerContext, Rule } from '../context.ts';
import { decorrelate } from '../decorrelate.ts';
import { rewrittenLateral } from '../lateral-join.ts';
import { plainJoin } from '../plain-join.ts';
import { joinScalarSubquery } from '../scalar-subquery-join.ts';

export const rewriteSubqueries: Rule = (plan, context) => transformPlan(plan, (node) => rewritten(node, context));

function rewritten(node: Plan, context: OptimizerContext): Plan {
  const prepared = expressionsOf(node).some(hasSubquery)
    ? mapExpressions(node, (e) => transformExpression(e, (part) => withRewrittenPlan(part, context)))
    : node;
  if (prepared.kind === 'join') {
    const flat = prepared.lateral ? rewrittenLateral(prepared, context) : prepared;
    return flat.kind === 'join' && flat.condition !== undefined && hasPredicate(flat.condition)
      ? rewrittenCondition(flat, flat.condition, context)
      : flat;
  }
  if (!expressionsOf(prepared).some(hasPredicate)) return prepared;
  switch (prepared.kind) {
    case 'filter':
      return rewrittenFilter(prepared, context);
    case 'project':
    case 'aggregate':
    case 'sort':
      return withJoinedChild(prepared, context);
    default:
      return prepared;
  }
}

/** Scalar subqueries and tests of existence without correlation stay: they are the same for all rows and run once. */
function hasPredicate(e: Expression): boolean {
  return someSubquery(e, (q) => q.kind !== 'scalar-subquery' || outerReferences(q.plan).length > 0);
}

function someSubquery(root: Expression, test: (q: Subquery) => boolean): boolean {
  if (!hasSubquery(root)) return false;
  let found = false;
  transformExpression(root, (e) => {
    if (isSubquery(e) && test(e)) found = true;
    return e;
  });
  return found;
}

function withRewrittenPlan(e: Expression, context: OptimizerContext): Expression {
  if (!isSubquery(e)) return e;
  const inner = rewriteSubqueries(e.plan, context);
  const plan = e.kind === 'exists' ? withoutList(inner) : inner;
  if (e.kind !== 'exists') return plan === e.plan ? e : { ...e, plan };
  return outerReferences(plan).length === 0 ? existsOnce(e, plan) : { ...e, plan };
}

/** What is selected does not matter where only rows are asked for. */
function withoutList(plan: Plan): Plan {
  let node = plan;
  while (node.kind === 'project' || node.kind === 'sort' || node.kind === 'subquery-alias' || node.kind === 'distinct')
    node = node.child;
  return node;
}

/** Without correlation the answer is the same for all rows: one row is looked for once. */
function existsOnce(e: Exists, inner: Plan): Expression {
  const limited: Plan = { kind: 'limit', count: literal(1, INT), child: inner };
  const plan: Plan = { kind: 'project', list: [alias(literal(1, INT), 'col')], child: limited };
  return predicate('isnotnull', [{ kind: 'scalar-subquery', plan, id: e.id }], false);
}

function rewrittenFilter(filter: Filter, context: OptimizerContext): Plan {
  const wanted = outputOf(filter);
  const rest: Expression[] = [];
  let { child } = filter;
  for (const part of conjuncts(negationsInside(filter.condition))) {
    const joined = joinedPredicate(part, child, context);
    if (joined === undefined) rest.push(part);
    else child = joined;
  }
  const condition = allOf(rest);
  if (condition === undefined) return child;
  const made = withJoinedChild({ ...filter, condition, child }, context);
  return outputOf(made).length === wanted.length ? made : { kind: 'project', list: wanted, child: made };
}

const negated = (e: Expression): Expression | undefined =>
  e.kind === 'call' && (e.fn === 'not' || e.fn === '!') ? e.args[0] : undefined;

/** NOT goes down to the subqueries it is about: NOT IN is another join than IN. */
function negationsInside(e: Expression): Expression {
  return transformExpressionDown(e, (given) => {
    const node = withoutConstants(given);
    const inner = negated(node);
    if (inner?.kind !== 'call' || !hasSubquery(inner)) return node;
    const opposite = (part: Expression): Expression => predicate('not', [part]);
    if (inner.fn === 'and') return predicate('or', inner.args.map(opposite));
    if (inner.fn === 'or') return predicate('and', inner.args.map(opposite));
    const twice = negated(inner);
    return twice === undefined ? node : negationsInside(twice);
  });
}

/** `(a IN (…)) = false` is `a NOT IN (…)`. */
function withoutConstants(e: Expression): Expression {
  if (e.kind !== 'call' || (e.fn !== '=' && e.fn !== '==') || !hasSubquery(e)) return e;
  const [a, b] = e.args as readonly [Expression, Expression];
  const [test, wanted] = a.kind === 'literal' ? [b, a] : [a, b];
  if (isTrue(wanted)) return test;
  return isFalse(wanted) ? predicate('not', [test]) : e;
}

/** `EXISTS`, `IN` and their negations as whole parts of a filter. */
function joinedPredicate(part: Expression, child: Plan, context: OptimizerContext): Plan | undefined {
  const opposite = negated(part);
  const inner = opposite ?? part;
  if (inner.kind === 'exists') {
    const { plan, conditions } = decorrelate(inner.plan, child, context);
    return plainJoin(opposite === undefined ? 'left-semi' : 'left-anti', child, plan, allOf(conditions));
  }
  if (inner.kind !== 'in-subquery' || inner.values.some(hasSubquery)) return undefined;
  const { plan, conditions } = uncorrelated(inner.plan, child, context);
  const equal = equalities(inner);
  if (opposite === undefined) return plainJoin('left-semi', child, plan, allOf([...equal, ...conditions]));
  if (equal.length === 1 && conditions.length === 0)
    return { ...plainJoin('left-anti', child, plan, allOf(equal)), nullAware: true };
  return plainJoin('left-anti', child, plan, allOf([...equal.map(orUnknown), ...conditions]));
}

function uncorrelated(plan: Plan, left: Plan, context: OptimizerContext): ReturnType<typeof decorrelate> {
  return outerReferences(plan).length === 0 ? { plan, conditions: [] } : decorrelate(plan, left, context);
}

/** A NULL on either side makes NOT IN unknown. */
const orUnknown = (e: Expression): Expression =>
  nullableOf(e) ? predicate('or', [e, predicate('isnull', [e], false)]) : e;

function equalities({ values, plan, context }: InSubquery): readonly Expression[] {
  const output = outputOf(plan);
  return values.map((value, i) => ({
    ...predicate('=', [value, output[i] as Attribute]),
    ...(context === undefined ? {} : { context }),
  }));
}

/** A row for which a subquery's test holds, told by a column that is joined to the child. */
class JoinedTests {
  readonly #columns = new Map<string, Expression>();
  readonly #context: OptimizerContext;
  child: Plan;

  constructor(child: Plan, context: OptimizerContext) {
    this.child = child;
    this.#context = context;
  }

  readonly replace = (root: Expression): Expression =>
    hasSubquery(root) ? transformExpressionDown(root, (e) => this.#replaced(e)) : root;

  #replaced(e: Expression): Expression {
    const inner = negated(e);
    if (inner?.kind === 'in-subquery') return predicate('not', [this.#test(inner, true)], false);
    if (e.kind === 'in-subquery' || e.kind === 'exists') return this.#test(e, false);
    if (e.kind !== 'scalar-subquery' || outerReferences(e.plan).length === 0) return e;
    return this.#once(canonicalKey(e), () => {
      const joined = joinScalarSubquery(this.child, e, this.#context);
      this.child = joined.plan;
      return joined.value;
    });
  }

  #test(e: Exists | InSubquery, unknown: boolean): Expression {
    return this.#once(`${unknown}${canonicalKey(e)}`, () => {
      const tested = e.kind === 'exists' ? e : { ...e, values: e.values.map(this.replace) };
      const { plan, conditions } = uncorrelated(e.plan, this.child, this.#context);
      const equal = tested.kind === 'exists' ? [] : equalities(tested);
      const exists = attribute('exists', BOOLEAN, false);
      const condition = allOf([...(unknown ? equal.map(orUnknown) : equal), ...conditions]);
      this.child = { ...plainJoin('existence', this.child, plan, condition), exists };
      return exists;
    });
  }

  /** Subqueries written twice, as in GROUP BY and SELECT, are one. */
  #once(key: string, make: () => Expression): Expression {
    const known = this.#columns.get(key) ?? make();
    this.#columns.set(key, known);
    return known;
  }
}

function withJoinedChild(
  node: Extract<Plan, { kind: 'filter' | 'project' | 'aggregate' | 'sort' }>,
  context: OptimizerContext,
): Plan {
  const tests = new JoinedTests(node.child, context);
  const mapped = mapExpressions(node, tests.replace);
  if (tests.child === node.child) return mapped;
  const made = { ...(mapped as typeof node), child: tests.child };
  if (made.kind !== 'sort' && made.kind !== 'filter') return made;
  return { kind: 'project', list: outputOf(node), child: made };
}

/** In an ON condition: above an inner join they filter its rows; else they are about one side and tested there. */
function rewrittenCondition(join: Join, condition: Expression, context: OptimizerContext): Plan {
  const parts = conjuncts(negationsInside(condition));
  checkSides(join, parts);
  if (join.type === 'inner' || join.type === 'cross') {
    const child: Plan = { ...join, condition: allOf(parts.filter((e) => !hasPredicate(e))) };
    return rewrittenFilter(
      { kind: 'filter', condition: allOf(parts.filter(hasPredicate)) as Expression, child },
      context,
    );
  }
  const left = new JoinedTests(join.left, context);
  const right = new JoinedTests(join.right, context);
  const leftIds = outputIds(join.left);
  const replaced = parts.map((part) =>
    transformExpressionDown(part, (e) => {
      const test = negated(e) ?? e;
      if (!isSubquery(test) || (test.kind === 'scalar-subquery' && outerReferences(test.plan).length === 0)) return e;
      return (readsOnly(test, leftIds) ? left : right).replace(e);
    }),
  );
  const made: Join = { ...join, condition: allOf(replaced), left: left.child, right: right.child };
  return { kind: 'project', list: outputOf(join), child: made };
}

function checkSides(join: Join, parts: readonly Expression[]): void {
  const sides = [outputIds(join.left), outputIds(join.right)];
  for (const part of parts) {
    someSubquery(part, (q) => {
      if (!sides.some((ids) => readsOnly(q, ids))) {
        raise(
          'UNSUPPORTED_SUBQUERY_EXPRESSION_CATEGORY.UNSUPPORTED_CORRELATED_EXPRESSION_IN_JOIN_CONDITION',
          { subqueryExpression: q.kind },
          { context: q.context },
        );
      }
      return false;
    });
  }
}
