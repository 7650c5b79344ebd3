/** What a Dataset's actions do. Rows are computed in executor threads; the driver only forwards bytes and lays out what `show` prints. */
import type { Query } from '../exec/run-query.ts';
import { ArrowWriter } from '../python/arrow-writer.ts';
import type { Plan } from '../tree/plan.ts';
import { planKey } from '../tree/plan-key.ts';
import { PLANS } from '../tree/shapes.ts';
import { preorder } from '../tree/transform.ts';
import type { Value } from '../types/value.ts';
import type { Batch, BytesVector } from '../types/vector.ts';
import { sliceBatch } from '../types/vector-ops.ts';
import type { Dataset } from './dataset.ts';
import { prettyText } from './pretty-text.ts';
import type { QueryExecution } from './query-execution.ts';
import { encodeWork, type RowFormat } from './row-format.ts';
import { allRows, firstRows, queryBatches, type RunOptions } from './run-query.ts';
import type { Table } from './show.ts';
import { countRows, tail } from './transformations.ts';

export const collectRows = (dataset: Dataset, options: RunOptions): Promise<Value[][]> =>
  allRows(dataset.execution, dataset.output, options);

async function* bytesOf(execution: QueryExecution, format: RowFormat, options: RunOptions): AsyncGenerator<Uint8Array> {
  for await (const batch of queryBatches(execution, format, options)) yield* frames(batch);
}

function* frames(batch: Batch): Generator<Uint8Array> {
  const { offsets, data } = batch.columns[0] as BytesVector;
  for (let row = 0; row < batch.length; row++) yield data.subarray(offsets[row], offsets[row + 1]);
}

/** Framed pickles, as PySpark's batched serializer reads them. */
export const collectPickled = (dataset: Dataset, options: RunOptions): AsyncGenerator<Uint8Array> =>
  bytesOf(dataset.execution, { kind: 'pickled', schema: dataset.schema }, options);

export async function* tailPickled(dataset: Dataset, count: number, options: RunOptions): AsyncGenerator<Uint8Array> {
  yield* collectPickled(await dataset.derive((plan) => tail(plan, count)), options);
}

/** One stream of frames for each partition, each run when asked for. */
export async function* pickledPartitions(
  dataset: Dataset,
  options: RunOptions,
): AsyncGenerator<AsyncGenerator<Uint8Array>> {
  const query = await dataset.execution.open(options, encodeWork({ kind: 'pickled', schema: dataset.schema }));
  try {
    const partitions = await query.partitionCount();
    for (let partition = 0; partition < partitions; partition++) yield framesOf(query, partition);
  } finally {
    query.close();
  }
}

async function* framesOf(query: Query, partition: number): AsyncGenerator<Uint8Array> {
  for await (const { batches } of query.run(() => [partition])) for (const batch of batches) yield* frames(batch);
}

export interface ArrowResult {
  readonly writer: ArrowWriter;
  readonly batches: AsyncGenerator<Batch>;
  /** Which of the batches sent is first, second, …: they are sent in order. */
  readonly order: () => readonly number[];
}

export function collectArrow(dataset: Dataset, options: RunOptions): ArrowResult {
  const conf = dataset.session.conf.snapshot();
  const given = conf.getNumber('spark.sql.execution.arrow.maxRecordsPerBatch');
  // Below 1 there is no limit.
  const maxRows = given < 1 ? Number.POSITIVE_INFINITY : given;
  const writer = new ArrowWriter(dataset.schema, {
    timeZone: conf.getString('spark.sql.session.timeZone'),
    largeVarTypes: conf.get('spark.sql.execution.arrow.useLargeVarTypes') === 'true',
  });
  let sent = 0;
  async function* batches(): AsyncGenerator<Batch> {
    for await (const batch of queryBatches(dataset.execution, { kind: 'columns' }, options)) {
      for (let from = 0; from < batch.length; from += maxRows) {
        sent += 1;
        yield sliceBatch(batch, from, Math.min(batch.length, from + maxRows));
      }
    }
  }
  return { writer, batches: batches(), order: () => Array.from({ length: sent }, (_, i) => i) };
}

export async function count(dataset: Dataset, options: RunOptions): Promise<bigint> {
  const counted = await dataset.derive(countRows);
  const rows = await collectRows(counted, options);
  return rows[0]?.[0] as bigint;
}

export async function isEmpty(dataset: Dataset, options: RunOptions): Promise<boolean> {
  return (await firstRows(dataset.execution, dataset.output, 1, options)).length === 0;
}

/** The first `rows` rows as texts, and whether there are more. */
export async function table(dataset: Dataset, rows: number, options: RunOptions): Promise<Table> {
  const { output, session } = dataset;
  const timeZone = session.conf.snapshot().getString('spark.sql.session.timeZone');
  const found = await firstRows(dataset.execution, output, rows + 1, options);
  const text = (row: readonly Value[]): string[] =>
    row.map((value, i) => prettyText(value, output[i]?.type as never, timeZone));
  return { names: dataset.columns, rows: found.slice(0, rows).map(text), more: found.length > rows };
}

/** Whether the driver holds the rows, so that no job is needed. */
export function isLocal(dataset: Dataset): boolean {
  const local = (plan: Plan): boolean =>
    plan.kind === 'local-relation' || (plan.kind === 'subquery-alias' && local(plan.child));
  return local(dataset.plan);
}

/** Paths of the files behind the Dataset, each once. */
export function inputFiles(dataset: Dataset): readonly string[] {
  const found = new Set<string>();
  for (const node of preorder(PLANS, dataset.plan)) {
    if (node.kind === 'source-relation') for (const file of node.files) found.add(`file://${file.path}`);
  }
  return [...found];
}

export const sameSemantics = (a: Dataset, b: Dataset): boolean => planKey(a.plan) === planKey(b.plan);

/** A Java int made of the plan's key. */
export function semanticHash(dataset: Dataset): number {
  let hash = 17;
  for (const char of planKey(dataset.plan)) hash = (Math.imul(hash, 31) + char.charCodeAt(0)) | 0;
  return hash;
}
