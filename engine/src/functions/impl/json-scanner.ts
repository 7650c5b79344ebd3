/** Reads JSON texts piece by piece, as strict or lenient as its syntax says; numbers stay as they are written. */
import type { JsonSyntax } from './json-options.ts';

const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

export class MalformedJson extends Error {}

/** What a value starts with; `word` is a number that is none, such as NaN. */
export type JsonStart = 'object' | 'array' | 'string' | 'number' | 'word' | 'true' | 'false' | 'null' | 'end';

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const PADDED_NUMBER = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /NaN|Infinity|[+-](?:Infinity|INF)/y;
const BARE_NAME = /[A-Za-z_$@#*+\-\u0080-\uffff][\w$@#*+\-\u0080-\uffff]*/y;
const COMMENT = /\/\*[\s\S]*?\*\/|\/\/[^\n\r]*/y;
const AFTER_NUMBER = /[\w.+$-]/;

const ESCAPES: Readonly<Record<string, string>> = {
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  '"': '"',
  '\\': '\\',
  '/': '/',
};

const QUOTE = 34;
const APOSTROPHE = 39;
const COMMA = 44;
const SLASH = 47;
const COLON = 58;
const BACKSLASH = 92;
const SPACE = 32;
const MAX_DEPTH = 1000;

export class JsonScanner {
  #text = '';
  #at = 0;
  #depth = 0;
  readonly #syntax: JsonSyntax;

  constructor(syntax: JsonSyntax) {
    this.#syntax = syntax;
  }

  reset(text: string): void {
    this.#text = text;
    this.#at = 0;
    this.#depth = 0;
  }

  get at(): number {
    return this.#at;
  }

  between(from: number, to: number): string {
    return this.#text.slice(from, to);
  }

  /** Looks at the next value without taking it. */
  start(): JsonStart {
    const code = this.#peek();
    switch (code) {
      case 123:
        return 'object';
      case 91:
        return 'array';
      case QUOTE:
        return 'string';
      case APOSTROPHE:
        return this.#syntax.singleQuotes ? 'string' : this.#fail();
      case 116:
        return 'true';
      case 102:
        return 'false';
      case 110:
        return 'null';
      case -1:
        return 'end';
      default:
        return this.#isWord(code) ? 'word' : 'number';
    }
  }

  /** `true`, `false` or `null`, as `start` has found. */
  literal(word: string): void {
    if (!this.#text.startsWith(word, this.#at)) this.#fail();
    this.#at += word.length;
    this.#checkEnd();
  }

  number(): string {
    const found = this.#match(this.#syntax.leadingZeros ? PADDED_NUMBER : NUMBER);
    this.#checkEnd();
    return this.#syntax.leadingZeros ? found.replace(/^(-?)0+(?=\d)/, '$1') : found;
  }

  /** An integer of few digits, which are most; undefined, and nothing taken, for anything else. */
  smallInteger(): number | undefined {
    const text = this.#text;
    const negative = text.charCodeAt(this.#at) === 45;
    const from = negative ? this.#at + 1 : this.#at;
    let value = 0;
    let at = from;
    for (let code = text.charCodeAt(at); code >= 48 && code <= 57; code = text.charCodeAt(++at)) {
      value = value * 10 + code - 48;
    }
    const next = text.charCodeAt(at);
    const isWhole = next === COMMA || next === 125 || next === 93;
    if (!isWhole || at === from || at - from > 15 || (text.charCodeAt(from) === 48 && at - from > 1)) return undefined;
    this.#at = at;
    return negative ? 0 - value : value;
  }

  word(): string {
    return this.#match(WORD);
  }

  string(): string {
    const quote = this.#text.charCodeAt(this.#at);
    const text = this.#text;
    const from = this.#at + 1;
    for (let i = from; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (code === quote) {
        this.#at = i + 1;
        return text.slice(from, i);
      }
      if (code === BACKSLASH || (code < SPACE && !this.#syntax.controlCharacters)) break;
    }
    return this.#escapedString(quote);
  }

  /** Calls `visit` before each value; it has to take the value. */
  object(visit: (name: string) => void): void {
    this.#open();
    if (this.#peek() !== 125) {
      do {
        const name = this.#name();
        if (this.#peek() !== COLON) this.#fail();
        this.#at += 1;
        visit(name);
      } while (this.#more(125));
    } else this.#at += 1;
    this.#depth -= 1;
  }

  array(visit: () => void): void {
    this.#open();
    if (this.#peek() !== 93) {
      do visit();
      while (this.#more(93));
    } else this.#at += 1;
    this.#depth -= 1;
  }

  skip(): void {
    const start = this.start();
    switch (start) {
      case 'object':
        this.object(() => this.skip());
        return;
      case 'array':
        this.array(() => this.skip());
        return;
      case 'string':
        this.string();
        return;
      case 'number':
        this.number();
        return;
      case 'word':
        this.word();
        return;
      case 'end':
        throw new MalformedJson();
      default:
        this.literal(start);
    }
  }

  #fail(): never {
    throw new MalformedJson();
  }

  #open(): void {
    this.#at += 1;
    this.#depth += 1;
    if (this.#depth > MAX_DEPTH) this.#fail();
  }

  #peek(): number {
    const text = this.#text;
    for (; this.#at < text.length; this.#at++) {
      const code = text.charCodeAt(this.#at);
      if (code === SPACE || code === 10 || code === 13 || code === 9) continue;
      if (code !== SLASH || !this.#syntax.comments) return code;
      this.#match(COMMENT);
      this.#at -= 1;
    }
    return -1;
  }

  #isWord(code: number): boolean {
    if (!this.#syntax.nonNumbers || (code !== 78 && code !== 43 && code !== 45 && code !== 73)) return false;
    WORD.lastIndex = this.#at;
    return WORD.test(this.#text);
  }

  #match(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    if (found === undefined) return this.#fail();
    this.#at += found.length;
    return found;
  }

  /** A number or literal may not run on. */
  #checkEnd(): void {
    const next = this.#text[this.#at];
    if (next !== undefined && AFTER_NUMBER.test(next)) this.#fail();
  }

  #more(end: number): boolean {
    const next = this.#peek();
    this.#at += 1;
    if (next !== COMMA && next !== end) this.#fail();
    return next === COMMA;
  }

  #name(): string {
    const next = this.#peek();
    if (next === QUOTE || (next === APOSTROPHE && this.#syntax.singleQuotes)) return this.string();
    return this.#syntax.bareNames ? this.#match(BARE_NAME) : this.#fail();
  }

  #escapedString(quote: number): string {
    const text = this.#text;
    let out = '';
    let from = this.#at + 1;
    for (let i = from; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (code === quote) {
        this.#at = i + 1;
        // Halves of pairs by themselves become what Java's UTF-8 makes of them.
        return (out + text.slice(from, i)).replaceAll(LONE_SURROGATE, '?');
      }
      if (code < SPACE && !this.#syntax.controlCharacters) this.#fail();
      if (code !== BACKSLASH) continue;
      out += text.slice(from, i) + this.#escape(i + 1);
      i += text[i + 1] === 'u' ? 5 : 1;
      from = i + 1;
    }
    return this.#fail();
  }

  #escape(at: number): string {
    const letter = this.#text[at] ?? '';
    if (letter === 'u') {
      const digits = this.#text.slice(at + 1, at + 5);
      return /^[0-9a-fA-F]{4}$/.test(digits) ? String.fromCharCode(Number.parseInt(digits, 16)) : this.#fail();
    }
    if (letter === "'" && this.#syntax.singleQuotes) return letter;
    return ESCAPES[letter] ?? (this.#syntax.anyEscape && letter !== '' ? letter : this.#fail());
  }
}
