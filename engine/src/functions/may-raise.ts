/** Whether computing an expression may end in an error: then it matters for which rows it is computed. */
import { castMayGiveNull } from '../tree/cast-nullability.ts';
import type { Expression } from '../tree/expression.ts';
import { typeOf } from '../tree/output.ts';
import { someExpression } from '../tree/shapes.ts';
import { declared } from './registry.ts';

export function raisesItself(e: Expression): boolean {
  switch (e.kind) {
    case 'call': {
      const { total } = declared('scalar', e.fn);
      return !(typeof total === 'function' ? total(e.type) : total === true);
    }
    case 'cast':
      return e.mode === 'ansi' && castMayGiveNull(typeOf(e.child), e.to, 'ansi');
    default:
      return false;
  }
}

export const mayRaise = (e: Expression): boolean => someExpression(e, raisesItself);
