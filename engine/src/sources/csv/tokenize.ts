/** Splits one CSV record into its fields, on bytes; what Spark's parser (univocity) does with quotes is done here too. */
import type { CsvOptions } from './csv-options.ts';

/** Fields of one record: places in `bytes`, or texts of their own where quotes or escapes were taken out. */
export interface Fields {
  count: number;
  readonly starts: number[];
  readonly ends: number[];
  /** Undefined where the place says it all. */
  readonly texts: (Uint8Array | undefined)[];
  readonly quoted: boolean[];
}

export function newFields(): Fields {
  return { count: 0, starts: [], ends: [], texts: [], quoted: [] };
}

/** Fills `fields` from `bytes[from..to)` and gives the place after the record (its terminator, with `multiLine`). */
export type Tokenizer = (bytes: Uint8Array, from: number, to: number, fields: Fields) => number;

const LF = 10;
const CR = 13;
const SPACE = 32;

const isBlank = (c: number | undefined): boolean => c !== undefined && c <= SPACE && c !== LF && c !== CR;

export function tokenizer(options: CsvOptions, multiLine: boolean): Tokenizer {
  const record = new RecordTokenizer(options, multiLine);
  return (bytes, from, to, fields) => record.tokenize(bytes, from, to, fields);
}

class RecordTokenizer {
  readonly #separator: Uint8Array;
  /** -1: none. */
  readonly #quote: number;
  readonly #escape: number;
  readonly #leading: boolean;
  readonly #trailing: boolean;
  readonly #multiLine: boolean;

  constructor(options: CsvOptions, multiLine: boolean) {
    this.#separator = new TextEncoder().encode(options.separator);
    this.#quote = options.quote === '' ? -1 : options.quote.charCodeAt(0);
    this.#escape = options.escape === '' ? -1 : options.escape.charCodeAt(0);
    this.#leading = options.ignoreLeading === true;
    this.#trailing = options.ignoreTrailing === true;
    this.#multiLine = multiLine;
  }

  tokenize(bytes: Uint8Array, from: number, to: number, fields: Fields): number {
    fields.count = 0;
    let at = from;
    for (;;) {
      let start = at;
      if (this.#leading) while (start < to && isBlank(bytes[start]) && !this.#isSeparator(bytes, start)) start += 1;
      const opens = this.#quote >= 0 && start < to && bytes[start] === this.#quote;
      at = opens ? this.#quotedField(bytes, start, to, fields) : this.#plainField(bytes, at, to, fields);
      if (this.#isEnd(bytes, at, to)) return at;
      at += this.#separator.length;
    }
  }

  #isSeparator(bytes: Uint8Array, at: number): boolean {
    const separator = this.#separator;
    for (let i = 0; i < separator.length; i++) if (bytes[at + i] !== separator[i]) return false;
    return true;
  }

  #isEnd(bytes: Uint8Array, at: number, to: number): boolean {
    return at >= to || (this.#multiLine && (bytes[at] === LF || bytes[at] === CR));
  }

  #plainField(bytes: Uint8Array, from: number, to: number, fields: Fields): number {
    const [separator] = this.#separator;
    let at = from;
    while (!this.#isEnd(bytes, at, to) && (bytes[at] !== separator || !this.#isSeparator(bytes, at))) at += 1;
    let start = from;
    let end = at;
    if (this.#leading) while (start < end && isBlank(bytes[start])) start += 1;
    if (this.#trailing) while (end > start && isBlank(bytes[end - 1])) end -= 1;
    put(fields, start, end, undefined, false);
    return at;
  }

  /** `from` is the opening quote. */
  #quotedField(bytes: Uint8Array, from: number, to: number, fields: Fields): number {
    const out: number[] = [];
    let plain = true;
    let at = from + 1;
    while (at < to) {
      const c = bytes[at] as number;
      const escaped = this.#escapedAt(bytes, at);
      if (escaped !== undefined) {
        plain = false;
        out.push(escaped);
        at += 2;
        continue;
      }
      if (c === this.#quote) {
        const after = this.#afterQuote(bytes, at + 1, to);
        // A quote that ends nothing: the field is taken as it stands, up to the next separator.
        if (after === undefined) return this.#plainField(bytes, from, to, fields);
        if (plain) put(fields, from + 1, at, undefined, true);
        else put(fields, 0, 0, Uint8Array.from(out), true);
        return after;
      }
      out.push(c);
      at += 1;
    }
    // Never closed: everything to the end, the opening quote dropped.
    put(fields, 0, 0, Uint8Array.from(out), true);
    return to;
  }

  /** The quote or escape behind an escape at `at`. */
  #escapedAt(bytes: Uint8Array, at: number): number | undefined {
    if (bytes[at] !== this.#escape) return undefined;
    const next = bytes[at + 1];
    if (this.#escape === this.#quote) return next === this.#quote ? next : undefined;
    return next === this.#quote || next === this.#escape ? next : undefined;
  }

  /** Where the field ends if the quote before `from` closes it: only blanks may come before the separator. */
  #afterQuote(bytes: Uint8Array, from: number, to: number): number | undefined {
    let at = from;
    while (at < to && isBlank(bytes[at]) && !this.#isSeparator(bytes, at)) at += 1;
    return this.#isEnd(bytes, at, to) || this.#isSeparator(bytes, at) ? at : undefined;
  }
}

function put(fields: Fields, start: number, end: number, text: Uint8Array | undefined, quoted: boolean): void {
  const i = fields.count++;
  fields.starts[i] = start;
  fields.ends[i] = end;
  fields.texts[i] = text;
  fields.quoted[i] = quoted;
}
