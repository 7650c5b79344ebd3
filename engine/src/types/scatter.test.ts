import { expect, test } from 'vitest';
import type { DataType } from './data-type.ts';
import { orderOf, sortByPartition } from './partition-order.ts';
import { scatterBatches } from './scatter.ts';
import type { Value } from './value.ts';
import type { Batch } from './vector.ts';
import { vectorBuilder } from './vector-builder.ts';
import { concatBatches, sliceBatch, takeBatch } from './vector-ops.ts';
import { valueReader } from './vector-reader.ts';

const COLUMNS: readonly { readonly type: DataType; readonly value: (row: number) => Value }[] = [
  { type: { kind: 'boolean' }, value: (row) => row % 2 === 0 },
  { type: { kind: 'byte' }, value: (row) => (row % 255) - 127 },
  { type: { kind: 'short' }, value: (row) => row * 7 - 300 },
  { type: { kind: 'integer' }, value: (row) => -row },
  { type: { kind: 'long' }, value: (row) => BigInt(row) << 40n },
  { type: { kind: 'float' }, value: (row) => row / 4 },
  { type: { kind: 'double' }, value: (row) => (row % 5 === 0 ? Number.NaN : row / 3) },
  { type: { kind: 'decimal', precision: 38, scale: 0 }, value: (row) => -(BigInt(row) << 70n) },
  { type: { kind: 'string', collation: 'UTF8_BINARY' }, value: (row) => 'é'.repeat(row % 40) },
  { type: { kind: 'array', element: { kind: 'integer' }, containsNull: true }, value: (row) => [row, null] },
  { type: { kind: 'void' }, value: () => null },
];

function batchOf(rows: number): Batch {
  const columns = COLUMNS.map(({ type, value }, i) => {
    const builder = vectorBuilder(type, rows);
    for (let row = 0; row < rows; row++) builder.append(row % 7 === i % 7 ? null : value(row));
    return builder.finish();
  });
  return { length: rows, columns };
}

const rowsOf = ({ length, columns }: Batch): Value[][] =>
  Array.from({ length }, (_, row) => columns.map((column, i) => valueReader(COLUMNS[i]!.type)(column, row)));

test('rows of every layout go to the places of their partitions, in their order', () => {
  const whole = batchOf(100);
  const parts = [sliceBatch(whole, 3, 40), sliceBatch(whole, 40, 41), sliceBatch(whole, 41, 100)];
  const ids = Int32Array.from({ length: 97 }, (_, row) => (row * 11) % 5);
  const { places, offsets } = sortByPartition([ids.subarray(0, 37), ids.subarray(37)], 97, 5);
  const scattered = scatterBatches(parts, places!);
  expect(rowsOf(scattered)).toEqual(rowsOf(takeBatch(concatBatches(parts), orderOf(places!))));
  const expected = [0, 1, 2, 3, 4].flatMap((id) => rowsOf(concatBatches(parts)).filter((_, row) => ids[row] === id));
  expect(rowsOf(scattered)).toEqual(expected);
  expect([...offsets]).toEqual([0, 1, 2, 3, 4, 5].map((p) => ids.filter((id) => id < p).length));
});

test('rows that lie as wanted keep their places', () => {
  expect(sortByPartition([Int32Array.of(0, 0, 2)], 3, 4)).toEqual({
    places: undefined,
    offsets: Int32Array.of(0, 2, 2, 3, 3),
  });
});
