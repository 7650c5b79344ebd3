/** What random queries once differed in, as small as it goes. */
import { afterAll, expect, test } from 'vitest';
import { attribute } from '../src/tree/build.ts';
import { array, DATE, type DataType, decimal, FLOAT, INT, LONG, STRING } from '../src/types/data-type.ts';
import type { Value } from '../src/types/value.ts';
import { valueText } from './answer.ts';
import { type Dialect, Lab, NATIVE, OTHERS, PLAIN } from './lab.ts';

interface Case {
  readonly name: string;
  readonly dialect?: Partial<Dialect>;
  /** Of the table `t`. */
  readonly columns: Readonly<Record<string, DataType>>;
  readonly rows: readonly (readonly Value[])[];
  readonly sql: string;
  /** Rows in any order, or the condition raised. */
  readonly expected: readonly string[] | string;
}

const MOST = 10n ** 38n - 1n;

const COUNTED = Array.from({ length: 100 }, (_, i) => [i]);

const CASES: readonly Case[] = [
  {
    name: 'a sum far beyond 38 digits is NULL without ANSI mode',
    dialect: { ansi: false },
    columns: { w: decimal(38, 18) },
    rows: Array.from({ length: 17 }, () => [MOST]),
    sql: 'select sum(w) as s, avg(w) as a from t',
    expected: ['NULL NULL'],
  },
  {
    name: 'the same sum raises an error in ANSI mode',
    columns: { w: decimal(38, 18) },
    rows: Array.from({ length: 17 }, () => [MOST]),
    sql: 'select sum(w) as s from t',
    expected: 'ARITHMETIC_OVERFLOW',
  },
  {
    name: 'a sum of 39 digits fails though it has room in 128 bits',
    columns: { k: INT, w: decimal(38, 0) },
    rows: [
      [1, 6n * 10n ** 37n],
      [1, 6n * 10n ** 37n],
    ],
    sql: 'select k, sum(w) as s from t group by k',
    expected: 'ARITHMETIC_OVERFLOW',
  },
  {
    name: 'arrays are compared whether or not they may hold NULLs',
    columns: { k: INT, a: array(INT) },
    rows: [
      [1, [1, 2]],
      [2, [1, null]],
      [3, null],
    ],
    sql: 'select k from t where a = array(1, 2) or a is distinct from array(k, k)',
    expected: ['1', '2', '3'],
  },
  {
    name: 'a format wants values of its kind',
    columns: { s: STRING },
    rows: [['x']],
    sql: "select printf('%d %s', array(1, 2), s) as p from t",
    expected: '_LEGACY_FORMAT_CONVERSION',
  },
  {
    name: 'a native failure below the last stage of a subquery leaves it to the evaluator',
    columns: { k: INT, l: LONG },
    rows: [
      [1, 2n ** 63n - 1n],
      [1, 9n],
    ],
    sql: 'select (select max(reverse(cast(s as string))) from (select k, sum(l) as s from t group by k)) as r from range(1)',
    expected: 'ARITHMETIC_OVERFLOW',
  },
  {
    name: 'the last window partition of a batch is still there when those before have been sent on',
    columns: {},
    rows: [],
    sql: "select k, s, max(k) over (partition by s) as m from (values (1,'x'),(2,'y'),(3,'z'),(null,'x'),(null,'q'),(4,'p')) v(k,s)",
    expected: ['1 "x" 1', '2 "y" 2', '3 "z" 3', '4 "p" 4', 'NULL "q" NULL', 'NULL "x" 1'],
  },
  {
    name: 'a frame by a distance that is too large for the type of the order reaches to the NULLs',
    dialect: { ansi: false },
    columns: { k: INT, p: decimal(1, 1) },
    rows: [
      [1, 1n],
      [2, 2n],
      [3, null],
    ],
    sql: `select k, count(*) over (order by p range between 1 preceding and current row) as a,
      count(*) over (order by p nulls last range between 1 preceding and current row) as b,
      count(*) over (order by p range between current row and 1 following) as c from t`,
    expected: ['1 2 0 0', '2 3 0 0', '3 1 1 1'],
  },
  {
    name: 'a test that fails comes before one that would leave the row out',
    columns: { x: INT },
    rows: COUNTED,
    sql: 'select count(*) as n from t where 10 div x >= 1 and x > 5',
    expected: 'DIVIDE_BY_ZERO',
  },
  {
    name: 'a test that leaves the row out comes before one that would fail',
    columns: { x: INT },
    rows: COUNTED,
    sql: 'select count(*) as n from t where x > 5 and 10 div x >= 1 and x < 9',
    expected: ['3'],
  },
  {
    name: 'an AND within an OR fails before its second operand would decide',
    columns: { x: INT },
    rows: COUNTED,
    sql: 'select count(*) as n from t where (10 div x >= 1 and x > 5) or x = 3',
    expected: 'DIVIDE_BY_ZERO',
  },
  {
    name: 'an AND of NULL and a failure fails',
    columns: { x: INT, y: INT },
    rows: COUNTED.map(([x]) => [x as number, null]),
    sql: 'select count(*) as n from t where (y < 3 and 10 div x >= 1) or x = 3',
    expected: 'DIVIDE_BY_ZERO',
  },
  {
    name: 'an OR that is decided does not fail',
    columns: { x: INT },
    rows: COUNTED,
    sql: 'select count(*) as n from t where x = 0 or 10 div x >= 1',
    expected: ['11'],
  },
  {
    name: 'an OR that is not decided yet fails',
    columns: { x: INT },
    rows: COUNTED,
    sql: 'select count(*) as n from t where 10 div x >= 1 or x = 0',
    expected: 'DIVIDE_BY_ZERO',
  },
  {
    name: 'NULL has a collation too',
    columns: { s: STRING },
    rows: [['x'], [null]],
    sql: "select s, collation(s) in ('y') as c from t",
    expected: ['"x" false', 'NULL false'],
  },
  {
    name: 'a date is moved by no BIGINT',
    columns: { d: DATE, l: LONG },
    rows: [[1, 1n]],
    sql: 'select d + l as c from t',
    expected: 'DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE',
  },
  {
    name: 'subqueries see the keys behind USING',
    columns: { k: INT, s: STRING },
    rows: [
      [1, 'x'],
      [2, null],
    ],
    sql: `select *, (select count(*) from t c where c.s = b.s) as n from t a left join t b using (s)
      where not exists (select 1 from t c where c.k = 1 and b.s is not null)`,
    expected: ['NULL 2 NULL 0'],
  },
  {
    name: 'what is lateral sees the keys behind USING',
    columns: { k: INT, s: STRING },
    rows: [
      [1, 'x'],
      [2, null],
    ],
    sql: `select * from t a left join t b using (s)
      left join lateral (select count(*) as n from t c where c.s = b.s) l`,
    expected: ['"x" 1 1 1', 'NULL 2 NULL 0'],
  },
  {
    name: 'what is divided by zero is not computed',
    columns: { k: INT },
    rows: [[300]],
    sql: 'select max(try_divide(cast(k as tinyint), 0Y)) as a, max(try_mod(cast(k as tinyint), nullif(k, k))) as b from t',
    expected: ['NULL NULL'],
  },
  {
    name: 'a divisor of zero fails before what is divided by it',
    columns: { k: INT },
    rows: [[300]],
    sql: 'select cast(k as tinyint) div (k - k) as a from t',
    expected: 'DIVIDE_BY_ZERO',
  },
  {
    name: 'narrowing casts come in order too, as they may fail',
    columns: { k: INT, l: LONG },
    rows: [
      [300, null],
      [1, 1n],
    ],
    sql: 'select count(*) as n from t where l + cast(k as tinyint) = 2',
    expected: ['1'],
  },
  {
    name: 'groups that are brought over are joined with those that ask for them',
    columns: { s: STRING, f: FLOAT },
    rows: [
      ['x', 1],
      ['xx', 2],
      [null, 3],
    ],
    sql: `select b.s, max(b.f) as f from (select distinct a.s, (a.s || a.s) as d, -2.0F as c from t a) g
      join t b on g.d = b.s and b.f is not distinct from b.f group by b.s`,
    expected: ['"xx" 2'],
  },
  {
    name: 'what is NULL for all rows hides no error beside it',
    columns: { l: LONG, k: INT },
    rows: [[7n, 0]],
    sql: 'select count(contains(mod(l, k), try_mod(l, 0))) as n from t',
    expected: 'REMAINDER_BY_ZERO',
  },
  {
    name: 'sets of groups by computed keys, of which a NULL is another than a key left out',
    columns: { s: STRING, k: INT },
    rows: [
      ['ab', 1],
      ['ac', 2],
      [null, 4],
    ],
    sql: `select substr(s, 1, 1) as a, k % 2 as b, grouping_id(substr(s, 1, 1), k % 2) as g, sum(k) as n, max(s) as m from t
      group by cube(substr(s, 1, 1), k % 2)`,
    expected: [
      '"a" 0 0 2 "ac"',
      '"a" 1 0 1 "ab"',
      '"a" NULL 1 3 "ac"',
      'NULL 0 0 4 NULL',
      'NULL 0 2 6 "ac"',
      'NULL 1 2 1 "ab"',
      'NULL NULL 1 4 NULL',
      'NULL NULL 3 7 "ac"',
    ],
  },
  {
    name: 'sets of groups have no rows where there are none, the set without keys included',
    columns: { s: STRING, k: INT },
    rows: [['ab', 1]],
    sql: 'select s, sum(k) as n, count(*) as c from t where k > 1 group by rollup(s)',
    expected: [],
  },
  {
    name: 'a set that is named twice has its rows twice',
    columns: { s: STRING, k: INT },
    rows: [
      ['x', 1],
      ['x', 2],
    ],
    sql: 'select s, sum(k) as n from t group by grouping sets ((s), (s), ())',
    expected: ['"x" 3', '"x" 3', 'NULL 3'],
  },
];

const lab = new Lab();
afterAll(() => lab.close(), 60_000);

test.each(CASES.map((each) => [each.name, each] as const))(
  '%s',
  async (_, { dialect, columns, rows, sql, expected }) => {
    const output = Object.entries(columns).map(([name, type]) => attribute(name, type));
    const parts = [rows.filter((_row, i) => i % 2 === 0), rows.filter((_row, i) => i % 2 === 1)];
    await lab.open(new Map([['t', { output, parts }]]), { ansi: true, timeZone: 'UTC', ...dialect });
    const prepared = await lab.prepare(sql);
    if ('kind' in prepared) {
      expect(prepared).toEqual({ kind: 'raised', condition: expected });
      return;
    }
    for (const variant of [PLAIN, NATIVE, ...OTHERS]) {
      const { answer } = await lab.run(prepared, variant);
      const found =
        answer.kind === 'rows'
          ? answer.rows.map((row) => row.map(valueText).join(' ')).sort()
          : answer.kind === 'raised'
            ? answer.condition
            : answer.what;
      expect(found, variant.name).toEqual(expected);
    }
  },
  60_000,
);
