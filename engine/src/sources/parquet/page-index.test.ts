/** What a written file says of its pages is true of them. */
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type DataType, field, INT, LONG, STRING, struct, TIMESTAMP } from '../../types/data-type.ts';
import { comparatorOf } from '../../types/ordering.ts';
import type { Value } from '../../types/value.ts';
import { vectorBuilder } from '../../types/vector-builder.ts';
import { ThriftReader, type ThriftStruct, type ThriftValue } from './thrift.ts';
import { openParquetWriter } from './write-parquet.ts';

const ROWS = 45_000;
const BATCH = 5000;
const PAGE = 20_000;

interface Column {
  readonly name: string;
  readonly type: DataType;
  readonly valueAt: (row: number) => Value;
}

const COLUMNS: readonly Column[] = [
  { name: 'different', type: LONG, valueAt: (row) => BigInt(row * 3) - 50_000n },
  { name: 'few', type: INT, valueAt: (row) => (row % 7 === 0 ? null : (row % 40) - (row < PAGE ? 20 : 0)) },
  { name: 'text', type: STRING, valueAt: (row) => (row < PAGE ? null : `é${String(row).padStart(6, '0')}`) },
];

async function written(columns: readonly Column[], options: Record<string, string> = {}): Promise<Buffer> {
  const path = join(mkdtempSync(join(tmpdir(), 'page-index-')), 'part.parquet');
  const schema = struct(columns.map(({ name, type }) => field(name, type)));
  const writer = await openParquetWriter({ path, schema, options, timeZone: 'UTC', conf: {} });
  for (let from = 0; from < ROWS; from += BATCH) {
    const vectors = columns.map(({ type, valueAt }) => {
      const builder = vectorBuilder(type);
      for (let row = from; row < from + BATCH; row++) {
        const value = valueAt(row);
        if (value === null) builder.appendNull();
        else builder.append(value);
      }
      return builder.finish();
    });
    await writer.write({ length: BATCH, columns: vectors });
  }
  await writer.close();
  return readFileSync(path);
}

const structAt = (file: Buffer, at: number): ThriftStruct => new ThriftReader(file.subarray(at)).struct();
const list = (value: ThriftValue | undefined): readonly ThriftValue[] => value as readonly ThriftValue[];

function chunksOf(file: Buffer): readonly ThriftStruct[] {
  const footer = structAt(file, file.length - 8 - file.readUInt32LE(file.length - 8));
  const [group, ...others] = list(footer.get(4)) as readonly ThriftStruct[];
  expect(others).toEqual([]);
  return list(group?.get(1)) as readonly ThriftStruct[];
}

function stored(value: ThriftValue | undefined, type: DataType): Value {
  const bytes = Buffer.from(value as Uint8Array);
  if (type.kind === 'string') return bytes.toString();
  return type.kind === 'long' ? bytes.readBigInt64LE() : bytes.readInt32LE();
}

test('the column index has the bounds and NULLs of each page', async () => {
  const file = await written(COLUMNS);
  for (const [i, chunk] of chunksOf(file).entries()) {
    const { type, valueAt } = COLUMNS[i] as Column;
    const index = structAt(file, Number(chunk.get(6)));
    const said = list(index.get(1)).map((isEmpty, page) =>
      isEmpty
        ? { nulls: list(index.get(5))[page] }
        : {
            nulls: list(index.get(5))[page],
            least: stored(list(index.get(2))[page], type),
            most: stored(list(index.get(3))[page], type),
          },
    );
    const pages = [0, PAGE, 2 * PAGE].map((from) => {
      const all = Array.from({ length: Math.min(PAGE, ROWS - from) }, (_, row) => valueAt(from + row));
      const values = all.filter((value) => value !== null).toSorted(comparatorOf(type));
      const nulls = BigInt(all.length - values.length);
      return values.length === 0 ? { nulls } : { nulls, least: values[0], most: values.at(-1) };
    });
    expect(said).toEqual(pages);
  }
});

test('the offset index leads to each page', async () => {
  const file = await written(COLUMNS, { compression: 'none' });
  for (const chunk of chunksOf(file)) {
    const places = list(structAt(file, Number(chunk.get(4))).get(1)) as readonly ThriftStruct[];
    expect(places.map((place) => place.get(3))).toEqual([0n, BigInt(PAGE), BigInt(2 * PAGE)]);
    for (const place of places) {
      const reader = new ThriftReader(file.subarray(Number(place.get(1))));
      const header = reader.struct();
      expect(header.get(1)).toBe(0);
      expect(reader.at + Number(header.get(3))).toBe(place.get(2));
    }
  }
});

test('values without an order have places only', async () => {
  const column: Column = { name: 't', type: TIMESTAMP, valueAt: (row) => BigInt(row) };
  const [chunk] = chunksOf(await written([column]));
  expect([chunk?.has(4), chunk?.has(6)]).toEqual([true, false]);
});
