/** One leaf column of a Parquet file being written: levels and plain-encoded values, cut into compressed pages. */
import { internal } from '../../errors/internal.ts';
import type { DataType } from '../../types/data-type.ts';
import type { BytesVector, FixedVector, Vector, WideVector } from '../../types/vector.ts';
import { wideAt } from '../../types/vector-reader.ts';
import { BytesRange, bigEndian, NumberRange } from './chunk-range.ts';
import { encodeLevels } from './levels.ts';
import type { PhysicalType } from './physical-type.ts';
import { type Fields, writeThrift } from './thrift.ts';

export interface Codec {
  readonly code: number;
  compress(bytes: Uint8Array): Uint8Array;
}

export interface ChunkInfo {
  readonly metadata: Fields;
  readonly offset: number;
  readonly uncompressed: number;
  readonly compressed: number;
}

const DAY_MICROS = 86_400_000_000n;
const JULIAN_DAY_OF_EPOCH = 2_440_588;

function floorDivide(value: bigint, by: bigint): bigint {
  const quotient = value / by;
  return value % by < 0n ? quotient - 1n : quotient;
}

const PLAIN = 0;
const RLE = 3;

export class LeafColumn {
  readonly path: readonly string[];
  readonly #physical: PhysicalType;
  readonly #put: (vector: Vector, row: number) => void;
  #range: NumberRange | BytesRange | undefined;
  readonly #maxDef: number;
  readonly #maxRep: number;
  #defs: number[] = [];
  #reps: number[] = [];
  #data = new Uint8Array(1024);
  #view = new DataView(this.#data.buffer);
  #end = 0;
  #values = 0;
  #pages: Uint8Array[] = [];
  #count = 0;
  #present = 0;
  #uncompressed = 0;
  #compressed = 0;

  constructor(path: readonly string[], type: DataType, physical: PhysicalType, maxDef: number, maxRep: number) {
    this.path = path;
    this.#physical = physical;
    this.#maxDef = maxDef;
    this.#maxRep = maxRep;
    this.#put = type.kind === 'void' ? () => undefined : this.#putter(type);
  }

  absent(rep: number, def: number): void {
    this.#reps.push(rep);
    this.#defs.push(def);
  }

  value(rep: number, vector: Vector, row: number): void {
    this.#reps.push(rep);
    this.#defs.push(this.#maxDef);
    this.#put(vector, row);
    this.#values += 1;
  }

