/** Checks an Aggregate: keys without aggregates, no nesting, and nothing in the list but keys and aggregates. */
import { raise } from '../errors/raise.ts';
import { call } from '../tree/build.ts';
import { canonicalKey } from '../tree/canonical.ts';
import type { Expression } from '../tree/expression.ts';
import { typeOf } from '../tree/output.ts';
import type { Aggregate, Pivot } from '../tree/plan.ts';
import { EXPRESSIONS } from '../tree/shapes.ts';
import { exists, preorder } from '../tree/transform.ts';
import { aggregatesIn, isAggregate, isWindowFunction } from './aggregates.ts';
import { isOrderable } from './coercion/implicit-cast.ts';
import { isDeterministic } from './foldable.ts';
import { qualifiedSql, quotedSql } from './naming.ts';
import { quotedType } from './type-errors.ts';

export function checkAggregate(plan: Aggregate): void {
  for (const key of plan.grouping) checkKey(key, plan);
  const keys = new Set(plan.grouping.map(canonicalKey));
  for (const item of plan.list) {
    checkNesting(item, plan);
    checkItem(item, keys, plan);
  }
}

function checkKey(key: Expression, plan: Aggregate): void {
  const [aggregate] = aggregatesIn(key);
  const context = key.context ?? plan.context;
  if (aggregate !== undefined)
    raise('GROUP_BY_AGGREGATE', { sqlExpr: qualifiedSql(aggregate) }, { context: aggregate.context ?? context });
  const type = typeOf(key);
  if (!isOrderable(type) && type.kind !== 'map' && type.kind !== 'interval') {
    raise(
      'GROUP_EXPRESSION_TYPE_IS_NOT_ORDERABLE',
      { sqlExpr: quotedSql(key), dataType: quotedType(type) },
      { context },
    );
  }
}

/** An aggregate's input is rows, not results of aggregates. */
export function checkNesting(item: Expression, plan: Aggregate | Pivot): void {
  for (const aggregate of aggregatesIn(item)) {
    const children = EXPRESSIONS.children(aggregate.kind === 'aggregate-call' ? aggregate.call : aggregate);
    if (children.some((child) => exists(EXPRESSIONS, child, isAggregate))) {
      raise('NESTED_AGGREGATE_FUNCTION', {}, { context: aggregate.context ?? plan.context });
    }
    const random = children.find((child) => !isDeterministic(child));
    if (random !== undefined) {
      raise(
        'AGGREGATE_FUNCTION_WITH_NONDETERMINISTIC_EXPRESSION',
        { sqlExpr: quotedSql(aggregate) },
        { context: aggregate.context ?? plan.context },
      );
    }
  }
  for (const node of preorder(EXPRESSIONS, item)) {
    if (isWindowFunction(node)) {
      raise(
        'WINDOW_FUNCTION_WITHOUT_OVER_CLAUSE',
        { funcName: quotedSql(node) },
        { context: node.context ?? plan.context },
      );
    }
  }
}

function checkItem(item: Expression, keys: ReadonlySet<string>, plan: Aggregate): void {
  if (isAggregate(item) || keys.has(canonicalKey(item))) return;
  if (item.kind === 'attribute') {
    const expression = quotedSql(item);
    if (plan.grouping.length === 0) raise('MISSING_GROUP_BY', {}, { context: plan.context ?? item.context });
    raise('MISSING_AGGREGATION', { expression, expressionAnyValue: quotedSql(call('any_value', [item])) });
  }
  for (const child of EXPRESSIONS.children(item)) checkItem(child, keys, plan);
}
