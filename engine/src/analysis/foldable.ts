/** Whether an expression is constant: computable without any row. */
import { findFunction } from '../functions/registry.ts';
import type { Expression } from '../tree/expression.ts';
import { EXPRESSIONS } from '../tree/shapes.ts';
import { preorder } from '../tree/transform.ts';

const FOLDABLE: ReadonlySet<Expression['kind']> = new Set([
  'literal',
  'cast',
  'case',
  'in',
  'get-field',
  'alias',
  'lambda',
  'lambda-variable',
]);

/** A variable of a lambda further out has no value here. */
export function isFoldable(expression: Expression): boolean {
  const bound = new Set<number>();
  for (const node of preorder(EXPRESSIONS, expression)) {
    if (node.kind === 'lambda') for (const param of node.params) bound.add(param.id);
    if (node.kind === 'lambda-variable' && !bound.has(node.id)) return false;
    if (node.kind === 'call') {
      const declaration = findFunction(node.fn);
      if (declaration?.kind !== 'scalar' || declaration.deterministic === false) return false;
    } else if (!FOLDABLE.has(node.kind)) return false;
  }
  return true;
}

export function isDeterministic(expression: Expression): boolean {
  for (const node of preorder(EXPRESSIONS, expression)) {
    if (node.kind === 'call' && findFunction(node.fn)?.deterministic === false) return false;
    if (node.kind === 'python-udf' && !node.function.deterministic) return false;
  }
  return true;
}
