/** What a NULL constant makes NULL, and NULL tests whose answer the schema knows. */
import { findFunction } from '../../functions/registry.ts';
import { literal } from '../../tree/build.ts';
import { FALSE, isNullLiteral, TRUE } from '../../tree/conjunction.ts';
import type { Call, Expression } from '../../tree/expression.ts';
import { nullableOf } from '../../tree/output.ts';
import { transformAllExpressions } from '../../tree/shapes.ts';
import type { Rule } from '../context.ts';

export const propagateNulls: Rule = (plan) => transformAllExpressions(plan, simplified);

function simplified(e: Expression): Expression {
  if (e.kind === 'cast' && isNullLiteral(e.child)) return literal(null, e.to);
  if (e.kind !== 'call') return e;
  const [first] = e.args;
  switch (e.fn) {
    case 'isnull':
      return first !== undefined && !nullableOf(first) ? FALSE : e;
    case 'isnotnull':
      return first !== undefined && !nullableOf(first) ? TRUE : e;
    case 'coalesce':
      return simplifiedCoalesce(e);
    default:
      return e.args.some(isNullLiteral) && isNullIntolerant(e) ? literal(null, e.type) : e;
  }
}

/** Whether a NULL argument makes the call NULL. */
export function isNullIntolerant(e: Call): boolean {
  const declared = findFunction(e.fn);
  if (declared?.kind !== 'scalar' || declared.deterministic === false) return false;
  const overload = declared.overloads[e.overload];
  return overload?.nulls === 'propagate' || overload?.nulls === 'propagate-maybe';
}

/** Arguments after one that is never NULL are never looked at. */
function simplifiedCoalesce(e: Call): Expression {
  const useful = e.args.filter((arg) => !isNullLiteral(arg));
  const last = useful.findIndex((arg) => !nullableOf(arg));
  const args = last < 0 ? useful : useful.slice(0, last + 1);
  if (args.length === e.args.length) return e;
  return args.length <= 1 ? (args[0] ?? literal(null, e.type)) : { ...e, args };
}
