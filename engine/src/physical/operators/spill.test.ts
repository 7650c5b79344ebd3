import { expect, test } from 'vitest';
import { attribute } from '../../tree/build.ts';
import { INT, STRING } from '../../types/data-type.ts';
import { rowsPlan } from '../in-process.fixture.ts';
import { runSql, type Tables } from '../sql.fixture.ts';

const ROWS = 20_000;
const SETTINGS = { 'spark.sql.shuffle.partitions': '2', 'spark.sql.autoBroadcastJoinThreshold': '-1' };

/** Three batches; keys repeat within and between them, some are NULL, `n` tells the rows apart. */
const table = (factor: number) =>
  rowsPlan(
    [attribute('n', INT), attribute('k', INT), attribute('s', STRING)],
    Array.from({ length: ROWS }, (_, n) => {
      const scattered = (n * factor) % 7_001;
      return [n, scattered % 97 === 0 ? null : scattered, `s${scattered % 1000}`];
    }),
  );

const TABLES: Tables = { a: table(7919), b: table(6007) };

const UNORDERED = [
  'select k, s, count(*), sum(n), min(s) from a group by k, s',
  'select distinct s, k from a',
  'select k, collect_list(n), first(s) from a group by k',
  'select a.n, b.n, a.s from a join b on a.k = b.k and a.n < b.n where b.n < 3000',
  'select a.n, b.n from a left join b on a.k = b.k and a.s = b.s and b.n > 19000',
  'select a.n, b.n from a full join (select * from b where k > 6500) b on a.k <=> b.k',
  'select n from a where not exists (select 1 from b where b.k = a.k and b.n < 9000 and b.s = a.s)',
  'select n, k in (select k from b where n < 100) from a where n > 19000',
  'select n, row_number() over (partition by s order by k, n), sum(n) over (partition by s) from a',
];

const texts = (rows: readonly (readonly unknown[])[]): readonly string[] => rows.map((row) => row.join('|'));

for (const query of UNORDERED) {
  test(`spilled and in memory alike: ${query}`, async () => {
    const { rows } = runSql(query, TABLES, SETTINGS);
    const expected = texts(await rows()).toSorted();
    expect(expected.length).toBeGreaterThan(100);
    expect(texts(await rows(false)).toSorted()).toEqual(expected);
  });
}

const ORDERED = [
  'select k, s, n from a order by k desc, s',
  'select /*+ repartition(2) */ * from a',
  'select s, n from (select * from a union all select * from b) order by s nulls last',
];

for (const query of ORDERED) {
  test(`merged runs keep the order, of equal rows too: ${query}`, async () => {
    const { rows } = runSql(query, TABLES, SETTINGS);
    const expected = texts(await rows());
    expect(expected.length).toBeGreaterThanOrEqual(ROWS);
    expect(texts(await rows(false))).toEqual(expected);
  });
}
