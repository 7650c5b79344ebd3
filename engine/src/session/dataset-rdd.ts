/** Datasets as RDDs, and RDDs of rows as Datasets. */

import { PHYSICAL } from '../exec/physical-shape.ts';
import { embeddedQuery } from '../exec/run-query.ts';
import type { PhysicalNode } from '../physical/node.ts';
import { partitionCount } from '../physical/properties.ts';
import type { RddNode } from '../rdd/node.ts';
import { attribute } from '../tree/build.ts';
import { preorder } from '../tree/transform.ts';
import { STRING, type StructType } from '../types/data-type.ts';
import type { Dataset } from './dataset.ts';
import { encodeWork, type RowFormat } from './row-format.ts';
import type { RunOptions } from './run-query.ts';
import type { SparkSession } from './spark-session.ts';

/** Rows pickled as PySpark's classes: what `df.rdd` reads. */
export function rowsRdd(dataset: Dataset, site: string, options: RunOptions): Promise<RddNode> {
  return rddOf(dataset, { kind: 'pickled', schema: dataset.schema }, site, options);
}

/** The text of a Dataset with one column of it. */
export function textRdd(dataset: Dataset, site: string, options: RunOptions): Promise<RddNode> {
  return rddOf(dataset, { kind: 'columns' }, site, options);
}

async function rddOf(dataset: Dataset, format: RowFormat, site: string, options: RunOptions): Promise<RddNode> {
  const { context, conf } = dataset.session;
  const request = context.queryRequest(conf.snapshot(), options, encodeWork(format));
  const plan = await dataset.execution.evaluated(options);
  const { stage, sets } = embeddedQuery(plan, context.queryRuntime, request);
  // How many partitions a shuffle ends up with is known when it has run, as with Spark's adaptive plans.
  const partitions = hasExchange(plan)
    ? await context.scheduler.run({ ...request, stage, partitions: () => [] }).partitionCount
    : partitionCount(plan);
  return context.rdds.query({ partitions, stage }, sets, site);
}

function hasExchange(plan: PhysicalNode): boolean {
  for (const node of preorder(PHYSICAL, plan)) if (node.kind === 'exchange') return true;
  return false;
}

/** An RDD of pickled rows under a schema. */
export async function datasetOf(session: SparkSession, rdd: RddNode, schema: StructType): Promise<Dataset> {
  const { rdd: id, partitions } = await session.context.rdds.scan(rdd);
  const output = schema.fields.map((f) => attribute(f.name, f.type, f.nullable, { metadata: f.metadata }));
  return session.dataset({ kind: 'rdd-relation', rdd: id, records: 'rows', partitions, output });
}

/** An RDD of texts as a column `value`. */
export async function textsOf(session: SparkSession, rdd: RddNode): Promise<Dataset> {
  const { rdd: id, partitions } = await session.context.rdds.scan(rdd);
  const output = [attribute('value', STRING)];
  return session.dataset({ kind: 'rdd-relation', rdd: id, records: 'texts', partitions, output });
}
