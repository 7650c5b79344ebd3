/** What of a query over Parquet goes to the native engine, in which form, and that its rows are the evaluator's. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PHYSICAL } from '../exec/physical-shape.ts';
import { estimateOf } from '../optimizer/estimate.ts';
import type { NativeScan, PhysicalNode } from '../physical/node.ts';
import { preorder } from '../tree/transform.ts';
import { collectRows } from './actions.ts';
import { QueryExecution } from './query-execution.ts';
import { readFiles } from './read.ts';
import { SparkContext } from './spark-context.ts';
import { SparkSession } from './spark-session.ts';

const folder = mkdtempSync(join(tmpdir(), 'hand-over-'));
const context = new SparkContext(
  new Map([
    ['spark.master', 'local[2]'],
    ['spark.app.name', 'hand-over'],
    ['spark.sql.warehouse.dir', folder],
  ]),
);
const spark = new SparkSession(context);
const evaluator = new SparkSession(context, new Map([['spark.sql.native.enabled', 'false']]));

const TABLES = {
  sales: `select id as sale, id % 7 as item, cast(id % 13 as int) as amount, if(id % 11 = 0, null, id % 5) as shop
    from range(200)`,
  items: `select id as item, concat('item ', id % 3) as kind from range(7)`,
};

beforeAll(async () => {
  for (const [name, query] of Object.entries(TABLES)) await makeTable(name, query);
});

async function makeTable(name: string, query: string, partitionedBy = ''): Promise<void> {
  await spark.sql(`create table made_${name} using parquet ${partitionedBy} as ${query}`);
  for (const session of [spark, evaluator]) {
    const files = await readFiles(session, 'parquet', new Map(), undefined, [join(folder, `made_${name}`)]);
    session.createView(name, files, 'temporary', true);
  }
}

afterAll(async () => {
  await context.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function rowsOf(session: SparkSession, query: string): Promise<readonly string[]> {
  const rows = await collectRows(await session.sql(query), { properties: {} });
  return rows.map((row) => row.map(String).join(' '));
}

/** The SQL of the query's native subplans, once its rows have been found to be the evaluator's. */
async function handedOver(query: string): Promise<{ readonly sql: readonly string[]; readonly whole: boolean }> {
  const sorted = (rows: readonly string[]): readonly string[] => [...rows].sort();
  expect(sorted(await rowsOf(spark, query))).toEqual(sorted(await rowsOf(evaluator, query)));
  const plan = (await spark.sql(query)).execution.native();
  return { sql: nativeScans(plan).map((scan) => scan.sql), whole: plan.kind === 'native-scan' };
}

const nativeScans = (plan: PhysicalNode): readonly NativeScan[] =>
  [...preorder(PHYSICAL, plan)].filter((node): node is NativeScan => node.kind === 'native-scan');

describe('whole queries', () => {
  test.each([
    ['joins', 'select s.sale, i.kind from sales s join items i on s.item = i.item'],
    ['an order of all rows', 'select item, sum(amount) from sales group by item order by 2 desc, 1'],
    ['the first of groups', 'select item, count(*) from sales group by item order by 2 desc, 1 limit 3 offset 1'],
    ['a scalar subquery', 'select item from sales group by item having sum(amount) > (select avg(amount) from sales)'],
    ['DISTINCT beside others', 'select shop, count(distinct item), sum(amount), count(*) from sales group by shop'],
    [
      'several sets of DISTINCT arguments, some of them filtered, beside others',
      `select shop, count(distinct item), count(distinct amount), sum(distinct amount) filter (where item > 2),
        max(sale), count(*) filter (where amount > 5) from sales group by shop`,
    ],
    [
      'the same without groups and rows',
      'select count(distinct item), sum(distinct amount), sum(sale), count(*) from sales where sale < 0',
    ],
    ['a count for each row', 'select kind, (select count(*) from sales s where s.item = i.item) from items i'],
    [
      'the first of rows that are told apart',
      'select s.item, i.kind from sales s join items i on s.item = i.item order by kind, item limit 9',
    ],
    ['grouping sets', 'select shop, item, sum(amount), grouping_id() from sales group by rollup (shop, item)'],
    ['semi and anti joins', 'select item from items where item in (select shop from sales where amount > 3)'],
    [
      'EXISTS beside another condition',
      `select sale from sales s where amount > 10
        or exists (select * from items i where i.item = s.shop and i.kind = 'item 1')`,
    ],
    ['ranks', 'select sale, rank() over (partition by item order by amount) from sales'],
    ['windows over whole partitions', 'select sale, sum(amount) over (partition by shop) from sales'],
    [
      'numbers of rows that differ in what they are ordered by',
      `select *, row_number() over (partition by shop order by item), lag(n) over (partition by shop order by item)
        from (select shop, item, count(*) as n from sales group by shop, item)`,
    ],
  ])('%s', async (_, query) => {
    expect((await handedOver(query)).whole).toBe(true);
  });
});

