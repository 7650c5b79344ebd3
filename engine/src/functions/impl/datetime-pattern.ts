/** Patterns of dates and times (`yyyy-MM-dd HH:mm:ss`): read into parts, and checked by Spark's rules. */
import { raise } from '../../errors/raise.ts';
import { quoteString } from '../../types/data-type.ts';

export type PatternPart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'field'; readonly letter: string; readonly count: number }
  | { readonly kind: 'open' | 'close' };

const KNOWN = new Map<string, readonly PatternPart[]>();
const DOC_ROOT = 'https://spark.apache.org/docs/latest';

const LETTERS = 'GyMLdDQqEFahKkHmsSVzOXxZ';
const WEEK_BASED = 'YWwuec';
const NEVER = 'ABnNp';
const NOT_READ = 'EFqQ';
/** What patterns before version 3 could hold: such a pattern once worked, and the error says so. */
const OLD_LETTERS = 'GyYMLwWDdFEuaHkKhmsSzZX';

export function patternParts(pattern: string, reading: boolean): readonly PatternPart[] {
  const key = `${reading}${pattern}`;
  const known = KNOWN.get(key);
  if (known !== undefined) return known;
  const parts = split(pattern);
  check(parts, pattern, reading);
  if (KNOWN.size > 500) KNOWN.clear();
  KNOWN.set(key, parts);
  return parts;
}

function split(pattern: string): readonly PatternPart[] {
  const parts: PatternPart[] = [];
  for (const [token] of pattern.matchAll(/'(?:[^']|'')*'|([A-Za-z])\1*|[\s\S]/gu)) {
    if (token === "''") parts.push({ kind: 'text', text: "'" });
    else if (token.startsWith("'")) parts.push({ kind: 'text', text: token.slice(1, -1).replaceAll("''", "'") });
    else if (token === '[') parts.push({ kind: 'open' });
    else if (token === ']') parts.push({ kind: 'close' });
    else if (/^[A-Za-z]/.test(token)) parts.push({ kind: 'field', letter: token.charAt(0), count: token.length });
    else parts.push({ kind: 'text', text: token });
  }
  return parts;
}

function check(parts: readonly PatternPart[], pattern: string, reading: boolean): void {
  const fields = parts.filter((part) => part.kind === 'field');
  const once = (): void => {
    if (fields.every(({ letter }) => OLD_LETTERS.includes(letter))) {
      raise('INCONSISTENT_BEHAVIOR_CROSS_VERSION.DATETIME_PATTERN_RECOGNITION', {
        pattern: quoteString(pattern),
        config: '"spark.sql.legacy.timeParserPolicy"',
        docroot: DOC_ROOT,
      });
    }
  };
  for (const { letter, count } of fields) {
    if (WEEK_BASED.includes(letter)) {
      once();
      raise('INCONSISTENT_BEHAVIOR_CROSS_VERSION.DATETIME_WEEK_BASED_PATTERN', { c: letter });
    }
    if (NEVER.includes(letter) || (reading && NOT_READ.includes(letter))) {
      once();
      raise('INVALID_DATETIME_PATTERN.ILLEGAL_CHARACTER', { c: letter, pattern });
    }
    if (!LETTERS.includes(letter) || count > longest(letter)) {
      once();
      raise('INVALID_DATETIME_PATTERN.WITH_SUGGESTION', { pattern: quoteString(pattern), docroot: DOC_ROOT });
    }
  }
}

function longest(letter: string): number {
  switch (letter) {
    case 'y':
      return 6;
    case 'S':
      return 9;
    case 'D':
      return 3;
    case 'F':
    case 'a':
      return 1;
    case 'X':
    case 'x':
    case 'Z':
      return 5;
    case 'd':
    case 'h':
    case 'K':
    case 'k':
    case 'H':
    case 'm':
    case 's':
    case 'V':
      return 2;
    default:
      return 4;
  }
}

export const MONTH_NAMES: readonly string[] = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
/** From Monday on. */
export const DAY_NAMES: readonly string[] = [
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
  'Sunday',
];
