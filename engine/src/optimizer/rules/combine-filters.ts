/** Filters in a row become one; a filter that lets everything or nothing through goes. */
import { isDeterministic } from '../../analysis/foldable.ts';
import { canonicalKey } from '../../tree/canonical.ts';
import { allOf, conjuncts, isFalse, isNullLiteral, isTrue } from '../../tree/conjunction.ts';
import { outputOf } from '../../tree/output.ts';
import type { Filter, Plan } from '../../tree/plan.ts';
import { transformPlan } from '../../tree/shapes.ts';
import type { Rule } from '../context.ts';

export const combineFilters: Rule = (plan) =>
  transformPlan(plan, (node) => (node.kind === 'filter' ? combined(node) : node));

/** A filter together with that below it. */
export function combined(filter: Filter): Plan {
  const { condition, child } = filter;
  if (isTrue(condition)) return child;
  if (isFalse(condition) || isNullLiteral(condition))
    return { kind: 'local-relation', output: outputOf(child), batches: [] };
  if (child.kind !== 'filter' || !isDeterministic(child.condition)) return filter;
  const inner = conjuncts(child.condition);
  const known = new Set(inner.map(canonicalKey));
  const more = conjuncts(condition).filter((e) => !known.has(canonicalKey(e)) || !isDeterministic(e));
  return { ...filter, condition: allOf([...inner, ...more]) ?? condition, child: child.child };
}
