/** Dates, times and timestamps read from text, by the rules of Spark's casts. */
import { daysInMonth, daysOf, floorDivide, MICROS_PER_DAY, MICROS_PER_SECOND, SECONDS_PER_DAY } from './datetime.ts';
import { findTimeZone, localToUtc, type TimeZone } from './time-zone.ts';

function validDays(year: number, month: number, day: number): number | undefined {
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return undefined;
  return daysOf(year, month, day);
}

const DATE = /^([+-]?)(\d{4,7})(?:-(\d{1,2})(?:-(\d{1,2})(?:[ T].*)?)?)?$/s;

/** `yyyy`, `yyyy-m`, `yyyy-m-d`, anything after a blank or T; undefined for other text. */
export function parseDate(text: string): number | undefined {
  const found = DATE.exec(text.trim());
  if (found === null) return undefined;
  const year = Number(found[2]) * (found[1] === '-' ? -1 : 1);
  return validDays(year, Number(found[3] ?? 1), Number(found[4] ?? 1));
}

const CLOCK = String.raw`(\d{1,2}):(?:(\d{1,2})(?::(?:(\d{1,2})(?:\.(\d*))?)?)?)?`;
const DATE_AND_TIME = new RegExp(
  String.raw`^([+-]?)(\d{4,6})(?:-(\d{1,2})(?:-(\d{1,2})(?:[ T](?:${CLOCK}(.*))?)?)?)?$`,
  's',
);
const TIME_ONLY = new RegExp(`^T?${CLOCK}(.*)$`, 's');

export interface ParsedTimestamp {
  /** Undefined when the text has a time only. */
  readonly days: number | undefined;
  readonly microsOfDay: bigint;
  readonly zone: TimeZone | undefined;
}

/** Date, time and zone of a timestamp's text; undefined when it is none. */
export function parseTimestampFields(text: string): ParsedTimestamp | undefined {
  const trimmed = text.trim();
  const found = DATE_AND_TIME.exec(trimmed);
  if (found !== null) {
    const [, sign, year, month, day, ...clock] = found;
    const days = validDays(Number(year) * (sign === '-' ? -1 : 1), Number(month ?? 1), Number(day ?? 1));
    return days === undefined ? undefined : withClock(days, clock);
  }
  const time = TIME_ONLY.exec(trimmed);
  return time === null ? undefined : withClock(undefined, time.slice(1));
}

function withClock(days: number | undefined, clock: readonly (string | undefined)[]): ParsedTimestamp | undefined {
  const [hour, minute, second, fraction, zoneText] = clock;
  const microsOfDay = clockMicros(hour, minute, second, fraction);
  if (microsOfDay === undefined) return undefined;
  if (zoneText === undefined || zoneText === '') return { days, microsOfDay, zone: undefined };
  const zone = findTimeZone(zoneText.trim());
  return zone === undefined ? undefined : { days, microsOfDay, zone };
}

/** Digits of the fraction beyond microseconds are cut off. */
function clockMicros(hour = '0', minute = '0', second = '0', fraction = ''): bigint | undefined {
  const [h, m, s] = [Number(hour), Number(minute), Number(second)];
  if (h > 23 || m > 59 || s > 59) return undefined;
  return BigInt(h * 3600 + m * 60 + s) * MICROS_PER_SECOND + BigInt(fraction.slice(0, 6).padEnd(6, '0'));
}

/** Microseconds since the epoch. `today` stands in for the date of a mere time. */
export function parseTimestamp(text: string, zone: TimeZone, today?: () => number): bigint | undefined {
  const fields = parseTimestampFields(text);
  if (fields === undefined) return undefined;
  const days = fields.days ?? today?.();
  if (days === undefined) return undefined;
  const local = days * SECONDS_PER_DAY + Number(fields.microsOfDay / MICROS_PER_SECOND);
  return BigInt(localToUtc(fields.zone ?? zone, local)) * MICROS_PER_SECOND + (fields.microsOfDay % MICROS_PER_SECOND);
}

/** Local microseconds; a zone in the text is dropped where `allowZone`, else makes it undefined. */
export function parseTimestampNtz(text: string, allowZone = true): bigint | undefined {
  const fields = parseTimestampFields(text);
  if (fields?.days === undefined || (fields.zone !== undefined && !allowZone)) return undefined;
  return BigInt(fields.days) * MICROS_PER_DAY + fields.microsOfDay;
}

const TIME = /^T?(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.(\d{1,9}))?)?(?:\s+([AaPp])[Mm])?$/;

/** Nanoseconds of the day. */
export function parseTime(text: string): bigint | undefined {
  const found = TIME.exec(text.trim());
  if (found === null) return undefined;
  const [, hour, minute, second, fraction, half] = found;
  const hours = half === undefined ? Number(hour) : twelveHour(Number(hour), half);
  const micros = hours === undefined ? undefined : clockMicros(String(hours), minute, second, fraction);
  return micros === undefined ? undefined : micros * 1000n;
}

function twelveHour(hour: number, half: string): number | undefined {
  if (hour < 1 || hour > 12) return undefined;
  return (hour % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
}

/** What the words `epoch`, `now`, `today`, `tomorrow`, `yesterday` stand for, in local microseconds. */
export function specialLocalMicros(word: string, nowLocal: bigint): bigint | undefined {
  const today = floorDivide(nowLocal, MICROS_PER_DAY) * MICROS_PER_DAY;
  switch (word.trim().toLowerCase()) {
    case 'epoch':
      return 0n;
    case 'now':
      return nowLocal;
    case 'today':
      return today;
    case 'tomorrow':
      return today + MICROS_PER_DAY;
    case 'yesterday':
      return today - MICROS_PER_DAY;
    default:
      return undefined;
  }
}
