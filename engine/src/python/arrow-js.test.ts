/** Our Arrow streams as the `apache-arrow` package reads them: a second reader beside pyarrow. */
import { tableFromIPC } from 'apache-arrow';
import { expect, it } from 'vitest';
import { DOUBLE, field, LONG, STRING, struct } from '../types/data-type.ts';
import type { Batch } from '../types/vector.ts';
import { vectorBuilder } from '../types/vector-builder.ts';
import { ARROW_END, ArrowWriter } from './arrow-writer.ts';

const SCHEMA = struct([field('id', LONG, false), field('name', STRING), field('score', DOUBLE)]);
const ROWS = [
  [1n, 'één', 1.5],
  [2n, null, Number.NaN],
  [3n, '', null],
] as const;

function batchOf(rows: typeof ROWS): Batch {
  const columns = SCHEMA.fields.map(({ type }, i) => {
    const builder = vectorBuilder(type, rows.length);
    for (const row of rows) builder.append(row[i] ?? null);
    return builder.finish();
  });
  return { length: rows.length, columns };
}

it('reads every value, NULLs included', () => {
  const writer = new ArrowWriter(SCHEMA, { timeZone: 'UTC', largeVarTypes: false });
  const stream = Buffer.concat([writer.schema(), ...writer.batch(batchOf(ROWS)), ARROW_END]);
  const table = tableFromIPC(stream);
  expect(table.schema.fields.map((f) => `${f.name}: ${f.type}`)).toEqual(['id: Int64', 'name: Utf8', 'score: Float64']);
  expect(table.toArray().map((row) => [row.id, row.name, row.score])).toEqual(ROWS.map((row) => [...row]));
});
