/** Puts what a projection computes in the place of its columns. */
import { withoutAlias } from '../tree/canonical.ts';
import type { Expression } from '../tree/expression.ts';
import { transformExpression } from '../tree/shapes.ts';

/** Definitions of the columns a projection computes, by id. */
export type Definitions = ReadonlyMap<number, Expression>;

export function definitionsOf(list: readonly Expression[]): Definitions {
  const definitions = new Map<number, Expression>();
  for (const item of list) if (item.kind === 'alias') definitions.set(item.id, withoutAlias(item));
  return definitions;
}

export function substitute(expression: Expression, definitions: Definitions): Expression {
  if (definitions.size === 0) return expression;
  return transformExpression(expression, (e) => (e.kind === 'attribute' ? (definitions.get(e.id) ?? e) : e));
}
