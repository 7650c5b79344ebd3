/** Window functions against their definitions, over partitions that lie in one piece, go from batch to batch or on disk. */
import { describe, expect, test } from 'vitest';
import { attribute } from '../../tree/build.ts';
import { INT } from '../../types/data-type.ts';
import type { Value } from '../../types/value.ts';
import { rowsPlan } from '../in-process.fixture.ts';
import { runSql } from '../sql.fixture.ts';

interface Row {
  readonly n: number;
  /** Partition 0 is longer than all pieces that are kept at hand together; 1 to 9 are short. */
  readonly g: number;
  /** Ties, and is NULL now and then. */
  readonly k: number | null;
  readonly v: number | null;
}

const ROWS = 45_000;
const TABLE: readonly Row[] = Array.from({ length: ROWS }, (_, n) => {
  const k = (n * 7919) % 20_011;
  return { n, g: n % 10 === 0 ? (n / 10) % 10 : 0, k: k < 50 ? null : k, v: n % 3 === 0 ? null : n % 1000 };
});
const TABLES = {
  t: rowsPlan(
    ['n', 'g', 'k', 'v'].map((name) => attribute(name, INT)),
    TABLE.map(({ n, g, k, v }) => [n, g, k, v]),
  ),
};
const SETTINGS = { 'spark.sql.shuffle.partitions': '2' };

/** A row of a partition ordered by k and n (`ties` by k alone), and what may be asked about it. */
interface Place {
  readonly rows: readonly Row[];
  readonly at: number;
  readonly peerStart: number;
  readonly peerEnd: number;
  readonly groupsBefore: number;
}

const byK = (a: Row, b: Row): number => (a.k ?? -1) - (b.k ?? -1);

function places(tied: boolean): readonly (Place & { readonly row: Row })[] {
  const partitions = Map.groupBy(TABLE, (row) => row.g);
  return [...partitions.values()].flatMap((partition) => {
    const rows = partition.toSorted((a, b) => byK(a, b) || a.n - b.n);
    const ties = (a: Row, b: Row | undefined): boolean => b !== undefined && (tied ? byK(a, b) === 0 : a === b);
    let peerStart = 0;
    let groupsBefore = -1;
    return rows.map((row, at) => {
      if (!ties(row, rows[at - 1])) {
        peerStart = at;
        groupsBefore++;
      }
      let peerEnd = at + 1;
      while (ties(row, rows[peerEnd])) peerEnd++;
      return { row, rows, at, peerStart, peerEnd, groupsBefore };
    });
  });
}

const DISTINCT = places(false);
const TIED = places(true);

const sum = (rows: readonly Row[]): Value => {
  const values = rows.flatMap(({ v }) => (v === null ? [] : [v]));
  return values.length === 0 ? null : BigInt(values.reduce((a, b) => a + b, 0));
};
const slice = ({ rows, at }: Place, from: number, to: number): readonly Row[] =>
  rows.slice(Math.max(0, at + from), Math.max(0, at + to + 1));
const present = ({ rows }: Place, from: number, to: number): readonly Row[] =>
  rows.slice(Math.max(0, from), Math.max(0, to)).filter(({ v }) => v !== null);

const UNIQUE = 'over (partition by g order by k, n)';
const TIES = 'over (partition by g order by k)';

