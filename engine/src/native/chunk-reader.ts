/** Copies DuckDB's vectors into columns of ours, for each pair of types that means the same. */
import duckdb, { type LogicalType, type Vector as NativeVector } from '@duckdb/node-bindings';
import { internal } from '../errors/internal.ts';
import { type DataType, simpleString } from '../types/data-type.ts';
import { type FixedValues, fixedArray, layoutOf, type Vector } from '../types/vector.ts';
import { nullVector, takeVector } from '../types/vector-ops.ts';
import { readBytes } from './read-bytes.ts';
import { validityOf } from './validity.ts';

/** Gives `size` rows of a native vector in memory of their own. */
export type ChunkReader = (vector: NativeVector, size: number) => Vector;

const { Type } = duckdb;

/** Types whose values have one width and the same bytes in both. */
const FIXED: Partial<Record<DataType['kind'], { readonly native: number; readonly width: number }>> = {
  boolean: { native: Type.BOOLEAN, width: 1 },
  byte: { native: Type.TINYINT, width: 1 },
  short: { native: Type.SMALLINT, width: 2 },
  integer: { native: Type.INTEGER, width: 4 },
  yearmonth: { native: Type.INTEGER, width: 4 },
  date: { native: Type.DATE, width: 4 },
  long: { native: Type.BIGINT, width: 8 },
  daytime: { native: Type.BIGINT, width: 8 },
  time: { native: Type.BIGINT, width: 8 },
  float: { native: Type.FLOAT, width: 4 },
  double: { native: Type.DOUBLE, width: 8 },
  timestamp: { native: Type.TIMESTAMP_TZ, width: 8 },
  timestamp_ntz: { native: Type.TIMESTAMP, width: 8 },
};

/** A string of ours is bytes that need not be UTF-8, so either of DuckDB's kinds may hold it. */
const BYTES: ReadonlySet<DataType['kind']> = new Set(['string', 'char', 'varchar', 'binary']);
const isBytes = (id: number): boolean => id === Type.VARCHAR || id === Type.BLOB;

export function chunkReader(type: DataType, native: LogicalType): ChunkReader {
  const id = duckdb.get_type_id(native);
  if (id === Type.BIT) return (_, size) => nullVector(type, size);
  const same = FIXED[type.kind];
  if (same?.native === id) return fixed(type, same.width);
  if (BYTES.has(type.kind) && isBytes(id)) return readBytes;
  return nestedReader(type, native, id) ?? internal(`DuckDB type ${id} cannot be read as ${simpleString(type)}`);
}

function nestedReader(type: DataType, native: LogicalType, id: number): ChunkReader | undefined {
  switch (type.kind) {
    case 'void':
      return (_, length) => ({ layout: 'null', length });
    case 'udt':
      return chunkReader(type.sqlType, native);
    case 'decimal': {
      const matches = id === Type.DECIMAL && duckdb.decimal_scale(native) === type.scale;
      return matches ? decimalReader(type, duckdb.decimal_internal_type(native)) : undefined;
    }
    case 'array':
      return id === Type.LIST ? listReader(chunkReader(type.element, duckdb.list_type_child_type(native))) : undefined;
    case 'map':
      return mapReader(type, native, id);
    case 'struct':
      if (id !== Type.STRUCT || duckdb.struct_type_child_count(native) !== type.fields.length) return undefined;
      return structReader(type.fields.map((f, i) => chunkReader(f.type, duckdb.struct_type_child_type(native, i))));
    default:
      return undefined;
  }
}

/** A map, or a list of its entries. */
function mapReader(type: DataType & { kind: 'map' }, native: LogicalType, id: number): ChunkReader | undefined {
  if (id === Type.MAP) {
    const key = chunkReader(type.key, duckdb.map_type_key_type(native));
    return listReader(structReader([key, chunkReader(type.value, duckdb.map_type_value_type(native))]));
  }
  const entry = id === Type.LIST ? duckdb.list_type_child_type(native) : undefined;
  if (entry === undefined || duckdb.get_type_id(entry) !== Type.STRUCT) return undefined;
  const [key, value] = [type.key, type.value].map((t, i) => chunkReader(t, duckdb.struct_type_child_type(entry, i)));
  return listReader(structReader([key as ChunkReader, value as ChunkReader]));
}

