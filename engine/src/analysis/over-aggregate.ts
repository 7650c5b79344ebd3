/** Expressions of HAVING and ORDER BY over an Aggregate: they may use its input inside aggregates and its keys. */

import { canonicalKey } from '../tree/canonical.ts';
import type { Attribute, Expression, UnresolvedAttribute } from '../tree/expression.ts';
import { outputOf } from '../tree/output.ts';
import type { Aggregate, Plan } from '../tree/plan.ts';
import { attributesIn, outerReferences } from '../tree/references.ts';
import { EXPRESSIONS, transformAllExpressions, transformExpression } from '../tree/shapes.ts';
import { isSubquery } from '../tree/subquery.ts';
import { preorder } from '../tree/transform.ts';
import { aggregateUnder } from './aggregate-under.ts';
import { isAggregate } from './aggregates.ts';
import { type Analysis, attributeScope, childScope, resolutionOf, resolveIn } from './analysis.ts';
import { markAnalyzed } from './analyzed.ts';
import { checkAggregate } from './check-aggregate.ts';
import { idSet, supplying, supplyingHidden } from './check-attributes.ts';
import { groupingSetsOf } from './grouping-sets.ts';
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
  const { select, aggregate, rebuild } = found;
  const resolved = expressions.map((e) => resolveOver(e, select, aggregate, prefer, analysis));
  const shown = idSet(outputOf(select));
  const columns = new AggregateColumns(aggregate, aggregate.list);
  const lifted = resolved.map((e) => liftOutside(e, columns, shown));
  const added = columns.added(aggregate.list);
  const wider = added.length === 0 ? aggregate : withColumns(aggregate, added);
  if (added.length > 0) checkAggregate(wider);
  const plan = added.length === 0 ? child : rebuild(wider);
  return { expressions: lifted, child: supplying('!Sort', plan, [...lifted, ...askedBySubqueries(lifted)]) };
}

function withColumns(aggregate: Aggregate, added: readonly Expression[]): Aggregate {
  const child = supplyingHidden('!Aggregate', aggregate.child, added);
  return markAnalyzed({ ...aggregate, list: [...aggregate.list, ...added], child });
}

function resolveOver(
  e: Expression,
  select: Plan,
  aggregate: Aggregate,
  prefer: 'input' | 'output',
  analysis: Analysis,
): Expression {
  const output = prefer === 'output' ? lenient(childScope(analysis, select)) : childScope(analysis, select);
  const sets = groupingSetsOf(aggregate);
  const below = sets === undefined ? childScope(analysis, aggregate.child) : attributeScope(analysis, sets.input);
  const input = prefer === 'input' ? lenient(below) : below;
  const forced = new Set<Expression>();
  const byInput = new Map<Attribute, UnresolvedAttribute>();
  const scope: Scope = {
    ...output,
    lookup(parts, context, node) {
      const outputFirst = prefer === 'output' || forced.has(node);
      const own = outputFirst ? output.lookup(parts, context, node) : undefined;
      if (own !== undefined) return own;
      const found = input.lookup(parts, context, node);
      if (found === undefined) return outputFirst ? undefined : output.lookup(parts, context, node);
      const [column] = attributesIn(found);
      if (column !== undefined && node.kind === 'unresolved-attribute') byInput.set(column, node);
      return found;
    },
  };
  const resolve = (): Expression => {
    const plain = resolveIn(analysis, scope, e);
    return sets === undefined ? plain : sets.rewrite(plain);
  };
  const resolved = resolve();
  const wrong = outsideAttributes(resolved, aggregate).flatMap((a) => byInput.get(a) ?? []);
  for (const node of wrong) {
    const better = prefer === 'input' ? output.lookup(node.parts, node.context, node) : undefined;
    if (better === undefined) raiseUnresolved(node, resolutionOf(analysis, output));
    forced.add(node);
  }
  return wrong.length === 0 ? resolved : resolve();
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

/** Columns of the SELECT stay; aggregates and keys become columns of the Aggregate. */
function liftOutside(e: Expression, columns: AggregateColumns, shown: ReadonlySet<number>): Expression {
  if (e.kind === 'attribute' && shown.has(e.id)) return e;
  if (e.kind === 'sort-order') return { ...e, child: liftOutside(e.child, columns, shown) };
  return transformExpression(columns.lift(e), (node) => {
    if (!isSubquery(node)) return node;
    return { ...node, plan: liftedOuter(node.plan, columns, shown) };
  });
}

function askedBySubqueries(list: readonly Expression[]): readonly Attribute[] {
  const found: Attribute[] = [];
  for (const node of list.flatMap((e) => [...preorder(EXPRESSIONS, e)])) {
    if (isSubquery(node)) found.push(...outerReferences(node.plan));
  }
  return found;
}

/** Keys that a subquery asks for are columns of the Aggregate too. */
function liftedOuter(plan: Plan, columns: AggregateColumns, shown: ReadonlySet<number>): Plan {
  const lifted = new Map<number, Attribute>();
  for (const attribute of outerReferences(plan)) {
    if (shown.has(attribute.id)) continue;
    const column = columns.lift(attribute);
    if (column.kind === 'attribute') lifted.set(attribute.id, column);
  }
  if (lifted.size === 0) return plan;
  const replaced = transformAllExpressions(plan, (e) =>
    e.kind === 'outer-reference' ? { ...e, attribute: lifted.get(e.attribute.id) ?? e.attribute } : e,
  );
  return markAnalyzed(replaced);
}
