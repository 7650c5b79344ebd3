/** Growable columns: one builder per memory layout, appended row by row and finished into a Vector. */

import { assert } from '../errors/internal.ts';
import { copyBytes } from './copy-bytes.ts';
import type { DataType } from './data-type.ts';
import type { IntervalValue, MapValue, Value } from './value.ts';
import { type FixedValues, fixedArray, layoutOf, type Vector } from './vector.ts';

/** `finish` hands the memory over and leaves the builder empty, ready for the next batch. */
export interface VectorBuilder {
  readonly length: number;
  append(value: Value): void;
  appendNull(): void;
  finish(): Vector;
}

export function vectorBuilder(type: DataType, capacity = 1024): VectorBuilder {
  switch (type.kind) {
    case 'udt':
      return vectorBuilder(type.sqlType, capacity);
    case 'array':
      return new ListBuilder(vectorBuilder(type.element, capacity), capacity);
    case 'map':
      return new MapBuilder(
        new StructBuilder([vectorBuilder(type.key, capacity), vectorBuilder(type.value, capacity)]),
        capacity,
      );
    case 'struct':
      return new StructBuilder(type.fields.map((f) => vectorBuilder(f.type, capacity)));
    case 'variant':
      return new StructBuilder([new BytesBuilder(capacity), new BytesBuilder(capacity)]);
    case 'interval':
      return new IntervalBuilder(capacity);
    default:
      return flatBuilder(type, capacity);
  }
}

function flatBuilder(type: DataType, capacity: number): VectorBuilder {
  const layout = layoutOf(type);
  switch (layout) {
    case 'null':
      return new NullBuilder();
    case 'bytes':
      return new BytesBuilder(capacity);
    case 'wide':
      return new WideBuilder(capacity);
    case 'bool':
      return new BooleanBuilder(capacity);
    case 'int64':
      return new LongBuilder(capacity);
    default:
      return new NumberBuilder((length) => fixedArray(layout, length) as NumberValues, capacity);
  }
}

/** Validity bits made on the first NULL only; until then a column carries none. */
export class ValidityBuilder {
  #bits: Uint8Array | undefined;

  clear(row: number): void {
    const byte = row >> 3;
    let bits = this.#bits;
    if (bits === undefined || byte >= bits.length) {
      const grown = new Uint8Array(Math.max(128, byte * 2 + 1)).fill(0xff);
      if (bits !== undefined) grown.set(bits);
      this.#bits = bits = grown;
    }
    bits[byte] = bits[byte]! & ~(1 << (row & 7));
  }

  finish(length: number): Uint8Array | undefined {
    const bits = this.#bits;
    this.#bits = undefined;
    if (bits === undefined) return undefined;
    const bytes = (length + 7) >> 3;
    if (bytes <= bits.length) return bits.slice(0, bytes);
    const out = new Uint8Array(bytes).fill(0xff);
    out.set(bits);
    return out;
  }
}

/** Keeps the oversized buffer when it is mostly used; copies when keeping it would waste more than half. */
function trim<T extends FixedValues>(values: T, length: number): T {
  if (length === values.length) return values;
  return (length * 2 < values.length ? values.slice(0, length) : values.subarray(0, length)) as T;
}

type NumberValues = Exclude<FixedValues, BigInt64Array>;

/** byte, short, integer, float, double, date, yearmonth. */
export class NumberBuilder implements VectorBuilder {
  length = 0;
  readonly #make: (length: number) => NumberValues;
  #values: NumberValues;
  readonly #validity = new ValidityBuilder();

  constructor(make: (length: number) => NumberValues, capacity: number) {
    this.#make = make;
    this.#values = make(capacity);
  }

  append(value: Value): void {
    if (value === null) this.appendNull();
    else this.appendNumber(value as number);
  }

