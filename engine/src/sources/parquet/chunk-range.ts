/** Smallest and largest value of a page or a column chunk, from which readers tell whether they need it. */
import { assert } from '../../errors/internal.ts';
import type { PhysicalType } from './physical-type.ts';
import type { StoredValues, Texts, Words } from './stored-values.ts';
import type { Fields } from './thrift.ts';

export interface ValueRange {
  see(values: StoredValues): void;
  /** Takes in what another one of the same column has seen. */
  merge(other: ValueRange): void;
  /** Undefined where nothing has been seen that has a place in the order. */
  bounds(): Bounds | undefined;
}

/** As the values are stored. */
export interface Bounds {
  readonly least: Uint8Array;
  readonly most: Uint8Array;
}

/** Undefined where the format knows no order. */
export function valueRange(physical: PhysicalType): ValueRange | undefined {
  switch (physical.kind) {
    case 'int96':
      return undefined;
    case 'bytes':
    case 'fixed':
      return new TextRange(physical.kind === 'fixed');
    default:
      return new NumberRange(physical.kind);
  }
}

/** What Parquet's Statistics say of them. */
export const rangeFields = (bounds: Bounds | undefined): Fields =>
  bounds === undefined ? {} : { 5: { bytes: bounds.most }, 6: { bytes: bounds.least } };

type NumberKind = Exclude<PhysicalType['kind'], 'int96' | 'bytes' | 'fixed'>;
type Numbers = Uint8Array | Int32Array | BigInt64Array | Float32Array | Float64Array;

class NumberRange implements ValueRange {
  readonly #kind: NumberKind;
  #least: number | bigint | undefined;
  #most: number | bigint | undefined;
  /** NaN has no place in an order: a chunk with one has no range. */
  #unordered = false;

  constructor(kind: NumberKind) {
    this.#kind = kind;
  }

  see(values: StoredValues): void {
    if (values.count === 0) return;
    const numbers = numbersOf(values, this.#kind);
    let least = this.#least ?? (numbers[0] as number | bigint);
    let most = this.#most ?? least;
    for (let i = 0; i < numbers.length; i++) {
      const value = numbers[i] as number | bigint;
      if (value < least) least = value;
      else if (value > most) most = value;
      else if (Number.isNaN(value)) this.#unordered = true;
    }
    this.#least = least;
    this.#most = most;
  }

  merge(other: ValueRange): void {
    assert(other instanceof NumberRange, 'ranges of one column');
    const { least, most } = { least: other.#least, most: other.#most };
    if (least !== undefined && (this.#least === undefined || least < this.#least)) this.#least = least;
    if (most !== undefined && (this.#most === undefined || most > this.#most)) this.#most = most;
    this.#unordered ||= other.#unordered;
  }

  bounds(): Bounds | undefined {
    const [least, most] = [this.#least, this.#most];
    if (this.#unordered || least === undefined || most === undefined) return undefined;
    // Both zeros are equal, so either may stand for both: the range takes in the other one as well.
    const isFloating = this.#kind === 'float' || this.#kind === 'double';
    return {
      least: encoded(isFloating && least === 0 ? -0 : least, this.#kind),
      most: encoded(isFloating && most === 0 ? 0 : most, this.#kind),
    };
  }
}

function numbersOf(values: StoredValues, kind: NumberKind): Numbers {
  if (values.kind === 'flags') return values.flags;
  const { words } = values as Words;
  switch (kind) {
    case 'float':
      return new Float32Array(words.buffer, words.byteOffset, words.length);
    case 'double':
      return new Float64Array(words.buffer, words.byteOffset, words.length / 2);
    case 'int64':
    case 'coarse':
      return new BigInt64Array(words.buffer, words.byteOffset, words.length / 2);
    default:
      return words;
  }
}

function encoded(value: number | bigint, kind: NumberKind): Uint8Array {
  switch (kind) {
    case 'boolean':
      return Uint8Array.of(Number(value));
    case 'int32':
      return new Uint8Array(Int32Array.of(Number(value)).buffer);
    case 'float':
      return new Uint8Array(Float32Array.of(Number(value)).buffer);
    case 'double':
      return new Uint8Array(Float64Array.of(Number(value)).buffer);
    default:
      return new Uint8Array(BigInt64Array.of(BigInt(value)).buffer);
  }
}

/** Longer ones would make footers and indexes large for little use. */
const LONGEST_RANGE = 4096;

/** In the order of unsigned bytes; of signed numbers of one length the first byte has the sign. */
class TextRange implements ValueRange {
  readonly #flip: number;
  #least: Uint8Array | undefined;
  #most: Uint8Array | undefined;

  constructor(signed: boolean) {
    this.#flip = signed ? 0x80 : 0;
  }

  see(values: StoredValues): void {
    assert(values.kind === 'texts', 'a range of bytes sees bytes');
    const { count, starts, ends, data }: Texts = values;
    for (let i = 0; i < count; i++) this.#take(data, starts[i] as number, ends[i] as number);
  }

  merge(other: ValueRange): void {
    assert(other instanceof TextRange, 'ranges of one column');
    for (const value of [other.#least, other.#most]) if (value !== undefined) this.#take(value, 0, value.length);
  }

  #take(data: Uint8Array, from: number, to: number): void {
    if (this.#least === undefined || this.#compare(data, from, to, this.#least) < 0) this.#least = data.slice(from, to);
    if (this.#most === undefined || this.#compare(data, from, to, this.#most) > 0) this.#most = data.slice(from, to);
  }

  bounds(): Bounds | undefined {
    const [least, most] = [this.#least, this.#most];
    if (least === undefined || most === undefined || least.length + most.length > LONGEST_RANGE) return undefined;
    return { least, most };
  }

  #compare(data: Uint8Array, from: number, to: number, other: Uint8Array): number {
    const common = Math.min(to - from, other.length);
    for (let i = 0; i < common; i++) {
      const difference = (data[from + i] as number) - (other[i] as number);
      if (difference === 0) continue;
      return i === 0 ? ((data[from] as number) ^ this.#flip) - ((other[0] as number) ^ this.#flip) : difference;
    }
    return to - from - other.length;
  }
}
