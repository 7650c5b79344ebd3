/** Timestamps read by a pattern. */
import { daysInMonth, daysOf, MICROS_PER_DAY } from '../../types/datetime.ts';
import { findTimeZone, fromLocalMicros, type TimeZone, timeZone } from '../../types/time-zone.ts';
import { MONTH_NAMES, type PatternPart, patternParts } from './datetime-pattern.ts';

/** Why a text could not be read. */
export interface Unread {
  readonly reason: string;
}

export interface ReadTime {
  readonly local: bigint;
  readonly zone: TimeZone | undefined;
}

interface Reader {
  readonly regex: RegExp;
  /** Letters of the groups, in order. */
  readonly letters: readonly string[];
  /** Parts one after the other, to find out how far a text goes along with the pattern. */
  readonly steps: readonly string[];
}

const KNOWN = new Map<string, Reader>();

function readerOf(pattern: string): Reader {
  const known = KNOWN.get(pattern);
  if (known !== undefined) return known;
  const letters: string[] = [];
  const steps = patternParts(pattern, true).map((part) => stepOf(part, letters));
  const made: Reader = { regex: new RegExp(`^${steps.join('')}$`, 'is'), letters, steps };
  if (KNOWN.size > 500) KNOWN.clear();
  KNOWN.set(pattern, made);
  return made;
}

