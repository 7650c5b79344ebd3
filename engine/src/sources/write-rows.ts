/** Writes a task's rows as part files below the task's temporary folder; gives one row per file: path, rows, bytes. */
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { WriteNode } from '../physical/node.ts';
import type { TaskContext } from '../physical/operator.ts';
import { type DataType, LONG, STRING, struct } from '../types/data-type.ts';
import { dateText } from '../types/datetime.ts';
import { decimalText } from '../types/decimal.ts';
import { HASH_SEED, hashColumn } from '../types/murmur3.ts';
import { timestampText, timeZone } from '../types/time-zone.ts';
import type { Value } from '../types/value.ts';
import type { Batch } from '../types/vector.ts';
import { vectorBuilder } from '../types/vector-builder.ts';
import { takeBatch } from '../types/vector-ops.ts';
import { readRow, valueReader } from '../types/vector-reader.ts';
import { taskFolder } from './commit.ts';
import { encodePart } from './list-files.ts';
import { NULL_PARTITION } from './partition-columns.ts';
import { sourceNamed } from './registry.ts';
import type { FileWriter } from './source.ts';

interface OpenPart {
  readonly path: string;
  readonly writer: FileWriter;
  rows: number;
}

interface WrittenPart {
  readonly path: string;
  readonly rows: number;
  readonly bytes: number;
}

export async function* writeRows(
  node: WriteNode,
  rows: AsyncIterable<Batch>,
  task: Pick<TaskContext, 'partition' | 'attempt' | 'conf'>,
): AsyncGenerator<Batch> {
  const source = sourceNamed(node.source);
  const zone = task.conf['spark.sql.session.timeZone'] ?? 'UTC';
  const folder = taskFolder(node, task.partition, task.attempt);
  const kept = node.child.output.map((_, i) => i).filter((i) => !node.partitionBy.includes(i));
  const schema = struct(
    kept
      .map((i) => node.child.output[i] as (typeof node.child.output)[number])
      .map(({ name, type, nullable, metadata }) => ({ name, type, nullable, metadata })),
  );
  const name = `part-${String(task.partition).padStart(5, '0')}-${node.jobId}`;
  const open = new Map<string, OpenPart>();
  const written: WrittenPart[] = [];
  const partOf = async (directory: string, bucket?: number): Promise<OpenPart> => {
    const key = `${bucket}/${directory}`;
    const known = open.get(key);
    if (known !== undefined) return known;
    const ofBucket = bucket === undefined ? '' : `_${String(bucket).padStart(5, '0')}`;
    const infix = node.partitionBy.length > 0 || bucket !== undefined ? '.c000' : '-c000';
    const path = join(folder, directory, `${name}${ofBucket}${infix}${source.extension(node.options)}`);
    await mkdir(dirname(path), { recursive: true });
    const part = {
      path,
      rows: 0,
      writer: await source.openWriter({ path, schema, options: node.options, timeZone: zone, conf: task.conf }),
    };
    open.set(key, part);
    return part;
  };
  const split = pieces(node, zone);
  const closeAll = async (): Promise<void> => {
    for (const [key, { path, rows: count, writer }] of open) {
      open.delete(key);
      written.push({ path, rows: count, bytes: await writer.close() });
    }
  };
  try {
    for await (const batch of rows) {
      for (const piece of split(batch)) {
        const part = await partOf(piece.directory, piece.bucket);
        part.rows += piece.batch.length;
        await part.writer.write({
          length: piece.batch.length,
          columns: kept.map((i) => piece.batch.columns[i] as Batch['columns'][number]),
        });
      }
    }
    // The first task leaves a file even without rows, so that the schema can be found again.
    if (open.size === 0 && task.partition === 0 && node.partitionBy.length === 0) await partOf('');
  } finally {
    await closeAll();
  }
  if (written.length > 0) yield report(written);
}

function report(written: readonly WrittenPart[]): Batch {
  const builders = [vectorBuilder(STRING), vectorBuilder(LONG), vectorBuilder(LONG)] as const;
  for (const { path, rows, bytes } of written) {
    builders[0].append(path);
    builders[1].append(BigInt(rows));
    builders[2].append(BigInt(bytes));
  }
  return { length: written.length, columns: builders.map((b) => b.finish()) };
}

interface Piece {
  readonly directory: string;
  readonly bucket: number | undefined;
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
          const { name, type } = columns[i] as (typeof columns)[number];
          return `${encodePart(name)}=${partText(value, type, zone)}`;
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

/** A partition column's value as the name of its folder. */
export function partText(value: Value, type: DataType, zone: string): string {
  if (value === null || value === '') return NULL_PARTITION;
  switch (type.kind) {
    case 'date':
      return dateText(value as number);
    case 'timestamp':
      return encodePart(timestampText(value as bigint, timeZone(zone)));
    case 'decimal':
      return decimalText(value as bigint, type.scale);
    default:
      return encodePart(String(value));
  }
}
