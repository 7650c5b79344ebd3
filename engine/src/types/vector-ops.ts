/** Whole-column moves that need no data type: slice, take, concat, all-NULL columns. */
import { assert, internal } from '../errors/internal.ts';
import type { DataType } from './data-type.ts';
import {
  type Batch,
  type BytesVector,
  type FixedValues,
  fixedArray,
  isValid,
  type ListVector,
  layoutOf,
  type NullVector,
  type Vector,
} from './vector.ts';

/** Row numbers to gather; a negative one gives NULL (outer joins). */
export type RowIndices = Int32Array;

type DataVector = Exclude<Vector, NullVector>;

/** Rows `from` to `to`, sharing memory with the source. */
export function sliceVector(vector: Vector, from: number, to: number): Vector {
  const length = to - from;
  if (vector.layout === 'null') return { layout: 'null', length };
  return from === 0 && length === vector.length ? vector : slicePresent(vector, from, to);
}

function slicePresent(vector: DataVector, from: number, to: number): Vector {
  const length = to - from;
  const validity = sliceBits(vector.validity, from, to);
  switch (vector.layout) {
    case 'fixed':
      return { layout: 'fixed', length, validity, values: vector.values.subarray(from, to) };
    case 'wide':
      return { layout: 'wide', length, validity, values: vector.values.subarray(from * 2, to * 2) };
    case 'bytes':
      return { layout: 'bytes', length, validity, offsets: vector.offsets.subarray(from, to + 1), data: vector.data };
    case 'list':
      return { layout: 'list', length, validity, offsets: vector.offsets.subarray(from, to + 1), child: vector.child };
    case 'struct':
      return { layout: 'struct', length, validity, children: vector.children.map((c) => sliceVector(c, from, to)) };
  }
}

export function sliceBatch(batch: Batch, from: number, to: number): Batch {
  return { length: to - from, columns: batch.columns.map((c) => sliceVector(c, from, to)) };
}

/** Bits `from` to `to` moved to bit 0; undefined when all of them are set. */
export function sliceBits(bits: Uint8Array | undefined, from: number, to: number): Uint8Array | undefined {
  if (bits === undefined) return undefined;
  const bytes = (to - from + 7) >> 3;
  const first = from >> 3;
  const shift = from & 7;
  if (shift === 0) return bits.subarray(first, first + bytes);
  const out = new Uint8Array(bytes);
  for (let i = 0; i < bytes; i++) {
    out[i] = (bits[first + i]! >> shift) | ((bits[first + i + 1] ?? 0) << (8 - shift));
  }
  return out;
}

/** The rows at `indices`, in that order, in memory of their own. */
export function takeVector(vector: Vector, indices: RowIndices): Vector {
  return vector.layout === 'null' ? { layout: 'null', length: indices.length } : takePresent(vector, indices);
}

function takePresent(vector: DataVector, indices: RowIndices): Vector {
  const length = indices.length;
  const validity = takeBits(vector.validity, indices);
  switch (vector.layout) {
    case 'fixed':
      return { layout: 'fixed', length, validity, values: takeFixed(vector.values, indices) };
    case 'wide': {
      const values = new BigInt64Array(length * 2);
      for (let i = 0; i < length; i++) {
        const row = indices[i]!;
        if (row < 0) continue;
        values[i * 2] = vector.values[row * 2]!;
        values[i * 2 + 1] = vector.values[row * 2 + 1]!;
      }
      return { layout: 'wide', length, validity, values };
    }
    case 'bytes':
      return { layout: 'bytes', length, validity, ...takeBytes(vector, indices) };
    case 'list':
      return { layout: 'list', length, validity, ...takeLists(vector, indices) };
    case 'struct':
      return { layout: 'struct', length, validity, children: vector.children.map((c) => takeVector(c, indices)) };
  }
}

export function takeBatch(batch: Batch, indices: RowIndices): Batch {
  return { length: indices.length, columns: batch.columns.map((c) => takeVector(c, indices)) };
}

function takeBits(bits: Uint8Array | undefined, indices: RowIndices): Uint8Array | undefined {
  const length = indices.length;
  let out: Uint8Array | undefined;
  for (let i = 0; i < length; i++) {
    const row = indices[i]!;
    if (row >= 0 && (bits === undefined || ((bits[row >> 3]! >> (row & 7)) & 1) === 1)) continue;
    out ??= new Uint8Array((length + 7) >> 3).fill(0xff);
    out[i >> 3] = out[i >> 3]! & ~(1 << (i & 7));
  }
  return out;
}

type Rewrap = (buffer: ArrayBuffer) => FixedValues;