test.each([
  'select sale, row_number() over (partition by item order by amount) from sales',
  'select sum(amount) over (order by amount rows 2 preceding) from sales',
])('what depends on which of equal rows comes first stays: %s', async (query) => {
  expect(nativeScans((await spark.sql(query)).execution.native())).toEqual([]);
});

test('the first rows of a file, and of a join of files in its order, are the first', async () => {
  expect((await handedOver('select sale from sales limit 5')).sql).toEqual([]);
  expect((await handedOver('select s.sale from sales s join items i on s.item = i.item limit 5')).sql).toEqual([]);
});

test('partitions come from the names of folders where DuckDB reads these as we do', async () => {
  await makeTable('by_shop', 'select sale, shop from sales', 'partitioned by (shop)');
  const words = `select sale, if(shop = 1, 'a b', if(shop = 2, 'null', string(shop))) as word from sales`;
  await makeTable('by_word', words, 'partitioned by (word)');
  const byShop = await handedOver('select f.*, i.kind from by_shop f left join items i on i.item <=> f.shop');
  const byWord = await handedOver('select f.word, count(*), max(f.sale) from by_word f group by f.word');
  expect(byShop.sql[0]).toMatch(/hive_types = \{"shop": INTEGER\}/);
  expect(byWord.sql[0]).toMatch(/UNION ALL/);
});

