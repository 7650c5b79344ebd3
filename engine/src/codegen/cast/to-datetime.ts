/** CAST to dates, timestamps and times of day. */
import { type DataType, DOUBLE, LONG, type TypeOf } from '../../types/data-type.ts';
import { floorDivide, MAX_LONG, MICROS_PER_DAY, MICROS_PER_SECOND, MIN_LONG } from '../../types/datetime.ts';
import { powerOfTen } from '../../types/decimal.ts';
import { parseDate, parseTime, parseTimestamp, parseTimestampNtz, specialMoment } from '../../types/parse-datetime.ts';
import { fromLocalMicros, timeZone, toLocalMicros } from '../../types/time-zone.ts';
import type { Value } from '../../types/value.ts';
import { type CastOptions, type Convert, malformed, outOfRange } from './cast-errors.ts';

const isText = (type: DataType): boolean => type.kind === 'string' || type.kind === 'char' || type.kind === 'varchar';
const daysOf = (micros: bigint): number => Number(floorDivide(micros, MICROS_PER_DAY));
const microsOf = (days: number): bigint => BigInt(days) * MICROS_PER_DAY;

export function toDate(from: DataType, to: DataType, options: CastOptions): Convert | undefined {
  const zone = timeZone(options.timeZone);
  if (isText(from)) {
    const fail = malformed(from, to, options);
    return (text: string) => {
      const days = parseDate(text);
      if (days !== undefined) return days;
      const moment = specialMoment(text, zone);
      if (moment === undefined) return fail(text);
      return moment === 0n ? 0 : daysOf(toLocalMicros(moment, zone));
    };
  }
  if (from.kind === 'timestamp') return (micros: bigint) => daysOf(toLocalMicros(micros, zone));
  return from.kind === 'timestamp_ntz' ? daysOf : undefined;
}

export function toTimestamp(from: DataType, to: DataType, options: CastOptions): Convert | undefined {
  const zone = timeZone(options.timeZone);
  if (isText(from)) {
    const fail = malformed(from, to, options);
    return (text: string) => parseTimestamp(text, zone) ?? specialMoment(text, zone) ?? fail(text);
  }
  switch (from.kind) {
    case 'date':
      return (days: number) => fromLocalMicros(microsOf(days), zone);
    case 'timestamp_ntz':
      return (micros: bigint) => fromLocalMicros(micros, zone);
    case 'boolean':
      return (value: boolean) => (value ? 1n : 0n);
    case 'byte':
    case 'short':
    case 'integer':
      return (seconds: number) => BigInt(seconds) * MICROS_PER_SECOND;
    case 'long':
      return (seconds: bigint) => saturated(seconds * MICROS_PER_SECOND);
    case 'decimal': {
      const divisor = powerOfTen(from.scale);
      return (value: bigint) => BigInt.asIntN(64, (value * MICROS_PER_SECOND) / divisor);
    }
    case 'float':
    case 'double':
      return fromFloating(from, to, options);
    default:
      return undefined;
  }
}

const saturated = (micros: bigint): bigint => (micros > MAX_LONG ? MAX_LONG : micros < MIN_LONG ? MIN_LONG : micros);

function fromFloating(from: DataType, to: DataType, options: CastOptions): Convert {
  const fail = malformed(from, to, options);
  return (seconds: number): Value => {
    if (!Number.isFinite(seconds)) return fail(seconds);
    const micros = seconds * 1e6;
    if (Math.abs(micros) < 2 ** 63) return BigInt(Math.trunc(micros));
    if (options.mode === 'legacy') return micros > 0 ? MAX_LONG : MIN_LONG;
    if (options.mode === 'try') return null;
    // The error is that of the conversion of microseconds to a long.
    return outOfRange(DOUBLE, LONG, options)(micros);
  };
}

export function toTimestampNtz(from: DataType, to: DataType, options: CastOptions): Convert | undefined {
  if (isText(from)) {
    const zone = timeZone(options.timeZone);
    const fail = malformed(from, to, options);
    return (text: string) => {
      const moment = parseTimestampNtz(text);
      if (moment !== undefined) return moment;
      const special = specialMoment(text, zone);
      if (special === undefined) return fail(text);
      return special === 0n ? 0n : toLocalMicros(special, zone);
    };
  }
  if (from.kind === 'date') return microsOf;
  if (from.kind !== 'timestamp') return undefined;
  const zone = timeZone(options.timeZone);
  return (micros: bigint) => toLocalMicros(micros, zone);
}

const NANOS_PER_MICRO = 1000n;

export function toTime(from: DataType, to: TypeOf<'time'>, options: CastOptions): Convert | undefined {
  const unit = powerOfTen(9 - to.precision);
  const cut = (nanos: bigint): bigint => nanos - (nanos % unit);
  if (isText(from)) {
    const fail = malformed(from, to, options);
    return (text: string) => {
      const nanos = parseTime(text);
      return nanos === undefined ? fail(text) : cut(nanos);
    };
  }
  const ofDay = (micros: bigint): bigint =>
    cut((micros - floorDivide(micros, MICROS_PER_DAY) * MICROS_PER_DAY) * NANOS_PER_MICRO);
  switch (from.kind) {
    case 'time':
      return cut;
    case 'timestamp_ntz':
      return ofDay;
    case 'timestamp': {
      const zone = timeZone(options.timeZone);
      return (micros: bigint) => ofDay(toLocalMicros(micros, zone));
    }
    default:
      return undefined;
  }
}
