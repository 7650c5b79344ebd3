/** Repartitioning by expressions. */

import { outputOf } from '../../tree/output.ts';
import type { Plan, Repartition } from '../../tree/plan.ts';
import { type Analysis, childScope, resolveIn } from '../analysis.ts';
import { markAnalyzed } from '../analyzed.ts';
import { supplying } from '../check-attributes.ts';
import { scopeBelow } from '../scope-below.ts';

export function resolveRepartition(plan: Repartition, analysis: Analysis): Plan {
  if (plan.expressions.length === 0) return plan;
  const scope = scopeBelow(childScope(analysis, plan.child), plan.child, analysis);
  const expressions = plan.expressions.map((e) => resolveIn(analysis, scope, e));
  const child = supplying('!RepartitionByExpression', plan.child, expressions);
  const repartition: Plan = { ...plan, expressions, child };
  if (child === plan.child) return repartition;
  return { kind: 'project', list: outputOf(plan.child), child: markAnalyzed(repartition) };
}
