// Days, times and their ISO texts, shared by java.time and java.sql.

export const NANOS_PER_SECOND = 1_000_000_000n;
export const NANOS_PER_DAY = 86_400n * NANOS_PER_SECOND;
const MILLIS_PER_DAY = 86_400_000;

export interface CalendarDay {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** Days since 1970-01-01, or null where there is no such day. */
export function epochDay(year: number, month: number, day: number): number | null {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  const isReal = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return isReal ? Math.floor(date.getTime() / MILLIS_PER_DAY) : null;
}

export function calendarDay(days: number): CalendarDay {
  const date = new Date(days * MILLIS_PER_DAY);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

export function pad(value: number | bigint, width = 2): string {
  return String(value).padStart(width, '0');
}

export function dayText(days: number): string {
  const { year, month, day } = calendarDay(days);
  const absolute = pad(Math.abs(year), 4);
  const sign = year < 0 ? '-' : year > 9999 ? '+' : '';
  return `${sign}${absolute}-${pad(month)}-${pad(day)}`;
}

export function parseDay(text: string): number | null {
  const match = /^([+-]?\d{4,9})-(\d{1,2})-(\d{1,2})$/.exec(text);
  return match === null ? null : epochDay(Number(match[1]), Number(match[2]), Number(match[3]));
}

/** Nanoseconds of a fraction of a second in groups of three digits, or nothing. */
export function fractionText(nanos: number): string {
  if (nanos === 0) return '';
  if (nanos % 1_000_000 === 0) return `.${pad(nanos / 1_000_000, 3)}`;
  return nanos % 1000 === 0 ? `.${pad(nanos / 1000, 6)}` : `.${pad(nanos, 9)}`;
}

/** LocalTime's text: seconds are left out where the rest is zero. */
export function timeText(nanoOfDay: bigint): string {
  const nanos = Number(nanoOfDay % NANOS_PER_SECOND);
  const seconds = Number(nanoOfDay / NANOS_PER_SECOND);
  const minutes = `${pad(Math.floor(seconds / 3600))}:${pad(Math.floor(seconds / 60) % 60)}`;
  return seconds % 60 === 0 && nanos === 0 ? minutes : `${minutes}:${pad(seconds % 60)}${fractionText(nanos)}`;
}

export function nanoOfDay(hour: number, minute: number, second: number, nano: number): bigint | null {
  const isReal = hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second < 60;
  if (!isReal || nano < 0 || nano > 999_999_999) return null;
  return BigInt(hour * 3600 + minute * 60 + second) * NANOS_PER_SECOND + BigInt(nano);
}

export function parseTime(text: string): bigint | null {
  const match = /^(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?$/.exec(text);
  if (match === null) return null;
  const nanos = Number((match[4] ?? '').padEnd(9, '0'));
  return nanoOfDay(Number(match[1]), Number(match[2]), Number(match[3] ?? 0), nanos);
}

export function floorDiv(value: bigint, by: bigint): bigint {
  const quotient = value / by;
  return value % by < 0n ? quotient - 1n : quotient;
}

export function floorMod(value: bigint, by: bigint): bigint {
  return value - floorDiv(value, by) * by;
}