function rewrapper(values: FixedValues): Rewrap {
  if (values instanceof Float64Array) return (b) => new Float64Array(b);
  if (values instanceof Float32Array) return (b) => new Float32Array(b);
  if (values instanceof Int32Array) return (b) => new Int32Array(b);
  if (values instanceof Int16Array) return (b) => new Int16Array(b);
  if (values instanceof Int8Array) return (b) => new Int8Array(b);
  if (values instanceof Uint8Array) return (b) => new Uint8Array(b);
  return (b) => new BigInt64Array(b);
}

/** One loop per element width, so that each sees a single array type and stays fast. */
function takeFixed(values: FixedValues, indices: RowIndices): FixedValues {
  const { buffer, byteOffset, length } = values;
  const rewrap = rewrapper(values);
  switch (values.BYTES_PER_ELEMENT) {
    case 8:
      return rewrap(take64(new BigInt64Array(buffer, byteOffset, length), indices));
    case 4:
      return rewrap(take32(new Int32Array(buffer, byteOffset, length), indices));
    case 2:
      return rewrap(take16(new Int16Array(buffer, byteOffset, length), indices));
    default:
      return rewrap(take8(new Uint8Array(buffer, byteOffset, length), indices));
  }
}

function take64(from: BigInt64Array, indices: RowIndices): ArrayBuffer {
  const out = new BigInt64Array(indices.length);
  for (let i = 0; i < indices.length; i++) if (indices[i]! >= 0) out[i] = from[indices[i]!]!;
  return out.buffer;
}
function take32(from: Int32Array, indices: RowIndices): ArrayBuffer {
  const out = new Int32Array(indices.length);
  for (let i = 0; i < indices.length; i++) if (indices[i]! >= 0) out[i] = from[indices[i]!]!;
  return out.buffer;
}
function take16(from: Int16Array, indices: RowIndices): ArrayBuffer {
  const out = new Int16Array(indices.length);
  for (let i = 0; i < indices.length; i++) if (indices[i]! >= 0) out[i] = from[indices[i]!]!;
  return out.buffer;
}
function take8(from: Uint8Array, indices: RowIndices): ArrayBuffer {
  const out = new Uint8Array(indices.length);
  for (let i = 0; i < indices.length; i++) if (indices[i]! >= 0) out[i] = from[indices[i]!]!;
  return out.buffer;
}

/** Offsets of the gathered rows; NULLs of the source may cover bytes, which are dropped here. */
function takeOffsets(vector: BytesVector | ListVector, indices: RowIndices): Int32Array {
  const { offsets } = vector;
  const out = new Int32Array(indices.length + 1);
  let end = 0;
  for (let i = 0; i < indices.length; i++) {
    const row = indices[i]!;
    if (row >= 0 && isValid(vector, row)) end += offsets[row + 1]! - offsets[row]!;
    out[i + 1] = end;
  }
  return out;
}

function takeBytes(vector: BytesVector, indices: RowIndices): { offsets: Int32Array; data: Uint8Array } {
  const offsets = takeOffsets(vector, indices);
  const { data: from } = vector;
  const data = new Uint8Array(offsets[indices.length]!);
  for (let i = 0; i < indices.length; i++) {
    const count = offsets[i + 1]! - offsets[i]!;
    if (count === 0) continue;
    const start = vector.offsets[indices[i]!]!;
    const at = offsets[i]!;
    if (count > 32) data.set(from.subarray(start, start + count), at);
    else for (let k = 0; k < count; k++) data[at + k] = from[start + k]!;
  }
  return { offsets, data };
}

function takeLists(vector: ListVector, indices: RowIndices): { offsets: Int32Array; child: Vector } {
  const offsets = takeOffsets(vector, indices);
  const inner = new Int32Array(offsets[indices.length]!);
  for (let i = 0; i < indices.length; i++) {
    const count = offsets[i + 1]! - offsets[i]!;
    if (count === 0) continue;
    const start = vector.offsets[indices[i]!]!;
    for (let k = 0; k < count; k++) inner[offsets[i]! + k] = start + k;
  }
  return { offsets, child: takeVector(vector.child, inner) };
}

