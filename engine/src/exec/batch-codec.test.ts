import { expect, test } from 'vitest';
import { array, DOUBLE, decimal, field, INT, map, STRING, struct, TIMESTAMP, VOID } from '../types/data-type.ts';
import type { Value } from '../types/value.ts';
import { vectorBuilder } from '../types/vector-builder.ts';
import { sliceBatch } from '../types/vector-ops.ts';
import { readRow, valueReader } from '../types/vector-reader.ts';
import { decodeBatch, encodeBatch } from './batch-codec.ts';

const types = [
  INT,
  TIMESTAMP,
  DOUBLE,
  STRING,
  decimal(38, 2),
  array(STRING),
  map(STRING, INT),
  struct([field('a', INT), field('b', STRING)]),
  VOID,
];

function rows(count: number): Value[][] {
  return Array.from({ length: count }, (_, i) =>
    i % 5 === 4
      ? types.map(() => null)
      : [
          i,
          BigInt(i),
          i / 2,
          `s\u00e9${'x'.repeat(i)}`,
          -(10n ** 30n) - BigInt(i),
          ['a', null, `${i}`],
          { keys: [`k${i}`], values: [i] },
          [i, `n${i}`],
          null,
        ],
  );
}

test('a slice of every kind of column comes back from bytes, in shared memory too', () => {
  const builders = types.map((t) => vectorBuilder(t));
  const all = rows(50);
  for (const row of all) {
    for (const [i, value] of row.entries()) builders[i]!.append(value);
  }
  const batch = { length: 50, columns: builders.map((b) => b.finish()) };
  const readers = types.map(valueReader);
  for (const [from, to] of [
    [0, 50],
    [7, 41],
    [3, 3],
  ] as const) {
    const encoded = encodeBatch(sliceBatch(batch, from, to));
    const bytes = new Uint8Array(new SharedArrayBuffer(encoded.bytes + 64), 0, encoded.bytes);
    encoded.writeTo(bytes);
    const back = decodeBatch(bytes);
    expect(Array.from({ length: back.length }, (_, r) => readRow(back, readers, r))).toEqual(all.slice(from, to));
  }
});
