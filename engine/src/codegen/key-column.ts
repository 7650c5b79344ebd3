/**
 * Key columns of hash tables in a form that is hashed and compared without looking at types: one, two or four 32-bit
 * words a row, or bytes. Floats are normalised (one NaN, no -0.0); nested values become numbers of a dictionary.
 */
import type { DataType } from '../types/data-type.ts';
import type { MapValue, Value } from '../types/value.ts';
import { layoutOf, type Vector } from '../types/vector.ts';
import { valueReader } from '../types/vector-reader.ts';

/** `words` is 0 for bytes. */
export interface KeyShape {
  readonly words: 0 | 1 | 2 | 4;
  readonly kind: 'integers' | 'floats' | 'bytes' | 'nested';
}

export function keyShape(type: DataType): KeyShape {
  switch (layoutOf(type)) {
    case 'bool':
    case 'int8':
    case 'int16':
    case 'int32':
      return { words: 1, kind: 'integers' };
    case 'int64':
      return { words: 2, kind: 'integers' };
    case 'float32':
      return { words: 1, kind: 'floats' };
    case 'float64':
      return { words: 2, kind: 'floats' };
    case 'wide':
      return { words: 4, kind: 'integers' };
    case 'bytes':
      return type.kind === 'string' && type.collation !== 'UTF8_BINARY' ? NESTED : { words: 0, kind: 'bytes' };
    default:
      return NESTED;
  }
}

const NESTED: KeyShape = { words: 1, kind: 'nested' };

/** One batch's keys. `values` holds words of integers (or the small integers themselves). */
export interface KeyColumn {
  readonly values: Int32Array | Int16Array | Int8Array | Uint8Array;
  readonly offsets: Int32Array;
  readonly validity: Uint8Array | undefined;
}

const NO_OFFSETS = new Int32Array(0);

/** Numbers of nested values in the order they were first seen. */
export class Dictionary {
  readonly #ids = new Map<string, number>();

  /** -1 for what is not known, unless `grow`. */
  idOf(value: Value, grow: boolean): number {
    const key = canonicalText(value);
    const known = this.#ids.get(key);
    if (known !== undefined) return known;
    if (!grow) return -1;
    this.#ids.set(key, this.#ids.size);
    return this.#ids.size - 1;
  }
}

export function keyColumn(vector: Vector, type: DataType, dictionary: Dictionary, grow: boolean): KeyColumn {
  switch (vector.layout) {
    case 'null':
      return {
        values: new Int32Array(vector.length),
        offsets: NO_OFFSETS,
        validity: new Uint8Array((vector.length + 7) >> 3),
      };
    case 'bytes':
      if (keyShape(type).kind === 'nested') break;
      return { values: vector.data, offsets: vector.offsets, validity: vector.validity };
    case 'wide': {
      const { values, validity } = vector;
      return {
        values: new Int32Array(values.buffer, values.byteOffset, values.length * 2),
        offsets: NO_OFFSETS,
        validity,
      };
    }
    case 'fixed':
      return { values: wordsOf(vector.values), offsets: NO_OFFSETS, validity: vector.validity };
    default:
      break;
  }
  const read = valueReader(type);
  const values = new Int32Array(vector.length);
  for (let r = 0; r < vector.length; r++) {
    const value = read(vector, r);
    values[r] = value === null ? 0 : dictionary.idOf(value, grow);
  }
  return { values, offsets: NO_OFFSETS, validity: vector.validity };
}

function wordsOf(values: Extract<Vector, { layout: 'fixed' }>['values']): KeyColumn['values'] {
  if (values instanceof Float64Array || values instanceof Float32Array) {
    const normal = values.slice();
    // Adding zero turns -0.0 into 0.0; storing NaN again makes it the one NaN.
    for (let i = 0; i < normal.length; i++) normal[i] = Number.isNaN(normal[i]) ? Number.NaN : normal[i]! + 0;
    return new Int32Array(normal.buffer, 0, normal.byteLength >> 2);
  }
  if (values instanceof BigInt64Array) return new Int32Array(values.buffer, values.byteOffset, values.length * 2);
  return values;
}

/** Equal text for equal values of one type. */
function canonicalText(value: Value): string {
  if (value === null) return 'n';
  switch (typeof value) {
    case 'string':
      return `s${value.length}:${value}`;
    case 'number':
      return `d${value + 0}`;
    case 'object':
      if (Array.isArray(value)) return `[${value.map(canonicalText).join(',')}]`;
      if (value instanceof Uint8Array) return `b${Buffer.from(value).toString('hex')}`;
      if ('months' in value) return `i${value.months},${value.days},${value.micros}`;
      return `m${canonicalText((value as MapValue).keys)}${canonicalText((value as MapValue).values)}`;
    default:
      return String(value);
  }
}
