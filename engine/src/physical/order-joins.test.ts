/** The order of joins, and what is built or broadcast, by what files say of themselves. */
import { expect, test } from 'vitest';
import { estimateOf } from '../optimizer/estimate.ts';
import { attribute } from '../tree/build.ts';
import type { ColumnRange, FileStatistics } from '../tree/file-statistics.ts';
import { outputOf } from '../tree/output.ts';
import type { Plan } from '../tree/plan.ts';
import { INT, struct } from '../types/data-type.ts';
import { logicalText } from './explain-logical.ts';
import { runSql, type Tables } from './sql.fixture.ts';

function files(rows: number, columns: Readonly<Record<string, number>>, isKnown = true): Plan {
  const output = Object.keys(columns).map((name) => attribute(name, INT));
  const range = (most: number): ColumnRange => ({ min: 1, max: most, nulls: 0 });
  const statistics: FileStatistics = {
    widths: {},
    rows,
    columns: Object.fromEntries(Object.entries(columns).map(([name, most]) => [name, range(most)])),
  };
  return {
    kind: 'source-relation',
    source: 'parquet',
    options: {},
    rootPaths: ['/t'],
    files: [{ path: '/t/a', size: Math.max(1, rows * 20), modified: 0, partitionValues: [] }],
    dataSchema: struct(output.map(({ name, type }) => ({ name, type, nullable: true, metadata: {} }))),
    partitionSchema: struct([]),
    output,
    tableName: undefined,
    statistics: isKnown ? statistics : undefined,
  };
}

const warehouse = (times: number, isKnown = true): Tables => ({
  sales: files(1000 * times, { item: 1000, day: 400, price: 100 }, isKnown),
  stock: files(10 * times, { item: 1000, amount: 50 }, isKnown),
  days: files(400, { day: 400, month: 12 }, isKnown),
});

const QUERY = `select sales.price, stock.amount, days.month from sales join stock on sales.item = stock.item
  join days on sales.day = days.day where days.month = 3`;

const joined = (tables: Tables, query = QUERY): readonly string[] =>
  logicalText(runSql(query, tables).optimized).match(/Join.*/g) ?? [];

test('what is filtered is joined before what makes more rows', () => {
  const found = joined(warehouse(1000));
  expect(found[0]).toMatch(/^Join Inner, \(item#\d+ = item#\d+\)$/);
  expect(found[1]).toMatch(/^Join Inner, \(day#\d+ = day#\d+\)$/);
  const { optimized } = runSql(QUERY, warehouse(1000));
  expect(outputOf(optimized).map(({ name }) => name)).toEqual(['price', 'amount', 'month']);
});

test('the order written stays where it costs little, where nothing is known, and where it was asked for', () => {
  const byItem = /^Join Inner, \(day#\d+ = day#\d+\)$/;
  expect(joined(warehouse(1))[0]).toMatch(byItem);
  expect(joined(warehouse(1000, false))[0]).toMatch(byItem);
  expect(joined(warehouse(1000), QUERY.replace('select', 'select /*+ broadcast(stock) */'))[0]).toMatch(
    /^Join Inner, \(day/,
  );
});

test('semi joins come before joins that make more rows, and after those that leave fewer', () => {
  const semi = (where: string): readonly string[] =>
    joined(
      warehouse(1000),
      `select * from sales join stock on sales.item = stock.item ${where} sales.day in (select day from days where month = 3)`,
    );
  expect(semi('where')[0]).toMatch(/^Join Inner/);
  expect(semi('where stock.item = 1 and sales.item = 2 and')[0]).toMatch(/^Join LeftSemi/);
});

test('a side that a filter leaves little of is broadcast', () => {
  const tables = {
    sales: files(1_000_000, { item: 1000, day: 400 }),
    other: files(1_000_000, { item: 1_000_000, day: 400 }),
  };
  const plan = (where: string): string =>
    runSql(`select * from sales join other on sales.item = other.item ${where}`, tables).explain('simple');
  expect(plan('')).toMatch(/SortMergeJoin|ShuffledHashJoin/);
  expect(plan('where other.day = 7')).toMatch(/BroadcastHashJoin/);
});

test.each([
  ['select * from sales', 1000],
  ['select * from sales where price > 50', 500],
  ['select * from sales where price > 25 and price <= 50', 250],
  ['select * from sales where day = 7', 3],
  ['select * from sales where day in (7, 8, 9, 10)', 10],
  ['select * from sales where not (price > 75) or item = 1', 751],
  ['select * from days d join sales s on s.day = d.day where d.month = 1', 83],
  ['select item, count(*) from sales where price = 1 group by item', 10],
  ['select * from sales limit 5', 5],
  ['select day from days union all select day from sales', 1400],
])('%s gives about %i rows', (query, rows) => {
  const estimate = estimateOf(runSql(query, warehouse(1)).optimized)?.rows ?? Number.NaN;
  expect(Math.abs(estimate - rows)).toBeLessThanOrEqual(Math.max(2, rows * 0.05));
});
