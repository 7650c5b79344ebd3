/** Dates as days and timestamps as microseconds since 1970-01-01, in the proleptic Gregorian calendar. */

export const MICROS_PER_SECOND = 1_000_000n;
export const MICROS_PER_DAY = 86_400_000_000n;
export const SECONDS_PER_DAY = 86_400;
export const MIN_LONG = -(2n ** 63n);
export const MAX_LONG = 2n ** 63n - 1n;

export interface CivilDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

export function daysOf(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

export function civilOf(days: number): CivilDate {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1;
  const month = shiftedMonth + (shiftedMonth < 10 ? 3 : -9);
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day };
}

function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

export function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Days past the end of the new month become its last day. */
export function addMonths(days: number, months: number): number {
  const { year, month, day } = civilOf(days);
  const total = year * 12 + (month - 1) + months;
  const newYear = Math.floor(total / 12);
  const newMonth = total - newYear * 12 + 1;
  return daysOf(newYear, newMonth, Math.min(day, daysInMonth(newYear, newMonth)));
}

export function floorDivide(a: bigint, b: bigint): bigint {
  const quotient = a / b;
  return a % b < 0n ? quotient - 1n : quotient;
}

/** Whole seconds and the microseconds above them. */
export function splitMicros(micros: bigint): { readonly seconds: number; readonly fraction: number } {
  const seconds = floorDivide(micros, MICROS_PER_SECOND);
  return { seconds: Number(seconds), fraction: Number(micros - seconds * MICROS_PER_SECOND) };
}

export const pad2 = (value: number): string => (value < 10 ? `0${value}` : String(value));

/** Years over 9999 get a plus sign, as in ISO 8601. */
function yearText(year: number): string {
  if (year >= 0 && year <= 9999) return String(year).padStart(4, '0');
  return year > 9999 ? `+${year}` : `-${String(-year).padStart(4, '0')}`;
}

export function dateText(days: number): string {
  const { year, month, day } = civilOf(days);
  return `${yearText(year)}-${pad2(month)}-${pad2(day)}`;
}

/** Nanoseconds of a day. */
export function timeText(nanos: bigint): string {
  const seconds = nanos / 1_000_000_000n;
  return `${clockText(Number(seconds))}${fractionText(Number(nanos - seconds * 1_000_000_000n), 9)}`;
}

/** Microseconds of a local clock, without trailing zeros of the fraction. */
export function localTimestampText(localSeconds: number, fraction: number): string {
  const days = Math.floor(localSeconds / SECONDS_PER_DAY);
  return `${dateText(days)} ${clockText(localSeconds - days * SECONDS_PER_DAY)}${fractionText(fraction, 6)}`;
}

export function clockText(secondOfDay: number): string {
  const hour = Math.floor(secondOfDay / 3600);
  const minute = Math.floor(secondOfDay / 60) % 60;
  return `${pad2(hour)}:${pad2(minute)}:${pad2(secondOfDay % 60)}`;
}

/** `.5` for half a unit; nothing for zero. */
export function fractionText(fraction: number, digits: number): string {
  if (fraction === 0) return '';
  return `.${String(fraction).padStart(digits, '0').replace(/0+$/, '')}`;
}
