/** SQL text to tokens: one pass over character codes, comments and white space left out. */
import { keywordOf } from './keywords.ts';
import type { NumberClass, Token } from './token.ts';

export interface Lexed {
  /** Ends with one `eof` token. */
  readonly tokens: readonly Token[];
  /** Index of the matching `)` for each `(`, by token index; -1 where there is none. */
  readonly closing: Int32Array;
  readonly unclosedComment: boolean;
}

const isDigit = (code: number): boolean => code >= 48 && code <= 57;
const isAsciiLetter = (code: number): boolean => (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
const LETTER = /^\p{L}$/u;

/** Length of the identifier character at `i`: 0 when there is none, 2 for letters outside the basic plane. */
function wordLength(text: string, i: number): number {
  const code = text.charCodeAt(i);
  if (isAsciiLetter(code) || isDigit(code) || code === 95) return 1;
  if (Number.isNaN(code) || code < 128) return 0;
  const point = text.codePointAt(i) as number;
  return LETTER.test(String.fromCodePoint(point)) ? (point > 0xffff ? 2 : 1) : 0;
}

function isSpace(code: number): boolean {
  if (code === 32 || (code >= 9 && code <= 13)) return true;
  return code === 0xa0 || code === 0x1680 || (code >= 0x2000 && code <= 0x200a) || MORE_SPACES.has(code);
}
const MORE_SPACES: ReadonlySet<number> = new Set([0x2028, 0x202f, 0x205f, 0x3000]);

const SYMBOLS: readonly (readonly [string, string])[] = [
  ['>>>', '>>>'],
  ['<=>', '<=>'],
  ['/*+', '/*+'],
  ['==', '='],
  ['<>', '<>'],
  ['!=', '!='],
  ['<=', '<='],
  ['!>', '<='],
  ['>=', '>='],
  ['!<', '>='],
  ['<<', '<<'],
  ['>>', '>>'],
  ['||', '||'],
  ['|>', '|>'],
  ['::', '::'],
  ['->', '->'],
  ['=>', '=>'],
  ['*/', '*/'],
  ...[...';(),.[]!=<>+-*/%~&|^:@?'].map((c): readonly [string, string] => [c, c]),
];
const SYMBOLS_BY_FIRST: ReadonlyMap<number, readonly (readonly [string, string])[]> = Map.groupBy(SYMBOLS, ([s]) =>
  s.charCodeAt(0),
);

const URI_CHARACTERS = /[\p{L}0-9_/\-.?=&#%]+/uy;

export function lex(text: string): Lexed {
  return new Lexer(text).run();
}

class Lexer {
  readonly #text: string;
  readonly #tokens: Token[] = [];
  readonly #open: number[] = [];
  readonly #pairs: [number, number][] = [];
  #at = 0;
  #line = 1;
  #lineStart = 0;
  /** Open ARRAY<, MAP<, STRUCT<: inside them `>>` closes two types. */
  #typeLevel = 0;
  #unclosedComment = false;

  constructor(text: string) {
    this.#text = text;
  }

  run(): Lexed {
    const text = this.#text;
    while (this.#at < text.length) {
      const code = text.charCodeAt(this.#at);
      if (isSpace(code)) this.#space(code);
      else if (code === 45 && text.charCodeAt(this.#at + 1) === 45) this.#lineComment();
      else if (code === 47 && text.charCodeAt(this.#at + 1) === 42 && text.charCodeAt(this.#at + 2) !== 43) {
        this.#bracketedComment();
      } else this.#token(code);
    }
    this.#push('eof', text.length);
    const closing = new Int32Array(this.#tokens.length).fill(-1);
    for (const [from, to] of this.#pairs) closing[from] = to;
    return { tokens: this.#tokens, closing, unclosedComment: this.#unclosedComment };
  }

  /** Makes the token from the current place up to `end` (exclusive) and moves there. */
  #push(key: string, end: number): void {
    const start = this.#at;
    const text = this.#text.slice(start, end);
    this.#tokens.push({
      key,
      text: key === 'eof' ? '<EOF>' : text,
      start,
      stop: end - 1,
      line: this.#line,
      column: start - this.#lineStart,
    });
    this.#skipTo(end, text.includes('\n'));
  }

  #skipTo(end: number, hasNewline: boolean): void {
    if (hasNewline) {
      for (let i = this.#at; i < end; i++) {
        if (this.#text.charCodeAt(i) === 10) {
          this.#line += 1;
          this.#lineStart = i + 1;
        }
      }
    }
    this.#at = end;
  }

  #space(code: number): void {
    this.#at += 1;
    if (code === 10) {
      this.#line += 1;
      this.#lineStart = this.#at;
    }
  }

  /** `\` before the line end continues the comment. */
  #lineComment(): void {
    const text = this.#text;
    let i = this.#at + 2;
    for (; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (code === 92 && text.charCodeAt(i + 1) === 10) i += 1;
      else if (code === 10 || code === 13) break;
    }
    this.#skipTo(Math.min(i, text.length), true);
  }

  #bracketedComment(): void {
    const text = this.#text;
    let depth = 1;
    let i = this.#at + 2;
    while (i < text.length && depth > 0) {
      const code = text.charCodeAt(i);
      const next = text.charCodeAt(i + 1);
      if (code === 42 && next === 47) {
        depth -= 1;
        i += 2;
      } else if (code === 47 && next === 42 && text.charCodeAt(i + 2) !== 43) {
        depth += 1;
        i += 2;
      } else i += 1;
    }
    if (depth > 0) this.#unclosedComment = true;
    this.#skipTo(i, true);
  }

  #token(code: number): void {
    const next = this.#text.charCodeAt(this.#at + 1);
    if (code === 39) this.#quoted('string', 39, true);
    else if (code === 34) this.#quoted('double-quoted', 34, true);
    else if (code === 96) this.#quoted('backquoted', 96, false);
    else if (isDigit(code) || (code === 46 && isDigit(next))) this.#number();
    else if ((code === 82 || code === 114) && (next === 39 || next === 34) && this.#rawString(next)) return;
    else if (wordLength(this.#text, this.#at) > 0) this.#word();
    else this.#symbol(code);
  }

  /** A doubled quote continues the literal; so does, in strings, anything after a backslash. */
  #quoted(key: string, quote: number, escapes: boolean): void {
    const text = this.#text;
    let i = this.#at + 1;
    while (i < text.length) {
      const code = text.charCodeAt(i);
      if (escapes && code === 92) i += 2;
      else if (code !== quote) i += 1;
      else if (text.charCodeAt(i + 1) === quote) i += 2;
      else {
        this.#push(key, i + 1);
        return;
      }
    }
    this.#push('unknown', this.#at + 1);
  }

  #rawString(quote: number): boolean {
    const end = this.#text.indexOf(String.fromCharCode(quote), this.#at + 2);
    if (end < 0) return false;
    this.#push('string', end + 1);
    return true;
  }

  #digits(from: number): number {
    let i = from;
    while (isDigit(this.#text.charCodeAt(i))) i += 1;
    return i;
  }

  #exponent(from: number): number {
    const code = this.#text.charCodeAt(from);
    if (code !== 69 && code !== 101) return from;
    const sign = this.#text.charCodeAt(from + 1);
    const first = sign === 43 || sign === 45 ? from + 2 : from + 1;
    const end = this.#digits(first);
    return end > first ? end : from;
  }

  /** The longest token wins: a number glued to letters is an identifier (`1a`) or, with a dot, its integer part. */
  #number(): void {
    const start = this.#at;
    const whole = this.#digits(start);
    const dotted = this.#text.charCodeAt(whole) === 46;
    const digitsEnd = dotted ? this.#digits(whole + 1) : whole;
    const exponentEnd = this.#exponent(digitsEnd);
    const plain: NumberClass = exponentEnd > digitsEnd ? 'exponent' : dotted ? 'decimal' : 'integer';
    const [key, end] = this.#suffix(plain, exponentEnd, dotted);
    if (!dotted) {
      let wordEnd = start;
      for (let n = 1; n > 0; wordEnd += n) n = wordLength(this.#text, wordEnd);
      this.#push(wordEnd > end ? 'identifier' : key, Math.max(wordEnd, end));
    } else if (wordLength(this.#text, end) === 0 || this.#text.charCodeAt(end) > 127) this.#push(key, end);
    else if (whole === start) this.#push('.', start + 1);
    else this.#push('integer', whole);
  }

  #suffix(plain: NumberClass, at: number, dotted: boolean): [NumberClass, number] {
    const letter = this.#text.charAt(at).toUpperCase();
    if (letter === 'D') return ['double', at + 1];
    if (letter === 'F') return ['float', at + 1];
    if (letter === 'B' && this.#text.charAt(at + 1).toUpperCase() === 'D') return ['bigdecimal', at + 2];
    if (plain === 'integer' && !dotted) {
      if (letter === 'L') return ['long', at + 1];
      if (letter === 'S') return ['short', at + 1];
      if (letter === 'Y') return ['byte', at + 1];
    }
    return [plain, at];
  }

  #word(): void {
    const text = this.#text;
    let end = this.#at;
    let onlyLetters = true;
    for (let n = wordLength(text, end); n > 0; n = wordLength(text, end)) {
      const code = text.charCodeAt(end);
      if (isDigit(code) || code === 95) onlyLetters = false;
      end += n;
    }
    if (onlyLetters && text.startsWith('://', end)) {
      URI_CHARACTERS.lastIndex = end + 3;
      const rest = URI_CHARACTERS.exec(text);
      if (rest !== null) {
        this.#push('identifier', end + 3 + rest[0].length);
        return;
      }
    }
    const key = keywordOf(text.slice(this.#at, end).toUpperCase());
    if (key === 'ARRAY' || key === 'MAP' || key === 'STRUCT') this.#typeLevel += 1;
    this.#push(key ?? 'identifier', end);
  }

  #symbol(code: number): void {
    for (const [spelling, key] of SYMBOLS_BY_FIRST.get(code) ?? []) {
      if (this.#typeLevel > 0 && (key === '>>' || key === '>>>')) continue;
      if (!this.#text.startsWith(spelling, this.#at)) continue;
      if (key === '>' && this.#typeLevel > 0) this.#typeLevel -= 1;
      this.#pair(key);
      this.#push(key, this.#at + spelling.length);
      return;
    }
    const point = this.#text.codePointAt(this.#at) as number;
    this.#push('unknown', this.#at + (point > 0xffff ? 2 : 1));
  }

  #pair(key: string): void {
    if (key === '(') this.#open.push(this.#tokens.length);
    else if (key === ')') {
      const from = this.#open.pop();
      if (from !== undefined) this.#pairs.push([from, this.#tokens.length]);
    }
  }
}
