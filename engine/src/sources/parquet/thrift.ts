/** Thrift's compact protocol, as far as Parquet's metadata needs it: structs by field number, both ways. */
import { assert, internal } from '../../errors/internal.ts';

export type ThriftValue = boolean | number | bigint | Uint8Array | readonly ThriftValue[] | ThriftStruct;
export type ThriftStruct = ReadonlyMap<number, ThriftValue>;

const TRUE = 1;
const FALSE = 2;
const BYTE = 3;
const I32 = 5;
const I64 = 6;
const DOUBLE = 7;
const BINARY = 8;
const LIST = 9;
const SET = 10;
const STRUCT = 12;

export class ThriftReader {
  readonly #bytes: Uint8Array;
  at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  struct(): ThriftStruct {
    const fields = new Map<number, ThriftValue>();
    let id = 0;
    for (;;) {
      const head = this.#byte();
      if (head === 0) return fields;
      const type = head & 15;
      id = head >> 4 === 0 ? Number(this.#zigzag()) : id + (head >> 4);
      fields.set(id, type === TRUE ? true : type === FALSE ? false : this.#value(type));
    }
  }

  #value(type: number): ThriftValue {
    switch (type) {
      case TRUE:
      case FALSE:
        return this.#byte() === TRUE;
      case BYTE:
        return (this.#byte() << 24) >> 24;
      case 4:
      case 5:
        return Number(this.#zigzag());
      case I64:
        return this.#zigzag();
      case DOUBLE: {
        const value = new DataView(this.#bytes.buffer, this.#bytes.byteOffset + this.at).getFloat64(0, true);
        this.at += 8;
        return value;
      }
      case BINARY: {
        const length = Number(this.#varint());
        this.at += length;
        assert(this.at <= this.#bytes.length, 'metadata ends early');
        return this.#bytes.subarray(this.at - length, this.at);
      }
      case LIST:
      case SET: {
        const head = this.#byte();
        const count = head >> 4 === 15 ? Number(this.#varint()) : head >> 4;
        return Array.from({ length: count }, () => this.#value(head & 15));
      }
      case STRUCT:
        return this.struct();
      default:
        return internal(`thrift type ${type} in Parquet metadata`);
    }
  }

  #byte(): number {
    const byte = this.#bytes[this.at++];
    assert(byte !== undefined, 'metadata ends early');
    return byte;
  }

  #varint(): bigint {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = this.#byte();
      value |= BigInt(byte & 127) << shift;
      if (byte < 128) return value;
    }
  }

  #zigzag(): bigint {
    const value = this.#varint();
    return (value >> 1n) ^ -(value & 1n);
  }
}

/** What is written: numbers carry their width. */
export type Field =
  | { readonly i32: number }
  | { readonly i64: number | bigint }
  | { readonly bool: boolean }
  | { readonly text: string }
  | { readonly bytes: Uint8Array }
  | { readonly struct: Fields }
  | { readonly structs: readonly Fields[] }
  | { readonly i32s: readonly number[] }
  | { readonly i64s: readonly number[] }
  | { readonly bools: readonly boolean[] }
  | { readonly blobs: readonly Uint8Array[] }
  | { readonly texts: readonly string[] };
export type Fields = Readonly<Record<number, Field | undefined>>;

export function writeThrift(fields: Fields): Uint8Array {
  const out: number[] = [];
  writeStruct(out, fields);
  return Uint8Array.from(out);
}

function writeStruct(out: number[], fields: Fields): void {
  let last = 0;
  for (const key of Object.keys(fields)) {
    const id = Number(key);
    const field = fields[id];
    if (field === undefined) continue;
    const head = (type: number): void => {
      const step = id - last;
      if (step < 16) out.push((step << 4) | type);
      else {
        out.push(type);
        varint(out, zigzag(BigInt(id)));
      }
      last = id;
    };
    writeField(out, field, head);
  }
  out.push(0);
}

function writeField(out: number[], field: Field, head: (type: number) => void): void {
  if ('i32' in field) {
    head(I32);
    varint(out, zigzag(BigInt(field.i32)));
  } else if ('i64' in field) {
    head(I64);
    varint(out, zigzag(BigInt(field.i64)));
  } else if ('bool' in field) head(field.bool ? TRUE : FALSE);
  else if ('text' in field) {
    head(BINARY);
    blob(out, encodeText(field.text));
  } else if ('bytes' in field) {
    head(BINARY);
    blob(out, field.bytes);
  } else if ('struct' in field) {
    head(STRUCT);
    writeStruct(out, field.struct);
  } else {
    head(LIST);
    writeList(out, field);
  }
}

function writeList(out: number[], field: Field): void {
  if ('structs' in field) list(out, STRUCT, field.structs, (each) => writeStruct(out, each));
  else if ('i32s' in field) list(out, I32, field.i32s, (each) => varint(out, zigzag(BigInt(each))));
  else if ('i64s' in field) list(out, I64, field.i64s, (each) => varint(out, zigzag(BigInt(each))));
  else if ('bools' in field) list(out, TRUE, field.bools, (each) => out.push(each ? TRUE : FALSE));
  else if ('blobs' in field) list(out, BINARY, field.blobs, (each) => blob(out, each));
  else if ('texts' in field) list(out, BINARY, field.texts, (each) => blob(out, encodeText(each)));
}

function list<T>(out: number[], type: number, items: readonly T[], write: (item: T) => void): void {
  if (items.length < 15) out.push((items.length << 4) | type);
  else {
    out.push(0xf0 | type);
    varint(out, BigInt(items.length));
  }
  items.forEach(write);
}

const encodeText = (value: string): Uint8Array => new TextEncoder().encode(value);

function blob(out: number[], bytes: Uint8Array): void {
  varint(out, BigInt(bytes.length));
  for (const byte of bytes) out.push(byte);
}

const zigzag = (value: bigint): bigint => (value >= 0n ? value << 1n : (-value << 1n) - 1n);

function varint(out: number[], value: bigint): void {
  let rest = value;
  while (rest >= 128n) {
    out.push(Number(rest & 127n) | 128);
    rest >>= 7n;
  }
  out.push(Number(rest));
}
