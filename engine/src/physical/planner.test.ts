import { describe, expect, test } from 'vitest';
import { attribute, intLiteral, sortOrder } from '../tree/build.ts';
import { predicate } from '../tree/conjunction.ts';
import type { Attribute, Expression } from '../tree/expression.ts';
import type { Join, JoinType, Plan, Repartition } from '../tree/plan.ts';
import { INT, LONG, STRING } from '../types/data-type.ts';
import type { Value } from '../types/value.ts';
import { rowsPlan, runPlan, runRows, testContext } from './in-process.fixture.ts';
import { planQuery } from './planner.ts';

const ids = (end: bigint, slices: number): { readonly plan: Plan; readonly id: Attribute } => {
  const id = attribute('id', LONG, false);
  return { plan: { kind: 'range', start: 0n, end, step: 1n, slices, output: [id] }, id };
};

const numbers = (partitions: readonly (readonly (readonly Value[])[])[]): readonly (readonly number[])[] =>
  partitions.map((rows) => rows.map((row) => Number(row[0])));

const repartition = (
  child: Plan,
  by: Repartition['by'],
  numPartitions: number,
  expressions: Repartition['expressions'] = [],
): Plan => ({
  kind: 'repartition',
  by,
  numPartitions,
  expressions,
  child,
});

describe('partitions lie as in Spark', () => {
  test('sample without and with replacement draws the same rows', async () => {
    const sample = (withReplacement: boolean, upper: number, seed: bigint): Promise<readonly (readonly Value[])[]> =>
      runRows({ kind: 'sample', lower: 0, upper, withReplacement, seed, child: ids(100n, 4).plan });
    expect((await sample(false, 0.1, 42n)).map(([v]) => Number(v))).toEqual([
      7, 16, 18, 34, 42, 44, 64, 66, 69, 82, 88, 90, 95,
    ]);
    expect((await sample(true, 0.3, 42n)).map(([v]) => Number(v))).toEqual([
      5, 6, 13, 16, 20, 21, 21, 22, 27, 33, 34, 35, 36, 38, 44, 48, 49, 51, 54, 56, 57, 58, 62, 67, 72, 74, 75, 76, 80,
      81, 91, 95,
    ]);
  });

  test('round robin, hash and coalesce', async () => {
    expect(numbers(await runPlan(repartition(ids(20n, 3).plan, 'round-robin', 4)))).toEqual([
      [2, 6, 19, 16],
      [3, 4, 11, 8, 14, 18],
      [0, 1, 7, 9, 13, 17],
      [5, 10, 12, 15],
    ]);
    const { plan, id } = ids(20n, 3);
    expect(numbers(await runPlan(repartition(plan, 'hash', 4, [id])))).toEqual([
      [2, 4, 5, 8, 12, 15, 19],
      [0, 1, 6, 9, 10, 11],
      [14, 16, 17, 18],
      [3, 7, 13],
    ]);
    expect(numbers(await runPlan(repartition(ids(20n, 7).plan, 'coalesce', 3)))).toEqual([
      [0, 1, 2, 3, 4],
      [5, 6, 7, 8, 9, 10],
      [11, 12, 13, 14, 15, 16, 17, 18, 19],
    ]);
  });
});

describe('sorts and limits', () => {
  const a = attribute('a', INT);
  const b = attribute('b', STRING);
  const rows: readonly (readonly Value[])[] = [
    [3, 'x'],
    [null, 'n'],
    [1, 'y'],
    [3, 'z'],
    [2, 'w'],
  ];
  const plan = rowsPlan([a, b], rows);

  test('a global sort is stable within equal keys and puts NULLs where asked', async () => {
    const sort: Plan = { kind: 'sort', global: true, orders: [sortOrder(a, false, true)], child: plan };
    expect(await runRows(sort)).toEqual([
      [null, 'n'],
      [3, 'x'],
      [3, 'z'],
      [2, 'w'],
      [1, 'y'],
    ]);
  });

  test('a limit over a sort, with an offset, keeps the right rows', async () => {
    const sort: Plan = { kind: 'sort', global: true, orders: [sortOrder(a)], child: plan };
    const limited: Plan = {
      kind: 'limit',
      count: intLiteral(2),
      child: { kind: 'offset', count: intLiteral(1), child: sort },
    };
    expect(await runRows(limited)).toEqual([
      [1, 'y'],
      [2, 'w'],
    ]);
    expect(planQuery(limited, testContext()).kind).toBe('limit');
  });

  test('limit takes the first rows by partition, tail the last', async () => {
    expect((await runRows({ kind: 'limit', count: intLiteral(3), child: plan })).length).toBe(3);
    expect(await runRows({ kind: 'tail', count: intLiteral(2), child: plan })).toEqual([
      [3, 'z'],
      [2, 'w'],
    ]);
  });
});

