/** Computed grouping keys become columns below the aggregate, so that aggregates group by columns only. */
import { transformDownPruned } from '../../analysis/transform-outside.ts';
import { alias } from '../../tree/build.ts';
import { canonicalKey, withoutAlias } from '../../tree/canonical.ts';
import type { Attribute, Expression } from '../../tree/expression.ts';
import { outputOf, toAttribute } from '../../tree/output.ts';
import type { Aggregate, Plan } from '../../tree/plan.ts';
import { transformPlan } from '../../tree/shapes.ts';
import type { Rule } from '../context.ts';

export const pullOutGrouping: Rule = (plan) =>
  transformPlan(plan, (node) => (node.kind === 'aggregate' ? rewritten(node) : node));

function rewritten(plan: Aggregate): Plan {
  const computed = new Map<string, Attribute>();
  const added: Expression[] = [];
  const grouping: Expression[] = [];
  const seen = new Set<string>();
  for (const key of plan.grouping) {
    const bare = withoutAlias(key);
    const text = canonicalKey(bare);
    if (seen.has(text)) continue;
    seen.add(text);
    if (bare.kind === 'attribute') {
      grouping.push(bare);
      continue;
    }
    const item = alias(bare, '_groupingexpression');
    added.push(item);
    computed.set(text, toAttribute(item));
    grouping.push(toAttribute(item));
  }
  if (added.length === 0) {
    return grouping.length === plan.grouping.length && grouping.every((key, i) => key === plan.grouping[i])
      ? plan
      : { ...plan, grouping };
  }
  const replace = (e: Expression): Expression => computed.get(canonicalKey(e)) ?? e;
  const list = plan.list.map((item) => transformDownPruned(item, (e) => e.kind === 'aggregate-call', replace));
  const child: Plan = { kind: 'project', list: [...outputOf(plan.child), ...added], child: plan.child };
  return { ...plan, grouping, list, child };
}