/** Columns of one type, one after the other, in memory of their own (a single one is returned as it is). */
export function concatVectors(vectors: readonly Vector[]): Vector {
  const first = vectors[0];
  assert(first !== undefined, 'concatVectors needs at least one vector');
  if (vectors.length === 1) return first;
  const length = vectors.reduce((sum, v) => sum + v.length, 0);
  if (first.layout === 'null') return { layout: 'null', length };
  const validity = concatBits(vectors, length);
  switch (first.layout) {
    case 'fixed': {
      const parts = vectors as readonly (typeof first)[];
      return { layout: 'fixed', length, validity, values: joinFixed(parts.map((v) => v.values)) };
    }
    case 'wide': {
      const parts = vectors as readonly (typeof first)[];
      return { layout: 'wide', length, validity, values: joinFixed(parts.map((v) => v.values)) as BigInt64Array };
    }
    case 'bytes': {
      const parts = vectors as readonly (typeof first)[];
      const used = parts.map((v) => v.data.subarray(v.offsets[0]!, v.offsets[v.length]!));
      return {
        layout: 'bytes',
        length,
        validity,
        offsets: concatOffsets(parts, length),
        data: joinFixed(used) as Uint8Array,
      };
    }
    case 'list': {
      const parts = vectors as readonly (typeof first)[];
      const used = parts.map((v) => sliceVector(v.child, v.offsets[0]!, v.offsets[v.length]!));
      return { layout: 'list', length, validity, offsets: concatOffsets(parts, length), child: concatVectors(used) };
    }
    case 'struct': {
      const parts = vectors as readonly (typeof first)[];
      const children = first.children.map((_, i) => concatVectors(parts.map((v) => v.children[i]!)));
      return { layout: 'struct', length, validity, children };
    }
  }
}

export function concatBatches(batches: readonly Batch[]): Batch {
  const first = batches[0];
  assert(first !== undefined, 'concatBatches needs at least one batch');
  return {
    length: batches.reduce((sum, b) => sum + b.length, 0),
    columns: first.columns.map((_, i) => concatVectors(batches.map((b) => b.columns[i]!))),
  };
}

function joinFixed(parts: readonly FixedValues[]): FixedValues {
  const first = parts[0]!;
  const bytes = parts.reduce((sum, p) => sum + p.byteLength, 0);
  const out = new Uint8Array(bytes);
  let at = 0;
  for (const part of parts) {
    out.set(new Uint8Array(part.buffer, part.byteOffset, part.byteLength), at);
    at += part.byteLength;
  }
  return rewrapper(first)(out.buffer);
}

function concatOffsets(parts: readonly (BytesVector | ListVector)[], length: number): Int32Array {
  const out = new Int32Array(length + 1);
  let at = 0;
  let base = 0;
  for (const part of parts) {
    const start = part.offsets[0]!;
    for (let i = 1; i <= part.length; i++) out[++at] = base + part.offsets[i]! - start;
    base = out[at]!;
  }
  return out;
}

function concatBits(vectors: readonly Vector[], length: number): Uint8Array | undefined {
  if (vectors.every((v) => v.layout === 'null' || v.validity === undefined)) return undefined;
  const out = new Uint8Array((length + 7) >> 3).fill(0xff);
  let at = 0;
  for (const vector of vectors) {
    if (vector.layout !== 'null' && vector.validity !== undefined) {
      for (let i = 0; i < vector.length; i++) {
        if (!isValid(vector, i)) out[(at + i) >> 3] = out[(at + i) >> 3]! & ~(1 << ((at + i) & 7));
      }
    }
    at += vector.length;
  }
  return out;
}

/** `length` NULLs of a type. */
export function nullVector(type: DataType, length: number): Vector {
  const layout = layoutOf(type);
  if (layout === 'null') return { layout: 'null', length };
  const validity = new Uint8Array((length + 7) >> 3);
  switch (layout) {
    case 'wide':
      return { layout, length, validity, values: new BigInt64Array(length * 2) };
    case 'bytes':
      return { layout, length, validity, offsets: new Int32Array(length + 1), data: new Uint8Array(0) };
    case 'list':
      return { layout, length, validity, offsets: new Int32Array(length + 1), child: nullVector(elementOf(type), 0) };
    case 'struct':
      return { layout, length, validity, children: childTypes(type).map((t) => nullVector(t, length)) };
    default:
      return { layout: 'fixed', length, validity, values: fixedArray(layout, length) };
  }
}

/** The type of a list-layout column's child: an array's element, or a map's entry struct. */
export function elementOf(type: DataType): DataType {
  switch (type.kind) {
    case 'array':
      return type.element;
    case 'map':
      return {
        kind: 'struct',
        fields: [
          { name: 'key', type: type.key, nullable: false, metadata: {} },
          { name: 'value', type: type.value, nullable: type.valueContainsNull, metadata: {} },
        ],
      };
    case 'udt':
      return elementOf(type.sqlType);
    default:
      return internal(`${type.kind} has no elements`);
  }
}

/** The types of a struct-layout column's children. */
export function childTypes(type: DataType): readonly DataType[] {
  switch (type.kind) {
    case 'struct':
      return type.fields.map((f) => f.type);
    case 'variant':
      return [{ kind: 'binary' }, { kind: 'binary' }];
    case 'udt':
      return childTypes(type.sqlType);
    default:
      return internal(`${type.kind} has no fields`);
  }
}
