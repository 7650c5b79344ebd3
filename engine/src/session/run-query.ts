/** Running a query for its rows, in the form its reader wants: columns, pickles or Arrow. */
import { type Query, runIncrementally } from '../exec/run-query.ts';
import type { LocalProperties } from '../exec/status.ts';
import type { Attribute } from '../tree/expression.ts';
import type { Value } from '../types/value.ts';
import type { Batch } from '../types/vector.ts';
import { readValue } from '../types/vector-reader.ts';
import type { QueryExecution } from './query-execution.ts';
import { encodeWork, type RowFormat } from './row-format.ts';

export interface RunOptions {
  readonly signal?: AbortSignal | undefined;
  readonly properties: LocalProperties;
}

export const NO_OPTIONS: RunOptions = { properties: {} };

/** All batches, partition by partition. */
export async function* queryBatches(
  execution: QueryExecution,
  format: RowFormat,
  options: RunOptions,
): AsyncGenerator<Batch> {
  const query = await execution.open(options, encodeWork(format));
  try {
    for await (const result of query.run()) yield* result.batches;
    // An action has ended when Python has counted what its functions counted.
    await execution.session.context.accumulators.settled();
  } finally {
    query.close();
  }
}

/** The first `count` rows, reading no more partitions than needed. */
export async function firstRows(
  execution: QueryExecution,
  output: readonly Attribute[],
  count: number,
  options: RunOptions,
): Promise<Value[][]> {
  const query = await execution.open(options);
  try {
    const rows: Value[][] = [];
    for await (const { batches } of partitionsFor(query, count)) {
      for (const batch of batches) rows.push(...rowsOf(batch, output));
      if (rows.length >= count) break;
    }
    return rows.slice(0, count);
  } finally {
    query.close();
  }
}

const partitionsFor = (query: Query, count: number) =>
  runIncrementally(query, count, (result) => result.batches.reduce((sum, batch) => sum + batch.length, 0));

export function rowsOf(batch: Batch, output: readonly Attribute[]): Value[][] {
  return Array.from({ length: batch.length }, (_, row) =>
    batch.columns.map((column, i) => readValue(column, (output[i] as Attribute).type, row)),
  );
}

export async function allRows(
  execution: QueryExecution,
  output: readonly Attribute[],
  options: RunOptions,
): Promise<Value[][]> {
  const rows: Value[][] = [];
  for await (const batch of queryBatches(execution, { kind: 'columns' }, options)) rows.push(...rowsOf(batch, output));
  return rows;
}
