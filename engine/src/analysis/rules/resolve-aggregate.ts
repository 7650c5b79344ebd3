/** GROUP BY: ordinals, aliases and ALL settled, the list checked against the keys, grouping sets and windows expanded. */
import type { NamedExpression } from '../../tree/expression.ts';
import type { Aggregate, Plan } from '../../tree/plan.ts';
import { splitOver } from '../aggregate-under.ts';
import { hasGenerator, hasWindow } from '../aggregates.ts';
import { type Analysis, childScope } from '../analysis.ts';
import { markAnalyzed } from '../analyzed.ts';
import { checkAggregate } from '../check-aggregate.ts';
import { supplyingHidden } from '../check-attributes.ts';
import { expandList } from '../expand-list.ts';
import { groupingOf } from '../grouping-keys.ts';
import { LateralAliases } from '../lateral-aliases.ts';
import { prettySql } from '../naming.ts';
import { resolveList } from '../resolve-list.ts';
import { expandGroupingSets } from './expand-grouping-sets.ts';
import { extractGenerators } from './extract-generator.ts';
import { extractWindows } from './extract-windows.ts';
import { type SplitAggregate, splitAggregate } from './split-aggregate.ts';

export function resolveAggregate(plan: Aggregate, analysis: Analysis): Plan {
  const scope = childScope(analysis, plan.child);
  const parsed = expandList(plan.list, scope, analysis.mode.caseSensitive);
  const laterals = new LateralAliases(scope, analysis.mode.caseSensitive);
  const list = resolveList(parsed, laterals, analysis);
  const grouping = groupingOf(plan, list, analysis);
  const child = supplyingHidden(
    `!Aggregate [${list.map(prettySql).join(', ')}]`,
    plan.child,
    [...list, ...grouping],
    laterals.usedIds,
  );
  const expanded = expandGroupingSets({ ...plan, child, grouping, list }, analysis);
  return shaped(expanded, laterals);
}

/** What is computed over the aggregated rows goes above the Aggregate. */
function shaped(plan: Aggregate, laterals: LateralAliases): Plan {
  const list = plan.list as readonly NamedExpression[];
  if (!laterals.used && !list.some(hasWindow) && !list.some(hasGenerator)) {
    checkAggregate(plan);
    return plan;
  }
  const split = splitAggregate(list, plan);
  checkAggregate(split.aggregate);
  markAnalyzed(split.aggregate);
  return splitOver(aboveAggregate(split, laterals), split.aggregate);
}

function aboveAggregate(split: SplitAggregate, laterals: LateralAliases): Plan {
  if (laterals.used) return laterals.stacked(split.list, split.aggregate);
  if (split.list.some(hasGenerator)) {
    return extractGenerators(split.list, { kind: 'project', list: split.list, child: split.aggregate });
  }
  return extractWindows(split.list, split.aggregate);
}
