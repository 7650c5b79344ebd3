/** What every job over an RDD needs of its application. */
import { confOf } from '../conf/conf.ts';
import type { RddRequest, RddRuntime } from '../rdd/run-rdd.ts';
import type { RunOptions } from './run-query.ts';
import type { SparkContext } from './spark-context.ts';

export const runtimeOf = ({ rdds, scheduler }: SparkContext): RddRuntime => ({ graph: rdds, scheduler });

export function rddRequest(context: SparkContext, options: RunOptions): RddRequest {
  return {
    properties: options.properties,
    conf: Object.fromEntries(context.conf),
    signal: options.signal,
    maxResultBytes: confOf(context.conf).getNumber('spark.driver.maxResultSize'),
    onAccumulator: (updates) => context.accumulators.merge(updates),
  };
}
