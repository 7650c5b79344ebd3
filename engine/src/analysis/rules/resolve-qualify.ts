/** QUALIFY: a condition over window functions, computed and left out again. */
import { raise } from '../../errors/raise.ts';
import { alias } from '../../tree/build.ts';
import type { Expression } from '../../tree/expression.ts';
import { outputOf } from '../../tree/output.ts';
import type { Plan, Qualify } from '../../tree/plan.ts';
import { aggregatesIn, hasWindow } from '../aggregates.ts';
import { type Analysis, childScope, resolveIn } from '../analysis.ts';
import { markAnalyzed } from '../analyzed.ts';
import { supplying } from '../check-attributes.ts';
import { quotedSql } from '../naming.ts';
import { overAggregate } from '../over-aggregate.ts';
import { scopeBelow } from '../scope-below.ts';
import { extractWindows } from './extract-windows.ts';
import { checkedBoolean } from './resolve-filter.ts';

export function resolveQualify(plan: Qualify, analysis: Analysis): Plan {
  const shown = outputOf(plan.child);
  const { condition, child } = resolvedCondition(plan, analysis);
  const boolean = checkedBoolean(condition, plan);
  if (!hasWindow(boolean)) return projected({ kind: 'filter', condition: boolean, child }, shown);
  const test = alias(boolean, '_qualify');
  const computed = markAnalyzed(extractWindows([...outputOf(child), test], child));
  const column = outputOf(computed).at(-1) as Expression;
  return projected({ kind: 'filter', condition: column, child: computed }, shown);
}

function resolvedCondition(plan: Qualify, analysis: Analysis): { condition: Expression; child: Plan } {
  const found = overAggregate(plan.child, [plan.condition], 'output', analysis);
  const [first] = found?.expressions ?? [];
  if (found !== undefined && first !== undefined) return { condition: first, child: found.child };
  const scope = scopeBelow(childScope(analysis, plan.child), plan.child, analysis);
  const condition = resolveIn(analysis, scope, plan.condition);
  const [aggregate] = aggregatesIn(condition);
  if (aggregate !== undefined) {
    raise('QUALIFY_AGGREGATE_NOT_ALLOWED', { aggregateExpr: quotedSql(aggregate) }, { context: aggregate.context });
  }
  return { condition, child: supplying('!Qualify', plan.child, [condition]) };
}

function projected(filter: Plan, shown: ReturnType<typeof outputOf>): Plan {
  return outputOf(filter).length === shown.length
    ? filter
    : { kind: 'project', list: shown, child: markAnalyzed(filter) };
}
