import { expect, test } from 'vitest';
import { declared } from '../functions/registry.ts';
import type { Expression } from '../tree/expression.ts';
import { array, type DataType, DOUBLE, decimal, INT, LONG, STRING } from '../types/data-type.ts';
import type { Value } from '../types/value.ts';
import type { Batch } from '../types/vector.ts';
import { vectorBuilder } from '../types/vector-builder.ts';
import { readValue } from '../types/vector-reader.ts';
import { type AggregateUse, bufferTypes, compileAggregator } from './aggregator.ts';
import { compileComparator } from './comparator.ts';
import { compileHasher, partitionIds } from './hasher.ts';
import { compileKeyLookup } from './key-lookup.ts';

const ENV = { timeZone: 'UTC' };
const bound = (ordinal: number, type: DataType): Expression => ({ kind: 'bound', ordinal, type, nullable: true });

function batchOf(columns: readonly (readonly [DataType, readonly Value[]])[]): Batch {
  return {
    length: columns[0]?.[1].length ?? 0,
    columns: columns.map(([type, values]) => {
      const builder = vectorBuilder(type);
      for (const value of values) builder.append(value);
      return builder.finish();
    }),
  };
}

function use(
  fn: string,
  ordinal: number,
  type: DataType,
  returns: DataType,
  mode: AggregateUse['mode'] = 'complete',
): AggregateUse {
  const overload = declared('aggregate', fn).overloads.findIndex((o) => {
    const wanted = o.args[0];
    return wanted?.accept !== 'kinds' || wanted.kinds.includes(type.kind);
  });
  return {
    mode,
    fn,
    overload,
    args: [bound(ordinal, type)],
    argTypes: [type],
    returns,
    filter: undefined,
    ansi: true,
    buffers: [],
  };
}

const rowsOf = (batches: Iterable<Batch>, types: readonly DataType[]): Value[][] =>
  [...batches].flatMap((b) =>
    Array.from({ length: b.length }, (_, row) => types.map((t, i) => readValue(b.columns[i]!, t, row))),
  );

test('groups by several keys, in the order of their first rows; NaN, -0.0 and NULL are keys', () => {
  const input = batchOf([
    [STRING, ['a', 'b', 'a', null, 'a', null, 'b']],
    [DOUBLE, [0, Number.NaN, -0, 1, Number.NaN, 1, Number.NaN]],
    [INT, [1, 2, 3, 4, 5, 6, null]],
  ]);
  const aggregator = compileAggregator(
    {
      keys: [bound(0, STRING), bound(1, DOUBLE)],
      aggregates: [use('sum', 2, INT, LONG), use('count', 2, INT, LONG), use('max', 0, STRING, STRING)],
    },
    ENV,
  );
  aggregator.update(input);
  expect(rowsOf(aggregator.results(), [STRING, DOUBLE, LONG, LONG, STRING])).toEqual([
    ['a', 0, 4n, 2n, 'a'],
    ['b', Number.NaN, 2n, 1n, 'b'],
    [null, 1, 10n, 2n, null],
    ['a', Number.NaN, 5n, 1n, 'a'],
  ]);
});

test('partial buffers merged give what one step gives, over thousands of groups and nested keys', () => {
  const count = 20_000;
  const ids = Array.from({ length: count }, (_, i) => BigInt((i * 7919) % 3001));
  const lists = ids.map((id) => [Number(id % 7n), null]);
  const amounts = ids.map((id, i) => BigInt(i) * 1_000_000_007n - id);
  const list = array(INT);
  const money = decimal(18, 2);
  const total = decimal(28, 2);
  const input = batchOf([
    [LONG, ids],
    [list, lists],
    [money, amounts],
  ]);
  const keys = [bound(0, LONG), bound(1, list)];
  const aggregates = [
    use('sum', 2, money, total),
    use('min', 2, money, money),
    use('collect_list', 2, money, array(money, false)),
  ];
  const types = [LONG, list, total, money, array(money, false)];
  const whole = compileAggregator({ keys, aggregates }, ENV);
  whole.update(input);
  let ordinal = 2;
  const finals = aggregates.map(
    (a): AggregateUse => ({ ...a, mode: 'final', buffers: bufferTypes(a).map(() => ordinal++) }),
  );
  const final = compileAggregator({ keys: [bound(0, LONG), bound(1, list)], aggregates: finals }, ENV);
  for (const [from, to] of [
    [0, 9000],
    [9000, count],
  ] as const) {
    const partial = compileAggregator(
      { keys, aggregates: aggregates.map((a) => ({ ...a, mode: 'partial' as const })) },
      ENV,
    );
    partial.update(input, 0, from, to);
    for (const batch of partial.results()) final.update(batch);
  }
  const expected = rowsOf(whole.results(), types);
  expect(expected).toHaveLength(3001);
  expect(rowsOf(final.results(), types).filter((row) => row[2] !== null)).toEqual(expected);
});

