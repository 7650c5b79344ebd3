/** Groups that a join asks few of: which joins drop rows before they are grouped, and that the answer stays. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PHYSICAL } from '../exec/physical-shape.ts';
import type { HashJoin } from '../physical/node.ts';
import { preorder } from '../tree/transform.ts';
import { collectRows } from './actions.ts';
import { readFiles } from './read.ts';
import { SparkContext } from './spark-context.ts';
import { SparkSession } from './spark-session.ts';

const folder = mkdtempSync(join(tmpdir(), 'ask-groups-'));
const context = new SparkContext(
  new Map([
    ['spark.master', 'local[2]'],
    ['spark.app.name', 'ask-groups'],
    ['spark.sql.warehouse.dir', folder],
    ['spark.sql.native.enabled', 'false'],
  ]),
);
const spark = new SparkSession(context);

const TABLES = {
  facts: `select if(id % 97 = 0, null, id % 1000) as item, id % 7 as shop, id as amount from range(20000)`,
  items: `select if(id = 13, null, id) as item, id % 200 as kind, id % 7 as shop from range(1000)`,
};

beforeAll(async () => {
  for (const [name, query] of Object.entries(TABLES)) {
    await spark.sql(`create table made_${name} using parquet as ${query}`);
    const files = await readFiles(spark, 'parquet', new Map(), undefined, [join(folder, `made_${name}`)]);
    spark.createView(name, files, 'temporary', true);
  }
});

afterAll(async () => {
  await context.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function rowsOf(query: string): Promise<readonly string[]> {
  const rows = await collectRows(await spark.sql(query), { properties: {} });
  return rows.map((row) => row.map(String).join(' ')).sort();
}

async function filters(query: string): Promise<readonly HashJoin[]> {
  const plan = (await spark.sql(query)).execution.physical();
  const joins = [...preorder(PHYSICAL, plan)].filter((node): node is HashJoin => node.kind === 'hash-join');
  return joins.filter((node) => node.runtimeFilter === true);
}

/** A hint says how to join, so that nothing else is tried. */
const hinted = (query: string): string => query.replace(/^select/, 'select /*+ shuffle_hash(i) */');

const FEW = 'i.kind = 13';

test.each([
  ['by its key', `(select item, sum(amount) as total from facts group by item) g on g.item = i.item where ${FEW}`],
  [
    'by its key and its result',
    `(select item, count(*) as n from facts group by item) g on g.item = i.item and g.n = i.kind + 6 where ${FEW}`,
  ],
  [
    'by one of its keys, projected and filtered',
    `(select shop, item + 0 as moved, item as it, max(amount) as most from facts group by item, shop having max(amount) > 19000) g
      on g.it = i.item where ${FEW}`,
  ],
  [
    'DISTINCT',
    `(select item, count(distinct shop) as shops, sum(amount) as total from facts group by item) g on g.item = i.item where ${FEW}`,
  ],
])('few groups are asked for: %s', async (_, joined) => {
  const query = `select i.item, g.* from items i join ${joined}`;
  const [filter, ...others] = await filters(query);
  expect(filter?.type).toBe('left-semi');
  expect(others).toHaveLength(0);
  expect(await filters(hinted(query))).toHaveLength(0);
  const rows = await rowsOf(query);
  expect(rows.length).toBeGreaterThan(0);
  expect(rows).toEqual(await rowsOf(hinted(query)));
});

test.each([
  ['all are asked for', 'items i join (select item, sum(amount) from facts group by item) g on g.item = i.item'],
  [
    'the join keeps groups without partners',
    `(select * from items where kind = 13) i right join (select item, sum(amount) from facts group by item) g on g.item = i.item`,
  ],
  [
    'the key is no column that is grouped by',
    `items i join (select item, sum(amount) as total from facts group by item) g on g.total = i.item where ${FEW}`,
  ],
  [
    'NULL meets NULL',
    `items i join (select item, sum(amount) from facts group by item) g on g.item <=> i.item where ${FEW}`,
  ],
])('groups are made as ever where %s', async (_, joined) => {
  expect(await filters(`select * from ${joined}`)).toHaveLength(0);
});

test('the rows that ask are computed once', async () => {
  const before = new Set(context.scheduler.status.stages.keys());
  await rowsOf(
    `select i.item, g.total from items i join (select item, sum(amount) as total from facts group by item) g on g.item = i.item where ${FEW}`,
  );
  const made = [...context.scheduler.status.stages].filter(([id]) => !before.has(id)).map(([, stage]) => stage.name);
  expect(made.filter((name) => name === 'broadcast')).toHaveLength(1);
});
