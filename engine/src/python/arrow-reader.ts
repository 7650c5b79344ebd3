/** An Arrow IPC stream as batches; one aligned allocation a batch, columns are views of it where the layouts agree. */
import { assert } from '../errors/internal.ts';
import { raise } from '../errors/raise.ts';
import type { Batch, FixedValues, Vector } from '../types/vector.ts';
import { sliceBits } from '../types/vector-ops.ts';
import { type ArrowField, type ArrowType, readSchema } from './arrow-schema.ts';
import type { ByteReader } from './byte-reader.ts';
import { FlatTable } from './flatbuffer.ts';

const MAX_METADATA = 1 << 28;

interface Message {
  readonly headerType: number;
  readonly header: FlatTable;
  readonly body: Uint8Array<ArrayBuffer>;
}

export class ArrowReader {
  readonly #source: ByteReader;
  #fields: readonly ArrowField[] | undefined;

  constructor(source: ByteReader) {
    this.#source = source;
  }

  /** The stream's first message. */
  async fields(): Promise<readonly ArrowField[]> {
    if (this.#fields === undefined) {
      const message = await this.#message();
      assert(message?.headerType === 1, 'an Arrow stream starts with a schema');
      this.#fields = readSchema(message.header);
    }
    return this.#fields;
  }

  /** The next batch, or undefined after the end-of-stream mark. */
  async next(): Promise<Batch | undefined> {
    const fields = await this.fields();
    const message = await this.#message();
    if (message === undefined) return undefined;
    if (message.headerType !== 3) raise('UNSUPPORTED_DATATYPE.PYTHON', { typeName: 'Arrow dictionary' });
    return readBatch(message, fields);
  }

