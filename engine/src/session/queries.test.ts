import { afterAll, describe, expect, test } from 'vitest';
import { collectRows } from './actions.ts';
import { DEFAULT_LEVEL } from './cache-manager.ts';
import { persist, unpersist } from './persist.ts';
import { SparkContext } from './spark-context.ts';
import { SparkSession } from './spark-session.ts';

const context = new SparkContext(
  new Map([
    ['spark.master', 'local[2]'],
    ['spark.app.name', 'queries'],
    ['spark.sql.shuffle.partitions', '3'],
  ]),
);
const spark = new SparkSession(context);

afterAll(() => context.stop());

async function rowsOf(query: string): Promise<readonly string[]> {
  const rows = await collectRows(await spark.sql(query), { properties: {} });
  return rows.map((row) => row.map((v) => (typeof v === 'object' ? JSON.stringify(v) : String(v))).join(' ')).sort();
}

const times = (count: number, text: (i: number) => string, separator: string): string =>
  Array.from({ length: count }, (_, i) => text(i)).join(separator);

test('arrays and structs are compared whether or not they may hold NULLs', async () => {
  expect(
    await rowsOf(`select a = array(1, 2), nullif(array(1, 2), a), named_struct('n', 1) >= named_struct('n', a[1])
      from values (array(1, null)), (array(1, 2)) t(a)`),
  ).toEqual(['false [1,2] true', 'true null false']);
});

describe('expressions thousands of operators long reach the executors', () => {
  test('OR', async () => {
    expect(
      await rowsOf(`select count(*) from range(100) where ${times(5000, (i) => `id = ${2 * i}`, ' or ')}`),
    ).toEqual(['50']);
  });
  test('AND of OR', async () => {
    const condition = times(3000, (i) => `(id != ${2 * i} or id > ${i})`, ' and ');
    expect(await rowsOf(`select count(*) from range(100) where ${condition}`)).toEqual(['99']);
  });
  test('+', async () => {
    expect(await rowsOf(`select sum(${times(3000, () => 'id', ' + ')}) from range(10)`)).toEqual(['135000']);
  });
}, 60_000);

test('a relation whose slices share memory is read by tasks of one thread', async () => {
  expect(await rowsOf("select * from values ('abc', 1), ('', 2), ('', 3) as t(a, b)")).toEqual([' 2', ' 3', 'abc 1']);
});

test('projections that each read the one before twice are computed once', async () => {
  let dataset = await spark.sql('select id as c0 from range(3)');
  for (let i = 0; i < 200; i++) {
    spark.createView('chain', dataset, 'temporary', true);
    dataset = await spark.sql(`select *, c${i} + c${i} % 2 as c${i + 1} from chain`);
  }
  spark.createView('chain', dataset, 'temporary', true);
  expect(await rowsOf('select c0, c1, c150 + c200 from chain')).toEqual(['0 0 0', '1 2 4', '2 2 4']);
});

