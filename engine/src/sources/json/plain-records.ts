/**
 * Records as nearly all are: one object a line, values that are no objects or arrays, strings without escapes, numbers
 * and times in their usual spelling. They are read straight from their bytes; all others are left to the reader of texts.
 */
import { isUtf8 } from 'node:buffer';
import type { JsonOptions } from '../../functions/impl/json-options.ts';
import type { DataType, StructType } from '../../types/data-type.ts';
import { timeZone } from '../../types/time-zone.ts';
import type { Value } from '../../types/value.ts';
import type { BytesBuilder, VectorBuilder } from '../../types/vector-builder.ts';
import { decodeUtf8 } from '../../types/vector-reader.ts';
import { DATE_LENGTH, plainDays, plainInstant, plainNumber, smallInteger } from '../plain-values.ts';

type Kind = 'string' | 'number' | 'word';
type Parse = (bytes: Uint8Array, from: number, to: number) => Value | undefined;

interface Column {
  /** Undefined: any value, as it is written. */
  readonly kind: Kind | undefined;
  readonly parse: Parse | undefined;
}

/** A name as it was last seen in this place of a record. */
interface Name {
  readonly bytes: Uint8Array;
  /** Negative for a field nobody wants. */
  readonly column: number;
}

const SPACE = 32;
const QUOTE = 34;
const COMMA = 44;
const DASH = 45;
const COLON = 58;
const BACKSLASH = 92;
const OPEN = 123;
const CLOSE = 125;
const WORDS = ['true', 'false', 'null'].map((word) => new TextEncoder().encode(word));
const NULL = WORDS[2];

export class PlainRecords {
  readonly #columns: readonly Column[];
  readonly #places: ReadonlyMap<string, number>;
  readonly #names: Name[] = [];
  /** Of the record at hand: a value, or the bytes of a text; NULL without either. */
  readonly #values: (Value | undefined)[];
  readonly #starts: Int32Array;
  readonly #ends: Int32Array;
  #bytes = new Uint8Array(0);
  #at = 0;
  #end = 0;
  #isAscii = true;
  /** The record at hand, and for each column the last one that had it; only where the types are compared. */
  #record = 0;
  readonly #seen: Int32Array;

  /** The column of corrupt records is NULL, even if records have a field of its name. */
  private constructor(wanted: StructType, columns: readonly Column[], corruptColumn: string) {
    this.#columns = columns;
    this.#places = new Map(wanted.fields.map((f, i) => [f.name, f.name === corruptColumn ? -1 : i]));
    this.#values = columns.map(() => undefined);
    this.#starts = new Int32Array(columns.length);
    this.#ends = new Int32Array(columns.length);
    this.#seen = new Int32Array(columns.length);
  }

  /** Undefined where a column needs the reader of texts in any case. */
  static of(wanted: StructType, corruptColumn: string, zoneId: string, options: JsonOptions): PlainRecords | undefined {
    const columns = wanted.fields.map((f) => columnOf(f.type, options.timezone ?? zoneId, options));
    if (columns.some((c) => c === undefined)) return undefined;
    return new PlainRecords(wanted, columns as Column[], corruptColumn);
  }

