import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { NativeClient } from '../native/client.ts';
import { NativeThread } from '../native/thread.ts';
import type { Expression } from '../tree/expression.ts';
import {
  array,
  BINARY,
  BOOLEAN,
  BYTE,
  DATE,
  type DataType,
  DOUBLE,
  decimal,
  FLOAT,
  field,
  INT,
  LONG,
  map,
  SHORT,
  STRING,
  type StructType,
  simpleString,
  struct,
  TIMESTAMP,
  TIMESTAMP_NTZ,
} from '../types/data-type.ts';
import type { Value } from '../types/value.ts';
import type { Batch } from '../types/vector.ts';
import { vectorBuilder } from '../types/vector-builder.ts';
import { readRow, valueReader } from '../types/vector-reader.ts';
import { csv } from './csv/csv.ts';
import { listFiles } from './list-files.ts';
import { namesBy } from './parquet/column-names.ts';
import { readFooter } from './parquet/footer.ts';
import { mergeSchemas } from './parquet/merge-schemas.ts';
import { parquet } from './parquet.ts';
import { partitionColumns } from './partition-columns.ts';
import type { ReadRequest, ReadSplit, SourceDeclaration } from './source.ts';
import { text } from './text.ts';

const folder = mkdtempSync(join(tmpdir(), 'sources-'));
const thread = new NativeThread({ threads: 2, memoryLimit: 256 * 1024 ** 2, tempDirectory: folder, admitted: 2 });
const native = new NativeClient(thread.openPort());

afterAll(async () => {
  await thread.stop();
  rmSync(folder, { recursive: true, force: true });
});

let files = 0;
function file(content: string | Uint8Array): string {
  const path = join(folder, `f${files++}`);
  writeFileSync(path, content);
  return path;
}

interface Reading {
  readonly filters?: ReadRequest['filters'];
  readonly options?: Record<string, string>;
  readonly required?: readonly string[];
  readonly from?: number;
  readonly to?: number;
}

async function read(
  source: SourceDeclaration,
  path: string,
  schema: StructType,
  { options = {}, filters = [], required = schema.fields.map((f) => f.name), from = 0, to }: Reading = {},
): Promise<Value[][]> {
  const size = statSync(path).size;
  const request: ReadRequest = {
    options,
    schema,
    required,
    filters,
    timeZone: 'UTC',
    conf: {},
    numbered: false,
    signal: new AbortController().signal,
    native,
  };
  const readers = required.map((name) => valueReader(schema.fields.find((f) => f.name === name)!.type));
  const rows: Value[][] = [];
  for await (const batch of source.read({ path, start: from, length: (to ?? size) - from, fileSize: size }, request)) {
    for (let row = 0; row < batch.length; row++) rows.push(readRow(batch, readers, row));
  }
  return rows;
}

const fields = (...types: DataType[]): StructType => struct(types.map((type, i) => field(`c${i}`, type)));

function batchOf(schema: StructType, rows: readonly Value[][]): Batch {
  const builders = schema.fields.map((f) => vectorBuilder(f.type));
  for (const row of rows) {
    for (const [i, value] of row.entries()) builders[i]!.append(value);
  }
  return { length: rows.length, columns: builders.map((b) => b.finish()) };
}

