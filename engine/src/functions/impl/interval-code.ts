/** Run-time arithmetic on intervals, dates and timestamps, with the checks Spark makes. */
import { MAX_LONG, MICROS_PER_DAY, MIN_LONG } from '../../types/datetime.ts';
import { divideRounded } from '../../types/decimal.ts';
import { shiftTimestamp } from '../../types/interval.ts';
import { fromLocalMicros, type TimeZone, timeZone, toLocalMicros } from '../../types/time-zone.ts';
import type { IntervalValue } from '../../types/value.ts';
import type { Fail } from './failures.ts';

const MIN_INT = -(2 ** 31);
const MAX_INT = 2 ** 31 - 1;

/** Checks that stop a computation: each raises, or gives NULL (undefined `fail`). */
export function checkedLong(value: bigint, fail: Fail | undefined): bigint | null {
  if (value >= MIN_LONG && value <= MAX_LONG) return value;
  return fail === undefined ? null : fail();
}

export function checkedInt(value: number, fail: Fail | undefined): number | null {
  if (value >= MIN_INT && value <= MAX_INT) return value;
  return fail === undefined ? null : fail();
}

/** `(value, sign) => …` makers: the returned function is a constant of the compiled code. */
export function addLongs(sign: 1n | -1n, fail: Fail | undefined): (a: bigint, b: bigint) => bigint | null {
  return (a, b) => checkedLong(a + sign * b, fail);
}

export function addInts(sign: 1 | -1, fail: Fail | undefined): (a: number, b: number) => number | null {
  return (a, b) => checkedInt(a + sign * b, fail);
}

export function addCalendars(
  sign: 1 | -1,
  fail: Fail | undefined,
): (a: IntervalValue, b: IntervalValue) => IntervalValue | null {
  return (a, b) => {
    const months = checkedInt(a.months + sign * b.months, fail);
    const days = checkedInt(a.days + sign * b.days, fail);
    const micros = checkedLong(a.micros + BigInt(sign) * b.micros, fail);
    return months === null || days === null || micros === null ? null : { months, days, micros };
  };
}

export type Shift = (micros: bigint, months: number, days: number, extra: bigint) => bigint | null;

export function shiftIn(zoneId: string, fail: Fail | undefined): Shift {
  let zone: TimeZone | undefined;
  return (micros, months, days, extra) => {
    zone ??= timeZone(zoneId);
    return checkedLong(shiftTimestamp(micros, months, days, extra, zone), fail);
  };
}

/** Local microseconds of an instant; differences of timestamps count in them. */
export function localMicrosIn(zoneId: string): (micros: bigint) => bigint {
  let zone: TimeZone | undefined;
  return (micros) => {
    zone ??= timeZone(zoneId);
    return toLocalMicros(micros, zone);
  };
}

/** The instant at which a date begins. */
export function midnightIn(zoneId: string): (days: number) => bigint {
  let zone: TimeZone | undefined;
  return (days) => {
    zone ??= timeZone(zoneId);
    return fromLocalMicros(dateMicros(days), zone);
  };
}

export function dateMicros(days: number): bigint {
  return BigInt(days) * MICROS_PER_DAY;
}

/** An interval's number times a factor, rounded half up; `scale` is the factor's where it is a decimal. */
export function timesDecimal(value: bigint, factor: bigint, scale: number): bigint {
  return divideRounded(value * factor, 10n ** BigInt(scale), 'half-up');
}

export function overDecimal(value: bigint, divisor: bigint, scale: number): bigint {
  return divideRounded(value * 10n ** BigInt(scale), divisor, 'half-up');
}

/** `Math.round` of Java on the product of doubles; undefined where it is no 64-bit number. */
export function roundedHalfUp(value: number, fail: Fail): bigint {
  if (!Number.isFinite(value) || Math.abs(value) >= 2 ** 63) return fail();
  return BigInt(value < 0 ? -Math.floor(-value + 0.5) : Math.floor(value + 0.5));
}

/** Calendar intervals times a number: fractions of months are dropped, fractions of days become time. */
export function scaleCalendar(interval: IntervalValue, factor: number): IntervalValue {
  const months = Math.trunc(interval.months * factor);
  const exactDays = interval.days * factor;
  const days = Math.trunc(exactDays);
  const rest = (exactDays - days) * Number(MICROS_PER_DAY);
  const micros = Number(interval.micros) * factor + rest;
  return { months, days, micros: BigInt(Math.round(micros)) };
}

export function calendarNegated({ months, days, micros }: IntervalValue): IntervalValue {
  return { months: -months | 0, days: -days | 0, micros: BigInt.asIntN(64, -micros) };
}
