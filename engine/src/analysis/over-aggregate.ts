/** Expressions of HAVING and ORDER BY over an Aggregate: they may use its input inside aggregates and its keys. */
import { canonicalKey } from '../tree/canonical.ts';
import type { Attribute, Expression, UnresolvedAttribute } from '../tree/expression.ts';
import { outputOf } from '../tree/output.ts';
import type { Aggregate, Plan } from '../tree/plan.ts';
import { EXPRESSIONS } from '../tree/shapes.ts';
import { isAggregate } from './aggregates.ts';
import { type Analysis, childScope, resolutionOf, resolveIn } from './analysis.ts';
import { markAnalyzed } from './analyzed.ts';
import { checkAggregate } from './check-aggregate.ts';
import { idSet } from './check-attributes.ts';
import { raiseUnresolved } from './outer-columns.ts';
import type { Scope } from './resolution.ts';
import { AggregateColumns } from './rules/split-aggregate.ts';
import { lenient } from './scope-below.ts';

export interface OverAggregate {
  /** Over the columns of `child`. */
  readonly expressions: readonly Expression[];
  /** The plan given, its Aggregate computing more columns where needed. */
  readonly child: Plan;
}

/** `undefined` where `child` is no Aggregate. `prefer`: which columns a name finds first. */
export function overAggregate(
  child: Plan,
  expressions: readonly Expression[],
  prefer: 'input' | 'output',
  analysis: Analysis,
): OverAggregate | undefined {
  const found = aggregateUnder(child);
  if (found === undefined) return undefined;
  const { aggregate, rebuild } = found;
  const resolved = expressions.map((e) => resolveOver(e, aggregate, prefer, analysis));
  const columns = new AggregateColumns(aggregate, aggregate.list);
  const lifted = resolved.map((e) => liftOutside(e, columns, aggregate));
  const added = columns.added(aggregate.list);
  if (added.length === 0) return { expressions: lifted, child };
  const wider = markAnalyzed({ ...aggregate, list: [...aggregate.list, ...added] });
  checkAggregate(wider);
  return { expressions: lifted, child: rebuild(wider) };
}

/** The Aggregate itself or the one under a HAVING's Filter. */
function aggregateUnder(plan: Plan): { aggregate: Aggregate; rebuild: (aggregate: Plan) => Plan } | undefined {
  if (plan.kind === 'aggregate') return { aggregate: plan, rebuild: (aggregate) => aggregate };
  if (plan.kind === 'filter' && plan.child.kind === 'aggregate') {
    return { aggregate: plan.child, rebuild: (aggregate) => markAnalyzed({ ...plan, child: aggregate }) };
  }
  if (plan.kind === 'project' && plan.child.kind === 'filter' && plan.child.child.kind === 'aggregate') {
    const filter = plan.child;
    return {
      aggregate: plan.child.child,
      rebuild: (aggregate) => markAnalyzed({ ...filter, child: aggregate }),
    };
  }
  return undefined;
}

function resolveOver(e: Expression, aggregate: Aggregate, prefer: 'input' | 'output', analysis: Analysis): Expression {
  const output = prefer === 'output' ? lenient(childScope(analysis, aggregate)) : childScope(analysis, aggregate);
  const input = childScope(analysis, aggregate.child);
  const forced = new Set<Expression>();
  const byInput = new Map<Attribute, UnresolvedAttribute>();
  const scope: Scope = {
    ...output,
    lookup(parts, context, node) {
      const first = prefer === 'output' || forced.has(node) ? output : input;
      const found =
        first.lookup(parts, context, node) ?? (first === output ? input : output).lookup(parts, context, node);
      if (first === input && found?.kind === 'attribute' && node.kind === 'unresolved-attribute')
        byInput.set(found, node);
      return found;
    },
  };
  const resolved = resolveIn(analysis, scope, e);
  if (prefer === 'output') return resolved;
  const wrong = outsideAttributes(resolved, aggregate).flatMap((a) => byInput.get(a) ?? []);
  const better = wrong.filter((node) => output.lookup(node.parts, node.context, node) !== undefined);
  const [unknown] = wrong.filter((node) => !better.includes(node));
  if (unknown !== undefined) raiseUnresolved(unknown, resolutionOf(analysis, output));
  if (better.length === 0) return resolved;
  for (const node of better) forced.add(node);
  return resolveIn(analysis, scope, e);
}

/** Columns of the input that stand outside of aggregates and are no keys. */
function outsideAttributes(e: Expression, aggregate: Aggregate): readonly Attribute[] {
  const keys = new Set(aggregate.grouping.map(canonicalKey));
  const found: Attribute[] = [];
  const visit = (node: Expression): void => {
    if (isAggregate(node) || keys.has(canonicalKey(node))) return;
    if (node.kind === 'attribute') found.push(node);
    else for (const child of EXPRESSIONS.children(node)) visit(child);
  };
  visit(e);
  return found;
}

/** Columns of the Aggregate stay; aggregates and keys become such columns. */
function liftOutside(e: Expression, columns: AggregateColumns, aggregate: Aggregate): Expression {
  const shown = idSet(outputOf(aggregate));
  const visit = (node: Expression): Expression => {
    if (node.kind === 'attribute' && shown.has(node.id)) return node;
    if (node.kind === 'sort-order') return { ...node, child: visit(node.child) };
    return columns.lift(node);
  };
  return visit(e);
}
