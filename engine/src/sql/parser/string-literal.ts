/** String literals: Spark's escapes, raw strings, concatenation of neighbours. */
import type { Token } from '../token.ts';
import type { TokenCursor } from './cursor.ts';

export function isString(cursor: TokenCursor, token: Token = cursor.token): boolean {
  return token.key === 'string' || (token.key === 'double-quoted' && !cursor.options.doubleQuotedIdentifiers);
}

/** One or more literals next to each other. */
export function stringLiteral(cursor: TokenCursor): string {
  if (!isString(cursor)) cursor.fail();
  let text = '';
  while (isString(cursor)) text += unquoted(cursor.advance().text, cursor.options.escapedStringLiterals);
  return text;
}

export function singleStringLiteral(cursor: TokenCursor): string {
  if (!isString(cursor)) cursor.fail();
  return unquoted(cursor.advance().text, cursor.options.escapedStringLiterals);
}

export function unquoted(text: string, keepBackslashes: boolean): string {
  const first = text.charAt(0);
  if (first === 'r' || first === 'R') return text.slice(2, -1);
  const quote = first;
  const body = text.slice(1, -1);
  const plain = body.includes(quote) ? body.replaceAll(quote + quote, quote) : body;
  if (keepBackslashes || !body.includes('\\')) return plain;
  return unescaped(body, quote);
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['0', '\0'],
  ['b', '\b'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['Z', '\u001a'],
  ['%', '\\%'],
  ['_', '\\_'],
]);

const hexadecimal = (body: string, from: number, length: number): number | undefined => {
  const digits = body.slice(from, from + length);
  return digits.length === length && /^[0-9A-Fa-f]+$/.test(digits) ? Number.parseInt(digits, 16) : undefined;
};

/** `\101` octal, `\u0041`, `\U0001F600`, the short escapes; any other escaped character means itself. */
function unescaped(body: string, quote: string): string {
  let out = '';
  for (let i = 0; i < body.length; ) {
    const c = body.charAt(i);
    if (c === quote && body.charAt(i + 1) === quote) {
      out += quote;
      i += 2;
    } else if (c !== '\\' || i + 1 >= body.length) {
      out += c;
      i += 1;
    } else {
      const [text, length] = escapeAt(body, i + 1);
      out += text;
      i += 1 + length;
    }
  }
  return out;
}

/** What the escape whose letter is at `i` stands for, and its length without the backslash. */
function escapeAt(body: string, i: number): [string, number] {
  const c = body.charAt(i);
  const octal = /^[0-1][0-7]{2}/.exec(body.slice(i, i + 3));
  if (octal !== null) return [String.fromCharCode(Number.parseInt(octal[0], 8)), 3];
  if (c === 'u') {
    const unit = hexadecimal(body, i + 1, 4);
    if (unit !== undefined) return [String.fromCharCode(unit), 5];
  }
  if (c === 'U') {
    const point = hexadecimal(body, i + 1, 8);
    if (point !== undefined && point <= 0x10ffff) return [String.fromCodePoint(point), 9];
  }
  return [ESCAPES.get(c) ?? c, 1];
}
