/**
 * Columns and batches in (nearly) Arrow memory layout, as plain data that can be sent to another thread.
 *
 * Departures from Arrow, converted at IPC (`python/arrow`): booleans are bytes (0/1); decimals of precision up to
 * 18 are one int64; map entries are a `list` whose child is a two-field `struct`. A validity bitmap is LSB first,
 * 1 = present; `undefined` = no NULLs. Slots of NULLs hold unspecified bits. Offsets start at any value, have
 * `length + 1` entries. A vector's data type is in the schema of whoever holds it, never in the vector.
 */
import { assert } from '../errors/internal.ts';
import type { DataType } from './data-type.ts';

export type FixedValues =
  | Uint8Array
  | Int8Array
  | Int16Array
  | Int32Array
  | BigInt64Array
  | Float32Array
  | Float64Array;

export type Vector = FixedVector | WideVector | BytesVector | ListVector | StructVector | NullVector;

interface Nullable {
  readonly length: number;
  readonly validity: Uint8Array | undefined;
}
export interface FixedVector extends Nullable {
  readonly layout: 'fixed';
  readonly values: FixedValues;
}
/** Two int64 words a row: decimal of precision over 18 (low, high), calendar interval (months | days << 32, micros). */
export interface WideVector extends Nullable {
  readonly layout: 'wide';
  readonly values: BigInt64Array;
}
export interface BytesVector extends Nullable {
  readonly layout: 'bytes';
  readonly offsets: Int32Array;
  readonly data: Uint8Array;
}
export interface ListVector extends Nullable {
  readonly layout: 'list';
  readonly offsets: Int32Array;
  readonly child: Vector;
}
export interface StructVector extends Nullable {
  readonly layout: 'struct';
  readonly children: readonly Vector[];
}
export interface NullVector {
  readonly layout: 'null';
  readonly length: number;
}

export interface Batch {
  readonly length: number;
  readonly columns: readonly Vector[];
}

/** Rows an operator puts in a batch when it is free to choose. */
export const BATCH_ROWS = 8192;

export type Layout =
  | 'bool'
  | 'int8'
  | 'int16'
  | 'int32'
  | 'int64'
  | 'float32'
  | 'float64'
  | 'wide'
  | 'bytes'
  | 'list'
  | 'struct'
  | 'null';

/** The memory layout of a type's columns; one place decides it for builders, readers and generated code. */
export function layoutOf(type: DataType): Layout {
  switch (type.kind) {
    case 'void':
      return 'null';
    case 'boolean':
      return 'bool';
    case 'byte':
      return 'int8';
    case 'short':
      return 'int16';
    case 'integer':
    case 'date':
    case 'yearmonth':
      return 'int32';
    case 'long':
    case 'timestamp':
    case 'timestamp_ntz':
    case 'time':
    case 'daytime':
      return 'int64';
    case 'float':
      return 'float32';
    case 'double':
      return 'float64';
    case 'decimal':
      return type.precision <= 18 ? 'int64' : 'wide';
    case 'interval':
      return 'wide';
    case 'string':
    case 'char':
    case 'varchar':
    case 'binary':
    case 'geometry':
    case 'geography':
      return 'bytes';
    case 'array':
    case 'map':
      return 'list';
    case 'struct':
    case 'variant':
      return 'struct';
    case 'udt':
      return layoutOf(type.sqlType);
  }
}

export function fixedArray(layout: Layout, length: number): FixedValues {
  switch (layout) {
    case 'bool':
      return new Uint8Array(length);
    case 'int8':
      return new Int8Array(length);
    case 'int16':
      return new Int16Array(length);
    case 'int32':
      return new Int32Array(length);
    case 'int64':
      return new BigInt64Array(length);
    case 'float32':
      return new Float32Array(length);
    case 'float64':
      return new Float64Array(length);
    default:
      assert(false, `no fixed array for layout ${layout}`);
  }
}

export function isValid(vector: Vector, row: number): boolean {
  if (vector.layout === 'null') return false;
  const bits = vector.validity;
  return bits === undefined || (((bits[row >> 3] as number) >> (row & 7)) & 1) === 1;
}
