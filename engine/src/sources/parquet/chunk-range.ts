/** Smallest and largest number of a column chunk, from which readers tell whether they need it. */
import type { Fields } from './thrift.ts';

type RangeKind = 'int32' | 'int64' | 'float' | 'double';

export class ChunkRange {
  readonly #kind: RangeKind;
  #least: number | bigint | undefined;
  #most: number | bigint | undefined;
  /** NaN has no place in an order: a chunk with one has no range. */
  #unordered = false;

  constructor(kind: RangeKind) {
    this.#kind = kind;
  }

  see(value: number | bigint): void {
    if (this.#least === undefined || value < this.#least) this.#least = value;
    if (this.#most === undefined || value > this.#most) this.#most = value;
    if (Number.isNaN(value)) this.#unordered = true;
  }

  /** The range as Parquet's Statistics has it, and a fresh start. */
  take(): Fields {
    const [least, most] = [this.#least, this.#most];
    const known = !this.#unordered && least !== undefined && most !== undefined;
    this.#least = undefined;
    this.#most = undefined;
    this.#unordered = false;
    if (!known) return {};
    // Both zeros are equal, so either may stand for both: the range takes in the other one as well.
    const isFloating = this.#kind === 'float' || this.#kind === 'double';
    return {
      5: { bytes: this.#encode(isFloating && most === 0 ? 0 : most) },
      6: { bytes: this.#encode(isFloating && least === 0 ? -0 : least) },
    };
  }

  #encode(value: number | bigint): Uint8Array {
    const bytes = new Uint8Array(this.#kind === 'int32' || this.#kind === 'float' ? 4 : 8);
    const view = new DataView(bytes.buffer);
    if (this.#kind === 'int32') view.setInt32(0, Number(value), true);
    else if (this.#kind === 'float') view.setFloat32(0, Number(value), true);
    else if (this.#kind === 'double') view.setFloat64(0, Number(value), true);
    else view.setBigInt64(0, BigInt(value), true);
    return bytes;
  }
}
