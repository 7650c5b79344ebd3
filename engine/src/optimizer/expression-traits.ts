/** Which expressions may be repeated, and what else keeps an expression in its place. */
import type { Expression } from '../tree/expression.ts';
import { someExpression } from '../tree/shapes.ts';

/** Cheap enough to be computed twice: columns, constants and fields of columns. */
export function isCheap(expression: Expression): boolean {
  switch (expression.kind) {
    case 'attribute':
    case 'literal':
    case 'outer-reference':
      return true;
    case 'alias':
    case 'get-field':
      return isCheap(expression.child);
    default:
      return false;
  }
}

export const hasPython = (expression: Expression): boolean =>
  someExpression(expression, (e) => e.kind === 'python-udf');
