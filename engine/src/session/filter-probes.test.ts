/** Runtime filters before rows are stored: which joins get them, and that answers stay. */
import { afterAll, expect, test } from 'vitest';
import { withSets } from '../exec/cut-stages.ts';
import { filterProbes, isRuntimeFilter } from '../exec/filter-probes.ts';
import { PHYSICAL } from '../exec/physical-shape.ts';
import type { PhysicalNode } from '../physical/node.ts';
import { preorder } from '../tree/transform.ts';
import { collectRows } from './actions.ts';
import { SparkContext } from './spark-context.ts';
import { SparkSession } from './spark-session.ts';

const context = new SparkContext(
  new Map([
    ['spark.master', 'local[2]'],
    ['spark.app.name', 'filter-probes'],
    ['spark.sql.native.enabled', 'false'],
    ['spark.sql.shuffle.partitions', '3'],
  ]),
);
const spark = new SparkSession(context);

afterAll(() => context.stop());

const FEW = `(select if(id % 5 = 0, null, id * 7) as k, id as v from range(40))`;
const MANY = `(select if(id % 11 = 0, null, id % 900) as k, id as w from range(100000))`;

/** Broadcast, rows need not be stored, so that there is nothing to filter. */
async function rowsOf(query: string, threshold: number): Promise<readonly string[]> {
  await spark.sql(`set spark.sql.autoBroadcastJoinThreshold = ${threshold}`);
  const rows = await collectRows(await spark.sql(query), { properties: {} });
  return rows.map((row) => row.map(String).join(' ')).sort();
}

/** What each filter stands on. */
async function filtered(query: string): Promise<readonly PhysicalNode[]> {
  await spark.sql('set spark.sql.autoBroadcastJoinThreshold = -1');
  let last = 0;
  const plan = filterProbes(withSets((await spark.sql(query)).execution.physical(), () => ++last));
  return [...preorder(PHYSICAL, plan)].filter(isRuntimeFilter).map((node) => node.left);
}

test.each([
  ['an inner join', `select * from ${FEW} a join ${MANY} b on a.k = b.k`, 1],
  ['NULL meets NULL', `select v, count(*) from ${FEW} a join ${MANY} b on a.k <=> b.k group by v`, 1],
  ['partners that are asked for', `select * from ${FEW} a left semi join ${MANY} b on a.k = b.k and a.v < b.w`, 1],
  ['partners that must not be', `select * from ${FEW} a left anti join ${MANY} b on a.k = b.k and a.v > b.w`, 1],
  ['rows without partners of the other side', `select * from ${FEW} a left join ${MANY} b on a.k = b.k`, 1],
  ['expressions', `select * from ${FEW} a join ${MANY} b on a.k + 1 = b.k * 2`, 1],
  [
    'two joins by the same key',
    `select a.v, b.w, c.w as x from ${FEW} a join ${MANY} b on a.k = b.k join (select * from ${MANY} where w % 3 = 0) c on a.k = c.k`,
    2,
  ],
  ['groups', `select * from ${FEW} a join (select k, sum(w) as s from ${MANY} group by k) b on a.k = b.k`, 1],
  ['nothing', `select * from (select * from ${FEW} where v > 90) a join ${MANY} b on a.k = b.k`, 1],
  ['all of them', `select count(*) from (select distinct k from ${MANY}) a join ${MANY} b on a.k = b.k`, 1],
])('rows to be stored are filtered: %s', async (_, query, filters) => {
  expect(await filtered(query)).toHaveLength(filters);
  expect(await rowsOf(query, -1)).toEqual(await rowsOf(query, 100_000_000));
});

const GROUPS = `(select k, count(*) as n from ${MANY} group by k)`;

test.each([
  ['before they are grouped', 'hash-aggregate', false, `select * from ${FEW} a join ${GROUPS} b on a.k = b.k`],
  [
    'once they are numbered',
    'window',
    true,
    `select * from ${FEW} a join (select k, row_number() over (order by w) as n from ${MANY}) b on a.k = b.k`,
  ],
])('rows are filtered %s', async (_, kind, isBelow, query) => {
  const [rows] = await filtered(query);
  expect([...preorder(PHYSICAL, rows as PhysicalNode)].some((node) => node.kind === kind)).toBe(isBelow);
});

test.each([
  ['those without partners stay', `select * from ${MANY} b left join ${FEW} a on a.k = b.k`],
  ['groups get random numbers', `select * from ${FEW} a join (select k, rand(1) as r from ${GROUPS}) b on a.k = b.k`],
  ['those of both sides stay', `select * from ${FEW} a full join ${MANY} b on a.k = b.k`],
])('no rows are left out early where %s', async (_, query) => {
  expect(await filtered(query)).toHaveLength(0);
});
