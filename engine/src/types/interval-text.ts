/** Intervals as text: Spark's ANSI spellings, and the words of `CAST(… AS INTERVAL)`. */
import type { IntervalValue } from './value.ts';

export const MICROS_PER_SECOND = 1_000_000n;
export const MICROS_PER_MINUTE = 60n * MICROS_PER_SECOND;
export const MICROS_PER_HOUR = 60n * MICROS_PER_MINUTE;
export const MICROS_PER_DAY = 24n * MICROS_PER_HOUR;

const YEAR_MONTH = ['YEAR', 'MONTH'] as const;
const DAY_TIME = ['DAY', 'HOUR', 'MINUTE', 'SECOND'] as const;

const unitsText = (units: readonly string[], start: number, end: number): string =>
  start === end ? (units[start] as string) : `${units[start]} TO ${units[end]}`;

/** `INTERVAL '1-2' YEAR TO MONTH` */
export function formatYearMonth(months: number, start: 0 | 1, end: 0 | 1): string {
  const sign = months < 0 ? '-' : '';
  const all = Math.abs(months);
  const body =
    start === 1 ? String(all) : end === 0 ? String(Math.trunc(all / 12)) : `${Math.trunc(all / 12)}-${all % 12}`;
  return `INTERVAL '${sign}${body}' ${unitsText(YEAR_MONTH, start, end)}`;
}

/** `INTERVAL '1 02:03:04.5' DAY TO SECOND` */
export function formatDayTime(micros: bigint, start: 0 | 1 | 2 | 3, end: 0 | 1 | 2 | 3): string {
  const all = micros < 0n ? -micros : micros;
  const sizes = [MICROS_PER_DAY, MICROS_PER_HOUR, MICROS_PER_MINUTE, MICROS_PER_SECOND] as const;
  let body = '';
  let rest = all;
  for (let unit = start; unit <= end; unit++) {
    const size = sizes[unit] as bigint;
    const digits = (rest / size).toString();
    const separator = unit === start ? '' : unit === 1 ? ' ' : ':';
    body += separator + (unit === 0 ? digits : digits.padStart(2, '0'));
    rest %= size;
    if (unit === 3 && rest > 0n) body += `.${rest.toString().padStart(6, '0').replace(/0+$/, '')}`;
  }
  return `INTERVAL '${micros < 0n ? '-' : ''}${body}' ${unitsText(DAY_TIME, start, end)}`;
}

/** `1 years 2 months 3 days 4 hours 5 minutes 6.5 seconds`; `0 seconds` for nothing. */
export function formatInterval(interval: IntervalValue): string {
  const parts: string[] = [];
  const add = (value: bigint | number, unit: string): void => {
    if (value !== 0 && value !== 0n) parts.push(`${value} ${unit}`);
  };
  add(Math.trunc(interval.months / 12), 'years');
  add(interval.months % 12, 'months');
  add(interval.days, 'days');
  add(interval.micros / MICROS_PER_HOUR, 'hours');
  const rest = interval.micros % MICROS_PER_HOUR;
  add(rest / MICROS_PER_MINUTE, 'minutes');
  const seconds = rest % MICROS_PER_MINUTE;
  if (seconds !== 0n) parts.push(`${secondsText(seconds)} seconds`);
  return parts.length === 0 ? '0 seconds' : parts.join(' ');
}

function secondsText(micros: bigint): string {
  const all = micros < 0n ? -micros : micros;
  const fraction = (all % MICROS_PER_SECOND).toString().padStart(6, '0').replace(/0+$/, '');
  const whole = (all / MICROS_PER_SECOND).toString();
  return `${micros < 0n ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`;
}

const MAX_LONG = 2n ** 63n - 1n;
const fitsInt = (value: bigint): boolean => value >= -(2n ** 31n) && value < 2n ** 31n;
const fitsLong = (value: bigint): boolean => value >= -MAX_LONG - 1n && value <= MAX_LONG;

/** What one of each unit adds to months, days or microseconds. */
const UNITS: ReadonlyMap<string, readonly ['months' | 'days' | 'micros', bigint]> = new Map([
  ['year', ['months', 12n]],
  ['month', ['months', 1n]],
  ['week', ['days', 7n]],
  ['day', ['days', 1n]],
  ['hour', ['micros', MICROS_PER_HOUR]],
  ['minute', ['micros', MICROS_PER_MINUTE]],
  ['second', ['micros', MICROS_PER_SECOND]],
  ['millisecond', ['micros', 1000n]],
  ['microsecond', ['micros', 1n]],
]);

const INTERVAL_PART = /\s*([+-]?)\s*(?:(\d+)(?:\.(\d{0,9}))?|\.(\d{1,9}))\s+([a-z]+)(?=\s|$)/y;

/** `[interval] {[+-]number unit}`, fractions for seconds only; undefined when it is not that or does not fit. */
export function parseInterval(text: string): IntervalValue | undefined {
  const trimmed = text.trim().toLowerCase();
  const body = /^interval\s/.test(trimmed) ? trimmed.slice('interval'.length) : trimmed;
  const sums = { months: 0n, days: 0n, micros: 0n };
  INTERVAL_PART.lastIndex = 0;
  let end = 0;
  for (let part = INTERVAL_PART.exec(body); part !== null; part = INTERVAL_PART.exec(body)) {
    end = INTERVAL_PART.lastIndex;
    if (!addPart(sums, part)) return undefined;
  }
  if (end === 0 || end !== body.length) return undefined;
  return { months: Number(sums.months), days: Number(sums.days), micros: sums.micros };
}

function addPart(sums: Record<'months' | 'days' | 'micros', bigint>, part: RegExpExecArray): boolean {
  const [, sign, whole = '0', fraction = '', bareFraction, word] = part as unknown as string[];
  const digits = bareFraction ?? fraction;
  const hasPoint = bareFraction !== undefined || (part[0] as string).includes('.');
  const unit = UNITS.get((word as string).replace(/s$/, ''));
  if (unit === undefined || (hasPoint && unit[1] !== MICROS_PER_SECOND)) return false;
  const [slot, size] = unit;
  const amount = BigInt(whole) * size + (hasPoint ? BigInt(digits.padEnd(6, '0').slice(0, 6)) : 0n);
  sums[slot] += sign === '-' ? -amount : amount;
  return slot === 'micros' ? fitsLong(sums[slot]) : fitsInt(sums[slot]);
}
