/** Wraps an expression in an implicit cast unless it has the type already. */
import type { Expression } from '../../tree/expression.ts';
import { typeOf } from '../../tree/output.ts';
import { type DataType, sameType } from '../../types/data-type.ts';
import type { CoercionMode } from './common-type.ts';

/** Nullability inside arrays, maps and structs makes no difference to a value and is no reason for a cast. */
export function putCast(expression: Expression, to: DataType, mode: CoercionMode): Expression {
  if (sameType(typeOf(expression), to)) return expression;
  return {
    kind: 'cast',
    child: expression,
    to,
    mode: mode.ansi ? 'ansi' : 'legacy',
    implicit: true,
    ...(expression.context === undefined ? {} : { context: expression.context }),
  };
}

/** Casts put around arguments stand where the whole call stands, as errors show. */
export function placedAt(cast: Expression, argument: Expression, whole: Expression): Expression {
  if (cast === argument || cast.kind !== 'cast' || !cast.implicit) return cast;
  const child = placedAt(cast.child, argument, whole);
  return { ...cast, child, ...(whole.context === undefined ? {} : { context: whole.context }) };
}
