/** What a Dataset's actions do. Rows are computed in executor threads; the driver only forwards bytes and lays out what `show` prints. */
import type { BytesVector } from '../types/vector.ts';
import { outputOf } from '../tree/output.ts';
import type { Plan } from '../tree/plan.ts';
import { Dataset } from './dataset.ts';
import { prettyText } from './pretty-text.ts';
import { QueryExecution } from './query-execution.ts';
import { allRows, firstRows, queryBatches, type RunOptions } from './run-query.ts';
import type { RowFormat } from './row-format.ts';
import type { Table } from './show.ts';
import type { Value } from '../types/value.ts';
import { countRows, tail } from './transformations.ts';

export const collectRows = (dataset: Dataset, options: RunOptions): Promise<Value[][]> =>
  allRows(dataset.execution, dataset.output, options);

async function* bytesOf(execution: QueryExecution, format: RowFormat, options: RunOptions): AsyncGenerator<Uint8Array> {
  for await (const batch of queryBatches(execution, format, options)) {
    const { offsets, data } = batch.columns[0] as BytesVector;
    for (let row = 0; row < batch.length; row++) yield data.subarray(offsets[row], offsets[row + 1]);
  }
}

/** Framed pickles, as PySpark's batched serializer reads them. */
export const collectPickled = (dataset: Dataset, options: RunOptions): AsyncGenerator<Uint8Array> =>
  bytesOf(dataset.execution, { kind: 'pickled', schema: dataset.schema }, options);

export async function* tailPickled(dataset: Dataset, count: number, options: RunOptions): AsyncGenerator<Uint8Array> {
  yield* collectPickled(await dataset.derive((plan) => tail(plan, count)), options);
}

/** Record batches in Arrow's stream format without the schema, one after the other. */
export function collectArrow(dataset: Dataset, options: RunOptions): AsyncGenerator<Uint8Array> {
  const conf = dataset.session.conf.snapshot();
  const format: RowFormat = {
    kind: 'arrow',
    schema: dataset.schema,
    timeZone: conf.getString('spark.sql.session.timeZone'),
    maxRows: conf.getNumber('spark.sql.execution.arrow.maxRecordsPerBatch'),
  };
  return bytesOf(dataset.execution, format, options);
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
  const text = (row: readonly Value[]): string[] => row.map((value, i) => prettyText(value, output[i]?.type as never, timeZone));
  return { names: dataset.columns, rows: found.slice(0, rows).map(text), more: found.length > rows };
}

/** Plans that the driver answers without a job. */
export function isLocal(dataset: Dataset): boolean {
  const local = (plan: Plan): boolean => plan.kind === 'local-relation' || (plan.kind === 'subquery-alias' && local(plan.child));
  return local(dataset.plan) && outputOf(dataset.plan).length >= 0;
}

/** `DataFrame[id: bigint]`'s inner text is Python's; this is the Dataset's own. */
export const describe = (dataset: Dataset): string => `[${dataset.columns.join(', ')}]`;
