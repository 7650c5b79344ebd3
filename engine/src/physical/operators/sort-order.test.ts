/** Rows by normalized keys are in the order that comparing their values gives. */
import { expect, test } from 'vitest';
import { compileComparator } from '../../codegen/comparator.ts';
import type { DataType } from '../../types/data-type.ts';
import {
  BINARY,
  BOOLEAN,
  BYTE,
  DATE,
  DOUBLE,
  decimal,
  FLOAT,
  INT,
  LONG,
  SHORT,
  STRING,
  TIMESTAMP,
} from '../../types/data-type.ts';
import { normalizedKeys } from '../../types/normalized-key.ts';
import { orderedRows } from '../../types/radix-sort.ts';
import type { Value } from '../../types/value.ts';
import type { Vector } from '../../types/vector.ts';
import { vectorBuilder } from '../../types/vector-builder.ts';

const ROWS = 2000;

const LONGS = [0n, 1n, -1n, 2n ** 32n, -(2n ** 32n), 2n ** 63n - 1n, -(2n ** 63n), 4_294_967_295n];
const WIDE = [...LONGS, 10n ** 37n, -(10n ** 37n), 2n ** 64n, -(2n ** 64n), 2n ** 64n - 1n];
const INTS = [0, 1, -1, 127, -128];
const FLOATS = [0, -0, 1.5, -1.5, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 1e-40, -1e-40, 3e38];
const TEXTS = [
  '',
  'a',
  'a\0',
  'a\0\0',
  'ab',
  'é',
  '𝄞',
  '\uffff',
  'seven77',
  'eight888',
  'eight889',
  'x'.repeat(40),
  `${'x'.repeat(39)}y`,
];
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

const CASES: readonly (readonly [name: string, type: DataType, values: readonly Value[]])[] = [
  ['boolean', BOOLEAN, [true, false]],
  ['byte', BYTE, INTS],
  ['short', SHORT, [...INTS, 32_767, -32_768]],
  ['int', INT, [...INTS, 2 ** 31 - 1, -(2 ** 31)]],
  ['date', DATE, [...INTS, 2_932_896, -719_162]],
  ['long', LONG, LONGS],
  ['timestamp', TIMESTAMP, LONGS],
  ['decimal of one word', decimal(18, 2), LONGS.filter((v) => v < 10n ** 18n && v > -(10n ** 18n))],
  ['decimal of two words', decimal(38, 2), WIDE],
  ['float', FLOAT, FLOATS.map(Math.fround)],
  ['double', DOUBLE, [...FLOATS, 5e-324, -5e-324, Number.MAX_VALUE, -Number.MAX_VALUE]],
  ['string', STRING, TEXTS],
  [
    'long strings alike for long',
    STRING,
    Array.from({ length: 50 }, (_, i) => `Customer#${'0'.repeat(i % 3)}${i}${'-'.repeat(i)}`),
  ],
  ['strings alike but for their end', STRING, Array.from({ length: 50 }, (_, i) => `Customer#0000${100 + i}`)],
  ['binary', BINARY, TEXTS.map(bytes)],
  ['collated string', { kind: 'string', collation: 'UTF8_LCASE' }, ['a', 'A', 'b', 'B', '']],
];

function column(type: DataType, values: readonly Value[], seed: number, withNulls: boolean): Vector {
  const builder = vectorBuilder(type);
  for (let row = 0, state = seed; row < ROWS; row++) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    const value = values[(state >>> 8) % values.length] as Value;
    if (withNulls && (state >>> 24) % 5 === 0) builder.appendNull();
    else builder.append(value);
  }
  return builder.finish();
}

function expectSameOrder(
  columns: readonly Vector[],
  types: readonly DataType[],
  ascending: boolean,
  nullsFirst: boolean,
) {
  const orders = types.map((type, ordinal) => ({
    child: { kind: 'bound', ordinal, type, nullable: true } as const,
    type,
    ascending,
    nullsFirst,
  }));
  const compare = compileComparator(orders.map((order) => ({ kind: 'sort-order', ...order })))(columns, columns);
  const byComparing = Int32Array.from({ length: ROWS }, (_, row) => row).sort((a, b) => compare(a, b) || a - b);
  expect(orderedRows(ROWS, normalizedKeys(columns, orders), compare)).toEqual(byComparing);
}

for (const ascending of [true, false]) {
  for (const nullsFirst of [true, false]) {
    const title = `${ascending ? 'ascending' : 'descending'}, NULLs ${nullsFirst ? 'first' : 'last'}`;
    test.each(CASES)(`%s, ${title}`, (_, type, values) => {
      expectSameOrder([column(type, values, 1, false)], [type], ascending, nullsFirst);
      const group = column(INT, [1, 2, 3], 2, true);
      expectSameOrder([group, column(type, values, 3, true)], [INT, type], ascending, nullsFirst);
      expectSameOrder([column(type, values, 4, true), group], [type, INT], ascending, nullsFirst);
    });
    test(`more keys than words, ${title}`, () => {
      const columns = [5, 6, 7, 8, 9].map((seed) => column(LONG, LONGS.slice(0, 3), seed, true));
      expectSameOrder(
        columns,
        columns.map(() => LONG),
        ascending,
        nullsFirst,
      );
    });
  }
}

test('few rows are compared', () => {
  expect(orderedRows(3, { words: [], exact: false }, (a, b) => b - a)).toEqual(Int32Array.of(2, 1, 0));
});
