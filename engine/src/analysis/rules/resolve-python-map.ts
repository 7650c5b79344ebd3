/** Python functions over groups: their keys. */
import type { Plan, PythonMap } from '../../tree/plan.ts';
import { type Analysis, childScope, resolveIn } from '../analysis.ts';

export function resolvePythonMap(plan: PythonMap, analysis: Analysis): Plan {
  const scope = childScope(analysis, plan.child);
  return { ...plan, grouping: plan.grouping.map((key) => resolveIn(analysis, scope, key)) };
}
