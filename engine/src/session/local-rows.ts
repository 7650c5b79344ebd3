/** A few rows of the driver's own as a plan: what commands answer. */
import { attribute } from '../tree/build.ts';
import type { Plan } from '../tree/plan.ts';
import type { DataType } from '../types/data-type.ts';
import type { Value } from '../types/value.ts';
import { vectorBuilder } from '../types/vector-builder.ts';

export function localRows(
  columns: readonly (readonly [name: string, type: DataType])[],
  rows: readonly (readonly Value[])[],
): Plan {
  const vectors = columns.map(([, type], i) => {
    const builder = vectorBuilder(type, rows.length);
    for (const row of rows) builder.append(row[i] ?? null);
    return builder.finish();
  });
  return {
    kind: 'local-relation',
    output: columns.map(([name, type]) => attribute(name, type)),
    batches: rows.length === 0 ? [] : [{ length: rows.length, columns: vectors }],
  };
}
