/** Dates, times and timestamps as text, by the rules of Spark's casts. */
import { localToEpoch, offsetAt, parseZone, type Zone } from './time-zone.ts';

const MICROS = 1_000_000n;
const SECONDS_A_DAY = 86400;

/** Days since the epoch of a date of the proleptic Gregorian calendar. */
export function daysOf(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146097 + dayOfEra - 719468;
}

/** Year, month and day of a date. */
export function dateOf(days: number): readonly [number, number, number] {
  const shifted = days + 719468;
  const era = Math.floor(shifted / 146097);
  const dayOfEra = shifted - era * 146097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1;
  const month = shiftedMonth + (shiftedMonth < 10 ? 3 : -9);
  return [yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day];
}

const MONTH_LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

export function daysInMonth(year: number, month: number): number {
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 2 && leap ? 29 : (MONTH_LENGTHS[month - 1] as number);
}

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
  readonly zone: Zone | undefined;
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
  const zone = parseZone(zoneText);
  return zone === undefined ? undefined : { days, microsOfDay, zone };
}

/** Digits of the fraction beyond microseconds are cut off. */
function clockMicros(hour = '0', minute = '0', second = '0', fraction = ''): bigint | undefined {
  const [h, m, s] = [Number(hour), Number(minute), Number(second)];
  if (h > 23 || m > 59 || s > 59) return undefined;
  return BigInt(h * 3600 + m * 60 + s) * MICROS + BigInt(fraction.slice(0, 6).padEnd(6, '0'));
}

/** Microseconds since the epoch. `today` stands in for the date of a mere time. */
export function parseTimestamp(text: string, zone: Zone, today?: () => number): bigint | undefined {
  const fields = parseTimestampFields(text);
  if (fields === undefined) return undefined;
  const days = fields.days ?? today?.();
  if (days === undefined) return undefined;
  const local = days * SECONDS_A_DAY + Number(fields.microsOfDay / MICROS);
  return BigInt(localToEpoch(fields.zone ?? zone, local)) * MICROS + (fields.microsOfDay % MICROS);
}

/** Local microseconds; a zone in the text is dropped where `allowZone`, else makes it undefined. */
export function parseTimestampNtz(text: string, allowZone = true): bigint | undefined {
  const fields = parseTimestampFields(text);
  if (fields?.days === undefined || (fields.zone !== undefined && !allowZone)) return undefined;
  return BigInt(fields.days) * BigInt(SECONDS_A_DAY) * MICROS + fields.microsOfDay;
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

const two = (value: number): string => String(value).padStart(2, '0');

/** `yyyy-MM-dd`; years of more than four digits and before year 0 carry a sign. */
export function formatDate(days: number): string {
  const [year, month, day] = dateOf(days);
  const digits = String(Math.abs(year)).padStart(4, '0');
  const sign = year < 0 ? '-' : year > 9999 ? '+' : '';
  return `${sign}${digits}-${two(month)}-${two(day)}`;
}

function fractionText(value: bigint, digits: number): string {
  const text = value.toString().padStart(digits, '0').replace(/0+$/, '');
  return text === '' ? '' : `.${text}`;
}

const clockText = (seconds: number): string =>
  `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;

/** `yyyy-MM-dd HH:mm:ss` with as much of a fraction as is not zero, of local microseconds. */
export function formatTimestampNtz(micros: bigint): string {
  const fraction = ((micros % MICROS) + MICROS) % MICROS;
  const seconds = Number((micros - fraction) / MICROS);
  const days = Math.floor(seconds / SECONDS_A_DAY);
  return `${formatDate(days)} ${clockText(seconds - days * SECONDS_A_DAY)}${fractionText(fraction, 6)}`;
}

export function formatTimestamp(micros: bigint, zone: Zone): string {
  const seconds = Number((micros - (((micros % MICROS) + MICROS) % MICROS)) / MICROS);
  return formatTimestampNtz(micros + BigInt(offsetAt(zone, seconds)) * MICROS);
}

/** `HH:mm:ss` with the fraction's zeros at the end left out. */
export function formatTime(nanos: bigint): string {
  return `${clockText(Number(nanos / 1_000_000_000n))}${fractionText(nanos % 1_000_000_000n, 9)}`;
}

/** What the words `epoch`, `now`, `today`, `tomorrow`, `yesterday` stand for, in local microseconds. */
export function specialLocalMicros(word: string, nowLocal: bigint): bigint | undefined {
  const day = BigInt(SECONDS_A_DAY) * MICROS;
  const today = nowLocal - (((nowLocal % day) + day) % day);
  switch (word.trim().toLowerCase()) {
    case 'epoch':
      return 0n;
    case 'now':
      return nowLocal;
    case 'today':
      return today;
    case 'tomorrow':
      return today + day;
    case 'yesterday':
      return today - day;
    default:
      return undefined;
  }
}