function fixed(type: DataType, width: number): ChunkReader {
  const layout = layoutOf(type);
  return (vector, size) => {
    const values = fixedArray(layout, size);
    copyBytes(values, duckdb.vector_get_data(vector, size * width));
    return { layout: 'fixed', length: size, validity: validityOf(vector, size), values };
  };
}

function copyBytes(to: FixedValues, from: Uint8Array): void {
  new Uint8Array(to.buffer, to.byteOffset, to.byteLength).set(from);
}

/** DuckDB stores a decimal in 2, 4, 8 or 16 bytes by its width, which need not be the width Spark gives. */
function decimalReader(type: DataType & { kind: 'decimal' }, stored: number): ChunkReader {
  const wide = type.precision > 18;
  return (vector, size) => {
    const validity = validityOf(vector, size);
    const words = storedWords(vector, size, stored);
    return wide
      ? { layout: 'wide', length: size, validity, values: twoWords(words, size) }
      : { layout: 'fixed', length: size, validity, values: oneWord(words, size) };
  };
}

type Words = Int16Array | Int32Array | BigInt64Array;

function twoWords(words: Words, size: number): BigInt64Array {
  if (words.length === size * 2) return words as BigInt64Array;
  const values = new BigInt64Array(size * 2);
  for (let i = 0; i < size; i++) {
    const value = BigInt(words[i] as number | bigint);
    values[i * 2] = value;
    values[i * 2 + 1] = value >> 63n;
  }
  return values;
}

function oneWord(words: Words, size: number): BigInt64Array {
  if (words instanceof BigInt64Array && words.length === size) return words;
  const step = words.length === size ? 1 : 2;
  const values = new BigInt64Array(size);
  for (let i = 0; i < size; i++) values[i] = BigInt(words[i * step] as number | bigint);
  return values;
}

function storedWords(vector: NativeVector, size: number, stored: number): Words {
  const width = stored === Type.SMALLINT ? 2 : stored === Type.INTEGER ? 4 : stored === Type.BIGINT ? 8 : 16;
  const { buffer } = duckdb.vector_get_data(vector, size * width).slice();
  if (width === 2) return new Int16Array(buffer);
  return width === 4 ? new Int32Array(buffer) : new BigInt64Array(buffer);
}

function listReader(child: ChunkReader): ChunkReader {
  return (vector, size) => {
    const validity = validityOf(vector, size);
    const entries = new BigUint64Array(duckdb.vector_get_data(vector, size * 16).slice().buffer);
    const items = child(duckdb.list_vector_get_child(vector), duckdb.list_vector_get_size(vector));
    const offsets = new Int32Array(size + 1);
    const gathered: number[] = [];
    let inOrder = true;
    let end = 0;
    for (let i = 0; i < size; i++) {
      const valid = validity === undefined || ((validity[i >> 3] as number) >> (i & 7)) & 1;
      const from = Number(entries[i * 2]);
      const count = valid ? Number(entries[i * 2 + 1]) : 0;
      if (count > 0 && from !== end) inOrder = false;
      for (let k = 0; k < count; k++) gathered.push(from + k);
      end += count;
      offsets[i + 1] = end;
    }
    const inPlace = inOrder && end === items.length;
    return {
      layout: 'list',
      length: size,
      validity,
      offsets,
      child: inPlace ? items : takeVector(items, Int32Array.from(gathered)),
    };
  };
}

function structReader(children: readonly ChunkReader[]): ChunkReader {
  return (vector, size) => ({
    layout: 'struct',
    length: size,
    validity: validityOf(vector, size),
    children: children.map((read, i) => read(duckdb.struct_vector_get_child(vector, i), size)),
  });
}
