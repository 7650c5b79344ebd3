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
  const encoder = new TextEncoder();
  const separator = encoder.encode(options.separator);
  const sep = separator[0] as number;
  const rest = separator.subarray(1);
  const quote = options.quote === '' ? -1 : options.quote.charCodeAt(0);
  const escape = options.escape === '' ? -1 : options.escape.charCodeAt(0);
  const leading = options.ignoreLeading === true;
  const trailing = options.ignoreTrailing === true;

  const isSep = (bytes: Uint8Array, at: number): boolean => {
    if (bytes[at] !== sep) return false;
    for (let i = 0; i < rest.length; i++) if (bytes[at + 1 + i] !== rest[i]) return false;
    return true;
  };
  const isEnd = (bytes: Uint8Array, at: number, to: number): boolean =>
    at >= to || (multiLine && (bytes[at] === LF || bytes[at] === CR));

  function unquoted(bytes: Uint8Array, from: number, to: number, fields: Fields): number {
    let at = from;
    while (!isEnd(bytes, at, to) && !isSep(bytes, at)) at += 1;
    let start = from;
    let end = at;
    if (leading) while (start < end && isBlank(bytes[start])) start += 1;
    if (trailing) while (end > start && isBlank(bytes[end - 1])) end -= 1;
    put(fields, start, end, undefined, false);
    return at;
  }

  /** `from` is the opening quote. */
  function quotedField(bytes: Uint8Array, from: number, to: number, fields: Fields): number {
    const out: number[] = [];
    let plain = true;
    let at = from + 1;
    while (at < to) {
      const c = bytes[at] as number;
      if (c === escape && (escape !== quote || bytes[at + 1] === quote)) {
        const next = bytes[at + 1];
        if (next === quote || next === escape) {
          plain = false;
          out.push(next as number);
          at += 2;
          continue;
        }
      }
      if (c === quote) {
        let after = at + 1;
        while (isBlank(bytes[after]) && !isSep(bytes, after) && after < to) after += 1;
        if (isEnd(bytes, after, to) || isSep(bytes, after)) {
          if (plain) put(fields, from + 1, at, undefined, true);
          else put(fields, 0, 0, Uint8Array.from(out), true);
          return after;
        }
        // A quote that ends nothing: the field is taken as it stands, up to the next separator.
        return unquoted(bytes, from, to, fields);
      }
      out.push(c);
      at += 1;
    }
    // Never closed: everything to the end, the opening quote dropped.
    put(fields, 0, 0, Uint8Array.from(out), true);
    return to;
  }

  return (bytes, from, to, fields) => {
    fields.count = 0;
    let at = from;
    for (;;) {
      let start = at;
      if (leading || quote >= 0) while (isBlank(bytes[start]) && start < to && !isSep(bytes, start)) start += 1;
      const opens = quote >= 0 && start < to && bytes[start] === quote && (leading || start === at);
      at = opens ? quotedField(bytes, start, to, fields) : unquoted(bytes, at, to, fields);
      if (isEnd(bytes, at, to)) return at;
      at += separator.length;
    }
  };
}

function put(fields: Fields, start: number, end: number, text: Uint8Array | undefined, quoted: boolean): void {
  const i = fields.count++;
  fields.starts[i] = start;
  fields.ends[i] = end;
  fields.texts[i] = text;
  fields.quoted[i] = quoted;
}
