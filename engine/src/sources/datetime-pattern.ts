/** Dates and timestamps written by a pattern of letters (`yyyy-MM-dd HH:mm:ss`), as readers take them. */
import { raise } from '../errors/raise.ts';
import { daysInMonth, daysOf, MICROS_PER_DAY } from '../types/datetime.ts';
import { findTimeZone, fromLocalMicros, type TimeZone } from '../types/time-zone.ts';

export interface DatetimePattern {
  date(text: string): number | undefined;
  /** With the zone in the text, or else the session's. */
  timestamp(text: string): bigint | undefined;
  local(text: string): bigint | undefined;
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

const cache = new Map<string, { regex: RegExp; names: readonly string[] }>();

export function datetimePattern(pattern: string, zone: TimeZone): DatetimePattern {
  let compiled = cache.get(pattern);
  if (compiled === undefined) {
    compiled = compile(pattern);
    cache.set(pattern, compiled);
  }
  const { regex } = compiled;
  const read = (text: string): { local: bigint; zone: TimeZone | undefined } | undefined => {
    const found = regex.exec(text)?.groups;
    return found === undefined ? undefined : fields(found);
  };
  return {
    date: (text) => {
      const at = read(text);
      return at === undefined
        ? undefined
        : Number(at.local / MICROS_PER_DAY - (at.local % MICROS_PER_DAY < 0n ? 1n : 0n));
    },
    timestamp: (text) => {
      const at = read(text);
      return at === undefined ? undefined : fromLocalMicros(at.local, at.zone ?? zone);
    },
    local: (text) => read(text)?.local,
  };
}

function fields(f: Record<string, string | undefined>): { local: bigint; zone: TimeZone | undefined } | undefined {
  const year = f.y === undefined ? 1970 : f.y.length === 2 ? 2000 + Number(f.y) : Number(f.y);
  const month = f.L === undefined ? Number(f.M ?? 1) : MONTHS.indexOf(f.L.slice(0, 3).toLowerCase()) + 1;
  const day = Number(f.d ?? 1);
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return undefined;
  let hour = Number(f.H ?? 0);
  if (f.h !== undefined) hour = (Number(f.h) % 12) + (f.a?.toLowerCase() === 'pm' ? 12 : 0);
  const [minute, second] = [Number(f.m ?? 0), Number(f.s ?? 0)];
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  const micros = BigInt((f.S ?? '').padEnd(6, '0').slice(0, 6));
  const zone = f.X === undefined ? undefined : findTimeZone(f.X === 'Z' ? 'UTC' : f.X);
  const local =
    BigInt(daysOf(year, month, day)) * MICROS_PER_DAY +
    BigInt(hour * 3600 + minute * 60 + second) * 1_000_000n +
    micros;
  return { local, zone };
}

function compile(pattern: string): { regex: RegExp; names: readonly string[] } {
  let source = '';
  const names: string[] = [];
  const group = (name: string, body: string): string => {
    names.push(name);
    return `(?<${name}>${body})`;
  };
  for (const [token] of pattern.matchAll(/'(?:[^']|'')*'|([A-Za-z])\1*|[^A-Za-z']/g)) {
    const n = token.length;
    if (token.startsWith("'")) source += literal(token === "''" ? "'" : token.slice(1, -1).replaceAll("''", "'"));
    else if (token === '[') source += '(?:';
    else if (token === ']') source += ')?';
    else if (!/[A-Za-z]/.test(token)) source += literal(token);
    else source += letters(token, n, group, pattern);
  }
  return { regex: new RegExp(`^${source}$`, 'i'), names };
}

function letters(token: string, n: number, group: (name: string, body: string) => string, pattern: string): string {
  const digits = n === 1 ? String.raw`\d{1,2}` : String.raw`\d{2}`;
  switch (token[0]) {
    case 'y':
    case 'u':
      return group('y', n === 2 ? String.raw`\d{2}` : n === 4 ? String.raw`\d{4,}` : String.raw`\d{1,}`);
    case 'M':
    case 'L':
      return n <= 2 ? group('M', digits) : group('L', n === 3 ? MONTHS.join('|') : '[a-z]+');
    case 'd':
    case 'H':
    case 'h':
    case 'm':
    case 's':
      return group(token[0], digits);
    case 'S':
      return group('S', String.raw`\d{1,${n}}`);
    case 'a':
      return group('a', 'am|pm');
    case 'E':
      return '[a-z]+';
    case 'X':
    case 'x':
    case 'Z':
    case 'V':
    case 'z':
      return group('X', String.raw`Z|[+-]\d{2}(?::?\d{2})?|[A-Za-z_]+(?:/[A-Za-z_]+)*`);
    default:
      return raise('INVALID_SOURCE_OPTION', {
        option: 'format',
        value: pattern,
        wanted: `without the letter ${token[0]}`,
      });
  }
}

const literal = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