describe('joins', () => {
  const a = attribute('a', INT);
  const b = attribute('b', STRING);
  const c = attribute('c', INT);
  const d = attribute('d', STRING);
  const left = rowsPlan(
    [a, b],
    [
      [1, 'l1'],
      [2, 'l2'],
      [null, 'ln'],
      [2, 'l3'],
      [4, 'l4'],
    ],
  );
  const right = rowsPlan(
    [c, d],
    [
      [2, 'r2'],
      [3, 'r3'],
      [null, 'rn'],
      [2, 'r4'],
    ],
  );
  const join = (type: JoinType, more: Partial<Join> = {}): Join => ({
    kind: 'join',
    type,
    condition: predicate('=', [a, c]),
    using: undefined,
    natural: false,
    lateral: false,
    nullAware: false,
    exists: type === 'existence' ? attribute('exists', { kind: 'boolean' }, false) : undefined,
    hint: { left: undefined, right: undefined },
    left,
    right,
    ...more,
  });
  const text = (rows: readonly (readonly Value[])[]): readonly string[] =>
    rows.map((row) => row.map((v) => v ?? '-').join(' ')).sort();
  const pairs = ['2 l2 2 r2', '2 l2 2 r4', '2 l3 2 r2', '2 l3 2 r4'];
  const leftAlone = ['- ln - -', '1 l1 - -', '4 l4 - -'];
  const rightAlone = ['- - - rn', '- - 3 r3'];
  const expected: Readonly<Record<Exclude<JoinType, 'left-single'>, readonly string[]>> = {
    inner: pairs,
    cross: pairs,
    left: [...leftAlone, ...pairs],
    right: [...rightAlone, ...pairs],
    full: [...leftAlone, ...rightAlone, ...pairs],
    'left-semi': ['2 l2', '2 l3'],
    'left-anti': ['- ln', '1 l1', '4 l4'],
    existence: ['- ln false', '1 l1 false', '2 l2 true', '2 l3 true', '4 l4 false'],
  };
  for (const type of Object.keys(expected) as (keyof typeof expected)[]) {
    test(`${type}: broadcast and shuffled give the same`, async () => {
      const shuffled = testContext({
        'spark.sql.autoBroadcastJoinThreshold': '-1',
        'spark.sql.shuffle.partitions': '3',
      });
      expect(text(await runRows(join(type)))).toEqual([...expected[type]].sort());
      expect(text(await runRows(join(type), shuffled))).toEqual([...expected[type]].sort());
    });
  }

  test('semi and anti joins build the left side where it has fewer rows, and give each of its rows once', async () => {
    const shuffled = testContext({
      'spark.sql.autoBroadcastJoinThreshold': '-1',
      'spark.sql.shuffle.partitions': '3',
    });
    const right = rowsPlan(
      [c, d],
      [2, 3, null, 2, 2, 5].map((key, i) => [key, `r${i}`]),
    );
    const rowsOf = async (type: JoinType, condition: Expression) =>
      text(await runRows(join(type, { right, condition }), shuffled));
    const equal = predicate('=', [a, c]);
    const never = predicate('and', [equal, predicate('=', [d, b])]);
    for (const type of ['left-semi', 'left-anti'] as const) {
      expect(planQuery(join(type, { right }), shuffled)).toMatchObject({ kind: 'hash-join', build: 'left' });
      expect(await rowsOf(type, equal)).toEqual(expected[type]);
    }
    expect(await rowsOf('left-semi', never)).toEqual([]);
    expect((await rowsOf('left-anti', never)).length).toBe(5);
  });

  test('<=> lets NULL match NULL', async () => {
    const rows = await runRows(join('inner', { condition: predicate('<=>', [a, c], false) }));
    expect(text(rows)).toEqual(['- ln - rn', ...pairs]);
  });

  test('NOT IN gives nothing when the right side has a NULL', async () => {
    expect(await runRows(join('left-anti', { nullAware: true }))).toEqual([]);
    const known = rowsPlan([c, d], [[2, 'r2']]);
    expect(text(await runRows(join('left-anti', { nullAware: true, right: known })))).toEqual(['1 l1', '4 l4']);
    const none = rowsPlan([c, d], []);
    expect((await runRows(join('left-anti', { nullAware: true, right: none }))).length).toBe(5);
  });

  test('without a condition every pair, outer rows kept when one side is empty', async () => {
    expect((await runRows(join('cross', { condition: undefined }))).length).toBe(20);
    const none = rowsPlan([c, d], []);
    expect((await runRows(join('full', { condition: undefined, right: none }))).length).toBe(5);
    expect((await runRows(join('left', { condition: undefined, right: none }))).length).toBe(5);
  });
});
