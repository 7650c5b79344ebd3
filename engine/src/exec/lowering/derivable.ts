/**
 * Conditions that DuckDB derives itself from a disjunction over both sides of a join, as `derive-filters.ts` does. Told
 * them besides, it takes them for something more and guesses far too few rows.
 */
import { isSameSql, type Sql } from '../../fragments/sql.ts';
import { mayRaise } from '../../functions/may-raise.ts';
import { type LowerScope, lowerExpression } from '../../native/lower-expression.ts';
import { allOf, anyOf, conjuncts, disjuncts } from '../../tree/conjunction.ts';
import type { Expression } from '../../tree/expression.ts';
import { sideOf } from './relation.ts';

/** `conditions` without those that the join's own condition says; the first `width` columns of the scope are the left side's. */
export function withoutDerivable(
  conditions: readonly Sql[],
  condition: Expression | undefined,
  width: number,
  scope: LowerScope,
): readonly Sql[] {
  const derived = conjuncts(condition)
    .filter((part) => !mayRaise(part))
    .flatMap((part) =>
      (['left', 'right'] as const).flatMap((side) => aboutSide(part, (e) => sideOf(e, width) === side) ?? []),
    )
    .map((part) => lowerExpression(part, scope));
  return conditions.filter((each) => !derived.some((part) => isSameSql(part, each)));
}

function aboutSide(part: Expression, isOwn: (e: Expression) => boolean): Expression | undefined {
  const branches = disjuncts(part);
  if (branches.length < 2 || isOwn(part)) return undefined;
  const parts = branches.map((branch) => allOf(conjuncts(branch).filter(isOwn)));
  return parts.every((e) => e !== undefined) ? anyOf(parts) : undefined;
}
