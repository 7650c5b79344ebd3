import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate, setTimeout } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import {
  array,
  BINARY,
  BOOLEAN,
  DATE,
  type DataType,
  DOUBLE,
  decimal,
  field,
  INT,
  LONG,
  map,
  STRING,
  struct,
  TIMESTAMP,
  TIMESTAMP_NTZ,
} from '../types/data-type.ts';
import type { Value } from '../types/value.ts';
import { readRow, valueReader } from '../types/vector-reader.ts';
import { NativeClient } from './client.ts';
import type { QueryMemory } from './messages.ts';
import { NativeThread } from './thread.ts';

const tempDirectory = mkdtempSync(join(tmpdir(), 'native-'));
const thread = new NativeThread({ threads: 2, memoryLimit: 256 * 1024 ** 2, tempDirectory, admitted: 2 });
const client = new NativeClient(thread.openPort());

afterAll(async () => {
  await thread.stop();
  rmSync(tempDirectory, { recursive: true, force: true });
});

async function rows(
  sql: string,
  types: readonly DataType[],
  parameters: readonly Value[] = [],
  timeZone = 'UTC',
  memory?: QueryMemory,
): Promise<Value[][]> {
  const readers = types.map(valueReader);
  const out: Value[][] = [];
  for await (const batch of client.query({ sql, parameters, types, timeZone, memory })) {
    for (let row = 0; row < batch.length; row++) out.push(readRow(batch, readers, row));
  }
  return out;
}

test('every type crosses, NULLs and all', async () => {
  const types = [
    BOOLEAN,
    INT,
    LONG,
    DOUBLE,
    DATE,
    TIMESTAMP,
    TIMESTAMP_NTZ,
    decimal(7, 2),
    decimal(30, 3),
    STRING,
    STRING,
    BINARY,
    array(STRING),
    map(STRING, INT),
    struct([field('a', INT), field('b', STRING)]),
  ];
  const sql = `SELECT true, 1::INTEGER, 2::BIGINT, 0.5::DOUBLE, DATE '1970-01-11', TIMESTAMPTZ '1970-01-01 00:00:01+00', TIMESTAMP '1970-01-01 00:00:02',
    1.25::DECIMAL(7,2), -12345678901234567890.125::DECIMAL(30,3), 'short', 'a string of more than twelve bytes \u00e9', 'xy'::BLOB,
    ['a', NULL, 'a rather long string'], map {'k': 1}, {'a': 1, 'b': 'x'}
    UNION ALL SELECT ${types.map(() => 'NULL').join(',')}`;
  const [first, second] = await rows(sql, types);
  expect(first).toEqual([
    true,
    1,
    2n,
    0.5,
    10,
    1_000_000n,
    2_000_000n,
    125n,
    -12345678901234567890125n,
    'short',
    'a string of more than twelve bytes \u00e9',
    new Uint8Array([120, 121]),
    ['a', null, 'a rather long string'],
    { keys: ['k'], values: [1] },
    [1, 'x'],
  ]);
  expect(second).toEqual(types.map(() => null));
});

test('many rows with long strings and NULLs come over in order; parameters are bound', async () => {
  const sql = `SELECT i, CASE WHEN i % 3 = 0 THEN NULL ELSE 'number ' || repeat('x', (i % 40)::INT) || i END, [i, i + 1]
    FROM range(CAST($1 AS BIGINT)) t(i)`;
  const got = await rows(sql, [LONG, STRING, array(LONG)], [30_000n]);
  expect(got.length).toBe(30_000);
  for (const [i, row] of got.entries()) {
    const text = i % 3 === 0 ? null : `number ${'x'.repeat(i % 40)}${i}`;
    expect(row).toEqual([BigInt(i), text, [BigInt(i), BigInt(i + 1)]]);
  }
});

test('strings of every length come over from wherever they lie, in any order and many times', async () => {
  const length = '(CASE WHEN k % 10 = 0 THEN 4000 + k * 7 ELSE k % 90 END)::INT';
  const sql = `SELECT k, repeat(chr(65 + (k % 26)::INT), ${length}), md5(k::VARCHAR)
    FROM (SELECT (i * 7919) % 97 AS k FROM range(5000) t(i)) ORDER BY hash(k)`;
  const got = await rows(sql, [LONG, STRING, STRING]);
  expect(got.length).toBe(5000);
  for (const [k, text, digest] of got) {
    const n = Number(k);
    expect(text).toBe(String.fromCharCode(65 + (n % 26)).repeat(n % 10 === 0 ? 4000 + n * 7 : n % 90));
    expect(digest).toBe(createHash('md5').update(String(n)).digest('hex'));
  }
});

