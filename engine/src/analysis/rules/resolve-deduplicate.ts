/** dropDuplicates on columns. */
import type { Deduplicate, Plan } from '../../tree/plan.ts';
import { type Analysis, childScope, resolveIn } from '../analysis.ts';

export function resolveDeduplicate(plan: Deduplicate, analysis: Analysis): Plan {
  const scope = childScope(analysis, plan.child);
  return { ...plan, keys: plan.keys.map((key) => resolveIn(analysis, scope, key)) };
}