test('the evaluator reads only partitions whose values a filtered side of a join has', async () => {
  const [big, small] = [
    'select id as sale, id % 20 as day from range(20000)',
    'select id as day, id % 4 as kind from range(20)',
  ];
  await makeTable('by_day', big, 'partitioned by (day)');
  await makeTable('days', small);
  const folders = async (query: string, settings: Record<string, string> = {}): Promise<readonly string[]> => {
    const session = new SparkSession(
      context,
      new Map(Object.entries({ 'spark.sql.native.enabled': 'false', ...settings })),
    );
    const { parsed, analyzed } = (await evaluator.sql(query)).execution;
    const { plan } = await new QueryExecution(session, parsed, analyzed).runnable({ properties: {} });
    const scans = [...preorder(PHYSICAL, plan)].filter((node) => node.kind === 'file-scan');
    return [
      ...new Set(scans.flatMap((scan) => scan.partitions.flat().flatMap(({ path }) => path.match(/day=\d+/) ?? []))),
    ];
  };
  const joined = `select sum(sale), count(*) from by_day f join days d on f.day = d.day where d.kind = 1`;
  expect(await folders(joined)).toEqual(['day=1', 'day=13', 'day=17', 'day=5', 'day=9']);
  expect(await folders(joined, { 'spark.sql.optimizer.dynamicPartitionPruning.enabled': 'false' })).toHaveLength(20);
  expect(await folders(joined.replace('join', 'left join'))).toHaveLength(5);
  expect(await folders('select * from by_day f left join days d on f.day = d.day and d.kind = 1')).toHaveLength(20);
  expect(await folders('select * from by_day f join days d on f.day = d.day')).toHaveLength(20);
  expect(await folders('select * from by_day f where day in (select day from days where kind = 2)')).toHaveLength(5);
  expect(await folders(joined.replace('kind = 1', 'kind = 7'))).toHaveLength(0);
  expect((await evaluator.sql(joined)).execution.explain('simple')).toMatch(
    /PartitionFilters: \[.*dynamicpruningexpression\(cast\(day#\d+ as bigint\) IN dynamicpruning#\d+\)/,
  );
  expect((await handedOver(joined)).whole).toBe(true);
});

test('tables of the catalog say how many rows they have, those inserted since too', async () => {
  const rows = async (): Promise<number | undefined> =>
    estimateOf((await spark.sql('select * from made_days where kind = 1')).execution.optimized)?.rows;
  expect(await rows()).toBe(5);
  await spark.sql('insert into made_days select id + 20, 1 from range(20)');
  expect(await rows()).toBe(10);
});

test('many tables are joined in a better order than written too', async () => {
  const keys = Array.from({ length: 14 }, (_, i) => i);
  await makeTable('wide', `select ${keys.map((i) => `id % 7 as k${i}`).join(', ')} from range(200000)`);
  const joins = keys.map((i) => `join items i${i} on i${i}.item = k${i}`).join(' ');
  const query = `select count(*) from wide ${joins} where i13.kind = 'item 2'`;
  const scans = (await evaluator.sql(query)).execution
    .explain('simple')
    .split('\n')
    .filter((line) => line.includes('FileScan'));
  const [first = '', second = ''] = scans.sort((a, b) => b.indexOf('FileScan') - a.indexOf('FileScan'));
  expect(first + second).toContain('EqualTo(kind,item 2)');
  expect(first + second).toContain('k13#');
  expect(await rowsOf(evaluator, query)).toEqual([
    String(Math.floor((200000 - 2) / 7) + 1 + Math.floor((200000 - 5) / 7) + 1),
  ]);
});

test('what has no lowering is computed by the evaluator between two native subplans, where that pays', async () => {
  await makeTable('many', 'select id, xxhash64(id) as x, hash(id) as h from range(400000)');
  const ranked = (table: string): string =>
    `select sum(r), count(*) from (select rank() over (partition by crc32(string(id)) order by x) as r
      from (select m.id, m.x from ${table} m left semi join items i on i.item = m.id & 7))`;
  const { sql, whole } = await handedOver(ranked('many'));
  expect(whole).toBe(true);
  expect(sql).toHaveLength(2);
  expect(sql[0]).toMatch(/ FROM input0 AS /);
  expect((await spark.sql(ranked('many'))).execution.explain('simple')).toMatch(
    /Native: HashAggregate.* and everything below it\n {2}but for the rows of Project .*crc32/,
  );
  expect((await handedOver(ranked('(select sale as id, sale as x from sales)'))).whole).toBe(false);
});

describe('rows of a cached plan', () => {
  const COLUMNS = `id, id % 1000 as k, if(id % 7 = 0, null, cast(id % 100 as decimal(9,2))) as d,
    cast(id as decimal(30,5)) * -1 as w, date_add(date'1969-12-01', cast(id % 1000 as int)) as t,
    timestamp_micros(id * 1000003) as m, if(id % 11 = 0, double('nan'), if(id % 5 = 0, -0.0D, id / 3D)) as x,
    if(id % 3 = 0, null, id % 2 = 0) as b, cast(id % 100 as tinyint) as y, float(id) as f`;

  async function cached(name: string, columns: string): Promise<void> {
    for (const session of [evaluator, spark])
      await session.sql(`create temporary view ${name} as select ${columns} from range(100000)`);
    await evaluator.sql(`cache table ${name}`);
  }

  test('are brought over where a window or a join makes up for it', async () => {
    await cached('facts', COLUMNS);
    await cached('names', `id, if(id % 3 = 0, null, concat('é😀', repeat('z', int(id % 30)))) as s`);
    const ranked = `select sum(hash(*)), count(*) from (select *, rank() over (partition by k order by id) from facts)`;
    const joined = `select sum(hash(*)), count(*) from (select f.*, n.s, rank() over (partition by k order by f.id, n.s)
      from facts f join names n on f.id = n.id join names o on o.id = f.id)`;
    for (const query of [ranked, joined]) expect((await handedOver(query)).sql[0]).toMatch(/ FROM input0 AS /);
    expect((await spark.sql(joined)).execution.explain('simple')).toMatch(
      /Native: .* and everything below it\n {2}but for the rows of .*\n {2}but for the rows of .*\n/,
    );
  });

  test('stay for filters and aggregates alone, and where few', async () => {
    for (const query of [
      'select k, sum(d), count(*) from facts where x < 1000 group by k',
      'select f.k, n.k from facts f join facts n on f.id = n.id where f.k = 7 and n.k = 7',
    ])
      expect((await handedOver(query)).sql).toEqual([]);
  });

  test('are left to the evaluator where text is no UTF-8', async () => {
    await cached('odd', `id, if(id = 77777, cast(x'ff' as string), 'a') as s`);
    const { sql } = await handedOver(
      'select sum(hash(*)) from (select *, rank() over (partition by id % 10 order by s, id) as r from odd)',
    );
    expect(sql).toHaveLength(1);
  });
});

test('groups that are read twice are made once', async () => {
  const { sql } = await handedOver(`with totals as (select item, sum(amount) as total from sales group by item)
    select item from totals where total = (select max(total) from totals)`);
  expect(sql[0]?.match(/GROUP BY/g)).toHaveLength(1);
});

test('groups are made for the rows that ask for them', async () => {
  const { sql } = await handedOver(`select i.item from items i where i.kind = 'item 1'
    and i.item < (select max(amount) from sales s where s.item = i.item)`);
  expect(sql[0]).toMatch(/"kind".*AS t\d+, \(SELECT .*GROUP BY/);
});

test('a window whose rows another one leaves in order keeps it from DuckDB', async () => {
  await handedOver(`select max(x) over (partition by x), x, ntile(3) over (partition by x order by x desc)
    from (select min(shop) as x from sales group by item, amount)`);
});

test('the groups asked for may be compared by more than their keys', async () => {
  const { sql } = await handedOver(`select i.item, s.amount from items i join sales s on s.item = i.item
    where i.kind = 'item 1' and s.amount = (select max(amount) from sales m where m.item = i.item)`);
  expect(sql[0]).toMatch(/, \(SELECT .*max\(.*WHERE .*GROUP BY .* = t\d+\.c\d+\)/);
});

test('groups are asked for by one key, and compared by the same with another', async () => {
  const { sql } = await handedOver(`select i.item from items i join
    (select item, count(*) as n from sales group by item) g on g.item = i.item and g.item = length(i.kind) - 3
    where i.kind = 'item 1'`);
  expect(sql).toHaveLength(1);
});

test('what DuckDB derives from a disjunction over both sides is not said besides', async () => {
  const { sql } = await handedOver(`select s.sale, i.item from sales s join items i on s.item = i.item
    where (s.shop = 1 and i.kind = 'item 1') or (s.shop = 2 and i.kind = 'item 2')`);
  expect(sql[0]?.match(/"kind" AS VARCHAR\) = /g)).toHaveLength(2);
});

test('a test for NULL that a comparison makes needless is left out, another is not', async () => {
  expect((await handedOver('select count(*) from sales where shop > 1')).sql[0]).not.toContain('IS NOT NULL');
  expect((await handedOver('select count(*) from sales where shop is not null')).sql[0]).toContain('IS NOT NULL');
});

test('what fails natively is answered by the evaluator, its subqueries too', async () => {
  const query = `select item, sum(amount) div (select min(amount) from sales where sale > 0) from sales group by item`;
  await expect(rowsOf(spark, query)).rejects.toMatchObject({ condition: 'DIVIDE_BY_ZERO' });
});

test.each(['< 5', '= 5', 'IN (5, 6)', 'IS NOT NULL', '<=> NULL'])(
  'a narrowing cast fails before `%s`',
  async (comparison) => {
    const query = `select count(*) as n from sales where cast(sale as tinyint) ${comparison}`;
    await expect(rowsOf(spark, query)).rejects.toMatchObject({ condition: 'CAST_OVERFLOW' });
  },
);
