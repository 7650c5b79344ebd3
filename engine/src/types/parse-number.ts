/** Numbers and booleans in text, as CAST reads them. `undefined` is what is malformed. */
import { type ParsedDecimal, parseDecimal } from './decimal.ts';

/** Blanks and control characters around the text are ignored. */
export function trimText(text: string): string {
  let from = 0;
  let to = text.length;
  while (from < to && isBlank(text.charCodeAt(from))) from += 1;
  while (to > from && isBlank(text.charCodeAt(to - 1))) to -= 1;
  return from === 0 && to === text.length ? text : text.slice(from, to);
}

const isBlank = (code: number): boolean => code <= 0x20 || (code >= 0x7f && code <= 0x9f);

const WHOLE = /^[+-]?[0-9]+$/;
/** Without ANSI mode a fraction is allowed and dropped; even a lone point counts as zero. */
const WHOLE_WITH_FRACTION = /^([+-]?[0-9]*)\.[0-9]*$/;

export function parseWhole(text: string, allowFraction: boolean): bigint | undefined {
  const trimmed = trimText(text);
  if (WHOLE.test(trimmed)) return BigInt(trimmed.startsWith('+') ? trimmed.slice(1) : trimmed);
  if (!allowFraction) return undefined;
  const match = WHOLE_WITH_FRACTION.exec(trimmed);
  if (match === null) return undefined;
  const [, digits = ''] = match;
  if (digits === '' || digits === '+' || digits === '-') return 0n;
  return BigInt(digits.startsWith('+') ? digits.slice(1) : digits);
}

const FLOATING = /^[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?[dDfF]?$/;

export function parseFloating(text: string): number | undefined {
  const trimmed = trimText(text);
  if (FLOATING.test(trimmed)) return Number(trimmed.replace(/[dDfF]$/, ''));
  switch (trimmed.toLowerCase()) {
    case 'inf':
    case '+inf':
    case 'infinity':
    case '+infinity':
      return Number.POSITIVE_INFINITY;
    case '-inf':
    case '-infinity':
      return Number.NEGATIVE_INFINITY;
    case 'nan':
      return Number.NaN;
    default:
      return undefined;
  }
}

export function parseDecimalText(text: string): ParsedDecimal | undefined {
  const trimmed = trimText(text);
  return parseDecimal(/[^\x20-\x7e]/.test(trimmed) ? trimmed.replace(/\p{Nd}/gu, asciiDigit) : trimmed);
}

/** Decimal digits of every script count, as in Java. */
function asciiDigit(digit: string): string {
  const code = digit.codePointAt(0) ?? 0;
  let zero = code;
  while (code - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
  return String(code - zero);
}

const TRUE = new Set(['t', 'true', 'y', 'yes', '1']);
const FALSE = new Set(['f', 'false', 'n', 'no', '0']);

export function parseBoolean(text: string): boolean | undefined {
  const word = trimText(text).toLowerCase();
  if (TRUE.has(word)) return true;
  return FALSE.has(word) ? false : undefined;
}
