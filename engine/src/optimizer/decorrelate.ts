/** Takes the conditions about the enclosing query out of a subquery's plan, so that they can become a join's condition. */
import { allOf, conjuncts } from '../tree/conjunction.ts';
import type { Attribute, Expression } from '../tree/expression.ts';
import { outputOf } from '../tree/output.ts';
import type { Plan } from '../tree/plan.ts';
import { attributesIn } from '../tree/references.ts';
import { someExpression, transformExpression } from '../tree/shapes.ts';

interface Pulled {
  readonly plan: Plan;
  /** Over the plan's columns and the enclosing query's. */
  readonly conditions: readonly Expression[];
}

/** Goes down through nodes that a condition may be moved over; the columns it needs are let through. */
export function pullUpCorrelation(plan: Plan): Pulled {
  switch (plan.kind) {
    case 'filter': {
      const below = pullUpCorrelation(plan.child);
      const parts = conjuncts(plan.condition);
      const outer = parts.filter(isOuter);
      const own = allOf(parts.filter((e) => !isOuter(e)));
      const kept = own === undefined ? below.plan : { ...plan, condition: own, child: below.plan };
      return { plan: kept, conditions: [...below.conditions, ...outer.map(withoutOuter)] };
    }
    case 'project': {
      const below = pullUpCorrelation(plan.child);
      if (below.conditions.length === 0) return { plan: withChild(plan, below.plan), conditions: [] };
      const list = withColumns(plan.list, below);
      return { plan: { ...plan, list, child: below.plan }, conditions: below.conditions };
    }
    case 'aggregate': {
      const below = pullUpCorrelation(plan.child);
      if (below.conditions.length === 0) return { plan: withChild(plan, below.plan), conditions: [] };
      if (!below.conditions.every(isEquality)) return { plan, conditions: [] };
      const columns = columnsFor(below);
      const grouping = [...plan.grouping, ...missing(plan.grouping, columns)];
      const list = [...plan.list, ...missing(plan.list, columns)];
      return { plan: { ...plan, grouping, list, child: below.plan }, conditions: below.conditions };
    }
    case 'subquery-alias':
    case 'hint':
      return pullUpCorrelation(plan.child);
    case 'distinct':
    case 'sort': {
      const below = pullUpCorrelation(plan.child);
      return { plan: withChild(plan, below.plan), conditions: below.conditions };
    }
    case 'join': {
      if (plan.type !== 'inner' && plan.type !== 'cross') return { plan, conditions: [] };
      const left = pullUpCorrelation(plan.left);
      const right = pullUpCorrelation(plan.right);
      const parts = conjuncts(plan.condition);
      const condition = allOf(parts.filter((e) => !isOuter(e)));
      const conditions = [...left.conditions, ...right.conditions, ...parts.filter(isOuter).map(withoutOuter)];
      return { plan: { ...plan, condition, left: left.plan, right: right.plan }, conditions };
    }
    default:
      return { plan, conditions: [] };
  }
}

const withChild = <P extends Extract<Plan, { readonly child: Plan }>>(plan: P, child: Plan): P =>
  child === plan.child ? plan : { ...plan, child };

/** One group for each value of the enclosing query's columns is enough only where the correlation is by equality. */
export const isEquality = (e: Expression): boolean =>
  e.kind === 'call' && (e.fn === '=' || e.fn === '==' || e.fn === '<=>');

const isOuter = (e: Expression): boolean => someExpression(e, (node) => node.kind === 'outer-reference');

const withoutOuter = (e: Expression): Expression =>
  transformExpression(e, (node) => (node.kind === 'outer-reference' ? node.attribute : node));

/** Columns of the plan that its pulled conditions read. */
function columnsFor({ plan, conditions }: Pulled): readonly Attribute[] {
  const own = new Map(outputOf(plan).map((column) => [column.id, column]));
  return attributesIn(...conditions).flatMap(({ id }) => own.get(id) ?? []);
}

function missing(list: readonly Expression[], columns: readonly Attribute[]): readonly Attribute[] {
  return columns.filter((column) => !list.some((item) => item.kind === 'attribute' && item.id === column.id));
}

const withColumns = (list: readonly Expression[], below: Pulled): readonly Expression[] => [
  ...list,
  ...missing(list, columnsFor(below)),
];
