/** The distinct values of a pivot column, found by a query, when the user did not list them. */

import { prettySql } from '../analysis/naming.ts';
import { raise } from '../errors/raise.ts';
import { alias, literal } from '../tree/build.ts';
import type { Expression } from '../tree/expression.ts';
import type { DataType } from '../types/data-type.ts';
import type { Dataset } from './dataset.ts';
import { firstRows, type RunOptions } from './run-query.ts';
import { distinct, select, sort } from './transformations.ts';

export async function distinctValues(
  dataset: Dataset,
  column: Expression,
  options: RunOptions,
): Promise<readonly Expression[]> {
  const most = dataset.session.conf.snapshot().getNumber('spark.sql.pivotMaxValues');
  const values = await dataset.derive((plan) => {
    const found = distinct(select(plan, [alias(column, 'value')]));
    return sort(found, [{ kind: 'unresolved-attribute', parts: ['value'] }], true);
  });
  const rows = await firstRows(values.execution, values.output, most + 1, options);
  if (rows.length > most) {
    raise('_LEGACY_ERROR_TEMP_1324', {
      pivotColumn: prettySql(column),
      maxValues: String(most),
      config: 'spark.sql.pivotMaxValues',
    });
  }
  const type = values.output[0]?.type as DataType;
  return rows.map(([value]) => literal(value ?? null, type));
}
