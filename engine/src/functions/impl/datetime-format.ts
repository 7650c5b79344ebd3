/** Timestamps written by a pattern. */
import { civilOf, daysOf, floorDivide, MICROS_PER_DAY } from '../../types/datetime.ts';
import { type TimeZone, timeZone, toLocalMicros } from '../../types/time-zone.ts';
import { DAY_NAMES, MONTH_NAMES, type PatternPart, patternParts } from './datetime-pattern.ts';

interface Fields {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly days: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly micros: number;
  /** Seconds to add to UTC. */
  readonly offset: number;
  readonly zone: TimeZone;
}

export function formatIn(zoneId: string): (micros: bigint, pattern: string) => string {
  return (micros, pattern) => {
    const parts = patternParts(pattern, false);
    const fields = fieldsOf(micros, timeZone(zoneId));
    return parts.map((part) => textOf(part, fields)).join('');
  };
}

function fieldsOf(micros: bigint, zone: TimeZone): Fields {
  const local = toLocalMicros(micros, zone);
  const days = floorDivide(local, MICROS_PER_DAY);
  const ofDay = local - days * MICROS_PER_DAY;
  const seconds = Number(ofDay / 1_000_000n);
  return {
    ...civilOf(Number(days)),
    days: Number(days),
    hour: Math.floor(seconds / 3600),
    minute: Math.floor(seconds / 60) % 60,
    second: seconds % 60,
    micros: Number(ofDay % 1_000_000n),
    offset: Number((local - micros) / 1_000_000n),
    zone,
  };
}

const padded = (value: number, count: number): string => String(value).padStart(count, '0');

function textOf(part: PatternPart, fields: Fields): string {
  if (part.kind === 'text') return part.text;
  return part.kind === 'field' ? fieldText(part.letter, part.count, fields) : '';
}

function fieldText(letter: string, count: number, f: Fields): string {
  switch (letter) {
    case 'y':
      return yearText(f.year, count);
    case 'a':
      return f.hour < 12 ? 'AM' : 'PM';
    case 'S':
      return padded(f.micros, 6).padEnd(9, '0').slice(0, count);
    case 'G':
    case 'Q':
    case 'q':
    case 'E':
      return nameText(letter, count, f);
    case 'M':
    case 'L':
      return count < 3 ? padded(f.month, count) : shortened(MONTH_NAMES[f.month - 1] as string, count);
    default: {
      const number = numberOf(letter, f);
      return number === undefined ? zoneText(letter, count, f) : padded(number, count);
    }
  }
}

function nameText(letter: 'G' | 'Q' | 'q' | 'E', count: number, f: Fields): string {
  if (letter === 'G') {
    const [short, long] = f.year > 0 ? ['AD', 'Anno Domini'] : ['BC', 'Before Christ'];
    return (count === 4 ? long : short) as string;
  }
  if (letter === 'E') return shortened(DAY_NAMES[(((f.days + 3) % 7) + 7) % 7] as string, Math.max(3, count));
  const quarter = Math.ceil(f.month / 3);
  if (count < 3) return padded(quarter, count);
  return count === 3 ? `Q${quarter}` : `${['1st', '2nd', '3rd', '4th'][quarter - 1]} quarter`;
}

function numberOf(letter: string, f: Fields): number | undefined {
  switch (letter) {
    case 'd':
      return f.day;
    case 'D':
      return f.days - daysOf(f.year, 1, 1) + 1;
    case 'F':
      return ((f.day - 1) % 7) + 1;
    case 'h':
      return f.hour % 12 === 0 ? 12 : f.hour % 12;
    case 'K':
      return f.hour % 12;
    case 'k':
      return f.hour === 0 ? 24 : f.hour;
    case 'H':
      return f.hour;
    case 'm':
      return f.minute;
    case 's':
      return f.second;
    default:
      return undefined;
  }
}

const shortened = (name: string, count: number): string => (count === 3 ? name.slice(0, 3) : name);

function yearText(year: number, count: number): string {
  if (count === 2) return padded(((year % 100) + 100) % 100, 2);
  const digits = padded(Math.abs(year), count);
  if (year < 0) return `-${digits}`;
  return count >= 4 && digits.length > count ? `+${digits}` : digits;
}

/** How offsets are written: what stands for zero, what between the parts, whether minutes are always there. */
function zoneText(letter: string, count: number, { offset, zone }: Fields): string {
  if (letter === 'V' || letter === 'z') return zone.id;
  if (letter === 'O' || (letter === 'Z' && count === 4)) {
    if (offset === 0) return 'GMT';
    return `GMT${letter === 'Z' || count === 4 ? offsetText(offset, ':', true) : looseOffset(offset)}`;
  }
  if (offset === 0 && (letter === 'X' || (letter === 'Z' && count === 5))) return 'Z';
  if (letter === 'Z') return count === 5 ? offsetText(offset, ':', true, true) : offsetText(offset, '', true);
  return count === 1 ? hourOffset(offset) : offsetText(offset, count % 2 === 1 ? ':' : '', true, count > 3);
}

function offsetText(offset: number, separator: string, minutes: boolean, seconds = false): string {
  const size = Math.abs(offset);
  const parts = [padded(Math.floor(size / 3600), 2)];
  if (minutes) parts.push(padded(Math.floor(size / 60) % 60, 2));
  if (seconds && size % 60 !== 0) parts.push(padded(size % 60, 2));
  return (offset < 0 ? '-' : '+') + parts.join(separator);
}

const hourOffset = (offset: number): string => offsetText(offset, '', Math.abs(offset) % 3600 !== 0);

function looseOffset(offset: number): string {
  const size = Math.abs(offset);
  const minutes = Math.floor(size / 60) % 60;
  return `${offset < 0 ? '-' : '+'}${Math.floor(size / 3600)}${minutes === 0 ? '' : `:${padded(minutes, 2)}`}`;
}
