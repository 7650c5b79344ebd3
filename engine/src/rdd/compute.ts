/** How an executor computes one partition of an RDD: what is left of the lineage between two shuffles, as plain data. */
import { open, readFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { unreachable } from '../errors/internal.ts';
import { raise } from '../errors/raise.ts';
import type { Chunk } from '../exec/block.ts';
import type { ExecutorTask } from '../exec/executor-task.ts';
import type { TaskWork } from '../exec/messages.ts';
import type { PythonFunction } from '../tree/expression.ts';
import type { StructType } from '../types/data-type.ts';
import { batchRecords, RecordCollector, recordsOf } from '../types/record-frames.ts';
import type { Batch } from '../types/vector.ts';
import { sliceBatch } from '../types/vector-ops.ts';
import type { FileSplit, InputFile } from './file-splits.ts';
import type { Slice } from './node.ts';
import { type PartFormat, savePart } from './save-part.ts';
import { textLines } from './text-lines.ts';

export type RddCompute =
  | { readonly kind: 'slices'; readonly slices: readonly Slice[] }
  | { readonly kind: 'text'; readonly splits: readonly FileSplit[] }
  | { readonly kind: 'whole-text'; readonly groups: readonly (readonly InputFile[])[] }
  | { readonly kind: 'python'; readonly function: PythonFunction; readonly child: RddCompute }
  | { readonly kind: 'shuffled'; readonly set: number }
  | {
      readonly kind: 'union';
      readonly children: readonly { readonly compute: RddCompute; readonly partitions: number }[];
    }
  | { readonly kind: 'aligned'; readonly children: readonly RddCompute[] }
  | { readonly kind: 'coalesced'; readonly groups: readonly (readonly number[])[]; readonly child: RddCompute }
  | { readonly kind: 'zipped'; readonly left: PairSide; readonly right: PairSide }
  | {
      readonly kind: 'cartesian';
      readonly left: PairSide;
      readonly right: PairSide;
      readonly rightPartitions: number;
    }
  /** The first records of each partition. */
  | { readonly kind: 'head'; readonly count: number; readonly child: RddCompute }
  | { readonly kind: 'cached'; readonly set: number; readonly child: RddCompute }
  | { readonly kind: 'query'; readonly work: TaskWork; readonly conf: ExecutorTask['conf'] | undefined }
  | {
      readonly kind: 'save';
      readonly folder: string;
      readonly format: PartFormat;
      readonly child: RddCompute;
    };

/** `width`: how many records make an element. */
export interface PairSide {
  readonly compute: RddCompute;
  readonly width: number;
}

/** What other layers do for an RDD's tasks. */
export interface RddServices {
  python(
    fn: PythonFunction,
    partition: number,
    records: AsyncIterable<Batch>,
    task: ExecutorTask,
  ): AsyncIterable<Batch>;
  query(work: TaskWork, partition: number, task: ExecutorTask): AsyncIterable<Batch>;
  unpickleRows(frames: AsyncIterable<Uint8Array>, schema: StructType): AsyncIterable<Batch>;
}

export const CACHE_GET = 'rdd-cache-get';
export const CACHE_PUT = 'rdd-cache-put';

export interface CachedBlock {
  readonly set: number;
  readonly partition: number;
  readonly chunks?: readonly Chunk[];
}

export function compute(
  rdd: RddCompute,
  partition: number,
  task: ExecutorTask,
  services: RddServices,
): AsyncIterable<Batch> {
  const inner = (child: RddCompute, of: number): AsyncIterable<Batch> => compute(child, of, task, services);
  const elements = (side: PairSide, of: number): AsyncIterable<Element> =>
    elementsOf(inner(side.compute, of), side.width);
  switch (rdd.kind) {
    case 'slices':
      return readSlice(rdd.slices[partition] as Slice);
    case 'text':
      return textLines(rdd.splits[partition] as FileSplit);
    case 'whole-text':
      return batchRecords(wholeFiles(rdd.groups[partition] as readonly InputFile[]));
    case 'python':
      return services.python(rdd.function, partition, inner(rdd.child, partition), task);
    case 'shuffled':
      return shuffledRecords(task.blocks.read(rdd.set, partition));
    case 'union': {
      let first = 0;
      for (const child of rdd.children) {
        if (partition < first + child.partitions) return inner(child.compute, partition - first);
        first += child.partitions;
      }
      return empty();
    }
    case 'aligned':
      return oneAfterAnother(rdd.children.map((child) => () => inner(child, partition)));
    case 'coalesced':
      return oneAfterAnother((rdd.groups[partition] as readonly number[]).map((of) => () => inner(rdd.child, of)));
    case 'zipped':
      return batchRecords(zipped(elements(rdd.left, partition), elements(rdd.right, partition)));
    case 'cartesian': {
      const right = partition % rdd.rightPartitions;
      const left = (partition - right) / rdd.rightPartitions;
      return batchRecords(cartesian(elements(rdd.left, left), () => elements(rdd.right, right)));
    }
    case 'head':
      return head(inner(rdd.child, partition), rdd.count);
    case 'cached':
      return cached(rdd.set, partition, task, () => inner(rdd.child, partition));
    case 'save':
      return afterwards(savePart(rdd.folder, rdd.format, partition, task.attempt, inner(rdd.child, partition)));
    case 'query':
      return services.query(rdd.work, partition, rdd.conf === undefined ? task : { ...task, conf: rdd.conf });
    default:
      return unreachable(rdd);
  }
}

async function* empty(): AsyncIterable<Batch> {}

/** No rows, once the work is done. */
async function* afterwards(work: Promise<void>): AsyncIterable<Batch> {
  await work;
  yield* [];
}

async function* oneAfterAnother(parts: readonly (() => AsyncIterable<Batch>)[]): AsyncIterable<Batch> {
  for (const part of parts) yield* part();
}

async function* head(batches: AsyncIterable<Batch>, count: number): AsyncIterable<Batch> {
  let left = count;
  for await (const batch of batches) {
    yield batch.length <= left ? batch : sliceBatch(batch, 0, left);
    left -= Math.min(left, batch.length);
    if (left === 0) return;
  }
}

async function* readSlice(slice: Slice): AsyncIterable<Batch> {
  const bytes = slice.kind === 'inline' ? slice.bytes : await readRange(slice.path, slice.from, slice.to);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const records = new RecordCollector();
  for (let at = 0; at < bytes.length; ) {
    const length = view.getInt32(at, false);
    at += 4;
    if (length < 0) records.add(null);
    else records.addRange(bytes, at, at + length);
    at += Math.max(0, length);
    if (records.isFull) yield records.finish();
  }
  if (records.length > 0) yield records.finish();
}

async function readRange(path: string, from: number, to: number): Promise<Uint8Array> {
  const file = await open(path);
  try {
    const bytes = new Uint8Array(to - from);
    await file.read(bytes, 0, bytes.length, from);
    return bytes;
  } finally {
    await file.close();
  }
}

async function* wholeFiles(files: readonly InputFile[]): AsyncIterable<Uint8Array> {
  for (const { path } of files) {
    yield Buffer.from(pathToFileURL(path).href.replace('file:///', 'file:/'));
    yield Buffer.from((await readFile(path)).toString('utf8'));
  }
}

/** Shuffled blocks carry the bucket in a second column. */
async function* shuffledRecords(batches: AsyncIterable<Batch>): AsyncIterable<Batch> {
  for await (const batch of batches) yield { length: batch.length, columns: batch.columns.slice(0, 1) };
}

type Element = readonly (Uint8Array | null)[];

async function* elementsOf(batches: AsyncIterable<Batch>, width: number): AsyncIterable<Element> {
  let element: (Uint8Array | null)[] = [];
  for await (const batch of batches) {
    for (const record of recordsOf(batch)) {
      element.push(record);
      if (element.length < width) continue;
      yield element;
      element = [];
    }
  }
}

async function* zipped(left: AsyncIterable<Element>, right: AsyncIterable<Element>): AsyncIterable<Uint8Array | null> {
  const others = right[Symbol.asyncIterator]();
  try {
    for await (const element of left) {
      const other = await others.next();
      if (other.done === true) raise('ZIP_LENGTH_MISMATCH', {});
      yield* element;
      yield* other.value;
    }
    if ((await others.next()).done !== true) raise('ZIP_LENGTH_MISMATCH', {});
  } finally {
    await others.return?.();
  }
}

/** The right side is computed anew for every element of the left one, so that neither has to fit in memory. */
async function* cartesian(
  left: AsyncIterable<Element>,
  right: () => AsyncIterable<Element>,
): AsyncIterable<Uint8Array | null> {
  for await (const element of left) {
    for await (const other of right()) {
      yield* element;
      yield* other;
    }
  }
}

/** Stored records. They are stored first where they are not yet; where they cannot stay, they are just computed. */
async function* cached(
  set: number,
  partition: number,
  task: ExecutorTask,
  make: () => AsyncIterable<Batch>,
): AsyncIterable<Batch> {
  const block: CachedBlock = { set, partition };
  const find = async (): Promise<readonly Chunk[] | undefined> =>
    (await task.call(CACHE_GET, block)) as readonly Chunk[] | undefined;
  let chunks = await find();
  if (chunks === undefined) {
    await task.call(CACHE_PUT, { ...block, chunks: await task.storeBlock(make()) } satisfies CachedBlock);
    chunks = await find();
  }
  yield* chunks === undefined ? make() : task.blocks.readChunks(set, partition, chunks);
}
