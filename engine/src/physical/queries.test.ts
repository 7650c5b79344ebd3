import { describe, expect, test } from 'vitest';
import { attribute } from '../tree/build.ts';
import { INT, LONG, STRING } from '../types/data-type.ts';
import { rowsPlan } from './in-process.fixture.ts';
import { runSql, type Tables } from './sql.fixture.ts';

const TABLES: Tables = {
  t: rowsPlan(
    [attribute('a', INT), attribute('b', INT), attribute('c', STRING)],
    [
      [1, 1, 'x'],
      [2, null, 'y'],
      [3, 2, null],
      [null, 2, 'z'],
      [5, 3, 'x'],
      [2, 1, 'x'],
      [1, 1, 'y'],
    ],
  ),
  u: rowsPlan(
    [attribute('k', INT), attribute('v', LONG, false)],
    [
      [1, 10n],
      [2, 20n],
      [2, 21n],
      [null, 30n],
    ],
  ),
};

const rowsOf = async (query: string, settings: Readonly<Record<string, string>> = {}): Promise<readonly string[]> =>
  (await runSql(query, TABLES, settings).rows()).map((row) => row.map((v) => v ?? '-').join(' ')).sort();

/** With and without the optimizer, in one partition and in several. */
function check(query: string, expected: readonly string[]): void {
  test(query, async () => {
    const sorted = [...expected].sort();
    expect(await rowsOf(query)).toEqual(sorted);
    expect(await rowsOf(query, { 'spark.sql.optimizer.enabled': 'false' })).toEqual(sorted);
    expect(await rowsOf(query, { 'spark.sql.shuffle.partitions': '1' })).toEqual(sorted);
  });
}

describe('aggregates', () => {
  check('select b, sum(a), count(*) from t group by b', ['- 2 1', '1 4 3', '2 3 2', '3 5 1']);
  check('select sum(a), count(*) from t where a > 100', ['- 0']);
  check('select b + 1 as k, sum(a) + 1 as s from t group by b + 1 having count(*) > 1', ['2 5', '3 4']);
  check('select b, sum(a) as s from t group by b having b > 1 and sum(a) > 3', ['3 5']);
  check('select b, count(distinct c), sum(a) from t group by b', ['- 1 2', '1 2 4', '2 1 3', '3 1 5']);
  check('select count(distinct c), sum(a) from t', ['3 14']);
  check('select b, count(distinct c), count(distinct a), sum(a) from t group by b', [
    '- 1 1 2',
    '1 2 2 4',
    '2 1 1 3',
    '3 1 1 5',
  ]);
  check('select count(distinct c) filter (where a > 1), count(distinct a) from t', ['2 4']);
  check('select count(distinct a), count(*) filter (where b = 77) from t group by c having c = "x"', ['3 0']);
});

describe('aggregates that are easily wrong', () => {
  check('select count(distinct a), sum(distinct a) filter (where c = "x") from t', ['4 8']);
  check('select count(distinct a) filter (where c = "x"), count(distinct a) filter (where c = "y") from t', ['3 2']);
  check('select b, count(distinct a), max(c) filter (where a = 2) from t group by b', [
    '- 1 y',
    '1 2 x',
    '2 1 -',
    '3 1 -',
  ]);
  check('select count(distinct 2), sum(distinct 3) from t where a > 100', ['0 -']);
  check('select count(distinct 2), sum(distinct 3), count(distinct a) from t', ['1 3 4']);
  check('select count(distinct 2), sum(distinct 3), count(distinct a) from t where a > 100', ['0 - 0']);
  check('select count(*), grouping_id() from t where a > 100 group by grouping sets (())', ['0 0']);
  check('select count(*) from t where a > 100 group by rollup(a)', []);
});

describe('windows', () => {
  check(
    'select a, row_number() over (partition by b order by a, c) rn, rank() over (order by a) rk, sum(a) over (partition by b order by a) s from t',
    ['- 1 1 -', '1 1 2 2', '1 2 2 2', '2 1 4 2', '2 3 4 4', '3 2 6 3', '5 1 7 5'],
  );
  check(
    'select a, sum(a) over (order by a rows between 1 preceding and 1 following) s, sum(a) over (order by a range between 1 preceding and current row) r from t',
    ['- 1 -', '1 2 2', '1 4 2', '2 5 6', '2 7 6', '3 10 7', '5 8 5'],
  );
  check('select a, count(*) over (order by a desc range between 1 preceding and 1 following) n from t', [
    '- 1',
    '1 4',
    '1 4',
    '2 5',
    '2 5',
    '3 3',
    '5 1',
  ]);
});

describe('windows that skip NULLs', () => {
  check(
    'select a, lag(b) ignore nulls over w, nth_value(b, 2) ignore nulls over v from t where a > 1 window w as (order by a, c), v as (order by a, c rows between unbounded preceding and unbounded following)',
    ['2 - 2', '2 1 2', '3 1 2', '5 2 2'],
  );
});

describe('set operations and subqueries', () => {
  check('select b from t intersect select k from u', ['-', '1', '2']);
  check(
    'select a, (select sum(v) from u where u.k = t.b) s, (select count(*) from u where u.k = t.a) n from t where b <= 2',
    ['- 41 0', '1 10 1', '1 10 1', '2 10 2', '3 41 0'],
  );
  check('select a from t where a > (select max(k) from u)', ['3', '5']);
  check('select a from t where 3 not in (select k from u where k is not null) and a > 2', ['3', '5']);
  check('select a from t where 3 not in (select k from u)', []);
  check('select a from t where a not in (select k from u where k is not null)', ['3', '5']);
  check('select a from t where a not in (select k from u where k > 100)', ['-', '1', '1', '2', '2', '3', '5']);
});