test('parquet: all types come back from a written file, with NULLs at every level', async () => {
  const schema = fields(
    BOOLEAN,
    BYTE,
    SHORT,
    INT,
    LONG,
    FLOAT,
    DOUBLE,
    DATE,
    TIMESTAMP,
    TIMESTAMP_NTZ,
    STRING,
    BINARY,
    decimal(7, 2),
    decimal(15, 3),
    decimal(38, 4),
    array(STRING),
    map(STRING, INT),
    struct([field('a', INT), field('b', array(struct([field('x', LONG)])))]),
    array(array(INT)),
  );
  const rows: Value[][] = [
    [
      true,
      1,
      -2,
      3,
      4n,
      0.5,
      -0.25,
      19000,
      1_600_000_000_123_456n,
      -5n,
      'text \u00e9 of more than twelve',
      new Uint8Array([1, 255]),
      12345n,
      -5n,
      -(10n ** 37n),
      ['a', null, 'ccc'],
      { keys: ['k', 'l'], values: [1, null] },
      [7, [[1n], null, [null]]],
      [[1, null], null, [], [2, 3]],
    ],
    schema.fields.map(() => null),
    [
      false,
      0,
      0,
      0,
      0n,
      0,
      0,
      0,
      0n,
      0n,
      '',
      new Uint8Array(0),
      0n,
      0n,
      0n,
      [],
      { keys: [], values: [] },
      [null, null],
      [],
    ],
  ];
  const many = Array.from({ length: 30_000 }, (_, i) => rows[i % 3]!);
  for (const compression of ['snappy', 'none', 'zstd', 'gzip']) {
    const path = join(folder, `all-${compression}[1].parquet`);
    const writer = await parquet.openWriter({ path, schema, options: { compression }, timeZone: 'UTC', conf: {} });
    for (let i = 0; i < many.length; i += 5000) await writer.write(batchOf(schema, many.slice(i, i + 5000)));
    expect(await writer.close()).toBe(statSync(path).size);
    const split = { path, start: 0, length: statSync(path).size, fileSize: statSync(path).size };
    expect(await parquet.inferSchema!([split], {}, { timeZone: 'UTC', conf: {} })).toEqual(schema);
    const back = await read(parquet, path, schema);
    expect(back.length).toBe(many.length);
    expect(back.slice(0, 3)).toEqual(rows);
    expect(back.slice(-3)).toEqual(rows);
    expect(await read(parquet, path, schema, { required: ['c10', 'c3'] }).then((r) => r[0])).toEqual([rows[0]![10], 3]);
  }
});

test('parquet: parts of a file by row group, and filters the native engine can take', async () => {
  const path = join(folder, 'groups.parquet');
  const schema = struct([field('i', INT), field('s', STRING)]);
  const sql = `COPY (SELECT i::INTEGER AS i, 'name ' || i AS s FROM range(10000) r(i)) TO '${path}' (FORMAT parquet, ROW_GROUP_SIZE 2048)`;
  for await (const done of native.query({ sql, parameters: [], types: [LONG], timeZone: 'UTC' }))
    expect(done.length).toBe(1);
  const size = statSync(path).size;
  const parts = await Promise.all(
    [0, 1, 2].map((k) =>
      read(parquet, path, schema, { from: Math.floor((k * size) / 3), to: Math.floor(((k + 1) * size) / 3) }),
    ),
  );
  expect(parts.every((p) => p.length > 0)).toBe(true);
  expect(parts.flat().map((r) => r[0])).toEqual(Array.from({ length: 10_000 }, (_, i) => i));
  const i: Expression = { kind: 'bound', ordinal: 0, type: INT, nullable: true };
  const filter: Expression = {
    kind: 'in',
    child: i,
    list: [
      { kind: 'literal', type: INT, value: 7 },
      { kind: 'literal', type: INT, value: 9000 },
    ],
  };
  const cast: Expression = { kind: 'cast', child: i, to: BOOLEAN, mode: 'ansi', implicit: false };
  expect(await read(parquet, path, schema, { filters: [filter, cast] })).toEqual([
    [7, 'name 7'],
    [9000, 'name 9000'],
  ]);
});

test('parquet: files say how many rows they have, between what the values lie and how wide they are', async () => {
  const written = async (name: string, from: number, to: number): Promise<ReadSplit> => {
    const path = join(folder, name);
    const list = `i::INTEGER AS i, if(i % 4 = 0, NULL, i)::BIGINT AS l, (i / 8)::DECIMAL(9,3) AS d, DATE '1970-01-01' + i::INTEGER AS t, lpad(i::VARCHAR, 16, '-') AS s`;
    const sql = `COPY (SELECT ${list} FROM range(${from}, ${to}) r(i)) TO '${path}' (FORMAT parquet, ROW_GROUP_SIZE 2048)`;
    for await (const done of native.query({ sql, parameters: [], types: [LONG], timeZone: 'UTC' }))
      expect(done.length).toBe(1);
    return { path, start: 0, length: 1, fileSize: 1000 };
  };
  const [first, last] = [await written('first.parquet', 0, 4000), await written('last.parquet', 4000, 8000)];
  const columns = {
    i: { min: 0, max: 7999, nulls: 0 },
    l: { min: 1, max: 7999, nulls: 0.25 },
    d: { min: 0, max: 999.875, nulls: 0 },
    t: { min: 0, max: 7999, nulls: 0 },
  };
  const found = await parquet.statistics?.([first, last]);
  expect(found).toMatchObject({ rows: 8000, columns });
  const widths = Object.entries(found?.widths ?? {}).map(([name, bytes]) => [name, Math.round(bytes)]);
  expect(Object.fromEntries(widths)).toEqual({ i: 4, l: 6, d: 4, t: 4, s: 20 });
  const between = await parquet.statistics?.([first, { ...first, path: 'not read' }, last]);
  expect(between).toEqual({ ...found, rows: 12_000 });
  expect(await parquet.statistics?.([first, { ...last, path: join(folder, 'none') }])).toBeUndefined();
});

