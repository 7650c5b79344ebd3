/** Queries give back all they held, in memory and on disk, whether they end well, fail or are cancelled. */
import { mkdtempSync, readdirSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { NativeClient } from '../native/client.ts';
import { LONG, STRING } from '../types/data-type.ts';
import type { Value } from '../types/value.ts';
import { readRow, valueReader } from '../types/vector-reader.ts';
import { collectRows } from './actions.ts';
import { readFiles } from './read.ts';
import { SparkContext } from './spark-context.ts';
import { SparkSession } from './spark-session.ts';

/** For what ends at once, on a machine that is busy. */
const SOON = { timeout: 10_000, interval: 50 };

const folder = mkdtempSync(join(tmpdir(), 'memory-'));
const context = new SparkContext(
  new Map([
    ['spark.master', 'local[2]'],
    ['spark.app.name', 'memory'],
    ['spark.driver.memory', '160m'],
    ['spark.sql.warehouse.dir', join(folder, 'warehouse')],
    ['spark.local.dir', folder],
    ['spark.sql.shuffle.partitions', '3'],
    ['spark.sql.autoBroadcastJoinThreshold', '-1'],
  ]),
);
const spark = new SparkSession(context);
const evaluator = new SparkSession(context, new Map([['spark.sql.native.enabled', 'false']]));
const native = new NativeClient(context.native.openPort());

beforeAll(async () => {
  await spark.sql(`create table made using parquet as
    select id as n, (id * 7919) % 600011 as k, id % 3 as g, concat('a text of some length ', id) as s from range(600000)`);
  for (const session of [spark, evaluator]) {
    const files = await readFiles(session, 'parquet', new Map(), undefined, [join(folder, 'warehouse', 'made')]);
    session.createView('t', files, 'temporary', true);
  }
});

afterEach(() => vi.waitFor(nothingIsHeld, SOON));

afterAll(async () => {
  await context.stop();
  expect(readdirSync(folder)).toEqual(['warehouse']);
  rmSync(folder, { recursive: true, force: true });
});

/** What the native engine keeps for itself. */
const LITTLE = 4 * 1024 ** 2;
const NATIVE_BYTES = "sum(memory_usage_bytes) FROM duckdb_memory() WHERE tag <> 'EXTERNAL_FILE_CACHE'";

async function nothingIsHeld(): Promise<void> {
  const { budget, store } = context;
  // Slabs that nobody uses are kept for the next query, and go where there is need.
  const room = await store.makeRoom(budget.total);
  budget.shrink(room);
  expect(budget.used()).toBe(0);
  expect(room).toBe(budget.total);
  expect(store.liveSlabs).toBe(0);
  expect(filesOfTasks()).toEqual([]);
  expect(await nativeNumber(NATIVE_BYTES)).toBeLessThan(LITTLE);
  expect(await nativeNumber('sum(temporary_storage_bytes) FROM duckdb_memory()')).toBe(0n);
}

/** Files in the application's folder, those without a name too. */
function filesOfTasks(): readonly string[] {
  const named = readdirSync(context.localDir).filter((name) => !['native', 'userFiles'].includes(name));
  const open = readdirSync('/proc/self/fd').flatMap((fd) => {
    try {
      return [readlinkSync(`/proc/self/fd/${fd}`)];
    } catch {
      return [];
    }
  });
  return [...named, ...open.filter((path) => path.startsWith(context.localDir) && path.endsWith('(deleted)'))];
}

async function nativeNumber(of: string): Promise<Value> {
  const request = {
    sql: `SELECT CAST(${of.replace(' FROM', ' AS BIGINT) FROM')}`,
    parameters: [],
    types: [LONG],
    timeZone: 'UTC',
  };
  let value: Value = null;
  for await (const batch of native.query(request)) value = readRow(batch, [valueReader(LONG)], 0)[0] as Value;
  return value;
}

const nativeSetting = async (name: string): Promise<Value> => {
  const request = { sql: `SELECT current_setting('${name}')`, parameters: [], types: [STRING], timeZone: 'UTC' };
  for await (const batch of native.query(request)) return readRow(batch, [valueReader(STRING)], 0)[0] as Value;
  return null;
};

const collect = async (session: SparkSession, query: string, signal?: AbortSignal): Promise<Value[][]> =>
  collectRows(await session.sql(query), { properties: {}, signal });

const PATHS = [
  ['natively', spark],
  ['on the evaluator', evaluator],
] as const;

const QUERIES = {
  sort: 'select max(n), max(s) from (select n, s from t order by k limit 590000)',
  aggregate: 'select count(*), max(m) from (select k, s, max(n) as m from t group by k, s)',
  'aggregate of texts': 'select count(*), max(s) from (select k, max(s) as s from t group by k)',
  distinct: 'select count(*) from (select distinct s, k from t)',
  join: 'select count(*), max(a.s) from t a join t b on a.k = b.n',
  window:
    'select max(a), max(b) from (select rank() over (order by k) as a, count(s) over (partition by g) as b from t)',
};

const FAILURES = {
  'at its last row': [
    'DIVIDE_BY_ZERO',
    'select count(*), max(r) from (select k / (n - 599999) as r, max(s) as s from t group by k, n)',
  ],
  'after a sort': [
    'DIVIDE_BY_ZERO',
    'select max(s), max(r) from (select s, 1 div (p - 590000) as r from (select s, rank() over (order by k) as p from t))',
  ],
  'where it has no room': [
    'UNABLE_TO_ACQUIRE_MEMORY',
    'select max(size(l)) from (select collect_list(struct(s, n)) as l from t)',
  ],
} as const;

/** Each goes on for longer than anybody would wait. */
const ENDLESS = {
  sort: 'select a.s, a.n * b.n from t a join t b on a.g = b.g order by a.k * b.k',
  aggregate: 'select count(*) from (select a.n, b.k, max(a.s) from t a join t b on a.g = b.g group by a.n, b.k)',
  join: 'select max(a.s), max(b.s) from t a join t b on a.g = b.g',
  window: 'select max(r) from (select rank() over (partition by a.n order by b.k) as r from t a join t b on a.g = b.g)',
};

describe.each(PATHS)('%s', (_, session) => {
  test.each(Object.entries(QUERIES))('%s', async (_, query) => {
    expect(await collect(session, query)).toHaveLength(1);
  });

  test.each(Object.entries(FAILURES))('a query that fails %s', async (_, [condition, query]) => {
    await expect(collect(session, query)).rejects.toThrow(condition);
  });

  test.each(Object.entries(ENDLESS))('a cancelled %s', async (_, query) => {
    const abort = new AbortController();
    const ended = collect(session, query, abort.signal).catch(String);
    await vi.waitFor(isBusy, SOON).finally(() => abort.abort());
    expect(await ended).toContain('cancelled');
    expect(await collect(session, 'select sum(n) from t where n < 10')).toEqual([[45n]]);
  });
});

/** A query holds memory that it will not give back soon. */
async function isBusy(): Promise<void> {
  const held = context.budget.used() + Number(await nativeNumber(NATIVE_BYTES));
  expect(held).toBeGreaterThan(2 * LITTLE);
}

const wide = Array.from({ length: 8 }, (_, i) => `concat(s, ' ${i}') as s${i}`).join(', ');

test('a native query that needs more memory than is its own is lent it', async () => {
  const query = `select first(s0), count(*) from (select ${wide} from t order by all)`;
  const before = await nativeSetting('memory_limit');
  const abort = new AbortController();
  const ended = collect(spark, query, abort.signal);
  await vi.waitFor(async () => expect(await nativeSetting('memory_limit')).not.toBe(before), SOON);
  expect(context.budget.used()).toBeGreaterThan(context.budget.lendable / 4);
  expect(await ended).toEqual([['a text of some length 0 0', 600_000n]]);
  expect(await nativeSetting('memory_limit')).toBe(before);
});

test('what would need more memory than there is to lend is left to the evaluator, as EXPLAIN says', async () => {
  const explained = async (query: string): Promise<string> =>
    String((await collect(spark, `explain ${query}`))[0]?.[0]);
  const states = await explained(QUERIES['aggregate of texts']);
  expect(states).toMatch(/Not native: HashAggregate.*DuckDB would hold \d+ MiB of texts in its aggregates' states/);
  const sorts = await explained(
    `select first(s0) from (select ${wide}, ${wide.replaceAll(' as s', ' as r')} from t order by all)`,
  );
  expect(sorts).toMatch(/Not native: Sort .*DuckDB would need \d+ MiB of memory and gets 1\d\d MiB/);
});

test('a query that waits for others is dropped at once, and they go on', async () => {
  const [first, second, third] = [new AbortController(), new AbortController(), new AbortController()];
  const ended: string[] = [];
  const running = [first, second].map(async ({ signal }) => {
    ended.push(await collect(spark, ENDLESS.join, signal).then(String, String));
  });
  await vi.waitFor(() => expect(context.scheduler.status.runningTasks).toBe(2), SOON);
  const waiting = collect(spark, ENDLESS.join, third.signal).catch(String);
  third.abort();
  expect(await waiting).toContain('cancelled');
  expect(ended).toEqual([]);
  first.abort();
  expect(await collect(spark, 'select sum(n) from t where n < 10')).toEqual([[45n]]);
  await vi.waitFor(() => expect(ended).toHaveLength(1), SOON);
  second.abort();
  await Promise.all(running);
});