test('a type that is not the one asked for, and a bad query, are failures of the native engine', async () => {
  await expect(rows('SELECT 1::BIGINT', [INT])).rejects.toMatchObject({ name: 'NativeFailure' });
  await expect(rows('SELECT nothing', [INT])).rejects.toMatchObject({ name: 'NativeFailure' });
  expect(await rows('SELECT 1::INTEGER', [INT])).toEqual([[1]]);
});

test('a query nobody reads to the end is stopped; one that waits is dropped at once, and those before it go on', async () => {
  const ended: number[] = [];
  const endless = (id: number, begun: () => void): { readonly abort: () => void; readonly end: Promise<string> } => {
    const abort = new AbortController();
    const request = { sql: ENDLESS, parameters: [], types: [LONG], timeZone: 'UTC' };
    const read = async (): Promise<string> => {
      for await (const _ of client.query(request, abort.signal)) begun();
      return 'ended';
    };
    const end = read()
      .catch((error: Error) => error.name)
      .finally(() => ended.push(id));
    return { abort: () => abort.abort(), end };
  };
  const running = [1, 2].map((id) => {
    const { promise, resolve } = Promise.withResolvers<void>();
    return { ...endless(id, resolve), begun: promise };
  });
  await Promise.all(running.map(({ begun }) => begun));
  const waiting = endless(3, () => expect.fail('a third query is running'));
  const next = rows('SELECT 1::INTEGER', [INT]);
  waiting.abort();
  expect(await waiting.end).toBe('AbortError');
  expect(ended).toEqual([3]);
  // In the place of the first one, as the third is gone.
  running[0]?.abort();
  expect(await next).toEqual([[1]]);
  expect(ended).toEqual([3, 1]);
  running[1]?.abort();
  await running[1]?.end;
});

test('queries that need much memory run one after the other, each with what it is lent', async () => {
  const mebibytes = (needed: number): QueryMemory => ({
    needed: needed * 1024 ** 2,
    lent: Math.max(0, needed - 256) * 1024 ** 2,
  });
  const limit = async (memory?: QueryMemory): Promise<Value> =>
    (await rows("SELECT current_setting('memory_limit')", [STRING], [], 'UTC', memory))[0]?.[0] as Value;
  expect(await limit()).toBe('256.0 MiB');
  const abort = new AbortController();
  const request = { sql: ENDLESS, parameters: [], types: [LONG], timeZone: 'UTC', memory: mebibytes(300) };
  const first = client.query(request, abort.signal);
  await first.next();
  expect(await limit()).toBe('300.0 MiB');
  let done = false;
  const second = limit(mebibytes(200)).finally(() => {
    done = true;
  });
  await setTimeout(100);
  expect(done).toBe(false);
  abort.abort();
  await expect(first.next()).rejects.toThrow('abort');
  expect(await second).toBe('256.0 MiB');
});

const ENDLESS = 'SELECT a.i FROM range(100000000) a(i), range(1000000) b(j)';

test('queries that wait for rows of others let these go first, however many they are', async () => {
  const made = { sql: 'SELECT range FROM range(5000)', parameters: [], types: [LONG], timeZone: 'UTC' };
  const counted = { ...made, sql: 'SELECT count(*) FROM input0', inputs: [[LONG]] };
  const onceAllAreOpen = async function* () {
    await setImmediate();
    yield* client.query(made);
  };
  const counts = Array.from({ length: 4 }, async () => {
    const read = valueReader(LONG);
    for await (const batch of client.query(counted, undefined, [onceAllAreOpen()])) return readRow(batch, [read], 0);
    return [];
  });
  expect(await Promise.all(counts)).toEqual([[5000n], [5000n], [5000n], [5000n]]);
});

test('the session time zone decides what a timestamp shows', async () => {
  const sql = "SELECT strftime(make_timestamptz(0), '%H:%M')";
  expect(await rows(sql, [STRING], [], 'America/New_York')).toEqual([['19:00']]);
  expect(await rows(sql, [STRING], [], '+02:00')).toEqual([['02:00']]);
});
