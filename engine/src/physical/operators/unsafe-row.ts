/** Rows in the bytes of Spark's UnsafeRow: a bitmap of NULLs, eight bytes a field, then what does not fit into eight. */
import type { DataType } from '../../types/data-type.ts';
import { twosComplementBytes } from '../../types/decimal-bytes.ts';
import type { IntervalValue, MapValue, Value } from '../../types/value.ts';
import { type Batch, isValid, layoutOf, type Vector } from '../../types/vector.ts';
import { bytesAt, valueReader } from '../../types/vector-reader.ts';

/** Where a row's bytes go; grows as needed and is used again for the next row. */
export class UnsafeRowWriter {
  #bytes = new Uint8Array(256);
  #view = new DataView(this.#bytes.buffer);
  #end = 0;

  /** The bytes of one row of a batch; valid until the next call. */
  row(batch: Batch, types: readonly DataType[], row: number): Uint8Array {
    this.#end = 0;
    const at = this.#reserve(bitmapBytes(types.length) + 8 * types.length);
    types.forEach((type, i) => {
      this.#column(batch.columns[i]!, type, row, at, i, types.length);
    });
    return this.#bytes.subarray(0, this.#end);
  }

  #column(vector: Vector, type: DataType, row: number, start: number, index: number, count: number): void {
    if (!isValid(vector, row)) {
      this.#setNull(start, index);
      return;
    }
    const field = start + bitmapBytes(count) + 8 * index;
    if (vector.layout === 'fixed') this.#fixed(type, vector.values[row]!, field);
    else if (vector.layout === 'bytes') this.#variable(bytesAt(vector, row), start, field);
    else this.#field(valueReader(type)(vector, row), type, start, field);
  }

  #setNull(start: number, index: number): void {
    this.#bytes[start + (index >> 3)] = this.#bytes[start + (index >> 3)]! | (1 << (index & 7));
  }

  #fixed(type: DataType, value: number | bigint, at: number): void {
    if (typeof value === 'bigint') {
      this.#view.setBigInt64(at, value, true);
      return;
    }
    switch (layoutOf(type)) {
      case 'bool':
      case 'int8':
        this.#view.setInt8(at, value);
        return;
      case 'int16':
        this.#view.setInt16(at, value, true);
        return;
      case 'float32':
        this.#view.setFloat32(at, value, true);
        return;
      case 'float64':
        this.#view.setFloat64(at, value, true);
        return;
      default:
        this.#view.setInt32(at, value, true);
    }
  }

  #variable(bytes: Uint8Array, start: number, field: number, size = bytes.length): void {
    const at = this.#reserve(roundUp(bytes.length));
    this.#bytes.set(bytes, at);
    this.#pointer(at - start, size, field);
  }

  #pointer(offset: number, size: number, field: number): void {
    this.#view.setInt32(field, size, true);
    this.#view.setInt32(field + 4, offset, true);
  }

  /** A present value as the field of the row (or array) that begins at `start`. */
  #field(value: Value, type: DataType, start: number, field: number): void {
    switch (type.kind) {
      case 'udt':
        this.#field(value, type.sqlType, start, field);
        return;
      case 'string':
      case 'char':
      case 'varchar':
        this.#variable(new TextEncoder().encode(value as string), start, field);
        return;
      case 'binary':
      case 'geometry':
      case 'geography':
        this.#variable(value as Uint8Array, start, field);
        return;
      case 'decimal': {
        if (type.precision <= 18) break;
        const digits = twosComplementBytes(value as bigint);
        const padded = new Uint8Array(16);
        padded.set(digits);
        this.#variable(padded, start, field, digits.length);
        return;
      }
      case 'interval': {
        const { months, days, micros } = value as IntervalValue;
        const at = this.#reserve(16);
        this.#view.setInt32(at, months, true);
        this.#view.setInt32(at + 4, days, true);
        this.#view.setBigInt64(at + 8, micros, true);
        this.#pointer(at - start, 16, field);
        return;
      }
      case 'struct': {
        const at = this.#struct(
          value as readonly Value[],
          type.fields.map((f) => f.type),
        );
        this.#pointer(at - start, this.#end - at, field);
        return;
      }
      case 'variant': {
        const at = this.#struct(value as readonly Value[], [{ kind: 'binary' }, { kind: 'binary' }]);
        this.#pointer(at - start, this.#end - at, field);
        return;
      }
      case 'array': {
        const at = this.#array(value as readonly Value[], type.element);
        this.#pointer(at - start, this.#end - at, field);
        return;
      }
      case 'map': {
        const { keys, values } = value as MapValue;
        const at = this.#reserve(8);
        this.#array(keys, type.key);
        this.#view.setBigInt64(at, BigInt(this.#end - at - 8), true);
        this.#array(values, type.value);
        this.#pointer(at - start, this.#end - at, field);
        return;
      }
      default:
        break;
    }
    this.#fixed(type, typeof value === 'boolean' ? Number(value) : (value as number | bigint), field);
  }

  #struct(values: readonly Value[], types: readonly DataType[]): number {
    const start = this.#reserve(bitmapBytes(types.length) + 8 * types.length);
    types.forEach((type, i) => {
      const value = values[i] ?? null;
      if (value === null) this.#setNull(start, i);
      else this.#field(value, type, start, start + bitmapBytes(types.length) + 8 * i);
    });
    return start;
  }

  /** Elements take as many bytes as their type needs; the count and a bitmap come first. */
  #array(values: readonly Value[], element: DataType): number {
    const header = 8 + bitmapBytes(values.length);
    const width = elementBytes(element);
    const start = this.#reserve(header + roundUp(values.length * width));
    this.#view.setBigInt64(start, BigInt(values.length), true);
    values.forEach((value, i) => {
      if (value === null) this.#setNull(start + 8, i);
      else this.#field(value, element, start, start + header + i * width);
    });
    return start;
  }

  /** Zeroed bytes at the end. */
  #reserve(count: number): number {
    const at = this.#end;
    this.#end += count;
    if (this.#end > this.#bytes.length) {
      const grown = new Uint8Array(this.#end * 2);
      grown.set(this.#bytes.subarray(0, at));
      this.#bytes = grown;
      this.#view = new DataView(grown.buffer);
    }
    this.#bytes.fill(0, at, this.#end);
    return at;
  }
}

const bitmapBytes = (fields: number): number => Math.ceil(fields / 64) * 8;
const roundUp = (bytes: number): number => Math.ceil(bytes / 8) * 8;

function elementBytes(type: DataType): number {
  switch (layoutOf(type)) {
    case 'bool':
    case 'int8':
      return 1;
    case 'int16':
      return 2;
    case 'int32':
    case 'float32':
      return 4;
    default:
      return 8;
  }
}
