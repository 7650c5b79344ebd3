/** The files of one task: one for each folder and bucket, followed by others once it has as many rows as it may have. */
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { declaredDefault } from '../conf/conf.ts';
import type { WriteNode } from '../physical/node.ts';
import type { TaskContext } from '../physical/operator.ts';
import type { StructType } from '../types/data-type.ts';
import type { Batch } from '../types/vector.ts';
import { sliceBatch } from '../types/vector-ops.ts';
import { taskFolder } from './commit.ts';
import { readOptions } from './options.ts';
import { sourceNamed } from './registry.ts';
import type { FileWriter } from './source.ts';
import { writing } from './write-error.ts';

export interface FilePlace {
  /** Below the target. */
  readonly directory: string;
  readonly bucket: number | undefined;
}

export interface WrittenFile {
  readonly path: string;
  readonly rows: number;
  readonly bytes: number;
}

interface OpenFile {
  readonly path: string;
  readonly writer: FileWriter;
  rows: number;
}

export type WriteTask = Pick<TaskContext, 'partition' | 'attempt' | 'conf'>;

const MOST_ROWS = 'spark.sql.files.maxRecordsPerFile';

export class PartFiles {
  readonly written: WrittenFile[] = [];
  readonly #node: WriteNode;
  readonly #task: WriteTask;
  readonly #schema: StructType;
  readonly #mostRows: number;
  readonly #open = new Map<string, OpenFile>();
  /** How many files a place has had. */
  readonly #counts = new Map<string, number>();

  constructor(node: WriteNode, schema: StructType, task: WriteTask) {
    this.#node = node;
    this.#schema = schema;
    this.#task = task;
    const most = readOptions(node.options).int(
      'maxRecordsPerFile',
      Number(task.conf[MOST_ROWS] ?? declaredDefault(MOST_ROWS)),
    );
    this.#mostRows = most > 0 ? most : Number.POSITIVE_INFINITY;
  }

  get isUnused(): boolean {
    return this.#counts.size === 0;
  }

  async write(place: FilePlace, batch: Batch): Promise<void> {
    for (let from = 0; from < batch.length; ) {
      const file = await this.open(place);
      const to = Math.min(batch.length, from + this.#mostRows - file.rows);
      await this.#doing(
        () => file.writer.write(from === 0 && to === batch.length ? batch : sliceBatch(batch, from, to)),
        true,
      );
      file.rows += to - from;
      if (file.rows >= this.#mostRows) await this.#close(keyOf(place), file);
      from = to;
    }
  }

  async open(place: FilePlace): Promise<OpenFile> {
    const key = keyOf(place);
    const known = this.#open.get(key);
    if (known !== undefined) return known;
    const count = this.#counts.get(key) ?? 0;
    this.#counts.set(key, count + 1);
    const path = this.#pathOf(place, count);
    return this.#doing(async () => {
      await mkdir(dirname(path), { recursive: true });
      const { options, source } = this.#node;
      const { conf } = this.#task;
      const timeZone = conf['spark.sql.session.timeZone'] ?? 'UTC';
      const writer = await sourceNamed(source).openWriter({ path, schema: this.#schema, options, timeZone, conf });
      const file = { path, rows: 0, writer };
      this.#open.set(key, file);
      return file;
    });
  }

  async closeAll(): Promise<void> {
    for (const [key, file] of this.#open) await this.#close(key, file);
  }

  /** After a failure: what is closed is thrown away later, with the task's folder. */
  async abandon(): Promise<void> {
    await Promise.allSettled([...this.#open.values()].map(({ writer }) => writer.close()));
  }

  async #close(key: string, { path, rows, writer }: OpenFile): Promise<void> {
    this.#open.delete(key);
    this.written.push({ path, rows, bytes: await this.#doing(() => writer.close()) });
  }

  #pathOf({ directory, bucket }: FilePlace, count: number): string {
    const { jobId, options, partitionBy, source } = this.#node;
    const { partition, attempt, conf } = this.#task;
    const ofBucket = bucket === undefined ? '' : `_${String(bucket).padStart(5, '0')}`;
    const beforeCount = partitionBy.length > 0 || bucket !== undefined ? '.' : '-';
    const name = `part-${String(partition).padStart(5, '0')}-${jobId}${ofBucket}${beforeCount}c${String(count).padStart(3, '0')}`;
    const extension = sourceNamed(source).extension(options, conf);
    return join(taskFolder(this.#node, partition, attempt), directory, `${name}${extension}`);
  }

  #doing<T>(work: () => Promise<T>, ofValues = false): Promise<T> {
    return writing(this.#node.directory, work, ofValues);
  }
}

const keyOf = ({ directory, bucket }: FilePlace): string => `${bucket}/${directory}`;
