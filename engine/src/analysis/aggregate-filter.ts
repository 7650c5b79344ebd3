/** FILTER (WHERE …): a plain boolean test of the row. */
import { raise } from '../errors/raise.ts';
import type { Expression } from '../tree/expression.ts';
import { typeOf } from '../tree/output.ts';
import { EXPRESSIONS } from '../tree/shapes.ts';
import { preorder } from '../tree/transform.ts';
import { aggregatesIn } from './aggregates.ts';
import { isDeterministic } from './foldable.ts';
import { quotedSql } from './naming.ts';

export function checkFilter(filter: Expression, call: Expression): void {
  const filterExpr = quotedSql(filter);
  const options = { context: call.context };
  const [aggregate] = aggregatesIn(filter);
  if (aggregate !== undefined) {
    raise('INVALID_AGGREGATE_FILTER.CONTAINS_AGGREGATE', { filterExpr, aggExpr: quotedSql(aggregate) }, options);
  }
  for (const node of preorder(EXPRESSIONS, filter)) {
    if (node.kind !== 'window-call') continue;
    raise('INVALID_AGGREGATE_FILTER.CONTAINS_WINDOW_FUNCTION', { filterExpr, windowExpr: quotedSql(node) }, options);
  }
  if (!isDeterministic(filter)) raise('INVALID_AGGREGATE_FILTER.NON_DETERMINISTIC', { filterExpr }, options);
  if (typeOf(filter).kind !== 'boolean') raise('INVALID_AGGREGATE_FILTER.NOT_BOOLEAN', { filterExpr }, options);
}
