/** LIMIT, OFFSET and tail take a constant whole number that is not negative. */
import { raise } from '../../errors/raise.ts';
import { intLiteral } from '../../tree/build.ts';
import { typeOf } from '../../tree/output.ts';
import type { Limit, Offset, Plan, Tail } from '../../tree/plan.ts';
import { type Analysis, attributeScope, childScope, resolveIn } from '../analysis.ts';
import { isFoldable } from '../foldable.ts';
import { quotedSql } from '../naming.ts';
import { quotedType } from '../type-errors.ts';

export function resolveLimit(plan: Limit | Offset | Tail, analysis: Analysis): Plan {
  const scope =
    plan.count.kind === 'unresolved-attribute' ? childScope(analysis, plan.child) : attributeScope(analysis, []);
  const count = resolveIn(analysis, scope, plan.count);
  const name = plan.kind;
  const options = { context: count.context ?? plan.context };
  if (!isFoldable(count))
    raise('INVALID_LIMIT_LIKE_EXPRESSION.IS_UNFOLDABLE', { name, expr: quotedSql(count) }, options);
  const type = typeOf(count);
  if (!['integer', 'short', 'byte'].includes(type.kind)) {
    raise(
      'INVALID_LIMIT_LIKE_EXPRESSION.DATA_TYPE',
      { name, expr: quotedSql(count), dataType: quotedType(type) },
      options,
    );
  }
  const value = count.kind === 'literal' ? count.value : analysis.context.evaluate(count);
  if (value === null) return raise('INVALID_LIMIT_LIKE_EXPRESSION.IS_NULL', { name, expr: quotedSql(count) }, options);
  if (Number(value) < 0) {
    raise('INVALID_LIMIT_LIKE_EXPRESSION.IS_NEGATIVE', { name, expr: quotedSql(count), v: String(value) }, options);
  }
  return { ...plan, count: intLiteral(Number(value)) };
}
