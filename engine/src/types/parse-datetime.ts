/** Dates and timestamps in text, as CAST reads them. `undefined` is what is malformed. */
import {
  daysInMonth,
  daysOf,
  MAX_LONG,
  MICROS_PER_DAY,
  MICROS_PER_SECOND,
  MIN_LONG,
  SECONDS_PER_DAY,
} from './datetime.ts';
import { trimText } from './parse-number.ts';
import { findTimeZone, fromLocalMicros, localSeconds, type TimeZone } from './time-zone.ts';

const DATE = /^([+-]?)(\d{4,7})(?:-(\d{1,2})(?:-(\d{1,2})(?:[ T].*)?)?)?$/s;

export function parseDate(text: string): number | undefined {
  const match = DATE.exec(trimText(text));
  if (match === null) return undefined;
  const [, sign, year = '', month = '1', day = '1'] = match;
  const y = Number(year) * (sign === '-' ? -1 : 1);
  return isDate(y, Number(month), Number(day)) ? inIntRange(daysOf(y, Number(month), Number(day))) : undefined;
}

const inIntRange = (days: number): number | undefined => (days === (days | 0) ? days : undefined);

function isDate(year: number, month: number, day: number): boolean {
  return month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

const CLOCK = String.raw`(\d{1,2})(?::(\d{1,2})(?::(\d{1,2})(?:\.(\d*))?(.*))?)?`;
const TIMESTAMP = new RegExp(String.raw`^([+-]?)(\d{4,6})(?:-(\d{1,2})(?:-(\d{1,2})(?:[ T]${CLOCK})?)?)?$`, 's');
const TIME_ONLY = new RegExp(`^T?${CLOCK}$`, 's');

/** What a text says: `days` undefined is a time of the current day; `zone` the rest after the seconds. */
export interface LocalTimestamp {
  readonly days: number | undefined;
  readonly microsOfDay: bigint;
  readonly zone: string | undefined;
}

export function parseLocalTimestamp(text: string): LocalTimestamp | undefined {
  const trimmed = trimText(text);
  const match = TIMESTAMP.exec(trimmed);
  if (match !== null) {
    const [, sign, year = '', month = '1', day = '1', ...clock] = match;
    const y = Number(year) * (sign === '-' ? -1 : 1);
    if (!isDate(y, Number(month), Number(day))) return undefined;
    return withClock(daysOf(y, Number(month), Number(day)), clock);
  }
  const time = TIME_ONLY.exec(trimmed);
  if (time === null || !(trimmed.startsWith('T') || trimmed.includes(':'))) return undefined;
  return withClock(undefined, time.slice(1));
}

function withClock(days: number | undefined, clock: readonly (string | undefined)[]): LocalTimestamp | undefined {
  const [hour = '0', minute = '0', second = '0', fraction = '', rest = ''] = clock;
  const [h, m, s] = [Number(hour), Number(minute), Number(second)];
  if (h > 23 || m > 59 || s > 59) return undefined;
  const micros = BigInt(fraction.slice(0, 6).padEnd(6, '0'));
  const microsOfDay = BigInt(h * 3600 + m * 60 + s) * MICROS_PER_SECOND + micros;
  return { days, microsOfDay, zone: rest === '' ? undefined : rest.trim() };
}

const inLongRange = (micros: bigint): bigint | undefined =>
  micros >= MIN_LONG && micros <= MAX_LONG ? micros : undefined;

export function parseTimestamp(text: string, session: TimeZone): bigint | undefined {
  const parsed = parseLocalTimestamp(text);
  if (parsed === undefined) return undefined;
  const zone = parsed.zone === undefined ? session : findTimeZone(parsed.zone);
  if (zone === undefined) return undefined;
  const days = parsed.days ?? today(zone);
  return inLongRange(fromLocalMicros(BigInt(days) * MICROS_PER_DAY + parsed.microsOfDay, zone));
}

function today(zone: TimeZone): number {
  return Math.floor(localSeconds(zone, Math.floor(Date.now() / 1000)) / SECONDS_PER_DAY);
}

/** A zone in the text must be a valid one, and is ignored. */
export function parseTimestampNtz(text: string): bigint | undefined {
  const parsed = parseLocalTimestamp(text);
  if (parsed?.days === undefined || (parsed.zone !== undefined && findTimeZone(parsed.zone) === undefined))
    return undefined;
  return inLongRange(BigInt(parsed.days) * MICROS_PER_DAY + parsed.microsOfDay);
}

const SPECIAL = new Set(['epoch', 'now', 'today', 'tomorrow', 'yesterday']);

/** Microseconds of the words that stand for moments, in the session's zone. */
export function specialMoment(text: string, session: TimeZone): bigint | undefined {
  const word = trimText(text).toLowerCase();
  if (!SPECIAL.has(word)) return undefined;
  if (word === 'epoch') return 0n;
  if (word === 'now') return BigInt(Date.now()) * 1000n;
  const shift = word === 'tomorrow' ? 1 : word === 'yesterday' ? -1 : 0;
  return fromLocalMicros(BigInt(today(session) + shift) * MICROS_PER_DAY, session);
}

const TIME_OF_DAY = /^(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.(\d{1,9}))?)?$/;

/** Nanoseconds of the day. */
export function parseTime(text: string): bigint | undefined {
  const match = TIME_OF_DAY.exec(trimText(text));
  if (match === null) return undefined;
  const [, hour, minute, second = '0', fraction = ''] = match;
  const [h, m, s] = [Number(hour), Number(minute), Number(second)];
  if (h > 23 || m > 59 || s > 59) return undefined;
  return BigInt(h * 3600 + m * 60 + s) * 1_000_000_000n + BigInt(fraction.padEnd(9, '0'));
}
