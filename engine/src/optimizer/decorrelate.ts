/**
 * Takes what a subquery's plan asks of the enclosing query out of the plan, so that it can become a join's condition:
 * conditions are pulled up where they may be moved, else the plan is computed for all rows of the enclosing query at once.
 */
import { alias } from '../tree/build.ts';
import { allOf, conjuncts, isEquality } from '../tree/conjunction.ts';
import type { Alias, Attribute, Expression } from '../tree/expression.ts';
import { outputOf, toAttribute } from '../tree/output.ts';
import type { Aggregate, Distinct, Join, Plan } from '../tree/plan.ts';
import { attributesIn, outerReferences } from '../tree/references.ts';
import { expressionsOf, someExpression, transformExpression } from '../tree/shapes.ts';
import type { OptimizerContext } from './context.ts';
import { overDomain } from './correlation-domain.ts';

export interface Decorrelated {
  readonly plan: Plan;
  /** Over the plan's columns and the enclosing query's. */
  readonly conditions: readonly Expression[];
}

/** `left` gives the enclosing query's rows. The plan's own columns stay; others may come behind them. */
export function decorrelate(plan: Plan, left: Plan, context: OptimizerContext): Decorrelated {
  return pullUpCorrelation(plan) ?? overDomain(plan, left, context);
}

/** Undefined where a condition cannot be moved out. `throughGlobal`: the caller sees to groups without rows. */
export function pullUpCorrelation(plan: Plan, throughGlobal = false): Decorrelated | undefined {
  const pulled = pullUp(plan, throughGlobal);
  return pulled === undefined ? undefined : { ...pulled, conditions: pulled.conditions.map(withoutOuter) };
}

/** Conditions still have their outer references. */
type Pulled = Decorrelated;

function pullUp(plan: Plan, throughGlobal: boolean): Pulled | undefined {
  if (outerReferences(plan).length === 0) return { plan, conditions: [] };
  switch (plan.kind) {
    case 'filter': {
      const below = pullUp(plan.child, throughGlobal);
      if (below === undefined) return undefined;
      const parts = conjuncts(plan.condition);
      const own = allOf(parts.filter((e) => !isOuter(e)));
      const kept: Plan = own === undefined ? below.plan : { ...plan, condition: own, child: below.plan };
      return { plan: kept, conditions: [...below.conditions, ...parts.filter(isOuter)] };
    }
    case 'project': {
      const below = plan.list.some(isOuter) ? undefined : pullUp(plan.child, throughGlobal);
      if (below === undefined) return undefined;
      return {
        plan: { ...plan, list: withColumns(plan.list, below), child: below.plan },
        conditions: below.conditions,
      };
    }
    case 'aggregate':
      return pullThroughAggregate(plan, throughGlobal);
    case 'distinct':
      return pullThroughDistinct(plan, throughGlobal);
    case 'subquery-alias':
    case 'hint':
      return pullUp(plan.child, throughGlobal);
    case 'sort':
    case 'generate': {
      const below = expressionsOf(plan).some(isOuter) ? undefined : pullUp(plan.child, throughGlobal);
      return below === undefined ? undefined : { ...below, plan: { ...plan, child: below.plan } };
    }
    case 'join':
      return pullThroughJoin(plan, throughGlobal);
    default:
      return undefined;
  }
}

/** By equality with the enclosing query's value each of its rows meets one group at most. */
function pullThroughAggregate(plan: Aggregate, throughGlobal: boolean): Pulled | undefined {
  if ((plan.grouping.length === 0 && !throughGlobal) || expressionsOf(plan).some(isOuter)) return undefined;
  const below = pullUp(plan.child, throughGlobal);
  const keyed = below === undefined ? undefined : withKeys(below);
  if (keyed === undefined) return undefined;
  const grouping = [...plan.grouping, ...missing(plan.grouping, keyed.keys)];
  const list = [...plan.list, ...missing(plan.list, keyed.keys)];
  return { plan: { ...plan, grouping, list, child: keyed.plan }, conditions: keyed.conditions };
}

function pullThroughDistinct(plan: Distinct, throughGlobal: boolean): Pulled | undefined {
  const below = pullUp(plan.child, throughGlobal);
  const keyed = below === undefined ? undefined : withKeys(below);
  if (keyed === undefined) return undefined;
  const columns = outputOf(plan);
  const list = [...columns, ...missing(columns, keyed.keys)];
  return { plan: { ...plan, child: { kind: 'project', list, child: keyed.plan } }, conditions: keyed.conditions };
}

function pullThroughJoin(plan: Join, throughGlobal: boolean): Pulled | undefined {
  const both = plan.type === 'inner' || plan.type === 'cross';
  const onlyLeft = plan.type === 'left' || plan.type === 'left-semi' || plan.type === 'left-anti';
  if (plan.lateral || !(both || onlyLeft)) return undefined;
  const parts = conjuncts(plan.condition);
  if (onlyLeft && (parts.some(isOuter) || outerReferences(plan.right).length > 0)) return undefined;
  const left = pullUp(plan.left, throughGlobal);
  const right = pullUp(plan.right, throughGlobal);
  if (left === undefined || right === undefined) return undefined;
  const condition = allOf(parts.filter((e) => !isOuter(e)));
  const conditions = [...left.conditions, ...right.conditions, ...parts.filter(isOuter)];
  return { plan: { ...plan, condition, left: left.plan, right: right.plan }, conditions };
}

interface Keyed extends Pulled {
  /** Columns of the plan that the conditions compare. */
  readonly keys: readonly Attribute[];
}

/** Undefined where a condition compares otherwise than by equality of a value of the plan and one from outside. */
function withKeys({ plan, conditions }: Pulled): Keyed | undefined {
  const keys: Attribute[] = [];
  const computed: Alias[] = [];
  const made: Expression[] = [];
  for (const e of conditions) {
    if (attributesIn(e).length === 0) {
      made.push(e);
      continue;
    }
    const at = isEquality(e) ? e.args.findIndex((side) => !isOuter(side)) : -1;
    const own = isEquality(e) ? e.args[at] : undefined;
    const other = isEquality(e) ? e.args[1 - at] : undefined;
    if (!isEquality(e) || own === undefined || other === undefined || attributesIn(other).length > 0) return undefined;
    const named = own.kind === 'attribute' ? own : alias(own, 'key');
    const key = toAttribute(named);
    if (named.kind === 'alias') computed.push(named);
    keys.push(key);
    made.push({ ...e, args: at === 0 ? [key, other] : [other, key] });
  }
  const below: Plan =
    computed.length === 0 ? plan : { kind: 'project', list: [...outputOf(plan), ...computed], child: plan };
  return { plan: below, conditions: made, keys };
}

const isOuter = (e: Expression): boolean => someExpression(e, (node) => node.kind === 'outer-reference');

export const withoutOuter = (e: Expression): Expression =>
  transformExpression(e, (node) => (node.kind === 'outer-reference' ? node.attribute : node));

function missing(list: readonly Expression[], columns: readonly Attribute[]): readonly Attribute[] {
  const seen = new Set(list.flatMap((item) => (item.kind === 'attribute' ? [item.id] : [])));
  return columns.filter(({ id }) => !seen.has(id) && seen.add(id));
}

function withColumns(list: readonly Expression[], { plan, conditions }: Pulled): readonly Expression[] {
  const own = new Map(outputOf(plan).map((column) => [column.id, column]));
  const columns = attributesIn(...conditions).flatMap(({ id }) => own.get(id) ?? []);
  return [...list, ...missing(list, columns)];
}
