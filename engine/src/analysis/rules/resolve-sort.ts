/** ORDER BY and SORT BY: positions, ALL, names of the list or of what lies below it, aggregates not in the list. */
import { raise } from '../../errors/raise.ts';
import { sortOrder } from '../../tree/build.ts';
import type { Expression, SortOrder } from '../../tree/expression.ts';
import { outputOf, typeOf } from '../../tree/output.ts';
import type { Plan, Sort } from '../../tree/plan.ts';
import { aggregatesIn, hasGenerator, hasWindow } from '../aggregates.ts';
import { type Analysis, childScope, resolveIn } from '../analysis.ts';
import { markAnalyzed } from '../analyzed.ts';
import { supplying } from '../check-attributes.ts';
import { isOrderable } from '../coercion/implicit-cast.ts';
import { prettySql, quotedSql } from '../naming.ts';
import { overAggregate } from '../over-aggregate.ts';
import { lenient, scopeBelow } from '../scope-below.ts';
import { quotedType } from '../type-errors.ts';
import { extractWindows } from './extract-windows.ts';

export function resolveSort(plan: Sort, analysis: Analysis): Plan {
  const parsed = orderByAll(plan, analysis) ?? plan.orders.map((order) => positional(order, plan, analysis));
  const found = overAggregate(plan.child, parsed, 'output', analysis);
  const { child, orders } =
    found === undefined
      ? plainSort(plan, parsed, analysis)
      : { child: found.child, orders: found.expressions as readonly SortOrder[] };
  for (const order of orders) checkOrder(order, plan);
  const shown = outputOf(plan.child);
  const sort = orders.some(hasWindow) ? windowSort(plan, orders, child) : { ...plan, orders, child };
  if (outputOf(sort).length === shown.length) return sort;
  return { kind: 'project', list: shown, child: markAnalyzed(sort) };
}

function plainSort(
  plan: Sort,
  parsed: readonly SortOrder[],
  analysis: Analysis,
): { child: Plan; orders: readonly SortOrder[] } {
  const scope = scopeBelow(lenient(childScope(analysis, plan.child)), plan.child, analysis);
  const orders = parsed.map((order) => resolveIn(analysis, scope, order) as SortOrder);
  return {
    orders,
    child: supplying(`!Sort [${orders.map(prettySql).join(', ')}], ${plan.global}`, plan.child, orders),
  };
}

/** Window functions to sort by are computed first and left out again. */
function windowSort(plan: Sort, orders: readonly SortOrder[], child: Plan): Plan {
  const keys = orders.map((order, i) => ({
    order,
    item: hasWindow(order)
      ? {
          kind: 'alias' as const,
          child: order.child,
          name: `_sort${i}`,
          id: -1 - i,
          metadata: undefined,
          qualifier: [],
        }
      : undefined,
  }));
  const computed = markAnalyzed(extractWindows([...outputOf(child), ...keys.flatMap(({ item }) => item ?? [])], child));
  const columns = outputOf(computed).slice(outputOf(child).length);
  let next = 0;
  const sorted = keys.map(({ order, item }) =>
    item === undefined ? order : { ...order, child: columns[next++] as Expression },
  );
  return { ...plan, orders: sorted, child: computed };
}

function positional(order: SortOrder, plan: Sort, analysis: Analysis): SortOrder {
  const { child } = order;
  if (child.kind !== 'literal' || child.type.kind !== 'integer' || typeof child.value !== 'number') return order;
  if (analysis.context.conf.get('spark.sql.orderByOrdinal') === 'false') return order;
  const output = outputOf(plan.child);
  const column = output[child.value - 1];
  if (column === undefined) {
    return raise(
      'ORDER_BY_POS_OUT_OF_RANGE',
      { index: String(child.value), size: String(output.length) },
      { context: order.context ?? child.context },
    );
  }
  return { ...order, child: column };
}

function orderByAll(plan: Sort, analysis: Analysis): readonly SortOrder[] | undefined {
  const [only] = plan.orders;
  if (plan.orders.length !== 1 || only?.child.kind !== 'unresolved-attribute' || !plan.global) return undefined;
  const { parts, context } = only.child;
  if (parts.length !== 1 || parts[0]?.toLowerCase() !== 'all') return undefined;
  if (childScope(analysis, plan.child).lookup(parts, context, only.child) !== undefined) return undefined;
  return outputOf(plan.child).map((column) => sortOrder(column, only.ascending, only.nullsFirst));
}

function checkOrder(order: SortOrder, plan: Sort): void {
  const type = typeOf(order.child);
  const [aggregate] = aggregatesIn(order);
  if (aggregate !== undefined) {
    raise(
      'UNSUPPORTED_EXPR_FOR_OPERATOR',
      { operator: 'Sort', invalidExprSqls: quotedSql(aggregate) },
      { context: plan.context },
    );
  }
  if (hasGenerator(order)) raise('UNSUPPORTED_GENERATOR.OUTSIDE_SELECT', { plan: 'Sort' }, { context: plan.context });
  if (isOrderable(type)) return;
  raise(
    'DATATYPE_MISMATCH.INVALID_ORDERING_TYPE',
    { sqlExpr: quotedSql(order), functionName: '`sortorder`', dataType: quotedType(type) },
    { context: order.context },
  );
}
