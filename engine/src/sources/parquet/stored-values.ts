/** The values of a column that are not NULL, one after the other, as Parquet stores them. */
import { internal, unreachable } from '../../errors/internal.ts';
import { copyBytes } from '../../types/copy-bytes.ts';
import { floorDivide } from '../../types/datetime.ts';
import type { BytesVector, FixedVector, Vector, WideVector } from '../../types/vector.ts';
import type { GrowingBytes } from './growing.ts';
import type { PhysicalType } from './physical-type.ts';

export type StoredValues = Words | Texts | Flags;

/** Numbers of one, two or three words of 32 bits. */
export interface Words {
  readonly kind: 'words';
  readonly count: number;
  readonly width: number;
  readonly words: Int32Array;
}

/** Bytes that begin and end anywhere in `data`. */
export interface Texts {
  readonly kind: 'texts';
  readonly count: number;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly data: Uint8Array;
  /** Undefined: each is preceded by its length. */
  readonly length: number | undefined;
}

export interface Flags {
  readonly kind: 'flags';
  readonly count: number;
  readonly flags: Uint8Array;
}

/** `rows` are those with a value; undefined: all of them. */
export function storedValues(vector: Vector, rows: Int32Array | undefined, physical: PhysicalType): StoredValues {
  switch (vector.layout) {
    case 'fixed':
      return fixedValues(vector, rows, physical);
    case 'wide':
      return bigEndian(vector, rows, physical.kind === 'fixed' ? physical.length : internal('only decimals are wide'));
    case 'bytes':
      return texts(vector, rows);
    case 'null':
      return { kind: 'words', count: 0, width: 1, words: new Int32Array(0) };
    default:
      return internal(`a leaf of layout ${vector.layout}`);
  }
}

function fixedValues(vector: FixedVector, rows: Int32Array | undefined, physical: PhysicalType): StoredValues {
  const { values } = vector;
  const count = rows?.length ?? vector.length;
  switch (physical.kind) {
    case 'boolean':
      return { kind: 'flags', count, flags: gathered(values as Uint8Array, rows, count) };
    case 'int32':
      return { kind: 'words', count, width: 1, words: narrow(values, rows, count) };
    case 'float':
      return { kind: 'words', count, width: 1, words: gathered(wordsOf(values), rows, count) };
    case 'int64':
    case 'double':
      return { kind: 'words', count, width: 2, words: pairs(wordsOf(values), rows, count) };
    case 'coarse':
      return { kind: 'words', count, width: 2, words: thousands(values as BigInt64Array, rows, count) };
    case 'int96':
      return { kind: 'words', count, width: 3, words: julian(values as BigInt64Array, rows, count) };
    case 'fixed':
      return bigEndian(vector, rows, physical.length);
    case 'bytes':
      return internal('values of one width are numbers');
    default:
      return unreachable(physical);
  }
}

const wordsOf = ({ buffer, byteOffset, byteLength }: FixedVector['values']): Int32Array =>
  new Int32Array(buffer, byteOffset, byteLength >> 2);

function gathered<T extends Int32Array | Uint8Array>(values: T, rows: Int32Array | undefined, count: number): T {
  if (rows === undefined) return values.subarray(0, count) as T;
  const out = (values instanceof Int32Array ? new Int32Array(count) : new Uint8Array(count)) as T;
  for (let i = 0; i < count; i++) out[i] = values[rows[i] as number] as number;
  return out;
}

function pairs(words: Int32Array, rows: Int32Array | undefined, count: number): Int32Array {
  if (rows === undefined) return words.subarray(0, count * 2);
  const out = new Int32Array(count * 2);
  for (let i = 0; i < count; i++) {
    const from = (rows[i] as number) * 2;
    out[i * 2] = words[from] as number;
    out[i * 2 + 1] = words[from + 1] as number;
  }
  return out;
}

/** Decimals of few digits are held in 64 bits. */
function narrow(values: FixedVector['values'], rows: Int32Array | undefined, count: number): Int32Array {
  if (values instanceof Int32Array) return gathered(values, rows, count);
  const out = new Int32Array(count);
  const step = values instanceof BigInt64Array ? 2 : 1;
  const from = values instanceof BigInt64Array ? wordsOf(values) : (values as Int16Array | Int8Array);
  for (let i = 0; i < count; i++) out[i] = from[(rows?.[i] ?? i) * step] as number;
  return out;
}