test('parquet: a missing column is NULL, a wrong type and a file that is none are errors of Spark', async () => {
  const path = join(folder, 'all-snappy[1].parquet');
  expect((await read(parquet, path, struct([field('c3', LONG), field('new', STRING)])))[0]).toEqual([3n, null]);
  await expect(read(parquet, path, struct([field('c10', INT)]))).rejects.toMatchObject({
    condition: 'FAILED_READ_FILE.PARQUET_COLUMN_DATA_TYPE_MISMATCH',
  });
  await expect(read(parquet, file('not parquet at all'), fields(INT))).rejects.toMatchObject({
    condition: 'FAILED_READ_FILE.NO_HINT',
  });
});

test('csv and text: splits at every place give each line once', async () => {
  const content = 'a,1\r\nbb,22\n\nccc,333\ndddd,4444';
  const path = file(content);
  const schema = fields(STRING, INT);
  const all = [
    ['a', 1],
    ['bb', 22],
    ['ccc', 333],
    ['dddd', 4444],
  ];
  for (let cut = 1; cut < content.length; cut++) {
    expect([
      ...(await read(csv, path, schema, { to: cut })),
      ...(await read(csv, path, schema, { from: cut })),
    ]).toEqual(all);
    expect(
      [
        ...(await read(text, path, fields(STRING), { to: cut })),
        ...(await read(text, path, fields(STRING), { from: cut })),
      ].length,
    ).toBe(5);
  }
});

test('csv: quotes, escapes, NULLs, comments and blanks', async () => {
  const path = file('name,n,x\n"a,b",1, y \n"say \\"hi\\"",,\n#comment\nNA,3,"multi"\n');
  const options = { header: 'true', nullvalue: 'NA', comment: '#' };
  const schema = struct([field('name', STRING), field('n', INT), field('x', STRING)]);
  expect(await read(csv, path, schema, { options })).toEqual([
    ['a,b', 1, ' y '],
    ['say "hi"', null, null],
    [null, 3, 'multi'],
  ]);
  const lines = file('a,"x\ny"\r\nb,"""q"""\n');
  expect(await read(csv, lines, fields(STRING, STRING), { options: { multiline: 'true', escape: '"' } })).toEqual([
    ['a', 'x\ny'],
    ['b', '"q"'],
  ]);
});

test('csv: odd quotes come out as on the JVM', async () => {
  const got = (content: string, options: Record<string, string> = {}) =>
    read(csv, file(content), fields(STRING, STRING), { options });
  expect(await got('a,""\n"",b\n')).toEqual([
    ['a', null],
    [null, 'b'],
  ]);
  expect(await got('a,""\n,b\n', { nullvalue: '-' })).toEqual([
    ['a', ''],
    [null, 'b'],
  ]);
  expect(await got('"a""b",c\n"x"y,z\na"b"c,d\n')).toEqual([
    ['"a""b"', 'c'],
    ['"x"y', 'z'],
    ['a"b"c', 'd'],
  ]);
  expect(await got('  "a b" ,c\n d , "e"\n')).toEqual([
    ['  "a b" ', 'c'],
    [' d ', ' "e"'],
  ]);
  expect((await got('"open,c\nnext,d\n')).map((r) => r[0])).toEqual(['open,c', 'next']);
  expect(await read(csv, file('a\\b,"c\\d","e\\\\f","g\\"h"\n'), fields(STRING, STRING, STRING, STRING))).toEqual([
    ['a\\b', 'c\\d', 'e\\f', 'g"h'],
  ]);
  expect(await read(csv, file('true,1.5f, 12,+3\n'), fields(BOOLEAN, FLOAT, INT, INT))).toEqual([[true, 1.5, null, 3]]);
});

