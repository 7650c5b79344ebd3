/** PIVOT: one aggregate column for each value, by aggregating under a condition on the pivot column. */
import { raise } from '../../errors/raise.ts';
import { alias, call } from '../../tree/build.ts';
import type { Expression, NamedExpression } from '../../tree/expression.ts';
import { outputOf, typeOf } from '../../tree/output.ts';
import type { Aggregate, Pivot, Plan } from '../../tree/plan.ts';
import { attributesIn } from '../../tree/references.ts';
import { transformExpression } from '../../tree/shapes.ts';
import { simpleString } from '../../types/data-type.ts';
import { hasAggregate } from '../aggregates.ts';
import { type Analysis, attributeScope, childScope, resolveIn } from '../analysis.ts';
import { checkNesting } from '../check-aggregate.ts';
import { implicitCast } from '../coercion/implicit-cast.ts';
import { putCast } from '../coercion/put-cast.ts';
import { isFoldable } from '../foldable.ts';
import { nameItem } from '../name-items.ts';
import { prettySql, quotedSql } from '../naming.ts';
import type { Scope } from '../resolution.ts';

export function resolvePivot(plan: Pivot, analysis: Analysis): Plan {
  const scope = childScope(analysis, plan.child);
  const column = resolveIn(analysis, scope, plan.column);
  const aggregates = plan.aggregates.map((e) => ({ parsed: e, resolved: resolveIn(analysis, scope, e) }));
  for (const { resolved } of aggregates) checkAggregate(resolved, plan);
  const keys = groupingOf(
    plan,
    column,
    aggregates.map(({ resolved }) => resolved),
    scope,
    analysis,
  );
  const values = plan.values.map((value) => pivotValue(value, column, plan, analysis));
  const list = values.flatMap((value) =>
    aggregates.map(({ parsed, resolved }) => {
      const name = aggregates.length === 1 ? value.name : `${value.name}_${aggregateName(parsed, resolved)}`;
      return alias(
        conditional(resolved.kind === 'alias' ? resolved.child : resolved, column, value.value, analysis),
        name,
      );
    }),
  );
  const grouping = keys.map((key) => (key.kind === 'alias' ? key.child : key));
  const aggregate: Aggregate = { kind: 'aggregate', grouping, list: [...keys, ...list], child: plan.child };
  return plan.context === undefined ? aggregate : { ...aggregate, context: plan.context };
}

function checkAggregate(e: Expression, plan: Pivot): void {
  if (!hasAggregate(e)) raise('_LEGACY_ERROR_TEMP_1006', { sql: prettySql(e) }, { context: plan.context });
  checkNesting(e, plan);
}

function aggregateName(parsed: Expression, resolved: Expression): string {
  return parsed.kind === 'alias' ? parsed.name : prettySql(resolved);
}

/** In SQL: every column that neither the pivot column nor an aggregate uses. */
function groupingOf(
  plan: Pivot,
  column: Expression,
  aggregates: readonly Expression[],
  scope: Scope,
  analysis: Analysis,
): readonly NamedExpression[] {
  if (plan.grouping !== undefined) {
    return plan.grouping.map((key) => nameItem(resolveIn(analysis, scope, key), key, analysis.zone));
  }
  const used = new Set(attributesIn(column, ...aggregates).map((a) => a.id));
  return outputOf(plan.child).filter((a) => !used.has(a.id));
}

function pivotValue(
  parsed: Expression,
  column: Expression,
  plan: Pivot,
  analysis: Analysis,
): { readonly name: string; readonly value: Expression } {
  const scope =
    parsed.kind === 'unresolved-attribute' || attributesNamed(parsed)
      ? childScope(analysis, plan.child)
      : attributeScope(analysis, []);
  const resolved = resolveIn(analysis, scope, parsed);
  const value = resolved.kind === 'alias' ? resolved.child : resolved;
  if (!isFoldable(value))
    raise('NON_LITERAL_PIVOT_VALUES', { expression: quotedSql(value) }, { context: plan.context });
  const target = implicitCast(typeOf(value), typeOf(column), analysis.mode);
  if (target === undefined) {
    return raise(
      'PIVOT_VALUE_DATA_TYPE_MISMATCH',
      { value: prettySql(value), valueType: simpleString(typeOf(value)), pivotType: simpleString(typeOf(column)) },
      { context: plan.context },
    );
  }
  const name = resolved.kind === 'alias' ? resolved.name : textOf(value, analysis);
  return { name, value: putCast(value, typeOf(column), analysis.mode) };
}

function attributesNamed(e: Expression): boolean {
  let found = false;
  transformExpression(e, (node) => {
    if (node.kind === 'unresolved-attribute') found = true;
    return node;
  });
  return found;
}

/** The value cast to a string names its column. */
function textOf(value: Expression, analysis: Analysis): string {
  const text = analysis.context.evaluate({
    kind: 'cast',
    child: value,
    to: { kind: 'string', collation: 'UTF8_BINARY' },
    mode: analysis.mode.ansi ? 'ansi' : 'legacy',
    implicit: true,
  });
  return text === null ? 'null' : String(text);
}

/** Every aggregate's input counts only where the pivot column has the value. */
function conditional(e: Expression, column: Expression, value: Expression, analysis: Analysis): Expression {
  const test = resolveIn(analysis, attributeScope(analysis, []), call('<=>', [column, value]));
  return transformExpression(e, (node) => {
    if (node.kind !== 'aggregate-call') return node;
    const filter =
      node.filter === undefined
        ? test
        : resolveIn(analysis, attributeScope(analysis, []), call('and', [test, node.filter]));
    return { ...node, filter };
  });
}
