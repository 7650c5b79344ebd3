/** Batches as an Arrow IPC stream: buffers go out as they lie in memory, where the layouts agree. */
import { assert } from '../errors/internal.ts';
import type { StructType } from '../types/data-type.ts';
import type { Batch, BytesVector, FixedVector, ListVector, StructVector, Vector, WideVector } from '../types/vector.ts';
import { sliceVector } from '../types/vector-ops.ts';
import { type ArrowField, type ArrowOptions, arrowFields, writeSchema } from './arrow-schema.ts';
import { FlatBuilder } from './flatbuffer.ts';

const HEADER_SCHEMA = 1;
const HEADER_BATCH = 3;
const VERSION_5 = 4;

/** Ends a stream. */
export const ARROW_END = Uint8Array.of(0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0);

export class ArrowWriter {
  readonly #fields: readonly ArrowField[];

  constructor(schema: StructType, options: ArrowOptions) {
    this.#fields = arrowFields(schema, options);
  }

  /** The first message of a stream. */
  schema(): Uint8Array {
    const out = new FlatBuilder();
    const schema = writeSchema(out, this.#fields);
    return encapsulate(finishMessage(out, HEADER_SCHEMA, schema, 0));
  }

  /** One record batch as chunks that follow each other; they share memory with the batch. */
  batch(batch: Batch): Uint8Array[] {
    const body = new BodyParts();
    batch.columns.forEach((column, i) => {
      const field = this.#fields[i];
      assert(field !== undefined, 'more columns than the Arrow schema has');
      body.add(column, field);
    });
    const out = new FlatBuilder();
    const buffers = out.vectorOfPairs(body.buffers);
    const nodes = out.vectorOfPairs(body.nodes);
    const header = out.table(5, () => {
      out.int64(0, batch.length);
      out.ref(1, nodes);
      out.ref(2, buffers);
    });
    return [encapsulate(finishMessage(out, HEADER_BATCH, header, body.length)), ...body.chunks];
  }
}

function finishMessage(out: FlatBuilder, headerType: number, header: number, bodyLength: number): Uint8Array {
  const message = out.table(5, () => {
    out.int64(3, bodyLength);
    out.ref(2, header);
    out.int16(0, VERSION_5);
    out.int8(1, headerType);
  });
  return out.finish(message);
}

/** Continuation mark, length, metadata, padding to 8 bytes. */
function encapsulate(metadata: Uint8Array): Uint8Array {
  const padded = (metadata.length + 7) & ~7;
  const out = new Uint8Array(8 + padded);
  const view = new DataView(out.buffer);
  view.setUint32(0, 0xffffffff, true);
  view.setUint32(4, padded, true);
  out.set(metadata, 8);
  return out;
}

const PADDING = new Uint8Array(8);

class BodyParts {
  readonly nodes: number[] = [];
  readonly buffers: number[] = [];
  readonly chunks: Uint8Array[] = [];
  length = 0;

  add(vector: Vector, field: ArrowField): void {
    const { type } = field;
    const nulls = vector.layout === 'null' ? vector.length : countNulls(vector.validity, vector.length);
    this.nodes.push(vector.length, nulls);
    if (vector.layout !== 'null') {
      this.#buffer(nulls === 0 ? undefined : vector.validity?.subarray(0, (vector.length + 7) >> 3));
    }
    switch (vector.layout) {
      case 'null':
        assert(type.form === 'null', 'a column without values needs the null type');
        return;
      case 'fixed':
        if (type.form === 'bool') this.#buffer(packBits(vector));
        else if (type.form === 'decimal') this.#buffer(widened(vector));
        else this.#buffer(bytesOf(vector.values.subarray(0, vector.length)));
        return;
      case 'wide':
        this.#buffer(type.form === 'mixed-interval' ? nanoIntervals(vector) : bytesOf(vector.values));
        return;
      case 'bytes':
        this.#bytes(vector, type.form === 'bytes' && type.large);
        return;
      case 'list':
        this.#list(vector, field);
        return;
      case 'struct':
        this.#struct(vector, field);
        return;
    }
  }

  #bytes(vector: BytesVector, large: boolean): void {
    const offsets = rebased(vector);
    this.#buffer(large ? bytesOf(BigInt64Array.from(offsets, BigInt)) : bytesOf(offsets));
    this.#buffer(vector.data.subarray(vector.offsets[0]!, vector.offsets[vector.length]!));
  }

  #list(vector: ListVector, field: ArrowField): void {
    this.#buffer(bytesOf(rebased(vector)));
    this.add(sliceVector(vector.child, vector.offsets[0]!, vector.offsets[vector.length]!), field.children[0]!);
  }

  #struct(vector: StructVector, field: ArrowField): void {
    vector.children.forEach((child, i) => {
      this.add(child, field.children[i]!);
    });
  }

  #buffer(bytes: Uint8Array | undefined): void {
    this.buffers.push(this.length, bytes?.length ?? 0);
    if (bytes === undefined || bytes.length === 0) return;
    this.chunks.push(bytes);
    const padding = -bytes.length & 7;
    if (padding > 0) this.chunks.push(PADDING.subarray(0, padding));
    this.length += bytes.length + padding;
  }
}

function bytesOf(values: { buffer: ArrayBufferLike; byteOffset: number; byteLength: number }): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}

function rebased(vector: BytesVector | ListVector): Int32Array {
  const offsets = vector.offsets.subarray(0, vector.length + 1);
  const base = offsets[0]!;
  return base === 0 ? offsets : offsets.map((offset) => offset - base);
}

export function countNulls(bits: Uint8Array | undefined, length: number): number {
  if (bits === undefined) return 0;
  let present = 0;
  const whole = length >> 3;
  for (let i = 0; i < whole; i++) present += ONES[bits[i]!]!;
  for (let i = whole * 8; i < length; i++) present += (bits[i >> 3]! >> (i & 7)) & 1;
  return length - present;
}

const ONES = Uint8Array.from({ length: 256 }, (_, byte) => byte.toString(2).replaceAll('0', '').length);

function packBits({ values, length }: FixedVector): Uint8Array {
  const out = new Uint8Array((length + 7) >> 3);
  for (let i = 0; i < length; i++) if (values[i] === 1) out[i >> 3] = out[i >> 3]! | (1 << (i & 7));
  return out;
}

/** Narrow decimals are one word here, two in Arrow. */
function widened({ values, length }: FixedVector): Uint8Array {
  const from = new Int32Array(values.buffer, values.byteOffset, length * 2);
  const out = new Int32Array(length * 4);
  for (let i = 0; i < length; i++) {
    const high = from[i * 2 + 1]!;
    out[i * 4] = from[i * 2]!;
    out[i * 4 + 1] = high;
    out[i * 4 + 2] = high >> 31;
    out[i * 4 + 3] = high >> 31;
  }
  return bytesOf(out);
}

/** Arrow counts the time part in nanoseconds. */
function nanoIntervals({ values }: WideVector): Uint8Array {
  return bytesOf(values.map((word, i) => (i % 2 === 1 ? word * 1000n : word)));
}
