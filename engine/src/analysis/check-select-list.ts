/** What may not stand in a SELECT list without GROUP BY. */
import { raise } from '../errors/raise.ts';
import type { Expression } from '../tree/expression.ts';
import type { Plan } from '../tree/plan.ts';
import { EXPRESSIONS } from '../tree/shapes.ts';
import { preorder } from '../tree/transform.ts';
import { isWindowFunction } from './aggregates.ts';
import { quotedSql } from './naming.ts';

export function checkSelectList(list: readonly Expression[], plan: Plan): void {
  for (const item of list) if (item.kind !== 'attribute') checkItem(item, plan);
}

function checkItem(item: Expression, plan: Plan): void {
  const windowed = new Set<Expression>();
  for (const node of preorder(EXPRESSIONS, item)) {
    if (node.kind === 'window-call') windowed.add(node.function);
    if (isWindowFunction(node) && !windowed.has(node)) {
      raise(
        'WINDOW_FUNCTION_WITHOUT_OVER_CLAUSE',
        { funcName: quotedSql(node) },
        { context: node.context ?? plan.context },
      );
    }
    if (node.kind === 'call' && (node.fn === 'grouping' || node.fn === 'grouping_id')) {
      raise('UNSUPPORTED_GROUPING_EXPRESSION', {}, { context: node.context });
    }
    if (node.kind === 'star' || node.kind === 'regex-column') {
      const elem = node.kind === 'star' ? "'*'" : `regular expression '${node.pattern}'`;
      raise('INVALID_USAGE_OF_STAR_OR_REGEX', { elem, prettyName: 'expression' }, { context: node.context });
    }
  }
}
