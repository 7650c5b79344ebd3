/** Times of day, in nanoseconds from midnight. */
import type { QueryContext } from '../../errors/query-context.ts';
import { raise } from '../../errors/raise.ts';
import { floorDivide, MICROS_PER_DAY } from '../../types/datetime.ts';
import { parseTime } from '../../types/parse-datetime.ts';
import { localNowIn } from './datetime-code.ts';
import { failing, outside } from './datetime-make-code.ts';
import { readByPattern } from './datetime-parse.ts';

const DAY = 86_400_000_000_000n;
const DEFAULT_PATTERN = 'HH:mm:ss.SSSSSS';

/** Seconds have six digits after the point. */
export function makeTime(context: QueryContext | undefined): (hour: number, minute: number, seconds: bigint) => bigint {
  const fail = failing(true, context) as (message: string) => never;
  return (hour, minute, seconds) => {
    if (hour < 0 || hour > 23) return fail(outside('HourOfDay', 0, 23, hour));
    if (minute < 0 || minute > 59) return fail(outside('MinuteOfHour', 0, 59, minute));
    const whole = Number(seconds / 1_000_000n);
    if (seconds < 0n || whole > 59) return fail(outside('SecondOfMinute', 0, 59, whole));
    return BigInt(hour * 3600 + minute * 60) * 1_000_000_000n + seconds * 1000n;
  };
}

function readTime(text: string, pattern: string | undefined): bigint | undefined {
  if (pattern === undefined) return parseTime(text);
  const read = readByPattern(text, pattern);
  if ('reason' in read) return undefined;
  return (read.local - floorDivide(read.local, MICROS_PER_DAY) * MICROS_PER_DAY) * 1000n;
}

export function toTime(tolerant: boolean): (text: string, pattern?: string) => bigint | null {
  return (text, pattern) => {
    const read = readTime(text, pattern);
    if (read !== undefined) return read;
    if (tolerant) return null;
    return raise('CANNOT_PARSE_TIME', { input: `'${text}'`, format: `'${pattern ?? DEFAULT_PATTERN}'` });
  };
}

const UNITS: Readonly<Record<string, bigint>> = {
  HOUR: 3_600_000_000_000n,
  MINUTE: 60_000_000_000n,
  SECOND: 1_000_000_000n,
  MILLISECOND: 1_000_000n,
  MICROSECOND: 1000n,
};

function unitSize(unit: string, name: string): bigint {
  const size = UNITS[unit.toUpperCase()];
  if (size !== undefined) return size;
  const functionName = `\`${name}\``;
  return raise('INVALID_PARAMETER_VALUE.TIME_UNIT', { functionName, parameter: '`unit`', invalidValue: `'${unit}'` });
}

export const timeDiff = (unit: string, start: bigint, end: bigint): bigint =>
  (end - start) / unitSize(unit, 'time_diff');

export const timeTrunc = (unit: string, time: bigint): bigint => time - (time % unitSize(unit, 'time_trunc'));

/** `nanos` of a count of units; it must be within a day. */
export function timeFrom(nanos: (value: never) => bigint): (value: never) => bigint {
  const fail = failing(true, undefined) as (message: string) => never;
  return (value) => {
    const time = nanos(value);
    if (time >= 0n && time < DAY) return time;
    return fail(`Invalid TIME value: must be between 00:00:00 and 23:59:59.999999999, but got ${time} nanoseconds`);
  };
}

/** The clock of the session's zone, with as many digits after the point as `precision` says. */
export function timeNowIn(zoneId: string, precision: number): () => bigint {
  const now = localNowIn(zoneId);
  const unit = 10n ** BigInt(9 - precision);
  return () => {
    const local = now();
    const time = (local - floorDivide(local, MICROS_PER_DAY) * MICROS_PER_DAY) * 1000n;
    return time - (time % unit);
  };
}
