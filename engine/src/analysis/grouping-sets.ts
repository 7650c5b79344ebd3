/** What HAVING and ORDER BY need to know of expanded grouping sets: the columns before, and how keys are replaced. */
import type { Attribute, Expression } from '../tree/expression.ts';
import type { Aggregate } from '../tree/plan.ts';

export interface GroupingSets {
  /** The input's columns, without the copies that stand for keys. */
  readonly input: readonly Attribute[];
  /** Replaces keys outside of aggregates, `grouping()` and `grouping_id()`. */
  rewrite(e: Expression): Expression;
}

/** By the list of keys, which stays the same object when an Aggregate's list grows. */
const SETS = new WeakMap<readonly Expression[], GroupingSets>();

export function rememberGroupingSets(aggregate: Aggregate, sets: GroupingSets): Aggregate {
  SETS.set(aggregate.grouping, sets);
  return aggregate;
}

export const groupingSetsOf = (aggregate: Aggregate): GroupingSets | undefined => SETS.get(aggregate.grouping);
