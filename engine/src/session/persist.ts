/** cache, persist, unpersist of Datasets. Nothing is computed until a job reads the rows. */
import { cutStages } from '../exec/cut-stages.ts';
import { partitionCount } from '../physical/properties.ts';
import { type Level, NO_STORAGE } from './cache-manager.ts';
import type { Dataset } from './dataset.ts';
import { NO_OPTIONS } from './run-query.ts';

export function persist(dataset: Dataset, level: Level): void {
  // This execution was planned before the cache stands in for it.
  const { execution } = dataset;
  const { context } = dataset.session;
  context.cache.add(dataset.plan, level, partitionCount(execution.physical()), async (set) => {
    const physical = await execution.evaluated(NO_OPTIONS);
    const { cacheStage, rddPart } = context.queryRuntime;
    const newSet = (): number => context.store.create();
    return cutStages(physical, { newSet, cacheStage, rdd: rddPart, coalesce: undefined }, { keep: set });
  });
  dataset.forgetPlans();
}

export function unpersist(dataset: Dataset): void {
  dataset.session.context.cache.remove(dataset.plan);
  dataset.forgetPlans();
}

export function storageLevel(dataset: Dataset): Level {
  return dataset.session.context.cache.find(dataset.plan)?.level ?? NO_STORAGE;
}