const literal = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`);

function stepOf(part: PatternPart, letters: string[]): string {
  switch (part.kind) {
    case 'text':
      return literal(part.text);
    case 'open':
      return '(?:';
    case 'close':
      return ')?';
    case 'field':
      letters.push(keyOf(part.letter, part.count));
      return `(${fieldSource(part.letter, part.count)})`;
  }
}

/** Numbers and names of months, and years of two digits, are fields of their own. */
function keyOf(letter: string, count: number): string {
  if (letter === 'M' || letter === 'L') return count < 3 ? 'M' : 'name';
  return letter === 'y' && count === 2 ? 'yy' : letter;
}

function fieldSource(letter: string, count: number): string {
  switch (letter) {
    case 'G':
      return count === 4 ? 'Anno Domini|Before Christ' : 'AD|BC';
    case 'y':
      if (count === 2) return String.raw`\d{2}`;
      return count < 4 ? String.raw`-?\d{${count},19}` : String.raw`-?\d{${count}}|\+\d{${count + 1},19}`;
    case 'M':
    case 'L':
      if (count < 3) return count === 1 ? String.raw`\d{1,19}` : String.raw`\d{2}`;
      return MONTH_NAMES.map((name) => (count === 3 ? name.slice(0, 3) : name)).join('|');
    case 'D':
      return count === 1 ? String.raw`\d{1,19}` : String.raw`\d{${count},3}`;
    case 'S':
      return String.raw`\d{1,${count}}`;
    case 'a':
      return 'AM|PM';
    case 'V':
    case 'z':
      return String.raw`Z|[+-]\d{1,2}(?::?\d{2}){0,2}|[A-Za-z][A-Za-z0-9~/._+-]+`;
    case 'O':
      return String.raw`GMT(?:[+-]\d{1,2}(?::\d{2})?)?`;
    case 'X':
      return String.raw`Z|[+-]\d{2}(?::?\d{2}){0,2}`;
    case 'x':
    case 'Z':
      return String.raw`(?:GMT)?[+-]\d{2}(?::?\d{2}){0,2}|Z`;
    default:
      return count === 1 ? String.raw`\d{1,19}` : String.raw`\d{2}`;
  }
}

export function readByPattern(text: string, pattern: string): ReadTime | Unread {
  const reader = readerOf(pattern);
  const found = reader.regex.exec(text);
  if (found === null) return { reason: unreadReason(text, reader) };
  const fields: Record<string, string | undefined> = {};
  reader.letters.forEach((letter, i) => {
    if (found[i + 1] !== undefined) fields[letter] = found[i + 1];
  });
  const result = resolve(fields);
  return 'reason' in result ? { reason: `Text '${text}' could not be parsed: ${result.reason}` } : result;
}

function unreadReason(text: string, { steps }: Reader): string {
  for (let count = steps.length; count > 0; count--) {
    const prefix = steps.slice(0, count);
    const open = prefix.filter((step) => step === '(?:').length - prefix.filter((step) => step === ')?').length;
    const found = new RegExp(`^${prefix.join('')}${')?'.repeat(open)}`, 'is').exec(text);
    if (found === null) continue;
    const at = found[0].length;
    return count === steps.length
      ? `Text '${text}' could not be parsed, unparsed text found at index ${at}`
      : `Text '${text}' could not be parsed at index ${at}`;
  }
  return `Text '${text}' could not be parsed at index 0`;
}

type Fields = Readonly<Record<string, string | undefined>>;

function invalid(name: string, low: number, high: number, value: number): Unread {
  return { reason: `Invalid value for ${name} (valid values ${low} - ${high}): ${value}` };
}

function resolve(fields: Fields): ReadTime | Unread {
  const days = dateOf(fields);
  if (typeof days !== 'number') return days;
  const seconds = timeOf(fields);
  if (typeof seconds !== 'number') return seconds;
  const zoneText = fields.V ?? fields.z ?? fields.O ?? fields.X ?? fields.x ?? fields.Z;
  const zone = zoneText === undefined ? undefined : findTimeZone(zoneText.toUpperCase() === 'Z' ? 'UTC' : zoneText);
  if (zoneText !== undefined && zone === undefined) return { reason: `unknown time zone ${zoneText}` };
  const micros = BigInt((fields.S ?? '').padEnd(6, '0').slice(0, 6));
  return { local: BigInt(days) * MICROS_PER_DAY + BigInt(seconds) * 1_000_000n + micros, zone };
}

function dateOf(fields: Fields): number | Unread {
  let year = fields.yy === undefined ? Number(fields.y ?? 1970) : 2000 + Number(fields.yy);
  if (fields.G?.toUpperCase().startsWith('B') === true) year = 1 - year;
  if (fields.D !== undefined) {
    const day = Number(fields.D);
    return day < 1 || day > 366 ? invalid('DayOfYear', 1, 366, day) : daysOf(year, 1, 1) + day - 1;
  }
  const named = fields.name?.slice(0, 3).toLowerCase();
  const month =
    named === undefined
      ? Number(fields.M ?? 1)
      : MONTH_NAMES.findIndex((n) => n.slice(0, 3).toLowerCase() === named) + 1;
  const day = Number(fields.d ?? 1);
  if (month < 1 || month > 12) return invalid('MonthOfYear', 1, 12, month);
  if (day < 1 || day > 31) return { reason: `Invalid value for DayOfMonth (valid values 1 - 28/31): ${day}` };
  if (day <= daysInMonth(year, month)) return daysOf(year, month, day);
  if (day === 29) return { reason: `Invalid date 'February 29' as '${year}' is not a leap year` };
  return { reason: `Invalid date '${(MONTH_NAMES[month - 1] as string).toUpperCase()} ${day}'` };
}

function timeOf(fields: Fields): number | Unread {
  const clock: readonly (readonly [string | undefined, string, number, number])[] = [
    [fields.H, 'HourOfDay', 0, 23],
    [fields.k, 'ClockHourOfDay', 1, 24],
    [fields.h, 'ClockHourOfAmPm', 1, 12],
    [fields.K, 'HourOfAmPm', 0, 11],
    [fields.m, 'MinuteOfHour', 0, 59],
    [fields.s, 'SecondOfMinute', 0, 59],
  ];
  for (const [text, name, low, high] of clock) {
    if (text !== undefined && (Number(text) < low || Number(text) > high))
      return invalid(name, low, high, Number(text));
  }
  const afternoon = fields.a?.toUpperCase() === 'PM' ? 12 : 0;
  const half = fields.h ?? fields.K;
  const hour = half !== undefined ? (Number(half) % 12) + afternoon : Number(fields.H ?? Number(fields.k ?? 0) % 24);
  return hour * 3600 + Number(fields.m ?? 0) * 60 + Number(fields.s ?? 0);
}

/** Microseconds since the epoch. */
export function instantOf(read: ReadTime, zoneId: string): bigint {
  return fromLocalMicros(read.local, read.zone ?? timeZone(zoneId));
}
