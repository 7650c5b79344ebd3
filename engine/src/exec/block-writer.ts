/**
 * Turns a task's batches into stored chunks: gathered to some megabytes, sorted by reduce partition where the output
 * is split, then put where there is room: in the report itself, in a shared slab, or in a file.
 */
import { appendFile, mkdir, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { threadId } from 'node:worker_threads';
import { batchBytes } from '../types/batch-bytes.ts';
import { sortByPartition } from '../types/partition-order.ts';
import { scatterBatches } from '../types/scatter.ts';
import type { Batch } from '../types/vector.ts';
import { concatBatches, sliceBatch } from '../types/vector-ops.ts';
import { encodeBatch } from './batch-codec.ts';
import { type Chunk, INLINE_BYTES, type Location } from './block.ts';
import type { Slab } from './slab-pool.ts';
import { spilling } from './spill-error.ts';

const CHUNK_BYTES = 8 * 1024 ** 2;
/** In files, chunks hold whole partitions of about this size, so that a reader reads little that is not its own. */
const FILE_CHUNK_BYTES = 256 * 1024;

let files = 0;

export class BlockWriter {
  readonly #call: (service: string, args: unknown) => Promise<unknown>;
  readonly #localDir: string;
  readonly #taskId: number;
  readonly #path: string;
  readonly #chunks: Chunk[] = [];
  #partitions = 0;
  #pending: Batch[] = [];
  #pendingIds: Int32Array[] = [];
  #pendingBytes = 0;
  #fileEnd: number | undefined;

  constructor(call: (service: string, args: unknown) => Promise<unknown>, localDir: string, taskId: number) {
    this.#call = call;
    this.#localDir = localDir;
    this.#taskId = taskId;
    this.#path = join(localDir, `blocks-${threadId}-${taskId}-${++files}`);
  }

  splitInto(partitions: number): void {
    this.#partitions = partitions;
  }

  async add(batch: Batch, partitionOfRow: Int32Array | undefined): Promise<void> {
    if (batch.length === 0) return;
    this.#pending.push(batch);
    if (partitionOfRow !== undefined) this.#pendingIds.push(partitionOfRow);
    this.#pendingBytes += batchBytes(batch);
    if (this.#pendingBytes >= CHUNK_BYTES) await this.#flush();
  }

  async finish(): Promise<readonly Chunk[]> {
    await this.#flush();
    return this.#chunks;
  }

  /** For a task that failed: nobody will read what it has put in a file. */
  async discard(): Promise<void> {
    if (this.#fileEnd !== undefined) await rm(this.#path, { force: true });
  }

  /** Chunks apart from the task's output, in a file of their own if it comes to that. */
  async storeAll(batches: AsyncIterable<Batch>): Promise<readonly Chunk[]> {
    const writer = new BlockWriter(this.#call, this.#localDir, this.#taskId);
    try {
      for await (const batch of batches) await writer.add(batch, undefined);
      return await writer.finish();
    } catch (error) {
      await writer.discard();
      throw error;
    }
  }

  async #flush(): Promise<void> {
    if (this.#pending.length === 0) return;
    const batches = this.#pending;
    const ids = this.#pendingIds;
    this.#pending = [];
    this.#pendingIds = [];
    this.#pendingBytes = 0;
    if (this.#partitions === 0) this.#chunks.push(...(await this.#store(concatBatches(batches), undefined)));
    else {
      const rows = batches.reduce((sum, batch) => sum + batch.length, 0);
      const { places, offsets } = sortByPartition(ids, rows, this.#partitions);
      const sorted = places === undefined ? concatBatches(batches) : scatterBatches(batches, places);
      this.#chunks.push(...(await this.#store(sorted, offsets)));
    }
  }

  async #store(batch: Batch, offsets: Int32Array | undefined): Promise<readonly Chunk[]> {
    const encoded = encodeBatch(batch);
    const { bytes } = encoded;
    const chunk = (location: Location): Chunk => ({ location, rows: batch.length, bytes, offsets });
    if (bytes <= INLINE_BYTES) {
      const own = new Uint8Array(bytes);
      encoded.writeTo(own);
      return [chunk({ kind: 'inline', bytes: own })];
    }
    const slab = (await this.#call('slab', bytes)) as Slab | undefined;
    if (slab !== undefined) {
      encoded.writeTo(new Uint8Array(slab.memory, 0, bytes));
      return [chunk({ kind: 'slab', slab: slab.id, memory: slab.memory, length: bytes })];
    }
    const parts = offsets === undefined ? [{ batch, offsets }] : wholePartitions(batch, offsets, bytes);
    const stored: Chunk[] = [];
    for (const part of parts) stored.push(await this.#append(part.batch, part.offsets));
    return stored;
  }

  async #append(batch: Batch, offsets: Int32Array | undefined): Promise<Chunk> {
    const encoded = encodeBatch(batch);
    const own = new Uint8Array(encoded.bytes);
    encoded.writeTo(own);
    const at = await spilling(this.#path, async () => {
      if (this.#fileEnd === undefined) {
        await mkdir(dirname(this.#path), { recursive: true });
        this.#fileEnd = await stat(this.#path).then(
          (s) => s.size,
          () => 0,
        );
      }
      await appendFile(this.#path, own);
      return this.#fileEnd;
    });
    this.#fileEnd = at + own.length;
    return {
      location: { kind: 'file', path: this.#path, at, length: own.length },
      rows: batch.length,
      bytes: own.length,
      offsets,
    };
  }
}

function wholePartitions(batch: Batch, offsets: Int32Array, bytes: number): { batch: Batch; offsets: Int32Array }[] {
  const rowsPerChunk = Math.max(1, Math.floor((batch.length * FILE_CHUNK_BYTES) / bytes));
  const parts: { batch: Batch; offsets: Int32Array }[] = [];
  let first = 0;
  for (let p = 1; p < offsets.length; p++) {
    const end = offsets[p] as number;
    if (end === first || (end - first < rowsPerChunk && p < offsets.length - 1)) continue;
    const from = first;
    parts.push({
      batch: sliceBatch(batch, from, end),
      offsets: offsets.map((o) => Math.min(Math.max(o, from), end) - from),
    });
    first = end;
  }
  return parts;
}
