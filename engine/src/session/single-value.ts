/** The value of a scalar subquery: NULL for no row, an error for more than one. */
import type { QueryContext } from '../errors/query-context.ts';
import { raise } from '../errors/raise.ts';
import type { Attribute } from '../tree/expression.ts';
import type { Value } from '../types/value.ts';
import type { QueryExecution } from './query-execution.ts';
import { firstRows, type RunOptions } from './run-query.ts';

export async function singleValue(
  execution: QueryExecution,
  output: readonly Attribute[],
  options: RunOptions,
  context: QueryContext | undefined,
): Promise<Value> {
  const rows = await firstRows(execution, output, 2, options);
  if (rows.length > 1) raise('SCALAR_SUBQUERY_TOO_MANY_ROWS', {}, { context });
  return rows[0]?.[0] ?? null;
}