/** What no later row decides: goes on from batch to batch. */
const RUNNING: Readonly<Record<string, (place: Place) => Value>> = {
  [`row_number() ${UNIQUE}`]: ({ at }) => at + 1,
  [`rank() ${TIES}`]: ({ peerStart }) => peerStart + 1,
  [`dense_rank() ${TIES}`]: ({ groupsBefore }) => groupsBefore + 1,
  [`count(v) ${TIES}`]: ({ rows, peerEnd }) => countTo(rows, peerEnd),
  'count(v) over (partition by g order by k, n rows unbounded preceding)': ({ rows, at }) => countTo(rows, at + 1),
};
const WHOLE: Readonly<Record<string, (place: Place) => Value>> = {
  [`percent_rank() ${TIES}`]: ({ rows, peerStart }) => peerStart / (rows.length - 1),
  [`cume_dist() ${TIES}`]: ({ rows, peerEnd }) => peerEnd / rows.length,
  [`ntile(7) ${UNIQUE}`]: ({ rows, at }) => {
    const sizes = Array.from({ length: 7 }, (_, i) => Math.floor((rows.length + 6 - i) / 7));
    return sizes.findIndex((_, i) => at < sizes.slice(0, i + 1).reduce((a, b) => a + b, 0)) + 1;
  },
  [`lag(n, 3, -k) ${UNIQUE}`]: ({ rows, at }) => {
    const { k } = rows[at] as Row;
    return at < 3 ? k && -k : (rows[at - 3] as Row).n;
  },
  [`lead(v, 20000) ${UNIQUE}`]: ({ rows, at }) => rows[at + 20_000]?.v ?? null,
  [`lag(v, 2) ignore nulls ${UNIQUE}`]: (place) => present(place, place.at - 20, place.at).at(-2)?.v ?? null,
  [`lead(v, 1) ignore nulls ${UNIQUE}`]: (place) => present(place, place.at + 1, place.at + 20)[0]?.v ?? null,
  'nth_value(v, 2) ignore nulls over (partition by g order by k, n rows between 5 preceding and 1 following)': (
    place,
  ) => present(place, place.at - 5, place.at + 2)[1]?.v ?? null,
  [`nth_value(n, 9000) ${UNIQUE}`]: ({ rows, at }) => (at < 8_999 ? null : (rows[8_999] as Row).n),
  'sum(v) over (partition by g order by k, n rows between 3 preceding and 2 following)': (place) =>
    sum(slice(place, -3, 2)),
  'sum(v) over (partition by g order by k, n rows between 5 following and 3 following)': () => null,
  'sum(v) over (partition by g order by k, n rows between 9 preceding and 9 preceding)': (place) =>
    sum(slice(place, -9, -9)),
  'sum(v) over (partition by g order by k range between 2 preceding and current row)': ({ rows, at, ...place }) => {
    const { k } = rows[at] as Row;
    const near = rows.slice(Math.max(0, at - 50), place.peerEnd);
    return sum(k === null ? rows.slice(place.peerStart, place.peerEnd) : near.filter((row) => within(row.k, k - 2, k)));
  },
  'sum(v) over (partition by g order by k desc nulls last range between 1 following and 2 following)': ({
    rows,
    at,
    ...place
  }) => {
    const { k } = rows[at] as Row;
    const near = rows.slice(Math.max(0, at - 50), at);
    return sum(
      k === null ? rows.slice(place.peerStart, place.peerEnd) : near.filter((row) => within(row.k, k - 2, k - 1)),
    );
  },
};

const within = (k: number | null, low: number, high: number): boolean => k !== null && k >= low && k <= high;

const counts = new Map<readonly Row[], readonly number[]>();
function countTo(rows: readonly Row[], end: number): Value {
  let known = counts.get(rows);
  if (known === undefined) {
    let count = 0;
    known = [0, ...rows.map(({ v }) => (v === null ? count : ++count))];
    counts.set(rows, known);
  }
  return BigInt(known[end] as number);
}

const expected = (call: string, value: (place: Place) => Value): ReadonlyMap<number, Value> =>
  new Map((call.includes('k, n') ? DISTINCT : TIED).map((place) => [place.row.n, value(place)]));

const found = async (calls: readonly string[], hasMemory: boolean): Promise<readonly (readonly Value[])[]> => {
  const { rows } = runSql(`select n, ${calls.join(', ')} from t`, TABLES, SETTINGS);
  return rows(hasMemory);
};

function check(rows: readonly (readonly Value[])[], calls: Readonly<Record<string, (place: Place) => Value>>): void {
  expect(rows).toHaveLength(ROWS);
  for (const [i, [call, value]] of Object.entries(calls).entries()) {
    const wanted = expected(call, value);
    const wrong = rows.filter((row) => row[i + 1] !== wanted.get(row[0] as number));
    expect(wrong.slice(0, 3), call).toEqual([]);
  }
}

describe.each([
  ['in memory', true],
  ['on disk', false],
])('%s', (_, hasMemory) => {
  test.each(Object.entries({ ...RUNNING, ...WHOLE }))('%s', async (call, value) => {
    check(await found([call], hasMemory), { [call]: value });
  });

  test('calls of one specification together', async () => {
    for (const over of [UNIQUE, TIES]) {
      const together = Object.fromEntries(
        Object.entries({ ...RUNNING, ...WHOLE }).filter(([call]) => call.endsWith(over)),
      );
      expect(Object.keys(together).length).toBeGreaterThan(4);
      check(await found(Object.keys(together), hasMemory), together);
    }
  });

  test('a frame from each row to the end', async () => {
    const text =
      'select n, sum(v) over (order by n rows between current row and unbounded following) from t where n > 43000';
    const rows = await runSql(text, TABLES, SETTINGS).rows(hasMemory);
    expect(rows).toEqual(TABLE.slice(43_001).map(({ n }, i, all) => [n, sum(all.slice(i))]));
  });
});
