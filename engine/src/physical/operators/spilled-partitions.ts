/** Rows split by the hash of their keys into files, each small enough to be worked on alone. */
import { compileHasher, type Hasher } from '../../codegen/hasher.ts';
import type { Expression } from '../../tree/expression.ts';
import { orderOf, sortByPartition } from '../../types/partition-order.ts';
import { BATCH_ROWS, type Batch } from '../../types/vector.ts';
import { concatBatches, takeBatch } from '../../types/vector-ops.ts';
import type { SpilledRows, TaskContext } from '../operator.ts';
import { envOf } from './task-input.ts';

const BITS = 4;
const PARTITIONS = 1 << BITS;
/** A partition still too large is split again, so often; then its rows have mostly the same key. */
export const DEEPEST = 5;

export class SpilledPartitions {
  readonly #task: TaskContext;
  readonly #hash: Hasher;
  readonly #level: number;
  readonly #files: readonly SpilledRows[];
  readonly #waiting: readonly Batch[][];

  constructor(keys: readonly Expression[], level: number, task: TaskContext) {
    this.#task = task;
    this.#hash = compileHasher(keys, envOf(task));
    this.#level = level;
    this.#files = Array.from({ length: PARTITIONS }, () => task.services.spill());
    this.#waiting = Array.from({ length: PARTITIONS }, () => []);
  }

  async add(batch: Batch): Promise<void> {
    this.#task.signal.throwIfAborted();
    const ids = this.#hash(batch, this.#task.partition).map((hash) => partitionOf(hash, this.#level));
    const { places, offsets } = sortByPartition([ids], batch.length, PARTITIONS);
    const order = places === undefined ? ids.map((_, row) => row) : orderOf(places);
    for (const [p, waiting] of this.#waiting.entries()) {
      const [from, to] = [offsets[p]!, offsets[p + 1]!];
      if (from === to) continue;
      // Copies: the few rows of a rare partition wait for long, and would keep whole batches in memory.
      waiting.push(takeBatch(batch, order.subarray(from, to)));
      if (rowsOf(waiting) >= BATCH_ROWS / 2) await this.#write(p);
    }
  }

  /** The files, each to be removed once it has been read. */
  async finish(): Promise<readonly SpilledRows[]> {
    for (let p = 0; p < PARTITIONS; p++) if (this.#waiting[p]!.length > 0) await this.#write(p);
    return this.#files;
  }

  async #write(p: number): Promise<void> {
    await this.#files[p]!.write(concatBatches(this.#waiting[p]!.splice(0)));
  }
}

const rowsOf = (batches: readonly Batch[]): number => batches.reduce((sum, batch) => sum + batch.length, 0);

/** Other bits than those by which an exchange has sent the rows here, and others on each level. */
function partitionOf(hash: number, level: number): number {
  const mixed = Math.imul(hash ^ (hash >>> 16), 0x45d9f3b);
  return ((mixed ^ (mixed >>> 15)) >>> (BITS * level)) & (PARTITIONS - 1);
}