  appendNumber(value: number): void {
    const row = this.length++;
    if (row >= this.#values.length) this.#grow();
    this.#values[row] = value;
  }

  appendNull(): void {
    this.#validity.clear(this.length);
    this.appendNumber(0);
  }

  #grow(): void {
    const grown = this.#make(Math.max(64, this.#values.length * 2));
    grown.set(this.#values);
    this.#values = grown;
  }

  finish(): Vector {
    const length = this.length;
    const values = trim(this.#values, length);
    this.#values = this.#make(0);
    this.length = 0;
    return { layout: 'fixed', length, validity: this.#validity.finish(length), values };
  }
}

class BooleanBuilder extends NumberBuilder {
  constructor(capacity: number) {
    super((length) => new Uint8Array(length), capacity);
  }

  override append(value: Value): void {
    if (value === null) this.appendNull();
    else this.appendNumber(value === true ? 1 : 0);
  }
}

/** long, timestamps, time, daytime and decimals of precision up to 18. */
export class LongBuilder implements VectorBuilder {
  length = 0;
  #values: BigInt64Array;
  readonly #validity = new ValidityBuilder();

  constructor(capacity: number) {
    this.#values = new BigInt64Array(capacity);
  }

  append(value: Value): void {
    if (value === null) this.appendNull();
    else this.appendLong(value as bigint);
  }

  appendLong(value: bigint): void {
    const row = this.length++;
    if (row >= this.#values.length) {
      const grown = new BigInt64Array(Math.max(64, row * 2));
      grown.set(this.#values);
      this.#values = grown;
    }
    this.#values[row] = value;
  }

  appendNull(): void {
    this.#validity.clear(this.length);
    this.appendLong(0n);
  }

  finish(): Vector {
    const length = this.length;
    const values = trim(this.#values, length);
    this.#values = new BigInt64Array(0);
    this.length = 0;
    return { layout: 'fixed', length, validity: this.#validity.finish(length), values };
  }
}

/** Decimals of precision over 18: low and high word. */
export class WideBuilder implements VectorBuilder {
  length = 0;
  #values: BigInt64Array;
  readonly #validity = new ValidityBuilder();

  constructor(capacity: number) {
    this.#values = new BigInt64Array(capacity * 2);
  }

  append(value: Value): void {
    if (value === null) this.appendNull();
    else this.appendWords(value as bigint, (value as bigint) >> 64n);
  }

  /** Words are cut to 64 bits by the store itself. */
  appendWords(low: bigint, high: bigint): void {
    const at = this.length++ * 2;
    if (at >= this.#values.length) {
      const grown = new BigInt64Array(Math.max(64, at * 2));
      grown.set(this.#values);
      this.#values = grown;
    }
    this.#values[at] = low;
    this.#values[at + 1] = high;
  }

  appendNull(): void {
    this.#validity.clear(this.length);
    this.appendWords(0n, 0n);
  }

  finish(): Vector {
    const length = this.length;
    const values = trim(this.#values, length * 2);
    this.#values = new BigInt64Array(0);
    this.length = 0;
    return { layout: 'wide', length, validity: this.#validity.finish(length), values };
  }
}

class IntervalBuilder extends WideBuilder {
  override append(value: Value): void {
    if (value === null) this.appendNull();
    else {
      const { months, days, micros } = value as IntervalValue;
      this.appendWords((BigInt(days) << 32n) | BigInt(months >>> 0), micros);
    }
  }
}

const encoder = new TextEncoder();

/** Strings (as UTF-8) and binaries, in one growing buffer. */
export class BytesBuilder implements VectorBuilder {
  length = 0;
  #offsets: Int32Array;
  #data: Uint8Array;
  #end = 0;
  readonly #validity = new ValidityBuilder();

  constructor(capacity: number) {
    this.#offsets = new Int32Array(capacity + 1);
    this.#data = new Uint8Array(capacity * 8);
  }

  append(value: Value): void {
    if (value === null) this.appendNull();
    else if (typeof value === 'string') this.appendString(value);
    else this.appendBytes(value as Uint8Array, 0, (value as Uint8Array).length);
  }

  appendString(value: string): void {
    const count = value.length;
    this.#reserve(count * 3);
    const data = this.#data;
    let at = this.#end;
    if (count <= 24) {
      let i = 0;
      for (; i < count; i++) {
        const code = value.charCodeAt(i);
        if (code >= 0x80) break;
        data[at++] = code;
      }
      if (i < count) at += encoder.encodeInto(value.slice(i), data.subarray(at)).written;
    } else {
      at += encoder.encodeInto(value, data.subarray(at)).written;
    }
    this.#end = at;
    this.#close();
  }

  appendBytes(source: Uint8Array, from: number, to: number): void {
    const count = to - from;
    this.#reserve(count);
    copyBytes(source, from, count, this.#data, this.#end);
    this.#end += count;
    this.#close();
  }

  appendNull(): void {
    this.#validity.clear(this.length);
    this.#close();
  }

  #reserve(bytes: number): void {
    const needed = this.#end + bytes;
    if (needed <= this.#data.length) return;
    assert(needed < 2 ** 31, 'a batch column holds at most 2 GiB');
    const grown = new Uint8Array(Math.min(2 ** 31 - 1, Math.max(256, needed, this.#data.length * 2)));
    grown.set(this.#data.subarray(0, this.#end));
    this.#data = grown;
  }

  #close(): void {
    const row = ++this.length;
    if (row >= this.#offsets.length) {
      const grown = new Int32Array(Math.max(64, row * 2));
      grown.set(this.#offsets);
      this.#offsets = grown;
    }
    this.#offsets[row] = this.#end;
  }

  finish(): Vector {
    const length = this.length;
    const offsets = trim(this.#offsets, length + 1);
    const data = trim(this.#data, this.#end);
    this.#offsets = new Int32Array(1);
    this.#data = new Uint8Array(0);
    this.#end = 0;
    this.length = 0;
    return { layout: 'bytes', length, validity: this.#validity.finish(length), offsets, data };
  }
}

/** Either append whole arrays, or append elements to `child` and close each row with `endRow`. */
export class ListBuilder implements VectorBuilder {
  length = 0;
  readonly child: VectorBuilder;
  #offsets: Int32Array;
  readonly #validity = new ValidityBuilder();

  constructor(child: VectorBuilder, capacity: number) {
    this.child = child;
    this.#offsets = new Int32Array(capacity + 1);
  }

  append(value: Value): void {
    if (value === null) {
      this.appendNull();
      return;
    }
    const child = this.child;
    for (const element of value as readonly Value[]) child.append(element);
    this.endRow();
  }

  endRow(): void {
    const row = ++this.length;
    if (row >= this.#offsets.length) {
      const grown = new Int32Array(Math.max(64, row * 2));
      grown.set(this.#offsets);
      this.#offsets = grown;
    }
    this.#offsets[row] = this.child.length;
  }

  appendNull(): void {
    this.#validity.clear(this.length);
    this.endRow();
  }

  finish(): Vector {
    const length = this.length;
    const offsets = trim(this.#offsets, length + 1);
    this.#offsets = new Int32Array(1);
    this.length = 0;
    return { layout: 'list', length, validity: this.#validity.finish(length), offsets, child: this.child.finish() };
  }
}

class MapBuilder extends ListBuilder {
  readonly #entries: StructBuilder;

  constructor(entries: StructBuilder, capacity: number) {
    super(entries, capacity);
    this.#entries = entries;
  }

  override append(value: Value): void {
    if (value === null) {
      this.appendNull();
      return;
    }
    const { keys, values } = value as MapValue;
    const [key, item] = this.#entries.children as [VectorBuilder, VectorBuilder];
    for (let i = 0; i < keys.length; i++) {
      key.append(keys[i]!);
      item.append(values[i]!);
      this.#entries.endRow();
    }
    this.endRow();
  }
}

/** Either append whole rows, or append to each of `children` and close the row with `endRow`. */
export class StructBuilder implements VectorBuilder {
  length = 0;
  readonly children: readonly VectorBuilder[];
  readonly #validity = new ValidityBuilder();

  constructor(children: readonly VectorBuilder[]) {
    this.children = children;
  }

  append(value: Value): void {
    if (value === null) {
      this.appendNull();
      return;
    }
    const fields = value as readonly Value[];
    for (let i = 0; i < this.children.length; i++) this.children[i]!.append(fields[i]!);
    this.length++;
  }

  endRow(): void {
    this.length++;
  }

  appendNull(): void {
    this.#validity.clear(this.length);
    for (const child of this.children) child.appendNull();
    this.length++;
  }

  finish(): Vector {
    const length = this.length;
    this.length = 0;
    return {
      layout: 'struct',
      length,
      validity: this.#validity.finish(length),
      children: this.children.map((child) => child.finish()),
    };
  }
}

class NullBuilder implements VectorBuilder {
  length = 0;

  append(): void {
    this.length++;
  }

  appendNull(): void {
    this.length++;
  }

  finish(): Vector {
    const length = this.length;
    this.length = 0;
    return { layout: 'null', length };
  }
}
