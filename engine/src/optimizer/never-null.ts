/** What the truth of a condition says about its columns. */
import type { Attribute, BoundReference, Expression } from '../tree/expression.ts';
import { isNullIntolerant } from './rules/propagate-nulls.ts';

type Column = Attribute | BoundReference;

/** Columns that cannot be NULL where the condition is true. */
export function neverNull(condition: Expression): readonly Column[] {
  const test = condition.kind === 'call' && condition.fn === 'isnotnull' ? condition.args[0] : undefined;
  return makingNull(test ?? condition);
}

/** Columns whose NULL makes the expression NULL. */
function makingNull(e: Expression): readonly Column[] {
  switch (e.kind) {
    case 'attribute':
    case 'bound':
      return [e];
    case 'cast':
      return makingNull(e.child);
    case 'call':
      if (e.fn === 'not' || e.fn === '!') return e.args.flatMap(makingNull);
      if (e.fn === 'and' || e.fn === 'or') return [];
      return isNullIntolerant(e) ? e.args.flatMap(makingNull) : [];
    default:
      return [];
  }
}
