/** Spark's Murmur3 (x86, 32 bits) over values and whole columns, bit by bit: partition ids and `hash` depend on it. */
import { internal } from '../errors/internal.ts';
import type { DataType } from './data-type.ts';
import { twosComplementBytes } from './decimal-bytes.ts';
import type { IntervalValue, MapValue, Value } from './value.ts';
import { type FixedVector, layoutOf, type Vector } from './vector.ts';
import { valueReader, wideAt } from './vector-reader.ts';

export const HASH_SEED = 42;

function mixK1(k: number): number {
  const m = Math.imul(k, 0xcc9e2d51);
  return Math.imul((m << 15) | (m >>> 17), 0x1b873593);
}

function mixH1(h: number, k: number): number {
  const x = h ^ k;
  return (Math.imul((x << 13) | (x >>> 19), 5) + 0xe6546b64) | 0;
}

function finish(hash: number, length: number): number {
  let h = hash ^ length;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

export function hashInt(value: number, seed: number): number {
  return finish(mixH1(seed, mixK1(value)), 4);
}

export function hashWords(low: number, high: number, seed: number): number {
  return finish(mixH1(mixH1(seed, mixK1(low)), mixK1(high)), 8);
}

export function hashLong(value: bigint, seed: number): number {
  return hashWords(Number(BigInt.asIntN(32, value)), Number(BigInt.asIntN(32, value >> 32n)), seed);
}

/** Whole words first, then each byte left over as a signed word of its own: Spark's variant, not the standard one. */
export function hashBytes(data: Uint8Array, from: number, to: number, seed: number): number {
  const aligned = from + ((to - from) & ~3);
  let h = seed;
  let i = from;
  for (; i < aligned; i += 4) {
    h = mixH1(h, mixK1(data[i]! | (data[i + 1]! << 8) | (data[i + 2]! << 16) | (data[i + 3]! << 24)));
  }
  for (; i < to; i++) h = mixH1(h, mixK1((data[i]! << 24) >> 24));
  return finish(h, to - from);
}

const floats = new Float64Array(1);
const halves = new Int32Array(floats.buffer);
const singles = new Float32Array(1);
const singleBits = new Int32Array(singles.buffer);

/** Like Java's `floatToIntBits`: one NaN; and -0.0 counts as 0.0. */
export function floatBits(value: number): number {
  if (Number.isNaN(value)) return 0x7fc00000;
  singles[0] = value === 0 ? 0 : value;
  return singleBits[0]!;
}

export function hashFloat(value: number, seed: number): number {
  return hashInt(floatBits(value), seed);
}

export function hashDouble(value: number, seed: number): number {
  if (Number.isNaN(value)) return hashWords(0, 0x7ff80000, seed);
  floats[0] = value === 0 ? 0 : value;
  return hashWords(halves[0]!, halves[1]!, seed);
}

const encoder = new TextEncoder();

export function hashText(value: string, seed: number): number {
  const bytes = encoder.encode(value);
  return hashBytes(bytes, 0, bytes.length, seed);
}

/** Folds a value into a hash; NULL leaves it as it is. */
export type HashValue = (value: Value, seed: number) => number;

export function valueHasher(type: DataType): HashValue {
  const present = presentHasher(type);
  return (value, seed) => (value === null ? seed : present(value, seed));
}

function presentHasher(type: DataType): HashValue {
  switch (type.kind) {
    case 'boolean':
      return (value, seed) => hashInt(value === true ? 1 : 0, seed);
    case 'byte':
    case 'short':
    case 'integer':
    case 'date':
    case 'yearmonth':
      return hashInt as HashValue;
    case 'long':
    case 'timestamp':
    case 'timestamp_ntz':
    case 'time':
    case 'daytime':
      return hashLong as HashValue;
    case 'float':
      return hashFloat as HashValue;
    case 'double':
      return hashDouble as HashValue;
    case 'decimal':
      return type.precision <= 18 ? (hashLong as HashValue) : hashWide;
    case 'string':
    case 'char':
    case 'varchar':
      return hashText as HashValue;
    case 'binary':
      return (value, seed) => hashBytes(value as Uint8Array, 0, (value as Uint8Array).length, seed);
    case 'interval':
      return (value, seed) => {
        const { months, days, micros } = value as IntervalValue;
        return hashInt(months, hashInt(days, hashLong(micros, seed)));
      };
    case 'void':
      return (_, seed) => seed;
    default:
      return nestedHasher(type);
  }
}

function nestedHasher(type: DataType): HashValue {
  switch (type.kind) {
    case 'udt':
      return valueHasher(type.sqlType);
    case 'array': {
      const element = valueHasher(type.element);
      return (value, seed) => (value as readonly Value[]).reduce<number>((h, v) => element(v, h), seed);
    }
    case 'struct': {
      const fields = type.fields.map((f) => valueHasher(f.type));
      return (value, seed) => fields.reduce((h, hash, i) => hash((value as readonly Value[])[i]!, h), seed);
    }
    case 'map': {
      const [key, item] = [valueHasher(type.key), valueHasher(type.value)];
      return (value, seed) => {
        const { keys, values } = value as MapValue;
        return keys.reduce<number>((h, k, i) => item(values[i]!, key(k, h)), seed);
      };
    }
    default:
      return internal(`${type.kind} cannot be hashed`);
  }
}

const hashWide: HashValue = (value, seed) => {
  const bytes = twosComplementBytes(value as bigint);
  return hashBytes(bytes, 0, bytes.length, seed);
};

/** Folds a whole column into `hashes`. */
export function hashColumn(vector: Vector, type: DataType, hashes: Int32Array): void {
  if (vector.layout === 'null') return;
  const { validity: bits, length } = vector;
  const fold = columnFolder(vector, type);
  if (bits === undefined) {
    for (let r = 0; r < length; r++) hashes[r] = fold(r, hashes[r]!);
    return;
  }
  for (let r = 0; r < length; r++) {
    if (((bits[r >> 3]! >> (r & 7)) & 1) === 1) hashes[r] = fold(r, hashes[r]!);
  }
}

function columnFolder(vector: Vector, type: DataType): (row: number, seed: number) => number {
  switch (vector.layout) {
    case 'fixed':
      return fixedFolder(vector, type);
    case 'bytes': {
      const { data, offsets } = vector;
      return (r, seed) => hashBytes(data, offsets[r]!, offsets[r + 1]!, seed);
    }
    case 'wide':
      if (type.kind === 'decimal') return (r, seed) => hashWide(wideAt(vector, r), seed);
      break;
    default:
      break;
  }
  const read = valueReader(type);
  const hash = valueHasher(type);
  return (r, seed) => hash(read(vector, r), seed);
}

function fixedFolder({ values }: FixedVector, type: DataType): (row: number, seed: number) => number {
  switch (layoutOf(type)) {
    case 'int64': {
      const words = new Int32Array(values.buffer, values.byteOffset, values.length * 2);
      return (r, seed) => hashWords(words[2 * r]!, words[2 * r + 1]!, seed);
    }
    case 'float32': {
      const numbers = values as Float32Array;
      return (r, seed) => hashFloat(numbers[r]!, seed);
    }
    case 'float64': {
      const numbers = values as Float64Array;
      return (r, seed) => hashDouble(numbers[r]!, seed);
    }
    default: {
      const numbers = values as Int32Array;
      return (r, seed) => hashInt(numbers[r]!, seed);
    }
  }
}
