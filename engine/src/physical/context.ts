/** What planning knows of the world: settings and facts that layers to the right provide. */
import type { Conf } from '../conf/conf.ts';
import type { Expression } from '../tree/expression.ts';
import type { Value } from '../types/value.ts';
import type { PhysicalNode } from './node.ts';
import type { CacheStatistics } from './statistics.ts';

export interface PlannerContext {
  readonly conf: Conf;
  /** Tasks that can run at once: Spark's default parallelism. */
  readonly defaultParallelism: number;
  readonly cacheStatistics: CacheStatistics;
  cachePartitions(cache: number): number;
  /** The lineage of an RDD as plain data, for the tasks that compute it. */
  rddLineage(rdd: number): unknown;
  /** Whether several tasks may read parts of one file. */
  isSplittable(source: string, options: Readonly<Record<string, string>>, path: string): boolean;
  /** Operators of the plan's shared subplans, by their numbers. */
  readonly shared: Map<number, PhysicalNode>;
  /** The value of an expression without columns; raises what evaluating it raises. */
  evaluate(expression: Expression): Value;
}
