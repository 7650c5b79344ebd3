/** Arrow streams against pyarrow: it reads what is written here, and what it writes is read here. */
import { describe, expect, it } from 'vitest';
import * as t from '../types/data-type.ts';
import type { Value } from '../types/value.ts';
import type { Batch } from '../types/vector.ts';
import { vectorBuilder } from '../types/vector-builder.ts';
import { sliceBatch } from '../types/vector-ops.ts';
import { readRow, valueReader } from '../types/vector-reader.ts';
import { ArrowReader, arrowBatches } from './arrow-reader.ts';
import { type ArrowOptions, sparkSchema } from './arrow-schema.ts';
import { ARROW_END, ArrowWriter } from './arrow-writer.ts';
import { ByteReader } from './byte-reader.ts';
import { runPython } from './test-python.ts';

const SCHEMA = t.struct([
  t.field('b', t.BOOLEAN),
  t.field('i8', t.BYTE),
  t.field('i16', t.SHORT),
  t.field('i', t.INT, true, { note: 'x' }),
  t.field('l', t.LONG, false),
  t.field('f', t.FLOAT),
  t.field('g', t.DOUBLE),
  t.field('dec', t.decimal(10, 3)),
  t.field('wide', t.decimal(38, 1)),
  t.field('s', t.STRING),
  t.field('bin', t.BINARY),
  t.field('d', t.DATE),
  t.field('ts', t.TIMESTAMP),
  t.field('ntz', t.TIMESTAMP_NTZ),
  t.field('tm', { kind: 'time', precision: 6 }),
  t.field('dt', t.DAYTIME),
  t.field('v', t.VOID),
  t.field('a', t.array(t.STRING)),
  t.field('m', t.map(t.STRING, t.LONG)),
  t.field('st', t.struct([t.field('x', t.INT), t.field('y', t.array(t.struct([t.field('z', t.DOUBLE)])))])),
]);

function row(i: number): Value[] {
  if (i % 5 === 4) return SCHEMA.fields.map((f) => (f.nullable ? null : BigInt(i)));
  return [
    i % 2 === 0,
    i % 100,
    -i | 0,
    i * 1000,
    BigInt(i) - 2n ** 62n,
    i / 4,
    -i / 8,
    BigInt(-i),
    BigInt(i) * -(10n ** 30n),
    'é'.repeat(i % 4),
    Uint8Array.of(i & 255),
    i - 10,
    BigInt(i) * 1_000_001n,
    BigInt(-i),
    BigInt(i) * 1000n,
    BigInt(i),
    null,
    i % 3 === 0 ? null : ['a', null, `x${i}`].slice(0, i % 4),
    { keys: i % 2 ? ['k'] : [], values: i % 2 ? [BigInt(i)] : [] },
    [i % 2 ? null : i, [[i / 2], null]],
  ];
}

function batchOf(rows: readonly Value[][]): Batch {
  const columns = SCHEMA.fields.map((f, i) => {
    const builder = vectorBuilder(f.type, 4);
    for (const values of rows) builder.append(values[i]!);
    return builder.finish();
  });
  return { length: rows.length, columns };
}

const rowsOf = (batch: Batch): Value[][] => {
  const readers = SCHEMA.fields.map((f) => valueReader(f.type));
  return Array.from({ length: batch.length }, (_, i) => readRow(batch, readers, i));
};

function streamOf(batches: readonly Batch[], options: ArrowOptions): Buffer {
  const writer = new ArrowWriter(SCHEMA, options);
  return Buffer.concat([writer.schema(), ...batches.flatMap((b) => writer.batch(b)), ARROW_END]);
}

/** Chunks of odd sizes, so that nothing depends on where the transport cuts. */
async function* chunksOf(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 1013) yield bytes.subarray(at, at + 1013);
}

const ECHO = `
import sys, pyarrow as pa
reader = pa.ipc.open_stream(sys.stdin.buffer)
with pa.ipc.new_stream(sys.stdout.buffer, reader.schema) as writer:
    for batch in reader:
        batch.validate(full=True)
        writer.write_batch(batch)
`;

