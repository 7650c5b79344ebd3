/** Computes what needs no row. What would fail is left to fail when a row asks for it. */
import { isFoldable } from '../../analysis/foldable.ts';
import { InternalError } from '../../errors/internal.ts';
import { literal } from '../../tree/build.ts';
import { canonicalKey } from '../../tree/canonical.ts';
import type { Expression } from '../../tree/expression.ts';
import { typeOf } from '../../tree/output.ts';
import { EXPRESSIONS, transformAllExpressions } from '../../tree/shapes.ts';
import type { OptimizerContext, Rule } from '../context.ts';

export const foldConstants: Rule = (plan, context) => {
  const known = new Map<string, Expression>();
  return transformAllExpressions(plan, (e) => folded(e, known, context));
};

const NEVER: ReadonlySet<Expression['kind']> = new Set(['literal', 'alias', 'lambda', 'lambda-variable', 'sort-order']);

/** Equal expressions get one value: all uses of `current_timestamp()` in a query agree. */
function folded(e: Expression, known: Map<string, Expression>, context: OptimizerContext): Expression {
  if (NEVER.has(e.kind)) return e;
  if (!EXPRESSIONS.children(e).every((child) => child.kind === 'literal' || child.kind === 'lambda') || !isFoldable(e))
    return e;
  const key = canonicalKey(e);
  const before = known.get(key);
  if (before !== undefined) return before;
  const value = evaluated(e, context);
  known.set(key, value);
  return value;
}

function evaluated(e: Expression, context: OptimizerContext): Expression {
  try {
    return literal(context.evaluate(e), typeOf(e));
  } catch (error) {
    if (error instanceof InternalError) throw error;
    return e;
  }
}
