/** Builders, readers and whole-column moves against plain arrays of values, for every layout. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as t from './data-type.ts';
import type { Value } from './value.ts';
import type { Vector } from './vector.ts';
import { vectorBuilder } from './vector-builder.ts';
import { concatVectors, nullVector, sliceVector, takeVector } from './vector-ops.ts';
import { valueReader } from './vector-reader.ts';

const long = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });
const orNull = (arb: fc.Arbitrary<Value>) => fc.option(arb, { nil: null, freq: 4 });
const map = t.map(t.STRING, t.LONG);
const row = t.struct([t.field('a', t.INT), t.field('b', t.array(t.STRING))]);

const CASES: readonly (readonly [string, t.DataType, fc.Arbitrary<Value>])[] = [
  ['boolean', t.BOOLEAN, fc.boolean()],
  ['byte', t.BYTE, fc.integer({ min: -128, max: 127 })],
  ['short', t.SHORT, fc.integer({ min: -32768, max: 32767 })],
  ['integer', t.INT, fc.integer()],
  ['long', t.LONG, long],
  ['float', t.FLOAT, fc.float()],
  ['double', t.DOUBLE, fc.double()],
  ['decimal narrow', t.decimal(18, 4), fc.bigInt({ min: -(10n ** 18n) + 1n, max: 10n ** 18n - 1n })],
  ['decimal wide', t.decimal(38, 4), fc.bigInt({ min: -(10n ** 38n) + 1n, max: 10n ** 38n - 1n })],
  ['string', t.STRING, fc.string({ unit: 'grapheme', maxLength: 60 })],
  ['binary', t.BINARY, fc.uint8Array({ maxLength: 60 })],
  ['interval', t.INTERVAL, fc.record({ months: fc.integer(), days: fc.integer(), micros: long })],
  ['array', t.array(t.LONG), fc.array(orNull(long), { maxLength: 5 })],
  [
    'map',
    map,
    fc.array(fc.tuple(fc.string(), orNull(long)), { maxLength: 4 }).map((entries) => ({
      keys: entries.map((e) => e[0]),
      values: entries.map((e) => e[1]),
    })),
  ],
  ['struct', row, fc.tuple(orNull(fc.integer()), orNull(fc.array(orNull(fc.string()), { maxLength: 3 })))],
  ['void', t.VOID, fc.constant(null)],
];

function build(type: t.DataType, values: readonly Value[]): Vector {
  const builder = vectorBuilder(type, 2);
  for (const value of values) builder.append(value);
  return builder.finish();
}

function read(type: t.DataType, vector: Vector): Value[] {
  const reader = valueReader(type);
  return Array.from({ length: vector.length }, (_, i) => reader(vector, i));
}

describe.each(CASES)('%s', (_name, type, arb) => {
  const values = fc.array(orNull(arb), { maxLength: 40 });

  it('gives back what was appended, and starts anew after finish', () => {
    fc.assert(
      fc.property(values, values, (a, b) => {
        const builder = vectorBuilder(type, 1);
        for (const value of a) builder.append(value);
        expect(read(type, builder.finish())).toEqual(a);
        for (const value of b) builder.append(value);
        expect(read(type, builder.finish())).toEqual(b);
      }),
      { numRuns: 30 },
    );
  });

  it('slices, takes and concatenates like an array', () => {
    fc.assert(
      fc.property(values, values, fc.nat(), fc.nat(), (a, b, i, j) => {
        const joined = concatVectors([build(type, a), build(type, b)]);
        const all = [...a, ...b];
        expect(read(type, joined)).toEqual(all);
        const [from, to] = [i % (all.length + 1), j % (all.length + 1)].sort((x, y) => x - y) as [number, number];
        const part = sliceVector(joined, from, to);
        expect(read(type, part)).toEqual(all.slice(from, to));
        expect(read(type, concatVectors([part, part]))).toEqual([...all.slice(from, to), ...all.slice(from, to)]);
        const indices = Int32Array.from({ length: part.length }, (_, k) => part.length - 1 - k);
        expect(read(type, takeVector(part, indices))).toEqual(all.slice(from, to).reverse());
        expect(read(type, takeVector(part, new Int32Array(3).fill(-1)))).toEqual([null, null, null]);
      }),
      { numRuns: 30 },
    );
  });

  it('makes columns of NULLs', () => {
    expect(read(type, nullVector(type, 3))).toEqual([null, null, null]);
  });
});
