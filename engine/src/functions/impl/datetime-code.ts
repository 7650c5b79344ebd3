/** Run-time work on dates and timestamps. */
import { raise } from '../../errors/raise.ts';
import { addMonths, civilOf, daysInMonth, daysOf, floorDivide, MICROS_PER_DAY } from '../../types/datetime.ts';
import { shiftTimestamp } from '../../types/interval.ts';
import { fromLocalMicros, timeZone, toLocalMicros } from '../../types/time-zone.ts';

export const nowMicros = (): bigint => BigInt(Date.now()) * 1000n;
export const dayOf = (local: bigint): number => Number(floorDivide(local, MICROS_PER_DAY));
export const todayIn =
  (zoneId: string): (() => number) =>
  () =>
    dayOf(toLocalMicros(nowMicros(), timeZone(zoneId)));
export const localNowIn =
  (zoneId: string): (() => bigint) =>
  () =>
    toLocalMicros(nowMicros(), timeZone(zoneId));

export const daysBetween = (end: number, start: number): number => end - start;

export function lastDay(days: number): number {
  const { year, month } = civilOf(days);
  return daysOf(year, month, daysInMonth(year, month));
}

/** From 0 on Monday. */
export const weekdayOf = (days: number): number => (((days + 3) % 7) + 7) % 7;

const WEEKDAYS = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'];

export function nextDay(ansi: boolean): (days: number, name: string) => number | null {
  return (days, name) => {
    const wanted = name.trim().toUpperCase();
    const at = WEEKDAYS.findIndex((day) => day === wanted || day.slice(0, 3) === wanted || day.slice(0, 2) === wanted);
    if (at < 0) return ansi ? raise('ILLEGAL_DAY_OF_WEEK', { string: name }) : null;
    return days + 1 + ((at - weekdayOf(days) - 1 + 7) % 7);
  };
}

/** Days between the same days of months count nothing; otherwise months have 31 days. */
export function monthsBetweenIn(zoneId: string): (a: bigint, b: bigint, rounded: boolean) => number {
  return (a, b, rounded) => {
    const zone = timeZone(zoneId);
    const [x, y] = [toLocalMicros(a, zone), toLocalMicros(b, zone)];
    const [first, second] = [civilOf(dayOf(x)), civilOf(dayOf(y))];
    const months = (first.year - second.year) * 12 + first.month - second.month;
    const isLast = (date: typeof first): boolean => date.day === daysInMonth(date.year, date.month);
    if (first.day === second.day || (isLast(first) && isLast(second))) return months;
    const secondOf = (local: bigint): number => Number(floorDivide(local, 1_000_000n) - BigInt(dayOf(local)) * 86_400n);
    const seconds = (first.day - second.day) * 86_400 + secondOf(x) - secondOf(y);
    const difference = months + seconds / (31 * 86_400);
    return rounded ? Math.sign(difference) * (Math.round(Math.abs(difference) * 1e8) / 1e8) : difference;
  };
}

function truncatedDay(days: number, unit: string): number | null {
  const { year, month } = civilOf(days);
  switch (unit.toUpperCase()) {
    case 'YEAR':
    case 'YYYY':
    case 'YY':
      return daysOf(year, 1, 1);
    case 'QUARTER':
      return daysOf(year, Math.floor((month - 1) / 3) * 3 + 1, 1);
    case 'MONTH':
    case 'MON':
    case 'MM':
      return daysOf(year, month, 1);
    case 'WEEK':
      return days - weekdayOf(days);
    default:
      return null;
  }
}

export const truncatedDate = truncatedDay;

const CLOCK_UNITS: Readonly<Record<string, bigint>> = {
  HOUR: 3_600_000_000n,
  MINUTE: 60_000_000n,
  SECOND: 1_000_000n,
  MILLISECOND: 1000n,
  MICROSECOND: 1n,
};

export function truncateIn(zoneId: string): (unit: string, micros: bigint) => bigint | null {
  return (unit, micros) => {
    const zone = timeZone(zoneId);
    const local = toLocalMicros(micros, zone);
    const name = unit.toUpperCase();
    const size = CLOCK_UNITS[name];
    if (size !== undefined) return micros + floorDivide(local, size) * size - local;
    const day = name === 'DAY' || name === 'DD' ? dayOf(local) : truncatedDay(dayOf(local), name);
    return day === null ? null : fromLocalMicros(BigInt(day) * MICROS_PER_DAY, zone);
  };
}

type Shift = (count: bigint) => readonly [months: number, days: number, micros: bigint];

const UNITS: Readonly<Record<string, Shift>> = {
  MICROSECOND: (n) => [0, 0, n],
  MILLISECOND: (n) => [0, 0, n * 1000n],
  SECOND: (n) => [0, 0, n * 1_000_000n],
  MINUTE: (n) => [0, 0, n * 60_000_000n],
  HOUR: (n) => [0, 0, n * 3_600_000_000n],
  DAY: (n) => [0, Number(n), 0n],
  DAYOFYEAR: (n) => [0, Number(n), 0n],
  WEEK: (n) => [0, Number(n) * 7, 0n],
  MONTH: (n) => [Number(n), 0, 0n],
  QUARTER: (n) => [Number(n) * 3, 0, 0n],
  YEAR: (n) => [Number(n) * 12, 0, 0n],
};

function unitOf(unit: string, functionName: string): Shift {
  return (
    UNITS[unit.toUpperCase()] ??
    raise('INVALID_PARAMETER_VALUE.DATETIME_UNIT', {
      functionName: `\`${functionName}\``,
      parameter: '`unit`',
      invalidValue: `'${unit}'`,
    })
  );
}

export function addUnitsIn(zoneId: string): (unit: string, count: bigint, micros: bigint) => bigint {
  return (unit, count, micros) => shiftTimestamp(micros, ...unitOf(unit, 'TIMESTAMPADD')(count), timeZone(zoneId));
}

/** Whole units from the first to the second, both by the local clock. */
export function unitsBetweenIn(zoneId: string): (unit: string, start: bigint, end: bigint) => bigint {
  return (unit, start, end) => {
    const zone = timeZone(zoneId);
    const [months, days, micros] = unitOf(unit, 'TIMESTAMPDIFF')(1n);
    if (micros > 0n) return (end - start) / micros;
    const [a, b] = [toLocalMicros(start, zone), toLocalMicros(end, zone)];
    if (days > 0) return (b - a) / (MICROS_PER_DAY * BigInt(days));
    return BigInt(Math.trunc(wholeMonths(a, b) / months));
  };
}

function wholeMonths(a: bigint, b: bigint): number {
  const [x, y] = [civilOf(dayOf(a)), civilOf(dayOf(b))];
  const rest = (local: bigint, day: number): bigint =>
    BigInt(day) * MICROS_PER_DAY + local - BigInt(dayOf(local)) * MICROS_PER_DAY;
  const difference = rest(b, y.day) - rest(a, x.day);
  const months = (y.year - x.year) * 12 + y.month - x.month;
  if (months > 0 && difference < 0n) return months - 1;
  return months < 0 && difference > 0n ? months + 1 : months;
}

export const shiftedMonths = (days: number, months: number): number => addMonths(days, months);

export const toZone = (micros: bigint, zoneId: string): bigint => toLocalMicros(micros, timeZone(zoneId));
export const fromZone = (micros: bigint, zoneId: string): bigint => fromLocalMicros(micros, timeZone(zoneId));
export const betweenZones = (source: string, target: string, local: bigint): bigint =>
  toLocalMicros(fromLocalMicros(local, timeZone(source)), timeZone(target));
