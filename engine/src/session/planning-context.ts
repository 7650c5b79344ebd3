/** What the optimizer and the planner are told of the world. */

import type { OptimizerContext } from '../optimizer/context.ts';
import type { PlannerContext } from '../physical/context.ts';
import { isSplittable } from '../sources/splittable.ts';
import type { SparkSession } from './spark-session.ts';

export function plannerContext(session: SparkSession): PlannerContext {
  const { context } = session;
  return {
    conf: session.conf.snapshot(),
    defaultParallelism: context.defaultParallelism,
    cacheStatistics: (cache) => context.cache.statisticsOf(cache),
    cachePartitions: (cache) => context.cache.partitionsOf(cache),
    rddLineage: (rdd) => context.rdds.lineage(rdd),
    isSplittable,
    shared: new Map(),
    evaluate: (expression) => session.evaluate(expression),
  };
}

export function optimizerContext(session: SparkSession): OptimizerContext {
  return { conf: session.conf.snapshot(), evaluate: (expression) => session.evaluate(expression) };
}
