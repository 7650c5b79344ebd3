/** Finding aggregates, window functions and generators in resolved expressions. */

import { findFunction } from '../functions/registry.ts';
import { EVAL } from '../tree/eval-type.ts';
import type { AggregateCall, Expression, PythonUdf } from '../tree/expression.ts';
import { EXPRESSIONS } from '../tree/shapes.ts';
import { preorder } from '../tree/transform.ts';

const GROUPED_EVAL_TYPES: ReadonlySet<number> = new Set([
  EVAL.groupedAggPandas,
  EVAL.groupedAggPandasIter,
  EVAL.groupedAggArrow,
  EVAL.groupedAggArrowIter,
]);

export const isAggregate = (e: Expression): e is AggregateCall | PythonUdf =>
  e.kind === 'aggregate-call' || (e.kind === 'python-udf' && GROUPED_EVAL_TYPES.has(e.function.evalType));

/** Aggregates outermost first, without those that are window functions themselves. */
export function aggregatesIn(expression: Expression): readonly (AggregateCall | PythonUdf)[] {
  const found: (AggregateCall | PythonUdf)[] = [];
  const windowed = new Set<Expression>();
  for (const node of preorder(EXPRESSIONS, expression, (e) => isAggregate(e) && !windowed.has(e))) {
    if (node.kind === 'window-call') windowed.add(node.function);
    else if (isAggregate(node) && !windowed.has(node)) found.push(node);
  }
  return found;
}

export const hasAggregate = (expression: Expression): boolean => aggregatesIn(expression).length > 0;

export function hasWindow(expression: Expression): boolean {
  for (const node of preorder(EXPRESSIONS, expression)) if (node.kind === 'window-call') return true;
  return false;
}

/** `explode_outer` is `explode` whose Generate node keeps rows without elements. */
export const innerGenerator = (fn: string): string => fn.replace(/_outer$/, '');

const TABLE_EVAL_TYPES: ReadonlySet<number> = new Set([EVAL.tableUdf, EVAL.arrowTableUdf, EVAL.arrowUdtf]);

export const isGenerator = (e: Expression): boolean =>
  (e.kind === 'call' && findFunction(innerGenerator(e.fn))?.kind === 'generator') ||
  (e.kind === 'python-udf' && TABLE_EVAL_TYPES.has(e.function.evalType));

export function hasGenerator(expression: Expression): boolean {
  for (const node of preorder(EXPRESSIONS, expression)) if (isGenerator(node)) return true;
  return false;
}

export const isWindowFunction = (e: Expression): boolean => e.kind === 'call' && findFunction(e.fn)?.kind === 'window';
