/** Resolves the items of a SELECT list from left to right, each seeing the aliases before it. */
import type { Expression, NamedExpression } from '../tree/expression.ts';
import { type Analysis, resolveIn } from './analysis.ts';
import type { LateralAliases } from './lateral-aliases.ts';
import { nameItem } from './name-items.ts';
import type { Scope } from './resolution.ts';

export function resolveList(
  parsed: readonly Expression[],
  laterals: LateralAliases,
  analysis: Analysis,
): readonly NamedExpression[] {
  return parsed.map((item) => {
    if (item.kind === 'attribute') return item;
    if (item.kind === 'multi-alias') return laterals.add(resolveMultiAlias(item, laterals.scope(), analysis));
    return laterals.add(nameItem(resolveIn(analysis, laterals.scope(), item), item, analysis.zone));
  });
}

/** Names of a generator's columns travel as the alias's name until the generator has its node. */
function resolveMultiAlias(
  item: Extract<Expression, { kind: 'multi-alias' }>,
  scope: Scope,
  analysis: Analysis,
): NamedExpression {
  const child = resolveIn(analysis, scope, item.child);
  return { ...nameItem(child, item.child, analysis.zone), name: item.names.join('\u0000') } as NamedExpression;
}
