/** Reads single values out of columns: where a value as such is needed, not in hot loops over primitive columns. */
import { unreachable } from '../errors/internal.ts';
import type { DataType } from './data-type.ts';
import type { Value } from './value.ts';
import type { Batch, BytesVector, FixedVector, ListVector, StructVector, Vector, WideVector } from './vector.ts';
import { isValid } from './vector.ts';

export type ValueReader = (vector: Vector, row: number) => Value;

/** A reader with the type's shape resolved once; use it for many rows. */
export function valueReader(type: DataType): ValueReader {
  const read = presentReader(type);
  return (vector, row) => (isValid(vector, row) ? read(vector, row) : null);
}

export function readValue(vector: Vector, type: DataType, row: number): Value {
  return valueReader(type)(vector, row);
}

export function readRow(batch: Batch, readers: readonly ValueReader[], row: number): Value[] {
  return readers.map((read, i) => read(batch.columns[i]!, row));
}

/** The bytes of one present row, without copying. */
export function bytesAt(vector: BytesVector, row: number): Uint8Array {
  return vector.data.subarray(vector.offsets[row]!, vector.offsets[row + 1]!);
}

/** The text of one present row. */
export function stringAt(vector: BytesVector, row: number): string {
  return decodeUtf8(vector.data, vector.offsets[row]!, vector.offsets[row + 1]!);
}

let lastData: Uint8Array = new Uint8Array(0);
let lastBuffer: Buffer = Buffer.alloc(0);

/** Rows of a column come from the same bytes, so the Buffer over them is kept for the next call. */
export function decodeUtf8(data: Uint8Array, from: number, to: number): string {
  if (to - from <= 12) {
    const short = shortAscii(data, from, to);
    if (short !== undefined) return short;
  }
  if (data !== lastData) {
    lastData = data;
    lastBuffer = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  }
  return lastBuffer.toString('utf8', from, to);
}

function shortAscii(data: Uint8Array, from: number, to: number): string | undefined {
  let text = '';
  for (let i = from; i < to; i++) {
    const code = data[i]!;
    if (code >= 0x80) return undefined;
    text += String.fromCharCode(code);
  }
  return text;
}

/** The unscaled value of a decimal of two words. */
export function wideAt(vector: WideVector, row: number): bigint {
  return (vector.values[row * 2 + 1]! << 64n) | BigInt.asUintN(64, vector.values[row * 2]!);
}

function presentReader(type: DataType): ValueReader {
  switch (type.kind) {
    case 'void':
      return () => null;
    case 'boolean':
      return (vector, row) => (vector as FixedVector).values[row] === 1;
    case 'byte':
    case 'short':
    case 'integer':
    case 'date':
    case 'yearmonth':
    case 'float':
    case 'double':
    case 'long':
    case 'timestamp':
    case 'timestamp_ntz':
    case 'time':
    case 'daytime':
      return (vector, row) => (vector as FixedVector).values[row]!;
    case 'decimal':
      return type.precision <= 18
        ? (vector, row) => (vector as FixedVector).values[row]!
        : (vector, row) => wideAt(vector as WideVector, row);
    case 'interval':
      return (vector, row) => {
        const { values } = vector as WideVector;
        const first = values[row * 2]!;
        const micros = values[row * 2 + 1]!;
        return { months: Number(BigInt.asIntN(32, first)), days: Number(first >> 32n), micros };
      };
    case 'string':
    case 'char':
    case 'varchar':
      return (vector, row) => stringAt(vector as BytesVector, row);
    case 'binary':
    case 'geometry':
    case 'geography':
      return (vector, row) => bytesAt(vector as BytesVector, row).slice();
    case 'array':
      return listReader(valueReader(type.element));
    case 'map':
      return mapReader(valueReader(type.key), valueReader(type.value));
    case 'struct':
      return structReader(type.fields.map((f) => valueReader(f.type)));
    case 'variant':
      return (vector, row) => (vector as StructVector).children.map((c) => bytesAt(c as BytesVector, row).slice());
    case 'udt':
      return presentReader(type.sqlType);
    default:
      return unreachable(type);
  }
}

function listReader(read: ValueReader): ValueReader {
  return (vector, row) => {
    const { child, offsets } = vector as ListVector;
    const out: Value[] = [];
    for (let i = offsets[row]!; i < offsets[row + 1]!; i++) out.push(read(child, i));
    return out;
  };
}

function mapReader(readKey: ValueReader, readItem: ValueReader): ValueReader {
  return (vector, row) => {
    const { child, offsets } = vector as ListVector;
    const [keyVector, itemVector] = (child as StructVector).children as readonly [Vector, Vector];
    const keys: Value[] = [];
    const values: Value[] = [];
    for (let i = offsets[row]!; i < offsets[row + 1]!; i++) {
      keys.push(readKey(keyVector, i));
      values.push(readItem(itemVector, i));
    }
    return { keys, values };
  };
}

function structReader(readers: readonly ValueReader[]): ValueReader {
  return (vector, row) => {
    const { children } = vector as StructVector;
    return readers.map((read, i) => read(children[i]!, row));
  };
}
