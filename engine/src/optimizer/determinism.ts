/** Which expressions may be moved, repeated or left out. */
import { findFunction } from '../functions/registry.ts';
import type { Expression } from '../tree/expression.ts';
import { someExpression } from '../tree/shapes.ts';

/** False for `rand()` and its kin and for Python functions declared so: each row must evaluate them exactly once. */
export function isDeterministic(expression: Expression): boolean {
  return !someExpression(expression, isNonDeterministicNode);
}

function isNonDeterministicNode(e: Expression): boolean {
  switch (e.kind) {
    case 'call':
      return findFunction(e.fn)?.deterministic === false;
    case 'python-udf':
      return !e.function.deterministic;
    default:
      return false;
  }
}

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

export const hasSubquery = (expression: Expression): boolean =>
  someExpression(expression, (e) => e.kind === 'scalar-subquery' || e.kind === 'exists' || e.kind === 'in-subquery');

export const isFoldable = (expression: Expression): boolean =>
  !someExpression(expression, (e) => {
    switch (e.kind) {
      case 'literal':
      case 'cast':
      case 'case':
      case 'in':
      case 'get-field':
      case 'lambda':
      case 'lambda-variable':
      case 'alias':
        return false;
      case 'call': {
        const declared = findFunction(e.fn);
        return declared?.kind !== 'scalar' || declared.deterministic === false;
      }
      default:
        return true;
    }
  });
