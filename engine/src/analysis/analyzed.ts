/** Plans known to be analysed: a Dataset's next node is all there is to do. */
import type { Plan } from '../tree/plan.ts';

const ANALYZED = new WeakSet<Plan>();

export const isAnalyzed = (plan: Plan): boolean => ANALYZED.has(plan);

export function markAnalyzed<P extends Plan>(plan: P): P {
  ANALYZED.add(plan);
  return plan;
}
