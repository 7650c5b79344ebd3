/** Dates, timestamps and intervals put together from numbers. */
import type { QueryContext } from '../../errors/query-context.ts';
import { raise } from '../../errors/raise.ts';
import { daysInMonth, daysOf, MAX_LONG, MICROS_PER_DAY, MIN_LONG } from '../../types/datetime.ts';
import { decimalText } from '../../types/decimal.ts';
import { fromLocalMicros, timeZone } from '../../types/time-zone.ts';
import type { IntervalValue } from '../../types/value.ts';
import { MONTH_NAMES } from './datetime-pattern.ts';

/** NULL in the place of an error. */
export type Failure = (rangeMessage: string) => null;

export function failing(strict: boolean, context: QueryContext | undefined): Failure {
  return (rangeMessage) =>
    strict ? raise('DATETIME_FIELD_OUT_OF_BOUNDS.WITHOUT_SUGGESTION', { rangeMessage }, { context }) : null;
}

export function outside(name: string, low: number, high: number | string, value: number): string {
  return `Invalid value for ${name} (valid values ${low} - ${high}): ${value}`;
}

export function makeDate(fail: Failure): (year: number, month: number, day: number) => number | null {
  return (year, month, day) => {
    if (month < 1 || month > 12) return fail(outside('MonthOfYear', 1, 12, month));
    if (day < 1 || day > 31) return fail(outside('DayOfMonth', 1, '28/31', day));
    if (day <= daysInMonth(year, month)) return daysOf(year, month, day);
    if (day === 29) return fail(`Invalid date 'February 29' as '${year}' is not a leap year`);
    return fail(`Invalid date '${(MONTH_NAMES[month - 1] as string).toUpperCase()} ${day}'`);
  };
}

type Clock = readonly [year: number, month: number, day: number, hour: number, minute: number, seconds: bigint];

/** Seconds have six digits after the point; 60 is the first second of the next minute. */
export function makeLocal(strict: boolean, context: QueryContext | undefined): (...clock: Clock) => bigint | null {
  const fail = failing(strict, context);
  const dateOf = makeDate(fail);
  return (year, month, day, hour, minute, seconds) => {
    const whole = Number(seconds / 1_000_000n);
    if (seconds > 60_000_000n && whole === 60) {
      return strict
        ? raise('INVALID_FRACTION_OF_SECOND', { secAndMicros: decimalText(seconds, 6).replace(/0+$/, '') }, { context })
        : null;
    }
    const days = dateOf(year, month, day);
    if (days === null) return null;
    if (hour < 0 || hour > 23) return fail(outside('HourOfDay', 0, 23, hour));
    if (minute < 0 || minute > 59) return fail(outside('MinuteOfHour', 0, 59, minute));
    if (seconds < 0n || whole > 60) return fail(outside('SecondOfMinute', 0, 59, whole));
    return BigInt(days) * MICROS_PER_DAY + BigInt(hour * 3600 + minute * 60) * 1_000_000n + seconds;
  };
}

/** Of days and nanoseconds of a day. */
export function joinLocal(days: number, nanos = 0n): bigint {
  return BigInt(days) * MICROS_PER_DAY + nanos / 1000n;
}

export function joinInstant(session: string): (days: number, nanos?: bigint, zone?: string) => bigint {
  return (days, nanos, zone) => fromLocalMicros(joinLocal(days, nanos), timeZone(zone ?? session));
}

export function makeInstant(strict: boolean, context: QueryContext | undefined, session: string) {
  const local = makeLocal(strict, context);
  return (...[year, month, day, hour, minute, seconds, zone]: readonly [...Clock, string?]): bigint | null => {
    const micros = local(year, month, day, hour, minute, seconds);
    return micros === null ? null : fromLocalMicros(micros, timeZone(zone ?? session));
  };
}

const fitsInt = (value: number): boolean => value >= -2147483648 && value <= 2147483647;
const fitsLong = (value: bigint): boolean => value >= MIN_LONG && value <= MAX_LONG;

export function makeCalendar(overflow: () => null) {
  return (
    years: number,
    months: number,
    weeks: number,
    days: number,
    hours: number,
    minutes: number,
    seconds: bigint,
  ): IntervalValue | null => {
    const [allMonths, allDays] = [years * 12 + months, weeks * 7 + days];
    const micros = BigInt(hours) * 3_600_000_000n + BigInt(minutes) * 60_000_000n + seconds;
    return fitsInt(allMonths) && fitsInt(allDays) && fitsLong(micros)
      ? { months: allMonths, days: allDays, micros }
      : overflow();
  };
}

export function makeDayTime(overflow: () => null) {
  return (days: number, hours: number, minutes: number, seconds: bigint): bigint | null => {
    const micros =
      BigInt(days) * MICROS_PER_DAY + BigInt(hours) * 3_600_000_000n + BigInt(minutes) * 60_000_000n + seconds;
    return fitsLong(micros) ? micros : overflow();
  };
}

export function makeYearMonth(overflow: () => null) {
  return (years: number, months: number): number | null => {
    const total = years * 12 + months;
    return fitsInt(total) ? total : overflow();
  };
}
