/** Smallest and largest value of a column chunk, from which readers tell whether they need it. */
import type { PhysicalType } from './physical-type.ts';
import type { Fields } from './thrift.ts';

/** Parquet's Statistics of what has been seen since the last call. */
interface Range {
  take(): Fields;
}

const rangeFields = (least: Uint8Array, most: Uint8Array): Fields => ({ 5: { bytes: most }, 6: { bytes: least } });

export class NumberRange implements Range {
  readonly #physical: PhysicalType;
  #least: number | bigint | undefined;
  #most: number | bigint | undefined;
  /** NaN has no place in an order: a chunk with one has no range. */
  #unordered = false;

  constructor(physical: PhysicalType) {
    this.#physical = physical;
  }

  see(value: number | bigint): void {
    if (this.#least === undefined || value < this.#least) this.#least = value;
    if (this.#most === undefined || value > this.#most) this.#most = value;
    if (Number.isNaN(value)) this.#unordered = true;
  }

  take(): Fields {
    const [least, most] = [this.#least, this.#most];
    const known = !this.#unordered && least !== undefined && most !== undefined;
    this.#least = undefined;
    this.#most = undefined;
    this.#unordered = false;
    if (!known) return {};
    // Both zeros are equal, so either may stand for both: the range takes in the other one as well.
    const { kind } = this.#physical;
    const isFloating = kind === 'float' || kind === 'double';
    return rangeFields(
      this.#encode(isFloating && least === 0 ? -0 : least),
      this.#encode(isFloating && most === 0 ? 0 : most),
    );
  }

  #encode(value: number | bigint): Uint8Array {
    const physical = this.#physical;
    switch (physical.kind) {
      case 'boolean':
        return Uint8Array.of(Number(value));
      case 'fixed':
        return bigEndian(BigInt(value), physical.length);
      default: {
        const bytes = new Uint8Array(physical.kind === 'int32' || physical.kind === 'float' ? 4 : 8);
        const view = new DataView(bytes.buffer);
        if (physical.kind === 'int32') view.setInt32(0, Number(value), true);
        else if (physical.kind === 'float') view.setFloat32(0, Number(value), true);
        else if (physical.kind === 'double') view.setFloat64(0, Number(value), true);
        else view.setBigInt64(0, BigInt(value), true);
        return bytes;
      }
    }
  }
}

/** Longer ones would make the footer large for little use. */
const LONGEST_RANGE = 4096;

/** In the order of unsigned bytes. */
export class BytesRange implements Range {
  #least: Uint8Array | undefined;
  #most: Uint8Array | undefined;

  see(data: Uint8Array, from: number, to: number): void {
    if (this.#least === undefined || compare(data, from, to, this.#least) < 0) this.#least = data.slice(from, to);
    if (this.#most === undefined || compare(data, from, to, this.#most) > 0) this.#most = data.slice(from, to);
  }

  take(): Fields {
    const [least, most] = [this.#least, this.#most];
    this.#least = undefined;
    this.#most = undefined;
    if (least === undefined || most === undefined || least.length + most.length > LONGEST_RANGE) return {};
    return rangeFields(least, most);
  }
}

function compare(data: Uint8Array, from: number, to: number, other: Uint8Array): number {
  const common = Math.min(to - from, other.length);
  for (let i = 0; i < common; i++) {
    const difference = (data[from + i] as number) - (other[i] as number);
    if (difference !== 0) return difference;
  }
  return to - from - other.length;
}

/** Two's complement. */
export function bigEndian(value: bigint, length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let rest = value;
  for (let i = length - 1; i >= 0; i--) {
    bytes[i] = Number(rest & 255n);
    rest >>= 8n;
  }
  return bytes;
}
