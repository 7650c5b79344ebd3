/**
 * Subqueries become joins. IN and EXISTS as a part of a filter are semi and anti joins; anywhere else they add a column
 * that says whether there was a match. What a subquery takes from outside becomes the join's condition.
 */
import { raise } from '../../errors/raise.ts';
import { alias, attribute, literal } from '../../tree/build.ts';
import { allOf, conjuncts, predicate } from '../../tree/conjunction.ts';
import type { Attribute, Exists, Expression, InSubquery, ScalarSubquery } from '../../tree/expression.ts';
import { nullableOf, outputOf } from '../../tree/output.ts';
import type { Filter, Join, JoinType, Plan } from '../../tree/plan.ts';
import { outerReferences } from '../../tree/references.ts';
import { mapExpressions, transformExpression, transformPlan } from '../../tree/shapes.ts';
import { BOOLEAN, INT } from '../../types/data-type.ts';
import type { OptimizerContext, Rule } from '../context.ts';
import { pullUpCorrelation } from '../decorrelate.ts';
import { hasSubquery } from '../expression-traits.ts';
import { joinScalarSubquery } from '../scalar-subquery-join.ts';

export const rewriteSubqueries: Rule = (plan, context) => transformPlan(plan, (node) => rewritten(node, context));

function rewritten(node: Plan, context: OptimizerContext): Plan {
  switch (node.kind) {
    case 'filter':
      return hasSubquery(node.condition) ? rewrittenFilter(node, context) : node;
    case 'project':
    case 'aggregate':
    case 'sort':
      return withJoinedChild(node, context);
    default:
      return node;
  }
}

function rewrittenFilter(filter: Filter, context: OptimizerContext): Plan {
  const wanted = outputOf(filter);
  const rest: Expression[] = [];
  let { child } = filter;
  for (const part of conjuncts(filter.condition)) {
    const joined = joinedPredicate(part, child, context);
    if (joined === undefined) rest.push(part);
    else child = joined;
  }
  const condition = allOf(rest);
  if (condition === undefined) return child;
  const made = withJoinedChild({ ...filter, condition, child }, context);
  return outputOf(made).length === wanted.length ? made : { kind: 'project', list: wanted, child: made };
}

/** `EXISTS`, `IN` and their negations as whole parts of a filter. */
function joinedPredicate(part: Expression, child: Plan, context: OptimizerContext): Plan | undefined {
  const negated = part.kind === 'call' && (part.fn === 'not' || part.fn === '!');
  const inner = negated ? part.args[0] : part;
  if (inner?.kind === 'exists') {
    if (outerReferences(inner.plan).length === 0) return undefined;
    const { plan, condition } = correlated(inner.plan, context);
    return join(negated ? 'left-anti' : 'left-semi', child, plan, condition);
  }
  if (inner?.kind !== 'in-subquery' || inner.values.some(hasSubquery)) return undefined;
  const { plan, condition, output } = correlated(inner.plan, context);
  if (!negated) return join('left-semi', child, plan, allOf([...equalities(inner, output), ...conjuncts(condition)]));
  return joinedNotIn(inner, child, plan, condition, output);
}

/** A NULL on either side makes NOT IN unknown. */
function joinedNotIn(
  inner: InSubquery,
  child: Plan,
  plan: Plan,
  condition: Expression | undefined,
  output: readonly Attribute[],
): Plan {
  const equal = equalities(inner, output);
  if (equal.length === 1 && condition === undefined) return join('left-anti', child, plan, allOf(equal), true);
  const unknown = equal.map((e) => (nullableOf(e) ? predicate('or', [e, predicate('isnull', [e], false)]) : e));
  return join('left-anti', child, plan, allOf([...unknown, ...conjuncts(condition)]));
}

function equalities({ values, context }: InSubquery, output: readonly Attribute[]): readonly Expression[] {
  return values.map((value, i) => ({
    ...predicate('=', [value, output[i] as Attribute]),
    ...(context === undefined ? {} : { context }),
  }));
}

interface Correlated {
  readonly plan: Plan;
  readonly condition: Expression | undefined;
  /** The subquery's own columns. */
  readonly output: readonly Attribute[];
}

function correlated(plan: Plan, context: OptimizerContext): Correlated {
  const inside = rewriteSubqueries(plan, context);
  const output = outputOf(inside);
  const pulled = pullUpCorrelation(inside);
  const condition = allOf(pulled.conditions);
  if (outerReferences(pulled.plan).length > 0) {
    raise('UNSUPPORTED_SUBQUERY_EXPRESSION_CATEGORY.CORRELATED_COLUMN_IS_NOT_ALLOWED_IN_PREDICATE', {
      treeNode: outerReferences(pulled.plan)
        .map((column) => column.name)
        .join(', '),
    });
  }
  return { plan: pulled.plan, condition, output };
}

function join(type: JoinType, left: Plan, right: Plan, condition: Expression | undefined, nullAware = false): Join {
  return {
    kind: 'join',
    type,
    condition,
    using: undefined,
    natural: false,
    lateral: false,
    nullAware,
    exists: undefined,
    hint: { left: undefined, right: undefined },
    left,
    right,
  };
}

/** Subqueries in other places: their answers are joined to the child as columns, which take their place. */
function withJoinedChild(
  node: Extract<Plan, { kind: 'filter' | 'project' | 'aggregate' | 'sort' }>,
  context: OptimizerContext,
): Plan {
  let { child } = node;
  const replace = (e: Expression): Expression => {
    switch (e.kind) {
      case 'exists': {
        if (outerReferences(e.plan).length === 0) return existsOnce(e, context);
        const column = existsColumn();
        const { plan, condition } = correlated(e.plan, context);
        child = { ...join('existence', child, plan, condition), exists: column };
        return column;
      }
      case 'in-subquery': {
        const column = existsColumn();
        const { plan, condition, output } = correlated(e.plan, context);
        child = {
          ...join('existence', child, plan, allOf([...equalities(e, output), ...conjuncts(condition)])),
          exists: column,
        };
        return column;
      }
      case 'scalar-subquery': {
        if (outerReferences(e.plan).length === 0) return withPlan(e, rewriteSubqueries(e.plan, context));
        const joined = joinScalarSubquery(child, withPlan(e, rewriteSubqueries(e.plan, context)), context);
        child = joined.plan;
        return joined.value;
      }
      default:
        return e;
    }
  };
  const mapped = mapExpressions(node, (root) => (hasSubquery(root) ? transformExpression(root, replace) : root));
  if (child === node.child) return mapped;
  const made = { ...(mapped as typeof node), child };
  if (made.kind !== 'sort' && made.kind !== 'filter') return made;
  return { kind: 'project', list: outputOf(node), child: made };
}

const withPlan = (e: ScalarSubquery, plan: Plan): ScalarSubquery => (plan === e.plan ? e : { ...e, plan });

const existsColumn = (): Attribute => attribute('exists', BOOLEAN, false);

/** Without correlation the answer is the same for all rows: one row is looked for once. */
function existsOnce(e: Exists, context: OptimizerContext): Expression {
  const limited: Plan = { kind: 'limit', count: literal(1, INT), child: rewriteSubqueries(e.plan, context) };
  const plan: Plan = { kind: 'project', list: [alias(literal(1, INT), 'col')], child: limited };
  return predicate('isnotnull', [{ kind: 'scalar-subquery', plan, id: e.id }], false);
}