test('csv: the three modes treat malformed records as Spark does', async () => {
  const path = file('1,a\nx,b\n3\n4,d,e\n');
  const schema = struct([field('n', INT), field('s', STRING), field('_corrupt_record', STRING)]);
  expect(await read(csv, path, schema)).toEqual([
    [1, 'a', null],
    [null, 'b', 'x,b'],
    [3, null, '3'],
    [4, 'd', '4,d,e'],
  ]);
  expect(await read(csv, path, fields(INT, STRING), { options: { mode: 'DROPMALFORMED' } })).toEqual([[1, 'a']]);
  await expect(read(csv, path, fields(INT, STRING), { options: { mode: 'FAILFAST' } })).rejects.toMatchObject({
    condition: 'FAILED_READ_FILE.NO_HINT',
    cause: { condition: 'MALFORMED_RECORD_IN_PARSING.WITHOUT_SUGGESTION' },
  });
});

test('csv: types are inferred over all rows', async () => {
  const path = file(
    'i,l,d,s,b,t,day,e,big,m\n1,3000000000,1.5,x,true,2020-01-01 10:00:00,2020-01-01,,12345678901234567890123,1\n2,1,2,,FALSE,2020-01-01T10:00:00,2020-02-30x,,1,2020-01-01\n',
  );
  const split = { path, start: 0, length: statSync(path).size, fileSize: statSync(path).size };
  const infer = (options: Record<string, string>) => csv.inferSchema!([split], options, { timeZone: 'UTC', conf: {} });
  const shown = (s: StructType): string => s.fields.map((f) => `${f.name}:${simpleString(f.type)}`).join(' ');
  expect(shown(await infer({ header: 'true', inferschema: 'true' }))).toBe(
    'i:int l:bigint d:double s:string b:boolean t:timestamp day:string e:string big:decimal(23,0) m:string',
  );
  const odd = file(
    't,u,v,w,x\n2020-01-01,2020-1-1,2020-01-01T,2020-01,1e5\n2020-01-01 10:00:00,2020-01-01,2020-01-02,2020-02,1d\n',
  );
  const seen = await csv.inferSchema!(
    [{ ...split, path: odd, length: 1000 }],
    { header: 'true', inferschema: 'true' },
    { timeZone: 'UTC', conf: {} },
  );
  expect(shown(seen)).toBe('t:timestamp u:timestamp v:string w:timestamp x:double');
  expect(shown(await infer({}))).toBe(Array.from({ length: 10 }, (_, i) => `_c${i}:string`).join(' '));
});

test('csv: what is written reads back', async () => {
  const schema = struct([field('a', STRING), field('b', DOUBLE), field('c', TIMESTAMP), field('d', DATE)]);
  const { readFileSync } = await import('node:fs');
  const spark = join(folder, 'spark.csv');
  const strings = struct([field('a', STRING), field('b', DOUBLE), field('c', STRING)]);
  const other = await csv.openWriter({ path: spark, schema: strings, options: {}, timeZone: 'UTC', conf: {} });
  await other.write(
    batchOf(strings, [
      ['x,y', 1, '2020'],
      ['q"q', 1e10, null],
      ['', -0, ' lead '],
      ['a\\b', Number.NaN, 'tab\t'],
    ]),
  );
  await other.close();
  expect(readFileSync(spark, 'utf8')).toBe('"x,y",1.0,2020\n"q\\"q",1.0E10,\n"",-0.0,lead\na\\b,NaN,tab\n');
  const rows: Value[][] = [
    ['x,"y"', 1e10, 1_600_000_000_123_000n, 10],
    [null, null, null, null],
    ['plain', 0.5, 0n, 0],
  ];
  const path = join(folder, 'out.csv');
  const writer = await csv.openWriter({ path, schema, options: { header: 'true' }, timeZone: 'UTC', conf: {} });
  await writer.write(batchOf(schema, rows));
  await writer.close();
  expect(await read(csv, path, schema, { options: { header: 'true' } })).toEqual(rows);
});

