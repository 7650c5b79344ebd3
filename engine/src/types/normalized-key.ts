/**
 * Sort keys as unsigned words of 32 bits: rows are in the order of their keys if they are in that of their words. Only
 * keys of one batch may be compared so: what all its strings begin with is left out.
 */
import type { DataType } from './data-type.ts';
import {
  type BytesVector,
  type FixedVector,
  isValid,
  layoutOf,
  type NullVector,
  type Vector,
  type WideVector,
} from './vector.ts';

export interface KeyOrder {
  readonly type: DataType;
  readonly ascending: boolean;
  readonly nullsFirst: boolean;
}

/** Writes one word of each row. */
export type KeyWord = (out: Uint32Array) => void;

export interface NormalizedKeys {
  /** The most significant first. */
  readonly words: readonly KeyWord[];
  /** Whether rows with equal words have equal keys. */
  readonly exact: boolean;
}

/** More cost more than the comparisons they save. */
const MOST_WORDS = 8;
const MOST_TEXT_WORDS = 4;
const SIGN = 0x80000000;

export function normalizedKeys(columns: readonly Vector[], orders: readonly KeyOrder[]): NormalizedKeys {
  const words: KeyWord[] = [];
  for (const [i, order] of orders.entries()) {
    const column = columns[i] as Vector;
    if (column.layout === 'null') continue;
    const key = presentKey(column, order.type);
    if (words.length + key.words.length >= MOST_WORDS) return { words, exact: false };
    if (column.validity !== undefined) words.push(nullWord(column, order.nullsFirst));
    words.push(...key.words.map((word) => directed(word, column, order.ascending)));
    if (!key.exact) return { words, exact: false };
  }
  return { words, exact: true };
}

function nullWord(column: Vector, nullsFirst: boolean): KeyWord {
  const [present, absent] = nullsFirst ? [1, 0] : [0, 1];
  return (out) => {
    for (let row = 0; row < out.length; row++) out[row] = isValid(column, row) ? present : absent;
  };
}

/** NULLs, whose slots may hold anything, are all alike. */
function directed(word: KeyWord, column: Exclude<Vector, NullVector>, ascending: boolean): KeyWord {
  return (out) => {
    word(out);
    if (!ascending) for (let row = 0; row < out.length; row++) out[row] = ~(out[row] as number);
    if (column.validity === undefined) return;
    for (let row = 0; row < out.length; row++) if (!isValid(column, row)) out[row] = 0;
  };
}

const NONE: NormalizedKeys = { words: [], exact: false };

function presentKey(column: Vector, type: DataType): NormalizedKeys {
  switch (layoutOf(type)) {
    case 'bool':
    case 'int8':
    case 'int16':
    case 'int32':
      return { words: [smallWord(column as FixedVector)], exact: true };
    case 'int64':
      return { words: longWords((column as FixedVector).values as BigInt64Array, 2, 0, true), exact: true };
    case 'wide': {
      if (type.kind !== 'decimal') return NONE;
      const { values } = column as WideVector;
      return { words: [...longWords(values, 4, 2, true), ...longWords(values, 4, 0, false)], exact: true };
    }
    case 'float32':
      return { words: floatWords((column as FixedVector).values as Float32Array), exact: true };
    case 'float64':
      return { words: floatWords((column as FixedVector).values as Float64Array), exact: true };
    case 'bytes':
      return type.kind === 'string' && type.collation !== 'UTF8_BINARY' ? NONE : textWords(column as BytesVector);
    default:
      return NONE;
  }
}

function smallWord({ values }: FixedVector): KeyWord {
  const numbers = values as Int32Array;
  return (out) => {
    for (let row = 0; row < out.length; row++) out[row] = (numbers[row] as number) ^ SIGN;
  };
}

const wordsOf = ({ buffer, byteOffset, byteLength }: BigInt64Array | Float32Array | Float64Array): Uint32Array =>
  new Uint32Array(buffer, byteOffset, byteLength / 4);

/** Of numbers that are `step` halves apart, the upper half of the one at `from` and the lower. */
function longWords(values: BigInt64Array, step: number, from: number, signed: boolean): KeyWord[] {
  const words = wordsOf(values);
  const flip = signed ? SIGN : 0;
  return [
    (out) => {
      for (let row = 0; row < out.length; row++) out[row] = (words[row * step + from + 1] as number) ^ flip;
    },
    (out) => {
      for (let row = 0; row < out.length; row++) out[row] = words[row * step + from] as number;
    },
  ];
}

/** Both zeros are alike, and so is every NaN, which is greatest. The upper word has the sign. */
function floatWords(values: Float32Array | Float64Array): KeyWord[] {
  const words = wordsOf(values);
  const step = values.BYTES_PER_ELEMENT / 4;
  const word =
    (at: number, sign: number): KeyWord =>
    (out) => {
      for (let row = 0; row < out.length; row++) {
        const value = values[row] as number;
        const bits = words[row * step + at] as number;
        if (value === 0) out[row] = sign;
        else if (value < 0) out[row] = ~bits;
        else out[row] = Number.isNaN(value) ? 0xffffffff : bits ^ sign;
      }
    };
  return step === 1 ? [word(0, SIGN)] : [word(1, SIGN), word(0, 0)];
}

/** Bytes behind what all begin with, and in the last byte how many there are: of two that are alike the shorter is less. */
function textWords(column: BytesVector): NormalizedKeys {
  const { offsets, data } = column;
  const { common, longest } = extent(column);
  const count = Math.min(MOST_TEXT_WORDS, Math.ceil((longest - common + 1) / 4));
  const room = count * 4 - 1;
  const words = Array.from({ length: count }, (_, at): KeyWord => {
    const skipped = common + at * 4;
    const most = at === count - 1 ? 3 : 4;
    const word: KeyWord = (out) => {
      for (let row = 0; row < out.length; row++) {
        const from = (offsets[row] as number) + skipped;
        out[row] = leadingBytes(data, from, Math.min((offsets[row + 1] as number) - from, most));
      }
    };
    return at === count - 1 ? withLength(word, offsets, common, room + 1) : word;
  });
  return { words, exact: longest - common <= room };
}

/** `count` bytes, the first one uppermost. */
function leadingBytes(data: Uint8Array, from: number, count: number): number {
  let word = 0;
  for (let i = 0; i < count; i++) word |= (data[from + i] as number) << (24 - 8 * i);
  return word;
}

function withLength(word: KeyWord, offsets: Int32Array, common: number, most: number): KeyWord {
  return (out) => {
    word(out);
    for (let row = 0; row < out.length; row++) {
      const length = (offsets[row + 1] as number) - (offsets[row] as number) - common;
      out[row] = (out[row] as number) | Math.max(0, Math.min(length, most));
    }
  };
}

/** How many bytes all values begin with, and how many the longest has. */
function extent(column: BytesVector): { readonly common: number; readonly longest: number } {
  const { offsets, data, length } = column;
  let first = -1;
  let common = 0;
  let longest = 0;
  for (let row = 0; row < length; row++) {
    if (!isValid(column, row)) continue;
    const from = offsets[row] as number;
    const count = (offsets[row + 1] as number) - from;
    longest = Math.max(longest, count);
    if (first < 0) {
      first = from;
      common = count;
    }
    common = Math.min(common, count);
    for (let i = 0; i < common; i++) if (data[from + i] !== data[first + i]) common = i;
  }
  return { common, longest };
}

/** Keys that are numbers of 32 bits, ahead of what else decides. */
export const numberPrefix = (column: FixedVector): NormalizedKeys => ({ words: [smallWord(column)], exact: false });
