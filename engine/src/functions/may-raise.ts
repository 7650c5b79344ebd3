/** Whether computing an expression may end in an error: then it matters for which rows it is computed. */
import { castMayGiveNull } from '../tree/cast-nullability.ts';
import type { Expression } from '../tree/expression.ts';
import { typeOf } from '../tree/output.ts';
import { someExpression } from '../tree/shapes.ts';
import type { DataType, Kind } from '../types/data-type.ts';
import { declared } from './registry.ts';

export function raisesItself(e: Expression): boolean {
  switch (e.kind) {
    case 'call': {
      const { total } = declared('scalar', e.fn);
      return !(typeof total === 'function' ? total(e.type) : total === true);
    }
    case 'cast':
      return e.mode === 'ansi' && castMayRaise(typeOf(e.child), e.to);
    default:
      return false;
  }
}

/** By the room they have. */
const INTEGRAL: readonly Kind[] = ['byte', 'short', 'integer', 'long'];
const FIELDS: ReadonlySet<Kind> = new Set(['yearmonth', 'daytime']);

/** Not all that may raise is declared nullable: overflow of whole numbers, and what is inside of other values. */
function castMayRaise(from: DataType, to: DataType): boolean {
  if (from.kind === 'array' && to.kind === 'array') return castMayRaise(from.element, to.element);
  if (from.kind === 'map' && to.kind === 'map')
    return castMayRaise(from.key, to.key) || castMayRaise(from.value, to.value);
  if (from.kind === 'struct' && to.kind === 'struct')
    return from.fields.some(({ type }, i) => castMayRaise(type, to.fields[i]?.type ?? type));
  const [room, wanted] = [INTEGRAL.indexOf(to.kind), INTEGRAL.indexOf(from.kind)];
  if (room >= 0 && wanted >= 0) return room < wanted;
  if (FIELDS.has(from.kind) !== FIELDS.has(to.kind)) return true;
  return castMayGiveNull(from, to, 'ansi');
}

export const mayRaise = (e: Expression): boolean => someExpression(e, raisesItself);