function thousands(values: BigInt64Array, rows: Int32Array | undefined, count: number): Int32Array {
  const out = new BigInt64Array(count);
  for (let i = 0; i < count; i++) out[i] = floorDivide(values[rows?.[i] ?? i] as bigint, 1000n);
  return new Int32Array(out.buffer);
}

const DAY_MICROS = 86_400_000_000;
const JULIAN_DAY_OF_EPOCH = 2_440_588;

/** Nanoseconds of the day, then the day counted from noon of 4714 BC. */
function julian(values: BigInt64Array, rows: Int32Array | undefined, count: number): Int32Array {
  const out = new Int32Array(count * 3);
  for (let i = 0; i < count; i++) {
    const micros = values[rows?.[i] ?? i] as bigint;
    // Floating point is faster, but not exact in far years.
    const near = Number(micros);
    const isExact = Number.isSafeInteger(near);
    const day = isExact ? Math.floor(near / DAY_MICROS) : Number(floorDivide(micros, BigInt(DAY_MICROS)));
    const rest = isExact ? near - day * DAY_MICROS : Number(micros - BigInt(day) * BigInt(DAY_MICROS));
    const nanos = rest * 1000;
    out[i * 3] = nanos % 2 ** 32;
    out[i * 3 + 1] = nanos / 2 ** 32;
    out[i * 3 + 2] = day + JULIAN_DAY_OF_EPOCH;
  }
  return out;
}

function texts({ offsets, data, length: rowCount }: BytesVector, rows: Int32Array | undefined): Texts {
  const starts = offsets.subarray(0, rowCount);
  const ends = offsets.subarray(1, rowCount + 1);
  if (rows === undefined) return { kind: 'texts', count: rowCount, starts, ends, data, length: undefined };
  const count = rows.length;
  return {
    kind: 'texts',
    count,
    starts: gathered(starts, rows, count),
    ends: gathered(ends, rows, count),
    data,
    length: undefined,
  };
}

/** Two's complement of so many bytes, of numbers of one or two words of 64 bits. */
function bigEndian(vector: FixedVector | WideVector, rows: Int32Array | undefined, length: number): Texts {
  const { values } = vector;
  const width = vector.layout === 'wide' ? 16 : 8;
  const count = rows?.length ?? vector.length;
  const from = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  const data = new Uint8Array(count * length);
  const starts = new Int32Array(count);
  const ends = new Int32Array(count);
  for (let i = 0; i < count; i++) {
    const low = (rows?.[i] ?? i) * width;
    const sign = (from[low + width - 1] as number) > 127 ? 255 : 0;
    starts[i] = i * length;
    ends[i] = (i + 1) * length;
    for (let k = 0; k < length; k++) data[(i + 1) * length - 1 - k] = k < width ? (from[low + k] as number) : sign;
  }
  return { kind: 'texts', count, starts, ends, data, length };
}

/** Parquet's plain encoding; flags are packed only where a page ends, and stay bytes until then. */
export function plainEncode(values: StoredValues, out: GrowingBytes): void {
  switch (values.kind) {
    case 'words': {
      const { words } = values;
      out.append(new Uint8Array(words.buffer, words.byteOffset, words.byteLength));
      return;
    }
    case 'flags':
      out.append(values.flags);
      return;
    case 'texts':
      plainTexts(values, out);
      return;
    default:
      unreachable(values);
  }
}

function plainTexts({ count, starts, ends, data, length }: Texts, out: GrowingBytes): void {
  let total = length === undefined ? count * 4 : 0;
  for (let i = 0; i < count; i++) total += (ends[i] as number) - (starts[i] as number);
  let at = out.take(total);
  const { data: to, view } = out;
  for (let i = 0; i < count; i++) {
    const start = starts[i] as number;
    const size = (ends[i] as number) - start;
    if (length === undefined) {
      view.setInt32(at, size, true);
      at += 4;
    }
    copyBytes(data, start, size, to, at);
    at += size;
  }
}
