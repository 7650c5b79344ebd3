/** cache, persist, unpersist of Datasets. Nothing is computed until a job reads the rows. */
import { cutStages } from '../exec/cut-stages.ts';
import { partitionCount } from '../physical/properties.ts';
import { type Level, NO_STORAGE } from './cache-manager.ts';
import type { Dataset } from './dataset.ts';

export function persist(dataset: Dataset, level: Level): void {
  const { context } = dataset.session;
  context.cache.add(dataset.plan, level, (set) => {
    const physical = dataset.execution.physical();
    const { cacheStage, rddPart } = context.queryRuntime;
    const newSet = (): number => context.store.create();
    const stage = cutStages(physical, { newSet, cacheStage, rdd: rddPart, coalesce: undefined }, { keep: set });
    return { stage, partitions: partitionCount(physical) };
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
