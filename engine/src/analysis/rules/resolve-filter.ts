/** WHERE and `filter`: a boolean condition without aggregates, window functions or generators. */
import { raise } from '../../errors/raise.ts';
import type { Expression } from '../../tree/expression.ts';
import { outputOf, typeOf } from '../../tree/output.ts';
import type { Filter, Plan } from '../../tree/plan.ts';
import { aggregatesIn, hasGenerator, hasWindow } from '../aggregates.ts';
import { type Analysis, childScope, resolveIn } from '../analysis.ts';
import { markAnalyzed } from '../analyzed.ts';
import { missingFrom, supplying } from '../check-attributes.ts';
import { prettySql, qualifiedSql, quotedSql } from '../naming.ts';
import { scopeBelow } from '../scope-below.ts';
import { quotedType } from '../type-errors.ts';

export function resolveFilter(plan: Filter, analysis: Analysis): Plan {
  const scope = scopeBelow(childScope(analysis, plan.child), plan.child, analysis);
  const condition = resolveIn(analysis, scope, plan.condition);
  checkCondition(plan, condition);
  const boolean = checkedBoolean(condition, plan);
  if (missingFrom(plan.child, [boolean]).length === 0) return { ...plan, condition: boolean };
  const child = supplying(`!Filter ${prettySql(boolean)}`, plan.child, [boolean]);
  return { kind: 'project', list: outputOf(plan.child), child: markAnalyzed({ ...plan, condition: boolean, child }) };
}

/** A condition must be boolean as it is: not even NULL passes for one. */
export function checkedBoolean(condition: Expression, plan: Plan): Expression {
  if (typeOf(condition).kind === 'boolean') return condition;
  return raise(
    'DATATYPE_MISMATCH.FILTER_NOT_BOOLEAN',
    { sqlExpr: quotedSql(condition), filter: quotedSql(condition), type: quotedType(typeOf(condition)) },
    { context: plan.context },
  );
}

function checkCondition(plan: Filter, condition: Expression): void {
  const aggregates = aggregatesIn(condition);
  if (aggregates.length > 0) {
    raise(
      'INVALID_WHERE_CONDITION',
      { condition: quotedSql(condition), expressionList: aggregates.map(qualifiedSql).join(', ') },
      { context: plan.context },
    );
  }
  if (hasWindow(condition)) {
    raise('WINDOW_FUNCTION_NOT_ALLOWED_IN_CLAUSE', { clauseName: 'WHERE' });
  }
  if (hasGenerator(condition)) {
    raise('UNSUPPORTED_GENERATOR.OUTSIDE_SELECT', { plan: 'Filter' }, { context: plan.context });
  }
}