const rows = Array.from({ length: 40 }, (_, i) => row(i));
const OPTIONS: readonly ArrowOptions[] = [
  { timeZone: 'UTC', largeVarTypes: false },
  { timeZone: 'America/Los_Angeles', largeVarTypes: true },
];

describe.each(OPTIONS)('%o', (options) => {
  it('comes back from pyarrow as it went, schema and rows', async () => {
    const whole = batchOf(rows);
    const sent = [whole, sliceBatch(whole, 3, 30), sliceBatch(whole, 8, 8), batchOf([])];
    const reader = new ArrowReader(new ByteReader(chunksOf(runPython(ECHO, streamOf(sent, options)))));
    expect(sparkSchema(await reader.fields())).toEqual(SCHEMA);
    const received: Value[][][] = [];
    for await (const batch of arrowBatches(reader)) received.push(rowsOf(batch));
    expect(received).toEqual([rows, rows.slice(3, 30), [], []]);
  });

  it('means the same values to pyarrow', () => {
    const print = `
import sys, pyarrow as pa
for row in pa.ipc.open_stream(sys.stdin.buffer).read_all().slice(1, 1).to_pylist(): print(row)`;
    const zone = options.timeZone === 'UTC' ? '<UTC>' : "<DstTzInfo 'America/Los_Angeles' PST-1 day, 16:00:00 STD>";
    const moment = options.timeZone === 'UTC' ? '1970, 1, 1, 0, 0, 1, 1' : '1969, 12, 31, 16, 0, 1, 1';
    const tz = options.timeZone === 'UTC' ? 'datetime.timezone.utc' : `zoneinfo.ZoneInfo(key='America/Los_Angeles')`;
    const text = runPython(print, streamOf([batchOf(rows)], options)).toString();
    expect(text.replace(zone, tz)).toBe(
      "{'b': False, 'i8': 1, 'i16': -1, 'i': 1000, 'l': -4611686018427387903, 'f': 0.25, 'g': -0.125, 'dec': Decimal('-0.001'), " +
        "'wide': Decimal('-100000000000000000000000000000.0'), 's': 'é', 'bin': b'\\x01', 'd': datetime.date(1969, 12, 23), " +
        `'ts': datetime.datetime(${moment}, tzinfo=${tz}), 'ntz': datetime.datetime(1969, 12, 31, 23, 59, 59, 999999), ` +
        "'tm': datetime.time(0, 0, 0, 1), 'dt': datetime.timedelta(microseconds=1), 'v': None, 'a': ['a'], 'm': [('k', 1)], " +
        "'st': {'x': None, 'y': [{'z': 0.5}, None]}}\n",
    );
  });
});

describe('reading foreign streams', () => {
  it('converts units and large lists, and refuses what Spark has no type for', async () => {
    const make = (table: string) => `
import sys, pyarrow as pa
t = pa.table(${table})
with pa.ipc.new_stream(sys.stdout.buffer, t.schema) as w: w.write_table(t)`;
    const read = async (table: string) => {
      const reader = new ArrowReader(new ByteReader(chunksOf(runPython(make(table)))));
      const schema = sparkSchema(await reader.fields());
      const readers = schema.fields.map((f) => valueReader(f.type));
      const batch = (await reader.next())!;
      return Array.from({ length: batch.length }, (_, i) => readRow(batch, readers, i));
    };
    expect(
      await read(`{'a': pa.array([1, None], pa.timestamp('s')), 'b': pa.array([-1, 1], pa.timestamp('ns')),
        'c': pa.array([[1], None], pa.large_list(pa.int8())), 'd': pa.array([86400000, -1], pa.date64()), 'e': pa.array([1, 2], pa.time32('ms'))}`),
    ).toEqual([
      [1_000_000n, -1n, [1], 1, 1_000_000n],
      [null, 0n, null, -1, 2_000_000n],
    ]);
    await expect(read(`{'a': pa.array([1], pa.uint8())}`)).rejects.toThrow('Arrow unsigned integer (column a)');
    await expect(read(`{'a': pa.array(['x']).dictionary_encode()}`)).rejects.toThrow('Arrow dictionary');
  });
});