test('listing finds partition folders with their types, leaves hidden files out, and names what is missing', async () => {
  const { mkdirSync } = await import('node:fs');
  for (const [key, day] of [
    ['1', '2020-01-01'],
    ['20', '__HIVE_DEFAULT_PARTITION__'],
  ]) {
    mkdirSync(join(folder, `table/k=${key}/day=${day}`), { recursive: true });
    writeFileSync(join(folder, `table/k=${key}/day=${day}/part-0.csv`), 'x');
  }
  writeFileSync(join(folder, 'table/_SUCCESS'), '');
  const { files: found } = await listFiles([join(folder, 'table')], {}, 'UTC');
  expect(found.length).toBe(2);
  const { schema, values } = partitionColumns(found, {
    given: undefined,
    infer: true,
    timeZone: 'UTC',
    sameName: (a, b) => a === b,
  });
  expect(schema.fields.map((f) => [f.name, f.type.kind])).toEqual([
    ['k', 'integer'],
    ['day', 'date'],
  ]);
  expect(values).toEqual([
    [1, 18262],
    [20, null],
  ]);
  expect((await listFiles([join(folder, 'table/k=*')], {}, 'UTC')).files.length).toBe(2);
  await expect(listFiles([join(folder, 'nothing')], {}, 'UTC')).rejects.toMatchObject({ condition: 'PATH_NOT_FOUND' });
});

test('parquet: instants as INT96 unless told otherwise, ranges of columns, schemas brought together, files passed over', async () => {
  const micros = [-62_135_596_800_000_000n, -1n, 0n, 1_604_214_000_123_456n, 253_402_300_799_999_999n];
  const schema = struct([field('t', TIMESTAMP), field('i', INT), field('x', DOUBLE)]);
  const rows: Value[][] = micros.map((t, i) => [t, i - 2, i === 0 ? -0 : i]);
  const written = async (name: string, conf: Record<string, string>): Promise<string> => {
    const path = join(folder, name);
    const writer = await parquet.openWriter({ path, schema, options: {}, timeZone: 'UTC', conf });
    await writer.write(batchOf(schema, rows));
    await writer.close();
    return path;
  };
  const type = 'spark.sql.parquet.outputTimestampType';
  const path = await written('int96.parquet', {});
  expect((await readFooter(path)).schema.children[0]?.physical).toBe(3);
  expect(await read(parquet, path, schema)).toEqual(rows);
  expect((await read(parquet, await written('micros.parquet', { [type]: 'timestamp_micros' }), schema))[3]).toEqual(
    rows[3],
  );
  const millis = await read(parquet, await written('millis.parquet', { [type]: 'TIMESTAMP_MILLIS' }), schema);
  expect(millis.map((r) => r[0])).toEqual(micros.map((t) => t - (((t % 1000n) + 1000n) % 1000n)));
  const found: unknown[] = [];
  const sql = `SELECT stats_min_value || ',' || stats_max_value || ',' || stats_null_count FROM parquet_metadata('${path}') WHERE path_in_schema IN ('i', 'x') ORDER BY column_id`;
  for await (const batch of native.query({ sql, parameters: [], types: [STRING], timeZone: 'UTC' }))
    for (let row = 0; row < batch.length; row++) found.push(...readRow(batch, [valueReader(STRING)], row));
  expect(found).toEqual(['-2,2,0', '-0.0,4.0,0']);

  const junk = join(folder, 'junk.parquet');
  writeFileSync(junk, 'no parquet at all');
  const splits = [junk, path].map((p) => ({ path: p, start: 0, length: 1, fileSize: 1 }));
  const settings = { timeZone: 'UTC', conf: {} };
  await expect(parquet.inferSchema!(splits, {}, settings)).rejects.toMatchObject({
    condition: 'FAILED_READ_FILE.CANNOT_READ_FILE_FOOTER',
  });
  expect(await parquet.inferSchema!(splits, { ignorecorruptfiles: 'true' }, settings)).toEqual(schema);
  await expect(read(parquet, junk, schema)).rejects.toMatchObject({ condition: 'FAILED_READ_FILE.NO_HINT' });
  const names = namesBy({});
  const merged = mergeSchemas(
    struct([field('a', decimal(5, 2)), field('b', INT, false)]),
    struct([field('a', decimal(9, 2)), field('c', STRING)]),
    names,
  );
  expect(merged).toEqual(struct([field('a', decimal(9, 2)), field('b', INT, false), field('c', STRING)]));
  expect(() => mergeSchemas(struct([field('a', INT)]), struct([field('a', LONG)]), names)).toThrow(
    'CANNOT_MERGE_SCHEMAS',
  );
});
