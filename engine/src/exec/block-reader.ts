/** Reads the blocks a stage was told of: views on shared memory where they lie there. */
import { type FileHandle, open } from 'node:fs/promises';
import { assert } from '../errors/internal.ts';
import type { Batch } from '../types/vector.ts';
import { sliceBatch, takeBatch } from '../types/vector-ops.ts';
import { decodeBatch } from './batch-codec.ts';
import type { Chunk, ReadSpec } from './block.ts';
import { LostBlockError, type TaskBlocks } from './executor-task.ts';
import type { StageMessage } from './messages.ts';
import { ownBatch } from './own-batch.ts';

export class BlockReader implements TaskBlocks {
  readonly #stage: StageMessage;
  readonly #specs: ReadonlyMap<number, ReadSpec>;

  constructor(stage: StageMessage) {
    this.#stage = stage;
    this.#specs = new Map(stage.reads.map((spec) => [spec.set, spec]));
  }

  async *read(set: number, partition: number): AsyncGenerator<Batch> {
    const spec = this.#specs.get(set);
    const maps = this.#stage.chunks.get(set);
    assert(spec !== undefined && maps !== undefined, `stage ${this.#stage.stage} does not read set ${set}`);
    if (spec.by === 'map') {
      yield* this.readChunks(set, partition, maps[partition] ?? []);
      return;
    }
    for (let map = 0; map < maps.length; map++) {
      const chunks = maps[map] as readonly Chunk[];
      if (spec.by === 'all') yield* sampled(this.readChunks(set, map, chunks), spec.step);
      else yield* this.#readRange(set, map, chunks, spec.ranges[partition] as readonly [number, number]);
    }
  }

  async *readChunks(set: number, map: number, chunks: readonly Chunk[]): AsyncGenerator<Batch> {
    for (const chunk of chunks) if (chunk.rows > 0) yield await load(set, map, chunk);
  }

  async *#readRange(
    set: number,
    map: number,
    chunks: readonly Chunk[],
    [from, to]: readonly [number, number],
  ): AsyncGenerator<Batch> {
    for (const chunk of chunks) {
      const { offsets } = chunk;
      assert(offsets !== undefined, `set ${set} is not split`);
      const first = offsets[from] as number;
      const end = offsets[to] as number;
      if (end === first) continue;
      const batch = await load(set, map, chunk);
      if (end - first === batch.length) yield batch;
      // Who holds some rows of a file's chunk must not keep the rest of it in memory.
      else if (chunk.location.kind === 'file') yield ownBatch(sliceBatch(batch, first, end)).batch;
      else yield sliceBatch(batch, first, end);
    }
  }
}

/** Every `step`th row, counted through all batches. */
async function* sampled(batches: AsyncIterable<Batch>, step: number): AsyncGenerator<Batch> {
  let next = 0;
  for await (const batch of batches) {
    if (step <= 1) {
      yield batch;
      continue;
    }
    const indices: number[] = [];
    for (; next < batch.length; next += step) indices.push(next);
    next -= batch.length;
    if (indices.length > 0) yield takeBatch(batch, Int32Array.from(indices));
  }
}

const decoded = new WeakMap<Chunk, Batch>();

async function load(set: number, map: number, chunk: Chunk): Promise<Batch> {
  const known = decoded.get(chunk);
  if (known !== undefined) return known;
  const { location } = chunk;
  if (location.kind === 'file') {
    try {
      return decodeBatch(await readPart(location.path, location.at, location.length));
    } catch (error) {
      throw new LostBlockError({ set, map }, error);
    }
  }
  const bytes = location.kind === 'inline' ? location.bytes : new Uint8Array(location.memory, 0, location.length);
  const batch = decodeBatch(bytes);
  decoded.set(chunk, batch);
  return batch;
}

export async function readPart(path: string, at: number, length: number): Promise<Uint8Array> {
  const file = await open(path, 'r');
  try {
    return await readAt(file, path, at, length);
  } finally {
    await file.close();
  }
}

export async function readAt(file: FileHandle, path: string, at: number, length: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(length);
  const { bytesRead } = await file.read(bytes, 0, length, at);
  if (bytesRead !== length) throw new Error(`${path} is shorter than it was`);
  return bytes;
}
