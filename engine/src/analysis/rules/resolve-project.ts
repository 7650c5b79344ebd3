/** SELECT without GROUP BY: stars, names, lateral aliases; then generators, global aggregates and windows get nodes of their own. */
import type { NamedExpression } from '../../tree/expression.ts';
import type { Plan, Project } from '../../tree/plan.ts';
import { hasAggregate, hasGenerator, hasWindow } from '../aggregates.ts';
import { type Analysis, childScope } from '../analysis.ts';
import { supplyingHidden } from '../check-attributes.ts';
import { checkSelectList } from '../check-select-list.ts';
import { expandList } from '../expand-list.ts';
import { LateralAliases } from '../lateral-aliases.ts';
import { prettySql } from '../naming.ts';
import { resolveList } from '../resolve-list.ts';
import { extractGenerators } from './extract-generator.ts';
import { extractWindows } from './extract-windows.ts';
import { resolveAggregate } from './resolve-aggregate.ts';

export function resolveProject(plan: Project, analysis: Analysis): Plan {
  const scope = childScope(analysis, plan.child);
  const parsed = expandList(plan.list, scope, analysis.mode.caseSensitive);
  const laterals = new LateralAliases(scope, analysis.mode.caseSensitive);
  const list = resolveList(parsed, laterals, analysis);
  if (list.some(hasAggregate)) {
    return resolveAggregate({ ...plan, kind: 'aggregate', grouping: [], list: plan.list }, analysis);
  }
  checkSelectList(list, plan);
  if (laterals.used) return laterals.stacked(list, plan.child);
  const child = supplyingHidden(`!Project [${list.map(prettySql).join(', ')}]`, plan.child, list);
  return shaped(list, { ...plan, child });
}

function shaped(list: readonly NamedExpression[], plan: Project): Plan {
  if (list.some(hasGenerator)) return extractGenerators(list, plan);
  if (list.some(hasWindow)) return extractWindows(list, plan.child);
  return { ...plan, list };
}
