/** Interval values: text in Spark's forms, and arithmetic on dates and timestamps. */
import type { TypeOf } from './data-type.ts';
import { addMonths, floorDivide, fractionText, MICROS_PER_DAY, pad2 } from './datetime.ts';
import { fromLocalMicros, type TimeZone, toLocalMicros } from './time-zone.ts';
import type { IntervalValue } from './value.ts';

/** A timestamp with months, days (both by the local calendar) and microseconds added. */
export function shiftTimestamp(micros: bigint, months: number, days: number, extra: bigint, zone: TimeZone): bigint {
  if (months === 0 && days === 0) return micros + extra;
  const local = toLocalMicros(micros, zone);
  const date = floorDivide(local, MICROS_PER_DAY);
  const shifted = addMonths(Number(date), months) + days;
  return fromLocalMicros(local + (BigInt(shifted) - date) * MICROS_PER_DAY, zone) + extra;
}

const YEARMONTH_UNITS = ['YEAR', 'MONTH'] as const;
const DAYTIME_UNITS = ['DAY', 'HOUR', 'MINUTE', 'SECOND'] as const;

const fieldsOf = (units: readonly string[], start: number, end: number): string =>
  start === end ? String(units[start]) : `${units[start]} TO ${units[end]}`;

/** `INTERVAL '1-2' YEAR TO MONTH`. */
export function yearMonthText(months: number, type: TypeOf<'yearmonth'>): string {
  const sign = months < 0 ? '-' : '';
  const total = Math.abs(months);
  const years = Math.floor(total / 12);
  const body = type.start === type.end ? (type.start === 0 ? String(years) : String(total)) : `${years}-${total % 12}`;
  return `INTERVAL '${sign}${body}' ${fieldsOf(YEARMONTH_UNITS, type.start, type.end)}`;
}

const UNIT_MICROS = [MICROS_PER_DAY, 3_600_000_000n, 60_000_000n, 1_000_000n] as const;

/** `INTERVAL '1 02:03:04.5' DAY TO SECOND`. */
export function dayTimeText(micros: bigint, type: TypeOf<'daytime'>): string {
  const sign = micros < 0n ? '-' : '';
  let rest = micros < 0n ? -micros : micros;
  let body = '';
  for (let unit = type.start; unit <= type.end; unit++) {
    const size = UNIT_MICROS[unit] as bigint;
    const count = rest / size;
    rest -= count * size;
    const digits = unit === type.start ? (unit === 0 ? String(count) : pad2(Number(count))) : pad2(Number(count));
    body += unit === type.start ? digits : `${unit === 1 ? ' ' : ':'}${digits}`;
    if (unit === 3) body += fractionText(Number(rest), 6);
  }
  return `INTERVAL '${sign}${body}' ${fieldsOf(DAYTIME_UNITS, type.start, type.end)}`;
}

/** `1 years 2 months 3 days 4 hours 5 minutes 6.5 seconds`; zero is `0 seconds`. */
export function calendarText({ months, days, micros }: IntervalValue): string {
  const parts: string[] = [];
  const add = (count: number | bigint, unit: string): void => {
    if (count !== 0 && count !== 0n) parts.push(`${count} ${unit}`);
  };
  add(Math.trunc(months / 12), 'years');
  add(months % 12, 'months');
  add(days, 'days');
  add(micros / 3_600_000_000n, 'hours');
  add((micros / 60_000_000n) % 60n, 'minutes');
  const seconds = micros % 60_000_000n;
  if (seconds !== 0n) {
    const whole = seconds < 0n ? -seconds : seconds;
    parts.push(`${seconds < 0n ? '-' : ''}${whole / 1_000_000n}${fractionText(Number(whole % 1_000_000n), 6)} seconds`);
  }
  return parts.length === 0 ? '0 seconds' : parts.join(' ');
}