describe('subqueries', () => {
  const T = 'values (1, 1), (null, 2), (3, 3) as t(c, d)';
  const S = 'values (1, 1), (null, 3) as s(e, f)';
  const U = 'values (1, 1), (1, 2), (5, 7) as u(e, f)';
  const cases: readonly (readonly [query: string, rows: readonly string[]])[] = [
    [
      `select c, c in (select e from ${S}), c not in (select e from ${S}) from ${T}`,
      ['1 true false', '3 false false', 'null false false'],
    ],
    [`select c from ${T} where (c in (select e from ${U})) = false`, ['3']],
    [`select c from ${T} where not (d > 2 or c in (select e from ${U}))`, []],
    [
      `with u as (select * from ${U}) select c in (select e from u) as k, count(*) from ${T} group by c in (select e from u)`,
      ['false 2', 'true 1'],
    ],
    [`select d, (select max(e) from ${U} where f > d) from ${T}`, ['1 5', '2 5', '3 5']],
    [`select d, (select f from ${U} where f > d order by f limit 1) from ${T}`, ['1 2', '2 7', '3 7']],
    [`select d, (select count(*) from ${U} where e + f > d) from ${T}`, ['1 3', '2 2', '3 1']],
    [`select d, (select count(*) from ${U} where e = c having count(*) = 0) from ${T}`, ['1 null', '2 0', '3 0']],
    [`select d, (select collect_list(f) from ${U} where e = c) from ${T}`, ['1 [1,2]', '2 []', '3 []']],
    [`select d from ${T} where exists (select count(*) from ${U} where e = c)`, ['1', '2', '3']],
    [`select d from ${T} where c in (select count(*) - 1 from ${U} where e = c)`, ['1']],
    [`select d, f from ${T}, lateral (select f from ${U} where e = c order by f limit 1)`, ['1 1']],
    [
      `select d, n, m from ${T} left join lateral (select count(*) n, max(f) m from ${U} where e = c)`,
      ['1 2 2', '2 0 null', '3 0 null'],
    ],
    [`select d, y from ${T}, lateral explode(array(c, d)) as x(y)`, ['1 1', '1 1', '2 2', '2 null', '3 3', '3 3']],
    [
      `select d from ${T} where exists (select 1 from ${U} where f > d and f < 3 union all select 2 from ${S} where e = c)`,
      ['1'],
    ],
    [`select d from ${T} where d in (select row_number() over (order by f) from ${U} where f >= d)`, ['1', '2']],
    [`select d, f from ${T} left join ${S} on c = e and d in (select f from ${U})`, ['1 1', '2 null', '3 null']],
    [
      `select d, f from ${T} full join ${S} on c = e and f not in (select f from ${U})`,
      ['1 null', '2 null', '3 null', 'null 1', 'null 3'],
    ],
    [`with v as (select * from ${T}) select d from v where exists (select 1 from v w where w.d = v.d + 1)`, ['1', '2']],
    [
      `with v as (select * from ${T}) select d, n from v, lateral (select count(*) n from v w where w.d < v.d)`,
      ['1 0', '2 1', '3 2'],
    ],
    [`select max(d) from ${T} group by c having max(d) > (select min(f) from ${U} where e = c)`, []],
    [`select max(d) from ${T} group by c having max(d) >= (select min(f) from ${U} where e = c)`, ['1']],
    [`select sum(f) from ${U} natural join values (1, 4), (5, 5) as w(e, g) group by u.e having max(w.e) > 1`, ['7']],
    [
      `select sum(f) from ${U} natural join values (1, 4), (5, 5) as w(e, g) group by u.e order by max(w.e)`,
      ['3', '7'],
    ],
  ];
  for (const [query, rows] of cases) {
    test(query.replaceAll(T, 't').replaceAll(S, 's').replaceAll(U, 'u'), async () => {
      expect(await rowsOf(query)).toEqual([...rows].sort());
    });
  }

  test('more than one value for a row', async () => {
    const query = `select (select f from ${U} where e = c) from ${T}`;
    await expect(rowsOf(query)).rejects.toMatchObject({ condition: 'SCALAR_SUBQUERY_TOO_MANY_ROWS' });
  });
});

test('a RANGE frame that reaches over the end of its type', async () => {
  const query =
    'select last(id) over (order by id range between current row and 4 following) from range(9223372036854775804, 9223372036854775807)';
  await expect(rowsOf(query)).rejects.toMatchObject({ condition: 'ARITHMETIC_OVERFLOW' });
});

describe('refused while the query is analysed', () => {
  const cases: readonly (readonly [query: string, condition: string])[] = [
    ['select a from values (1) as t(a) qualify count(1) > 1', 'QUALIFY_AGGREGATE_NOT_ALLOWED'],
    ['select * from values (1, 2) as t(a, b) pivot (sum(avg(a)) for b in (1, 2))', 'NESTED_AGGREGATE_FUNCTION'],
    ['select * from explode(explode(array(1)))', 'UNSUPPORTED_GENERATOR.NESTED_IN_EXPRESSIONS'],
    ['select inline(array(1))', 'DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE'],
    [
      'select a from values (1, 2) as t(a, b) group by a having exists (select 1 from values (1) as u(c) where c = b)',
      'MISSING_ATTRIBUTES.RESOLVED_ATTRIBUTE_MISSING_FROM_INPUT',
    ],
    [
      'select * from values (1) as t(a) join values (1) as u(b) on exists (select 1 from values (1) as w(c) where c = a + b)',
      'UNSUPPORTED_SUBQUERY_EXPRESSION_CATEGORY.UNSUPPORTED_CORRELATED_EXPRESSION_IN_JOIN_CONDITION',
    ],
  ];
  for (const [query, condition] of cases) {
    test(query, async () => {
      await expect(rowsOf(query)).rejects.toMatchObject({ condition });
    });
  }
});

test('what a scalar subquery decides can be cached, and is computed by the first query that reads it', async () => {
  const dataset = await spark.sql('select id from range(5) where id > (select avg(id) from range(4))');
  persist(dataset, DEFAULT_LEVEL);
  expect(await collectRows(dataset, { properties: {} })).toEqual([[2n], [3n], [4n]]);
  unpersist(dataset);
});
