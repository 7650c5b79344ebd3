/** The optimizer: obligatory rewrites, then rules that make plans cheaper, repeated until nothing changes. */
import type { Plan } from '../tree/plan.ts';
import type { OptimizerContext, Rule } from './context.ts';
import { collapseProjects } from './rules/collapse-projects.ts';
import { combineFilters } from './rules/combine-filters.ts';
import { deriveFilters } from './rules/derive-filters.ts';
import { eliminateOuterJoins } from './rules/eliminate-outer-joins.ts';
import { eliminateSorts } from './rules/eliminate-sorts.ts';
import { eliminateSubqueryAliases } from './rules/eliminate-subquery-aliases.ts';
import { extractPythonUdfs } from './rules/extract-python-udfs.ts';
import { foldConstants } from './rules/fold-constants.ts';
import { inferNullFilters } from './rules/infer-null-filters.ts';
import { orderJoins } from './rules/order-joins.ts';
import { propagateEmpty } from './rules/propagate-empty.ts';
import { propagateNulls } from './rules/propagate-nulls.ts';
import { pruneColumns } from './rules/prune-columns.ts';
import { prunePartitions } from './rules/prune-partitions.ts';
import { pullOutGrouping } from './rules/pull-out-grouping.ts';
import { pushDownFilters } from './rules/push-down-filters.ts';
import { pushDownLimits } from './rules/push-down-limits.ts';
import { pushDownSemiJoins } from './rules/push-down-semi-joins.ts';
import { reorderJoins } from './rules/reorder-joins.ts';
import { replaceDistinct } from './rules/replace-distinct.ts';
import { replaceSetOperations } from './rules/replace-set-operations.ts';
import { rewriteDistinctAggregates } from './rules/rewrite-distinct-aggregates.ts';
import { rewriteSubqueries } from './rules/rewrite-subqueries.ts';
import { settleShared, shareSubplans } from './rules/share-subplans.ts';
import { simplifyBooleans } from './rules/simplify-booleans.ts';
import { unwrapCasts } from './rules/unwrap-casts.ts';

/** What has no physical operator is expressed by what has one. Always done, in this order. */
const REWRITES: readonly Rule[] = [
  rewriteSubqueries, // before names go: subqueries still hold aliases of their own
  shareSubplans,
  eliminateSubqueryAliases,
  collapseProjects, // early: thousands of `withColumn` calls are thousands of projections of thousands of columns
  replaceSetOperations, // makes DISTINCT
  replaceDistinct,
  foldConstants, // all uses of the current time in a query get one value; a constant grouping key needs no column
  pullOutGrouping,
];

/** Repeated until the plan stays as it is. */
const IMPROVEMENTS: readonly Rule[] = [
  foldConstants,
  propagateNulls,
  simplifyBooleans,
  unwrapCasts, // after folding: constants must be literals
  combineFilters,
  eliminateOuterJoins, // before filters: an inner join lets them through
  pushDownFilters,
  collapseProjects,
  pushDownLimits,
  eliminateSorts,
  propagateEmpty,
];

/** Once, when filters are where they stay. */
const FINISH: readonly Rule[] = [
  reorderJoins,
  deriveFilters,
  inferNullFilters,
  combineFilters,
  eliminateOuterJoins, // what the joins above now ask for may leave no rows without a partner
  pushDownFilters,
  combineFilters,
  pushDownSemiJoins,
  orderJoins, // when each input has all its filters
  combineFilters,
  pruneColumns,
  collapseProjects,
  prunePartitions,
];

/** Python out of expressions, DISTINCT out of aggregates; then limits and columns once more, for what these have added. */
const EXTRACTIONS: readonly Rule[] = [rewriteDistinctAggregates, extractPythonUdfs];

const MOST_ROUNDS = 100;

export function optimize(plan: Plan, context: OptimizerContext): Plan {
  const rewritten = apply(REWRITES, plan, context);
  if (!context.conf.getBoolean('spark.sql.optimizer.enabled')) return apply(EXTRACTIONS, rewritten, context);
  const improve = (subplan: Plan): Plan => apply(FINISH, repeated(IMPROVEMENTS, subplan, context), context);
  const improved = settleShared(improve(rewritten), improve);
  const extracted = apply(EXTRACTIONS, improved, context);
  return extracted === improved
    ? improved
    : apply([pushDownLimits, pruneColumns, collapseProjects], extracted, context);
}

const apply = (rules: readonly Rule[], plan: Plan, context: OptimizerContext): Plan =>
  rules.reduce((made, rule) => rule(made, context), plan);

function repeated(rules: readonly Rule[], plan: Plan, context: OptimizerContext): Plan {
  let made = plan;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const next = apply(rules, made, context);
    if (next === made) return made;
    made = next;
  }
  return made;
}