  async #message(): Promise<Message | undefined> {
    const prefix = new DataView((await this.#source.read(4)).buffer);
    let length = prefix.getInt32(0, true);
    if (length === -1) length = new DataView((await this.#source.read(4)).buffer).getInt32(0, true);
    if (length === 0) return undefined;
    assert(length > 0 && length < MAX_METADATA, 'Arrow metadata of a wrong length');
    const message = FlatTable.root(await this.#source.read(length));
    const header = message.table(2);
    assert(header !== undefined, 'an Arrow message without header');
    return { headerType: message.int8(1), header, body: await this.#source.read(message.int64(3)) };
  }
}

export async function* arrowBatches(reader: ArrowReader): AsyncIterable<Batch> {
  for (let batch = await reader.next(); batch !== undefined; batch = await reader.next()) yield batch;
}

function readBatch({ header, body }: Message, fields: readonly ArrowField[]): Batch {
  if (header.table(3) !== undefined) raise('UNSUPPORTED_DATATYPE.PYTHON', { typeName: 'compressed Arrow batch' });
  const parts = new BodyReader(body, header.pairs(1), header.pairs(2));
  return { length: header.int64(0), columns: fields.map((field) => parts.vector(field)) };
}

class BodyReader {
  readonly #body: Uint8Array<ArrayBuffer>;
  readonly #nodes: readonly number[];
  readonly #buffers: readonly number[];
  #node = 0;
  #buffer = 0;

  constructor(body: Uint8Array<ArrayBuffer>, nodes: readonly number[], buffers: readonly number[]) {
    this.#body = body;
    this.#nodes = nodes;
    this.#buffers = buffers;
  }

  vector(field: ArrowField): Vector {
    const { type } = field;
    const length = this.#nodes[this.#node++]!;
    const nulls = this.#nodes[this.#node++]!;
    if (type.form === 'null') return { layout: 'null', length };
    const bits = this.#bytes();
    const validity = nulls === 0 ? undefined : sliceBits(bits, 0, length);
    switch (type.form) {
      case 'struct':
        return { layout: 'struct', length, validity, children: field.children.map((c) => this.vector(c)) };
      case 'list':
      case 'map': {
        const offsets = this.#offsets(length, type.large);
        return { layout: 'list', length, validity, offsets, child: this.vector(field.children[0]!) };
      }
      case 'bytes': {
        const offsets = this.#offsets(length, type.large);
        return { layout: 'bytes', length, validity, offsets, data: this.#bytes() };
      }
      case 'mixed-interval': {
        const values = new BigInt64Array(this.#copyable(length * 16));
        return {
          layout: 'wide',
          length,
          validity,
          values: values.map((word, i) => (i % 2 === 1 ? word / 1000n : word)),
        };
      }
      case 'decimal': {
        const values = new BigInt64Array(this.#copyable(length * 16));
        if (type.precision > 18) return { layout: 'wide', length, validity, values };
        return { layout: 'fixed', length, validity, values: narrowed(values, length) };
      }
      default:
        return { layout: 'fixed', length, validity, values: this.#fixed(type, length) };
    }
  }

  #bytes(): Uint8Array<ArrayBuffer> {
    const offset = this.#buffers[this.#buffer++]!;
    const length = this.#buffers[this.#buffer++]!;
    assert(
      offset >= 0 && length >= 0 && offset + length <= this.#body.length,
      'an Arrow buffer outside of its message',
    );
    return this.#body.subarray(offset, offset + length);
  }

  /** The next buffer's memory, copied: for values that are converted in place. */
  #copyable(bytes: number): ArrayBuffer {
    const buffer = this.#bytes();
    assert(buffer.length >= bytes, 'an Arrow buffer is too short');
    return buffer.slice(0, bytes).buffer;
  }

  #offsets(length: number, large: boolean): Int32Array {
    const bytes = this.#bytes();
    // An empty column may come without offsets.
    if (bytes.length === 0) return new Int32Array(length + 1);
    if (!large) return int32(bytes, length + 1);
    const wide = int64(bytes, length + 1);
    return Int32Array.from(wide, Number);
  }

  #fixed(type: ArrowType, length: number): FixedValues {
    const bytes = this.#bytes();
    switch (type.form) {
      case 'bool':
        return unpackBits(bytes, length);
      case 'int':
        return integers(bytes, type.bits, length);
      case 'float':
        return type.bits === 64
          ? new Float64Array(...span(bytes, length, 8))
          : new Float32Array(...span(bytes, length, 4));
      case 'date':
        return type.unit === 'day'
          ? int32(bytes, length)
          : Int32Array.from(int64(bytes, length), (ms) => Math.floor(Number(ms) / 86_400_000));
      case 'month-interval':
        return int32(bytes, length);
      case 'timestamp':
      case 'duration':
        return scaled(int64(bytes, length), type.unit, 'micro');
      case 'time': {
        const values = type.bits === 64 ? int64(bytes, length) : BigInt64Array.from(int32(bytes, length), BigInt);
        return scaled(values, type.unit, 'nano');
      }
      default:
        return assert(false, `no fixed values in ${type.form}`) as never;
    }
  }
}

function unpackBits(bits: Uint8Array, length: number): Uint8Array {
  const out = new Uint8Array(length);
  for (let i = 0; i < length; i++) out[i] = (bits[i >> 3]! >> (i & 7)) & 1;
  return out;
}

function span(bytes: Uint8Array<ArrayBuffer>, length: number, size: number): [ArrayBuffer, number, number] {
  assert(bytes.length >= length * size, 'an Arrow buffer is too short');
  // Messages of other writers may place buffers off the alignment that typed arrays need.
  if (bytes.byteOffset % size === 0) return [bytes.buffer, bytes.byteOffset, length];
  return [bytes.slice(0, length * size).buffer, 0, length];
}

const int32 = (bytes: Uint8Array<ArrayBuffer>, length: number) => new Int32Array(...span(bytes, length, 4));
const int64 = (bytes: Uint8Array<ArrayBuffer>, length: number) => new BigInt64Array(...span(bytes, length, 8));

function integers(bytes: Uint8Array<ArrayBuffer>, bits: 8 | 16 | 32 | 64, length: number): FixedValues {
  switch (bits) {
    case 8:
      return new Int8Array(...span(bytes, length, 1));
    case 16:
      return new Int16Array(...span(bytes, length, 2));
    case 32:
      return int32(bytes, length);
    case 64:
      return int64(bytes, length);
  }
}

const NANOS = { second: 1_000_000_000n, milli: 1_000_000n, micro: 1000n, nano: 1n } as const;

/** Fractions below the unit are cut off towards minus infinity, as Spark reads nanoseconds. */
function scaled(values: BigInt64Array, from: keyof typeof NANOS, to: 'micro' | 'nano'): BigInt64Array {
  if (from === to) return values;
  if (NANOS[from] > NANOS[to]) return values.map((value) => value * (NANOS[from] / NANOS[to]));
  const divisor = NANOS[to] / NANOS[from];
  return values.map((value) => (value - (((value % divisor) + divisor) % divisor)) / divisor);
}

function narrowed(words: BigInt64Array, length: number): BigInt64Array {
  const out = new BigInt64Array(length);
  for (let i = 0; i < length; i++) out[i] = words[i * 2]!;
  return out;
}
