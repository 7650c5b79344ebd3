/** persist of RDDs: a level is given once. */
import { raise } from '../errors/raise.ts';
import type { RddNode } from '../rdd/node.ts';
import type { Level } from './cache-manager.ts';
import type { SparkContext } from './spark-context.ts';

export async function persistRdd({ rdds }: SparkContext, node: RddNode, level: Level): Promise<void> {
  const known = rdds.storageOf(node);
  if (known === undefined) await rdds.persist(node, level);
  else if ((Object.keys(level) as (keyof Level)[]).some((key) => known[key] !== level[key])) {
    raise('RDD_STORAGE_LEVEL_FIXED', {});
  }
}