  /** Whether the record is a plain one; it is appended to the columns then. */
  read(bytes: Uint8Array, from: number, to: number, builders: readonly VectorBuilder[]): boolean {
    this.#values.fill(null);
    if (!this.#isPlain(bytes, from, to, false)) return false;
    for (let i = 0; i < builders.length; i++) {
      const value = this.#values[i];
      const builder = builders[i] as VectorBuilder;
      if (value === undefined)
        (builder as BytesBuilder).appendBytes(bytes, this.#starts[i] as number, this.#ends[i] as number);
      else builder.append(value);
    }
    return true;
  }

  /** Whether the record is a plain one of these columns, each at most once. */
  fits(bytes: Uint8Array, from: number, to: number): boolean {
    this.#record += 1;
    return this.#isPlain(bytes, from, to, true);
  }

  #isPlain(bytes: Uint8Array, from: number, to: number, onlyThese: boolean): boolean {
    this.#bytes = bytes as Uint8Array<ArrayBuffer>;
    this.#at = from;
    this.#end = to;
    this.#isAscii = true;
    return this.#object(onlyThese) && (this.#isAscii || isUtf8(bytes.subarray(from, to)));
  }

  #object(onlyThese: boolean): boolean {
    if (this.#next() !== OPEN) return false;
    this.#at += 1;
    if (this.#next() === CLOSE) return this.#isLast();
    for (let place = 0; ; place++) {
      const column = this.#name(place);
      if (column === undefined || this.#next() !== COLON) return false;
      this.#at += 1;
      if (onlyThese && !this.#isFirst(column)) return false;
      if (!this.#value(column)) return false;
      const next = this.#next();
      if (next === CLOSE) return this.#isLast();
      if (next !== COMMA) return false;
      this.#at += 1;
    }
  }

  #isFirst(column: number): boolean {
    if (column < 0 || this.#seen[column] === this.#record) return false;
    this.#seen[column] = this.#record;
    return true;
  }

  #isLast(): boolean {
    this.#at += 1;
    return this.#next() === -1;
  }

  #next(): number {
    const bytes = this.#bytes;
    for (; this.#at < this.#end; this.#at++) {
      const byte = bytes[this.#at] as number;
      if (byte !== SPACE && byte !== 9 && byte !== 13) return byte;
    }
    return -1;
  }

  #name(place: number): number | undefined {
    if (this.#next() !== QUOTE) return undefined;
    const from = this.#at + 1;
    const expected = this.#names[place];
    if (expected !== undefined && this.#isName(expected.bytes, from)) {
      this.#at = from + expected.bytes.length + 1;
      return expected.column;
    }
    if (!this.#string()) return undefined;
    const to = this.#at - 1;
    const column = this.#places.get(decodeUtf8(this.#bytes, from, to)) ?? -1;
    this.#names[place] = { bytes: this.#bytes.slice(from, to), column };
    return column;
  }

  #isName(name: Uint8Array, from: number): boolean {
    const bytes = this.#bytes;
    if (from + name.length >= this.#end || bytes[from + name.length] !== QUOTE) return false;
    return this.#isAt(name, from);
  }

  #isAt(wanted: Uint8Array, from: number): boolean {
    const bytes = this.#bytes;
    for (let i = 0; i < wanted.length; i++) if (bytes[from + i] !== wanted[i]) return false;
    return true;
  }

  /** Leaves the place behind the closing quote. */
  #string(): boolean {
    const bytes = this.#bytes;
    const end = this.#end;
    let seen = 0;
    for (let at = this.#at + 1; at < end; at++) {
      const byte = bytes[at] as number;
      if (byte === QUOTE) {
        if (seen > 127) this.#isAscii = false;
        this.#at = at + 1;
        return true;
      }
      if (byte === BACKSLASH || byte < SPACE) return false;
      seen |= byte;
    }
    return false;
  }

  #value(column: number): boolean {
    const first = this.#next();
    const from = this.#at;
    if (first === QUOTE) return this.#string() && this.#take(column, 'string', from + 1, this.#at - 1);
    if (first === DASH || (first >= 48 && first <= 57))
      return this.#number() && this.#take(column, 'number', from, this.#at);
    const word = WORDS.find((each) => each[0] === first);
    if (word === undefined || !this.#isAt(word, from)) return false;
    this.#at = from + word.length;
    if (!this.#hasEnded()) return false;
    if (word !== NULL) return this.#take(column, 'word', from, this.#at);
    if (column >= 0) this.#values[column] = null;
    return true;
  }

  /** Digits, perhaps with a fraction; exponents are left to others. */
  #number(): boolean {
    const from = this.#bytes[this.#at] === DASH ? this.#at + 1 : this.#at;
    const whole = this.#digits(from);
    if (whole === from || (this.#bytes[from] === 48 && whole > from + 1)) return false;
    this.#at = this.#bytes[whole] === 46 ? this.#digits(whole + 1) : whole;
    return this.#at !== whole + 1 || this.#bytes[whole] !== 46 ? this.#hasEnded() : false;
  }

  #digits(from: number): number {
    const bytes = this.#bytes;
    let at = from;
    while (at < this.#end && (bytes[at] as number) >= 48 && (bytes[at] as number) <= 57) at += 1;
    return at;
  }

  #hasEnded(): boolean {
    const byte = this.#at < this.#end ? this.#bytes[this.#at] : -1;
    return byte === COMMA || byte === CLOSE || byte === SPACE;
  }

  #take(column: number, kind: Kind, from: number, to: number): boolean {
    if (column < 0) return true;
    const { kind: wanted, parse } = this.#columns[column] as Column;
    if (wanted !== undefined && wanted !== kind) return false;
    if (parse === undefined) {
      this.#values[column] = undefined;
      this.#starts[column] = from;
      this.#ends[column] = to;
      return true;
    }
    const value = parse(this.#bytes, from, to);
    this.#values[column] = value;
    return value !== undefined;
  }
}

const MINUS_ZERO = 2;

function columnOf(type: DataType, zoneId: string, options: JsonOptions): Column | undefined {
  switch (type.kind) {
    case 'string':
      return { kind: undefined, parse: undefined };
    case 'integer':
      return { kind: 'number', parse: smallInteger };
    case 'long':
      return {
        kind: 'number',
        parse: (bytes, from, to) => {
          const value = smallInteger(bytes, from, to);
          return value === undefined ? undefined : BigInt(value);
        },
      };
    case 'double':
      return {
        kind: 'number',
        parse: (bytes, from, to) =>
          // The integer -0 is 0.
          to - from === MINUS_ZERO && bytes[from] === DASH && bytes[from + 1] === 48 ? 0 : plainNumber(bytes, from, to),
      };
    case 'boolean':
      return { kind: 'word', parse: (bytes, from) => bytes[from] === 't'.charCodeAt(0) };
    case 'date':
      return options.dateformat === undefined
        ? {
            kind: 'string',
            parse: (bytes, from, to) => (to - from === DATE_LENGTH ? plainDays(bytes, from) : undefined),
          }
        : undefined;
    case 'timestamp': {
      const zone = timeZone(zoneId);
      const parse: Parse = (bytes, from, to) => plainInstant(bytes, from, to, zone);
      return options.timestampformat === undefined ? { kind: 'string', parse } : undefined;
    }
    default:
      return undefined;
  }
}
