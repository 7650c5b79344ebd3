/** Spark's xxHash64 over values, bit by bit. */
import { internal } from '../errors/internal.ts';
import type { DataType } from './data-type.ts';
import { twosComplementBytes } from './decimal-bytes.ts';
import { floatBits } from './murmur3.ts';
import type { IntervalValue, MapValue, Value } from './value.ts';

const P1 = 0x9e3779b185ebca87n;
const P2 = 0xc2b2ae3d27d4eb4fn;
const P3 = 0x165667b19e3779f9n;
const P4 = 0x85ebca77c2b2ae63n;
const P5 = 0x27d4eb2f165667c5n;

const u64 = (value: bigint): bigint => BigInt.asUintN(64, value);
const rotate = (value: bigint, by: bigint): bigint => u64((value << by) | (value >> (64n - by)));

function finish(hash: bigint): bigint {
  let h = hash;
  h = u64((h ^ (h >> 33n)) * P2);
  h = u64((h ^ (h >> 29n)) * P3);
  return h ^ (h >> 32n);
}

function ofInt(value: number, seed: bigint): bigint {
  const h = u64(seed + P5 + 4n) ^ u64(BigInt(value >>> 0) * P1);
  return finish(u64(rotate(h, 23n) * P2 + P3));
}

function xxHashLong(value: bigint, seed: bigint): bigint {
  const h = u64(seed + P5 + 8n) ^ u64(rotate(u64(u64(value) * P2), 31n) * P1);
  return finish(u64(rotate(h, 27n) * P1 + P4));
}

const round = (lane: bigint, word: bigint): bigint => u64(rotate(u64(lane + u64(word * P2)), 31n) * P1);
const merge = (hash: bigint, lane: bigint): bigint => u64((hash ^ round(0n, lane)) * P1 + P4);

export function xxHashBytes(data: Uint8Array, from: number, to: number, seed: bigint): bigint {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const length = to - from;
  let at = from;
  let h: bigint;
  if (length >= 32) {
    let [a, b, c, d] = [u64(seed + P1 + P2), u64(seed + P2), seed, u64(seed - P1)];
    for (; at <= to - 32; at += 32) {
      a = round(a, view.getBigUint64(at, true));
      b = round(b, view.getBigUint64(at + 8, true));
      c = round(c, view.getBigUint64(at + 16, true));
      d = round(d, view.getBigUint64(at + 24, true));
    }
    h = u64(rotate(a, 1n) + rotate(b, 7n) + rotate(c, 12n) + rotate(d, 18n));
    h = merge(merge(merge(merge(h, a), b), c), d);
  } else h = u64(seed + P5);
  h = u64(h + BigInt(length));
  for (; at <= to - 8; at += 8) h = u64(rotate(h ^ round(0n, view.getBigUint64(at, true)), 27n) * P1 + P4);
  if (at <= to - 4) {
    h = u64(rotate(h ^ u64(BigInt(view.getUint32(at, true)) * P1), 23n) * P2 + P3);
    at += 4;
  }
  for (; at < to; at++) h = u64(rotate(h ^ u64(BigInt(data[at]!) * P5), 11n) * P1);
  return finish(h);
}

const doubles = new Float64Array(1);
const doubleBits = new BigInt64Array(doubles.buffer);

function ofDouble(value: number, seed: bigint): bigint {
  if (Number.isNaN(value)) return xxHashLong(0x7ff8000000000000n, seed);
  doubles[0] = value === 0 ? 0 : value;
  return xxHashLong(doubleBits[0]!, seed);
}

const encoder = new TextEncoder();

/** Folds a value into a hash (an unsigned number); NULL leaves it as it is. */
export type XxHash = (value: Value, seed: bigint) => bigint;

export function xxHasher(type: DataType): XxHash {
  const present = presentHasher(type);
  return (value, seed) => (value === null ? seed : present(value, seed));
}

const ofBytes: XxHash = (value, seed) => xxHashBytes(value as Uint8Array, 0, (value as Uint8Array).length, seed);

function presentHasher(type: DataType): XxHash {
  switch (type.kind) {
    case 'boolean':
      return (value, seed) => ofInt(value === true ? 1 : 0, seed);
    case 'byte':
    case 'short':
    case 'integer':
    case 'date':
    case 'yearmonth':
      return ofInt as XxHash;
    case 'long':
    case 'timestamp':
    case 'timestamp_ntz':
    case 'time':
    case 'daytime':
      return xxHashLong as XxHash;
    case 'float':
      return (value, seed) => ofInt(floatBits(value as number), seed);
    case 'double':
      return ofDouble as XxHash;
    case 'decimal':
      if (type.precision <= 18) return xxHashLong as XxHash;
      return (value, seed) => ofBytes(twosComplementBytes(value as bigint), seed);
    case 'string':
    case 'char':
    case 'varchar':
      return (value, seed) => ofBytes(encoder.encode(value as string), seed);
    case 'binary':
      return ofBytes;
    case 'interval':
      return (value, seed) => {
        const { months, days, micros } = value as IntervalValue;
        return ofInt(months, ofInt(days, xxHashLong(micros, seed)));
      };
    case 'void':
      return (_, seed) => seed;
    default:
      return nestedHasher(type);
  }
}

function nestedHasher(type: DataType): XxHash {
  switch (type.kind) {
    case 'udt':
      return xxHasher(type.sqlType);
    case 'array': {
      const element = xxHasher(type.element);
      return (value, seed) => (value as readonly Value[]).reduce<bigint>((h, v) => element(v, h), seed);
    }
    case 'struct': {
      const fields = type.fields.map((f) => xxHasher(f.type));
      return (value, seed) => fields.reduce((h, hash, i) => hash((value as readonly Value[])[i]!, h), seed);
    }
    case 'map': {
      const [key, item] = [xxHasher(type.key), xxHasher(type.value)];
      return (value, seed) => {
        const { keys, values } = value as MapValue;
        return keys.reduce<bigint>((h, k, i) => item(values[i]!, key(k, h)), seed);
      };
    }
    default:
      return internal(`${type.kind} cannot be hashed`);
  }
}
