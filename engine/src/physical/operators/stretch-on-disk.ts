/** Rows of one window partition that memory has no room for: on disk, with the pieces last asked for in memory. */
import { batchBytes } from '../../types/batch-bytes.ts';
import { firstOver } from '../../types/first-over.ts';
import type { Batch } from '../../types/vector.ts';
import type { SpilledRows } from '../operator.ts';
import { marksOf, type Piece, type Stretch, type ValuesOf, withoutMarks } from './stretch.ts';

/** Functions look at a row, at those that tie with it and at both ends of its frame. */
const LEAST_PIECES = 4;

export class StretchOnDisk implements Stretch {
  readonly from: number;
  readonly #file: SpilledRows;
  readonly #mostBytes: number;
  readonly #valuesOf: ValuesOf;
  /** Positions of the first rows of the file's batches, and of the end. */
  readonly #bounds: number[];
  /** The one asked for last is last. */
  readonly #pieces = new Map<number, { readonly piece: Piece; readonly bytes: number }>();
  #bytes = 0;
  #latest: Piece | undefined;

  /** Pieces in memory take up to `mostBytes`. */
  constructor(from: number, file: SpilledRows, mostBytes: number, valuesOf: ValuesOf) {
    this.from = from;
    this.#file = file;
    this.#mostBytes = mostBytes;
    this.#valuesOf = valuesOf;
    this.#bounds = [from];
  }

  get to(): number {
    return this.#bounds.at(-1) as number;
  }

  async add(batch: Batch): Promise<void> {
    await this.#file.write(batch);
    this.#bounds.push(this.to + batch.length);
  }

  at(position: number): Piece {
    if (this.#latest === undefined || position < this.#latest.from || position >= this.#latest.to)
      this.#latest = this.#piece(firstOver(this.#bounds, position) - 1);
    return this.#latest;
  }

  partitionEnd(): number {
    return this.to;
  }

  async *batches(): AsyncGenerator<Batch, void, undefined> {
    for await (const batch of this.#file.read()) yield withoutMarks(batch);
  }

  remove(): Promise<void> {
    return this.#file.remove();
  }

  #piece(index: number): Piece {
    const known = this.#pieces.get(index);
    const entry = known ?? this.#load(index);
    if (known === undefined) this.#bytes += entry.bytes;
    else this.#pieces.delete(index);
    this.#pieces.set(index, entry);
    for (const [oldest, { bytes }] of this.#pieces) {
      if (this.#pieces.size <= LEAST_PIECES || this.#bytes <= this.#mostBytes) break;
      this.#pieces.delete(oldest);
      this.#bytes -= bytes;
    }
    return entry.piece;
  }

  #load(index: number): { readonly piece: Piece; readonly bytes: number } {
    const batch = this.#file.at(index);
    const values = this.#valuesOf(batch);
    const piece: Piece = {
      from: this.#bounds[index]!,
      to: this.#bounds[index + 1]!,
      batch,
      marks: marksOf(batch),
      values,
    };
    return { piece, bytes: batchBytes({ length: batch.length, columns: [...batch.columns, ...values] }) };
  }
}