  /** Closes a page with what came since the last one. */
  endPage(codec: Codec): void {
    const count = this.#defs.length;
    if (count === 0) return;
    const levels = [
      ...(this.#maxRep > 0 ? [encodeLevels(this.#reps, this.#maxRep)] : []),
      ...(this.#maxDef > 0 ? [encodeLevels(this.#defs, this.#maxDef)] : []),
    ];
    const bytes = this.#physical.kind === 'boolean' ? Math.ceil(this.#values / 8) : this.#end;
    const body = Buffer.concat([...levels, this.#data.subarray(0, bytes)]);
    const packed = codec.compress(body);
    const header = writeThrift({
      1: { i32: 0 },
      2: { i32: body.length },
      3: { i32: packed.length },
      5: { struct: { 1: { i32: count }, 2: { i32: PLAIN }, 3: { i32: RLE }, 4: { i32: RLE } } },
    });
    this.#pages.push(header, packed);
    this.#count += count;
    this.#present += this.#values;
    this.#uncompressed += header.length + body.length;
    this.#compressed += header.length + packed.length;
    this.#defs = [];
    this.#reps = [];
    this.#data.fill(0, 0, bytes);
    this.#end = 0;
    this.#values = 0;
  }

  get bytes(): number {
    return this.#compressed;
  }

  /** The pages of the row group, and its description with the chunk at `offset` in the file. */
  endChunk(codec: Codec, offset: number): { readonly pages: readonly Uint8Array[]; readonly info: ChunkInfo } {
    const pages = this.#pages;
    const info: ChunkInfo = {
      offset,
      uncompressed: this.#uncompressed,
      compressed: this.#compressed,
      metadata: {
        1: { i32: this.#physical.code },
        2: { i32s: [PLAIN, RLE] },
        3: { texts: this.path },
        4: { i32: codec.code },
        5: { i64: this.#count },
        6: { i64: this.#uncompressed },
        7: { i64: this.#compressed },
        9: { i64: offset },
        12: { struct: { 3: { i64: this.#count - this.#present }, ...this.#range?.take() } },
      },
    };
    this.#present = 0;
    this.#pages = [];
    this.#count = 0;
    this.#uncompressed = 0;
    this.#compressed = 0;
    return { pages, info };
  }

  #reserve(bytes: number): number {
    const at = this.#end;
    this.#end += bytes;
    if (this.#end > this.#data.length) {
      const grown = new Uint8Array(Math.max(this.#end, this.#data.length * 2));
      grown.set(this.#data.subarray(0, at));
      this.#data = grown;
      this.#view = new DataView(grown.buffer);
    }
    return at;
  }

  #putter(type: DataType): (vector: Vector, row: number) => void {
    const physical = this.#physical;
    if (physical.kind === 'bytes') {
      const range = new BytesRange();
      this.#range = range;
      return (vector, row) => this.#bytesOf(vector as BytesVector, row, range);
    }
    if (physical.kind === 'int96') return (vector, row) => this.#julian((vector as FixedVector).values[row] as bigint);
    const range = new NumberRange(physical);
    this.#range = range;
    const put = this.#numberPutter(physical);
    if (physical.kind === 'fixed' && type.kind !== 'decimal') return internal('only wide decimals have a fixed length');
    const valueAt = valuesOf(physical);
    return (vector, row) => {
      const value = valueAt(vector, row);
      range.see(value);
      put(value);
    };
  }

  #numberPutter(physical: PhysicalType): (value: number | bigint) => void {
    switch (physical.kind) {
      case 'boolean':
        return (value) => {
          const byte = this.#values >> 3;
          if (byte >= this.#end) this.#reserve(1);
          if (value === 1) this.#data[byte] = (this.#data[byte] as number) | (1 << (this.#values & 7));
        };
      case 'int32':
        return (value) => {
          const at = this.#reserve(4);
          this.#view.setInt32(at, value as number, true);
        };
      case 'float':
        return (value) => {
          const at = this.#reserve(4);
          this.#view.setFloat32(at, value as number, true);
        };
      case 'double':
        return (value) => {
          const at = this.#reserve(8);
          this.#view.setFloat64(at, value as number, true);
        };
      case 'fixed':
        return (value) => {
          const at = this.#reserve(physical.length);
          this.#data.set(bigEndian(value as bigint, physical.length), at);
        };
      default:
        return (value) => {
          const at = this.#reserve(8);
          this.#view.setBigInt64(at, value as bigint, true);
        };
    }
  }

  /** INT96: nanoseconds of the day, then the day counted from noon of 4714 BC. */
  #julian(micros: bigint): void {
    const day = floorDivide(micros, DAY_MICROS);
    const at = this.#reserve(12);
    this.#view.setBigInt64(at, (micros - day * DAY_MICROS) * 1000n, true);
    this.#view.setInt32(at + 8, Number(day) + JULIAN_DAY_OF_EPOCH, true);
  }

  #bytesOf({ offsets, data }: BytesVector, row: number, range: BytesRange): void {
    const from = offsets[row] as number;
    const to = offsets[row + 1] as number;
    const at = this.#reserve(4 + to - from);
    range.see(data, from, to);
    this.#view.setInt32(at, to - from, true);
    this.#data.set(data.subarray(from, to), at + 4);
  }
}

function valuesOf({ kind }: PhysicalType): (vector: Vector, row: number) => number | bigint {
  switch (kind) {
    case 'fixed':
      return (vector, row) => wideAt(vector as WideVector, row);
    case 'millis':
      return (vector, row) => floorDivide((vector as FixedVector).values[row] as bigint, 1000n);
    case 'int32':
      // Decimals of few digits are held in 64 bits.
      return (vector, row) => Number((vector as FixedVector).values[row]);
    default:
      return (vector, row) => (vector as FixedVector).values[row] as number | bigint;
  }
}
