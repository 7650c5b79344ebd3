/** HAVING: a Filter over the Aggregate, which computes what the condition needs besides the SELECT list. */
import { raise } from '../../errors/raise.ts';
import { outputOf } from '../../tree/output.ts';
import type { Having, Plan } from '../../tree/plan.ts';
import { markHaving } from '../aggregate-under.ts';
import { hasWindow } from '../aggregates.ts';
import type { Analysis } from '../analysis.ts';
import { markAnalyzed } from '../analyzed.ts';
import { quotedSql } from '../naming.ts';
import { overAggregate } from '../over-aggregate.ts';
import { checkedBoolean, resolveFilter } from './resolve-filter.ts';

export function resolveHaving(plan: Having, analysis: Analysis): Plan {
  const found = overAggregate(plan.child, [plan.condition], 'input', analysis);
  if (found === undefined) return resolveFilter({ ...plan, kind: 'filter' }, analysis);
  const [resolved] = found.expressions;
  if (resolved === undefined) return plan;
  if (hasWindow(resolved)) {
    raise(
      'UNSUPPORTED_EXPR_FOR_OPERATOR',
      { operator: 'Filter', invalidExprSqls: quotedSql(resolved) },
      { context: plan.context },
    );
  }
  const condition = checkedBoolean(resolved, plan);
  const filter: Plan = markHaving(markAnalyzed({ kind: 'filter', condition, child: found.child }));
  const output = outputOf(plan.child);
  return outputOf(filter).length === output.length ? filter : { kind: 'project', list: output, child: filter };
}
