/** Writes a task's rows as part files below the task's temporary folder; gives one row per file: path, rows, bytes. */
import type { WriteNode } from '../physical/node.ts';
import { NULL_PARTITION } from '../tree/null-partition.ts';
import { type DataType, LONG, STRING, struct } from '../types/data-type.ts';
import { dateText } from '../types/datetime.ts';
import { decimalText } from '../types/decimal.ts';
import { dayTimeText, yearMonthText } from '../types/interval.ts';
import { HASH_SEED, hashColumn } from '../types/murmur3.ts';
import { doubleText, floatText } from '../types/number-text.ts';
import { timestampText, timeZone } from '../types/time-zone.ts';
import type { Value } from '../types/value.ts';
import type { Batch } from '../types/vector.ts';
import { vectorBuilder } from '../types/vector-builder.ts';
import { takeBatch } from '../types/vector-ops.ts';
import { decodeUtf8, readRow, valueReader } from '../types/vector-reader.ts';
import { encodePart } from './list-files.ts';
import { type FilePlace, PartFiles, type WriteTask, type WrittenFile } from './part-files.ts';

export async function* writeRows(node: WriteNode, rows: AsyncIterable<Batch>, task: WriteTask): AsyncGenerator<Batch> {
  const zone = task.conf['spark.sql.session.timeZone'] ?? 'UTC';
  const kept = node.child.output.map((_, i) => i).filter((i) => !node.partitionBy.includes(i));
  const schema = struct(
    kept
      .map((i) => node.child.output[i] as (typeof node.child.output)[number])
      .map(({ name, type, nullable, metadata }) => ({ name, type, nullable, metadata })),
  );
  const files = new PartFiles(node, schema, task);
  const split = pieces(node, zone);
  try {
    for await (const batch of rows) {
      for (const { batch: piece, ...place } of split(batch)) {
        const columns = kept.map((i) => piece.columns[i] as Batch['columns'][number]);
        await files.write(place, { length: piece.length, columns });
      }
    }
    // The first task leaves a file even without rows, so that the schema can be found again.
    if (files.isUnused && task.partition === 0 && node.partitionBy.length === 0)
      await files.open({ directory: '', bucket: undefined });
    await files.closeAll();
  } catch (error) {
    await files.abandon();
    throw error;
  }
  if (files.written.length > 0) yield report(files.written);
}

function report(written: readonly WrittenFile[]): Batch {
  const builders = [vectorBuilder(STRING), vectorBuilder(LONG), vectorBuilder(LONG)] as const;
  for (const { path, rows, bytes } of written) {
    builders[0].append(path);
    builders[1].append(BigInt(rows));
    builders[2].append(BigInt(bytes));
  }
  return { length: written.length, columns: builders.map((b) => b.finish()) };
}

interface Piece extends FilePlace {
  readonly batch: Batch;
}

/** Pieces of a batch by `key=value` folder and bucket, rows in their order. */
function pieces(node: WriteNode, zone: string): (batch: Batch) => readonly Piece[] {
  if (node.partitionBy.length === 0 && node.bucket === undefined)
    return (batch) => [{ directory: '', bucket: undefined, batch }];
  const directoryAt = folderOf(node, zone);
  const bucketAt = bucketOf(node);
  return (batch) => {
    const directory = directoryAt(batch);
    const bucket = bucketAt(batch);
    const found = new Map<string, Omit<Piece, 'batch'> & { readonly rows: number[] }>();
    for (let row = 0; row < batch.length; row++) {
      const place = { directory: directory(row), bucket: bucket(row) };
      const key = `${place.bucket}/${place.directory}`;
      const known = found.get(key);
      if (known === undefined) found.set(key, { ...place, rows: [row] });
      else known.rows.push(row);
    }
    return [...found.values()].map(({ rows, ...place }) => ({
      ...place,
      batch: takeBatch(batch, Int32Array.from(rows)),
    }));
  };
}

type OfRow<T> = (batch: Batch) => (row: number) => T;

function folderOf(node: WriteNode, zone: string): OfRow<string> {
  const columns = node.partitionBy.map((i) => node.child.output[i] as (typeof node.child.output)[number]);
  const readers = columns.map((c) => valueReader(c.type));
  return (batch) => {
    const keys = chosen(batch, node.partitionBy);
    return (row) =>
      readRow(keys, readers, row)
        .map((value, i) => {
          const { type } = columns[i] as (typeof columns)[number];
          return `${encodePart(node.partitionNames[i] as string)}=${partText(value, type, zone)}`;
        })
        .join('/');
  };
}

/** The rule of Spark's hash partitioning. */
function bucketOf({ bucket, child }: WriteNode): OfRow<number | undefined> {
  if (bucket === undefined) return () => () => undefined;
  const types = bucket.columns.map((i) => child.output[i]?.type as DataType);
  return (batch) => {
    const hashes = new Int32Array(batch.length).fill(HASH_SEED);
    chosen(batch, bucket.columns).columns.forEach((column, i) => {
      hashColumn(column, types[i] as DataType, hashes);
    });
    return (row) => {
      const rest = (hashes[row] as number) % bucket.buckets;
      return rest < 0 ? rest + bucket.buckets : rest;
    };
  };
}

const chosen = (batch: Batch, ordinals: readonly number[]): Batch => ({
  length: batch.length,
  columns: ordinals.map((i) => batch.columns[i] as Batch['columns'][number]),
});

/** A partition column's value as the name of its folder: what a cast to STRING gives. */
export function partText(value: Value, type: DataType, zone: string): string {
  if (value === null) return NULL_PARTITION;
  const text = valueText(value, type, zone);
  return text === '' ? NULL_PARTITION : encodePart(text);
}

function valueText(value: Value, type: DataType, zone: string): string {
  switch (type.kind) {
    case 'date':
      return dateText(value as number);
    case 'timestamp':
      return timestampText(value as bigint, timeZone(zone));
    case 'timestamp_ntz':
      return timestampText(value as bigint, timeZone('UTC'));
    case 'decimal':
      return decimalText(value as bigint, type.scale);
    case 'float':
      return floatText(value as number);
    case 'double':
      return doubleText(value as number);
    case 'binary': {
      const bytes = value as Uint8Array;
      return decodeUtf8(bytes, 0, bytes.length);
    }
    case 'yearmonth':
      return yearMonthText(value as number, type);
    case 'daytime':
      return dayTimeText(value as bigint, type);
    default:
      return String(value);
  }
}
