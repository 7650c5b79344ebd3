/** WHERE and `filter`: a boolean condition without aggregates, window functions or generators. */
import { raise } from '../../errors/raise.ts';
import type { Expression } from '../../tree/expression.ts';
import { outputOf, typeOf } from '../../tree/output.ts';
import type { Filter, Plan } from '../../tree/plan.ts';
import { aggregatesIn, hasGenerator, hasWindow } from '../aggregates.ts';
import { type Analysis, childScope, resolveIn } from '../analysis.ts';
import { markAnalyzed } from '../analyzed.ts';
import { missingFrom, supplying } from '../check-attributes.ts';
import { asCondition } from '../coercion/special-forms.ts';
import { prettySql, quotedSql } from '../naming.ts';
import { scopeBelow } from '../scope-below.ts';
import { quotedType } from '../type-errors.ts';

export function resolveFilter(plan: Filter, analysis: Analysis): Plan {
  const scope = scopeBelow(childScope(analysis, plan.child), plan.child, analysis);
  const condition = resolveIn(analysis, scope, plan.condition);
  checkCondition(plan, condition);
  const boolean = asCondition(condition, analysis.mode) ?? notBoolean(plan, condition);
  if (missingFrom(plan.child, [boolean]).length === 0) return { ...plan, condition: boolean };
  const child = supplying(`!Filter ${prettySql(boolean)}`, plan.child, [boolean]);
  return { kind: 'project', list: outputOf(plan.child), child: markAnalyzed({ ...plan, condition: boolean, child }) };
}

export function notBoolean(plan: Plan, condition: Expression): never {
  return raise(
    'DATATYPE_MISMATCH.FILTER_NOT_BOOLEAN',
    { sqlExpr: quotedSql(condition), filter: quotedSql(condition), type: quotedType(typeOf(condition)) },
    { context: condition.context ?? plan.context },
  );
}

function checkCondition(plan: Filter, condition: Expression): void {
  const aggregates = aggregatesIn(condition);
  if (aggregates.length > 0) {
    raise(
      'INVALID_WHERE_CONDITION',
      { condition: quotedSql(condition), expressionList: aggregates.map(prettySql).join(', ') },
      { context: plan.context },
    );
  }
  if (hasWindow(condition)) {
    raise(
      'INVALID_WHERE_CONDITION',
      { condition: quotedSql(condition), expressionList: prettySql(condition) },
      { context: plan.context },
    );
  }
  if (hasGenerator(condition)) {
    raise('UNSUPPORTED_GENERATOR.OUTSIDE_SELECT', { plan: 'Filter' }, { context: plan.context });
  }
}