test('without keys there is one row, even for no input', () => {
  const aggregator = compileAggregator(
    { keys: [], aggregates: [use('count', 0, INT, LONG), use('sum', 0, INT, LONG)] },
    ENV,
  );
  expect(rowsOf(aggregator.results(), [LONG, LONG])).toEqual([[0n, null]]);
  aggregator.update(batchOf([[INT, [1, 2]]]));
  expect(rowsOf(aggregator.results(), [LONG, LONG])).toEqual([[2n, 3n]]);
  aggregator.clear();
  expect(rowsOf(aggregator.results(), [LONG, LONG])).toEqual([[0n, null]]);
});

test('join keys: pairs in build order, NULL matches only where asked to', () => {
  const build = [
    batchOf([
      [INT, [1, 2]],
      [STRING, ['x', null]],
    ]),
    batchOf([
      [INT, [1, null]],
      [STRING, ['x', 'x']],
    ]),
  ];
  const keys = [bound(0, INT), bound(1, STRING)];
  const lookup = compileKeyLookup({ buildKeys: keys, probeKeys: keys, nullSafe: [false, true] }, ENV)(build);
  const probe = batchOf([
    [INT, [2, 1, null, 9]],
    [STRING, [null, 'x', 'x', 'x']],
  ]);
  const [matches] = lookup.probe(probe);
  const { probeRows, buildRows, unknown } = matches!;
  expect([...probeRows]).toEqual([0, 1, 1]);
  expect([...buildRows]).toEqual([1, 0, 2]);
  expect([...(unknown ?? [])]).toEqual([0, 0, 1, 0]);
  expect(lookup.hasNullKey).toBe(true);
});

test('join keys: many pairs come in steps, each of whole probe rows', () => {
  const same = batchOf([[INT, new Array(3000).fill(7)]]);
  const keys = [bound(0, INT)];
  const lookup = compileKeyLookup({ buildKeys: keys, probeKeys: keys, nullSafe: [false] }, ENV)([same]);
  const steps = [...lookup.probe(same)];
  expect(steps.map((step) => step.from)).toEqual([0, ...steps.slice(0, -1).map((step) => step.to)]);
  expect(steps.at(-1)?.to).toBe(3000);
  expect(steps.length).toBeGreaterThan(5);
  for (const { from, to, probeRows, buildRows } of steps) {
    expect(buildRows.length).toBe((to - from) * 3000);
    expect(buildRows.length).toBeLessThanOrEqual(2 ** 20);
    expect(probeRows.at(-1)).toBe(to - from - 1);
  }
});

test('sort order: NaN last, -0.0 equals 0.0, text by its bytes, NULLs as asked', () => {
  const input = batchOf([
    [DOUBLE, [Number.NaN, -0, 0, null, -1]],
    [STRING, ['a', '\u{1f600}', '\uffee', 'b', 'c']],
  ]);
  const order = (ascending: boolean, nullsFirst: boolean): number[] => {
    const compare = compileComparator([
      { kind: 'sort-order', child: bound(0, DOUBLE), ascending, nullsFirst },
      { kind: 'sort-order', child: bound(1, STRING), ascending: true, nullsFirst: true },
    ])(input.columns, input.columns);
    return [0, 1, 2, 3, 4].sort(compare);
  };
  expect(order(true, true)).toEqual([3, 4, 2, 1, 0]);
  expect(order(false, false)).toEqual([0, 2, 1, 4, 3]);
});

test('row hashes and partitions are those of Spark', () => {
  const input = batchOf([
    [LONG, [0n, 1n, 2n]],
    [STRING, ['Spark', null, 'abcde']],
  ]);
  expect([...compileHasher([bound(0, LONG)], ENV)(input)]).toEqual([-1670924195, -1712319331, -797927272]);
  expect(compileHasher([bound(1, STRING)], ENV)(input)[2]).toBe(814637928);
  expect([...partitionIds(Int32Array.of(-1670924195, -1712319331, 814637928), 200)]).toEqual([5, 69, 128]);
});
