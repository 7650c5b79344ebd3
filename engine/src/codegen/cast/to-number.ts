/** CAST to whole and floating numbers and to booleans. */
import { internal } from '../../errors/internal.ts';
import type { DataType } from '../../types/data-type.ts';
import { floorDivide, MICROS_PER_SECOND } from '../../types/datetime.ts';
import { decimalToNumber, powerOfTen } from '../../types/decimal.ts';
import { parseBoolean, parseFloating, parseWhole } from '../../types/parse-number.ts';
import type { Value } from '../../types/value.ts';
import { type CastOptions, type Convert, malformed, outOfRange } from './cast-errors.ts';

const BITS: Readonly<Record<string, number>> = { byte: 8, short: 16, integer: 32, long: 64 };

const isText = (type: DataType): boolean => type.kind === 'string' || type.kind === 'char' || type.kind === 'varchar';

/** Brings a whole number into a type of `bits` bits. */
type Settle = (value: bigint, original: Value) => Value;

function fitter(from: DataType, to: DataType, options: CastOptions): Settle {
  const bits = BITS[to.kind] ?? internal(`${to.kind} is not a whole number`);
  const wide = bits === 64;
  const fail = outOfRange(from, to, options);
  const wraps = options.mode === 'legacy';
  return (value, original) => {
    const wrapped = BigInt.asIntN(bits, value);
    if (wrapped !== value && !wraps) return fail(original);
    return wide ? wrapped : Number(wrapped);
  };
}

export function toWhole(from: DataType, to: DataType, options: CastOptions): Convert | undefined {
  const settle = fitter(from, to, options);
  if (isText(from)) return textToWhole(from, to, options);
  switch (from.kind) {
    case 'byte':
    case 'short':
    case 'integer':
      return (value: number) => settle(BigInt(value), value);
    case 'long':
      return (value: bigint) => settle(value, value);
    case 'float':
    case 'double':
      return floatingToWhole(from, to, options);
    case 'decimal': {
      const divisor = powerOfTen(from.scale);
      return (value: bigint) => settle(value / divisor, value);
    }
    case 'timestamp': {
      const narrow = options.mode === 'legacy' ? nullUnlessFits(to) : settle;
      return (value: bigint) => narrow(floorDivide(value, MICROS_PER_SECOND), value);
    }
    case 'daytime': {
      const unit = [86_400_000_000n, 3_600_000_000n, 60_000_000n, 1_000_000n][from.end] as bigint;
      const checked = fitter(from, to, { ...options, mode: options.mode === 'try' ? 'try' : 'ansi' });
      return (value: bigint) => checked(value / unit, value);
    }
    case 'yearmonth': {
      const unit = from.end === 0 ? 12 : 1;
      const checked = fitter(from, to, { ...options, mode: options.mode === 'try' ? 'try' : 'ansi' });
      return (value: number) => checked(BigInt(Math.trunc(value / unit)), value);
    }
    case 'date':
      return () => null;
    default:
      return undefined;
  }
}

/** Without ANSI mode timestamps out of a small type's range become NULL rather than wrap. */
function nullUnlessFits(to: DataType): Settle {
  const bits = BITS[to.kind] as number;
  return (value) => {
    if (BigInt.asIntN(bits, value) !== value) return null;
    return bits === 64 ? value : Number(value);
  };
}

function textToWhole(from: DataType, to: DataType, options: CastOptions): Convert {
  const bits = BITS[to.kind] as number;
  const fail = malformed(from, to, options);
  const allowFraction = options.mode !== 'ansi';
  return (text: string) => {
    const value = parseWhole(text, allowFraction);
    if (value === undefined || BigInt.asIntN(bits, value) !== value) return fail(text);
    return bits === 64 ? value : Number(value);
  };
}

function floatingToWhole(from: DataType, to: DataType, options: CastOptions): Convert {
  const bits = BITS[to.kind] as number;
  const [low, high] = [-(2 ** (bits - 1)), 2 ** (bits - 1)];
  const done = (value: number): Value => (bits === 64 ? BigInt(Math.trunc(value)) : Math.trunc(value) + 0);
  if (options.mode !== 'legacy') {
    const fail = outOfRange(from, to, options);
    return (value: number) => {
      const whole = Math.trunc(value);
      return whole >= low && whole < high ? done(value) : fail(value);
    };
  }
  // Java narrows to int or long, staying at their ends, and cuts bits off below that.
  const edge = bits === 64 ? 2 ** 63 : 2 ** 31;
  return (value: number) => {
    if (Number.isNaN(value)) return bits === 64 ? 0n : 0;
    if (bits === 64) return value >= edge ? 2n ** 63n - 1n : value <= -edge ? -(2n ** 63n) : BigInt(Math.trunc(value));
    const int = value >= edge ? edge - 1 : value <= -edge ? -edge : Math.trunc(value) | 0;
    return (int << (32 - bits)) >> (32 - bits);
  };
}

export function toFloating(from: DataType, to: DataType, options: CastOptions): Convert | undefined {
  const round = to.kind === 'float' ? Math.fround : (value: number): number => value;
  if (isText(from)) {
    const fail = malformed(from, to, options);
    return (text: string) => {
      const value = parseFloating(text);
      return value === undefined ? fail(text) : round(value);
    };
  }
  switch (from.kind) {
    case 'long':
      return to.kind === 'float' ? (value: bigint) => longToFloat(value) : (value: bigint) => Number(value);
    case 'decimal':
      return (value: bigint) => round(decimalToNumber(value, from.scale));
    case 'timestamp':
      return (value: bigint) => round(Number(value) / 1e6);
    case 'date':
      return () => null;
    default:
      return undefined;
  }
}

/** Rounded once, not by way of a double: bits that a double would lose still decide a tie. */
function longToFloat(value: bigint): number {
  const near = Number(value);
  if (Number.isSafeInteger(near)) return Math.fround(near);
  const rest = value - BigInt(near);
  const rounded = Math.fround(near);
  if (rest === 0n || rounded === near) return rounded;
  const doubles = new Float64Array([near]);
  const bits = new BigInt64Array(doubles.buffer);
  const low = bits[0]! & 0x1fffffffn;
  if (low !== 0x10000000n) return rounded;
  bits[0] = bits[0]! + (rest > 0n === near > 0 ? 1n : -1n);
  return Math.fround(doubles[0]!);
}

export function toBoolean(from: DataType, to: DataType, options: CastOptions): Convert | undefined {
  if (isText(from)) {
    const fail = malformed(from, to, options);
    return (text: string) => parseBoolean(text) ?? fail(text);
  }
  switch (from.kind) {
    case 'decimal':
    case 'timestamp':
      return (value: bigint) => value !== 0n;
    case 'date':
      return () => null;
    default:
      return undefined;
  }
}
