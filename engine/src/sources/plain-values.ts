/** Values in their usual spelling, taken straight from bytes; `undefined` says only that the text has to be looked at. */
import { daysOf, SECONDS_PER_DAY } from '../types/datetime.ts';
import { localToUtc, type TimeZone } from '../types/time-zone.ts';
import { decodeUtf8 } from '../types/vector-reader.ts';

/** Of an integer of few digits. */
export function smallInteger(bytes: Uint8Array, from: number, to: number): number | undefined {
  const negative = bytes[from] === 45;
  const first = negative ? from + 1 : from;
  if (first >= to || to - first > 9) return undefined;
  const value = digits(bytes, first, to - first);
  return value < 0 ? undefined : negative ? -value : value;
}

/** Negative where a byte is no digit. */
function digits(bytes: Uint8Array, from: number, count: number): number {
  let value = 0;
  for (let at = from; at < from + count; at++) {
    const digit = (bytes[at] as number) - 48;
    if (digit < 0 || digit > 9) return -1;
    value = value * 10 + digit;
  }
  return value;
}

const DASH = 45;
const CAPITAL_Z = 90;
const COLON = 58;
export const DATE_LENGTH = 10;
const TIME_LENGTH = 19;
const DAYS_IN_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Of a day spelled 2020-01-31. */
export function plainDays(bytes: Uint8Array, at: number): number | undefined {
  if (bytes[at + 4] !== DASH || bytes[at + 7] !== DASH) return undefined;
  const year = digits(bytes, at, 4);
  const month = digits(bytes, at + 5, 2);
  const day = digits(bytes, at + 8, 2);
  // The last day of February is left to the one who knows the years.
  return year < 1 || day < 1 || !(day <= (DAYS_IN_MONTH[month - 1] ?? 0)) ? undefined : daysOf(year, month, day);
}

/** Microseconds of a time spelled 2020-01-31 12:30:59.123Z, without a Z on the clock of the zone. */
export function plainInstant(bytes: Uint8Array, from: number, to: number, zone: TimeZone): bigint | undefined {
  const isUtc = bytes[to - 1] === CAPITAL_Z;
  const end = isUtc ? to - 1 : to;
  const fraction = from + TIME_LENGTH;
  const local = plainSeconds(bytes, from, Math.min(end, fraction));
  const micros = end <= fraction ? 0 : fractionMicros(bytes, fraction, end);
  if (local === undefined || micros === undefined) return undefined;
  return BigInt(isUtc ? local : localToUtc(zone, local)) * 1_000_000n + BigInt(micros);
}

/** Of a point and up to six digits. */
function fractionMicros(bytes: Uint8Array, from: number, to: number): number | undefined {
  const count = to - from - 1;
  if (bytes[from] !== DOT || count < 1 || count > 6) return undefined;
  const value = digits(bytes, from + 1, count);
  return value < 0 ? undefined : value * (POWERS[6 - count] as number);
}

function plainSeconds(bytes: Uint8Array, from: number, to: number): number | undefined {
  const between = bytes[from + 10];
  if (to - from !== TIME_LENGTH || (between !== 32 && between !== 84)) return undefined;
  if (bytes[from + 13] !== COLON || bytes[from + 16] !== COLON) return undefined;
  const days = plainDays(bytes, from);
  const hour = digits(bytes, from + 11, 2);
  const minute = digits(bytes, from + 14, 2);
  const second = digits(bytes, from + 17, 2);
  if (days === undefined || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59)
    return undefined;
  return days * SECONDS_PER_DAY + hour * 3600 + minute * 60 + second;
}

const DOT = 46;
/** Longer ones are hardly ever met. */
const LONGEST_NUMBER = 25;
const POWERS = Float64Array.from({ length: 16 }, (_, i) => 10 ** i);

/** A number of at most 15 digits and the power of ten are exact, so their quotient is the nearest double. */
export function plainNumber(bytes: Uint8Array, from: number, to: number): number | undefined {
  const negative = bytes[from] === DASH;
  const first = negative ? from + 1 : from;
  if (first >= to || to - first > LONGEST_NUMBER) return undefined;
  let value = 0;
  let point = to;
  for (let at = first; at < to; at++) {
    const digit = (bytes[at] as number) - 48;
    if (digit >= 0 && digit <= 9) value = value * 10 + digit;
    else if (bytes[at] === DOT && point === to && at > first && at + 1 < to) point = at;
    else return undefined;
  }
  const fraction = point === to ? 0 : to - point - 1;
  if (to - first > (fraction === 0 ? 15 : 16)) return Number(decodeUtf8(bytes, from, to));
  return (negative ? -value : value) / (POWERS[fraction] as number);
}
