/**
 * Batches as contiguous bytes: a msgpack header (layouts, lengths, places), then the buffers, each 8-byte aligned.
 * Decoding makes views on the bytes, so a block in shared memory is read by many threads without a copy.
 */
import { decode, encode } from 'msgpack-lite';
import { assert, unreachable } from '../errors/internal.ts';
import type { Batch, FixedValues, Vector } from '../types/vector.ts';
import { sliceVector } from '../types/vector-ops.ts';

type Place = readonly [at: number, bytes: number];

/** `v` is undefined (null in msgpack) where a column has no NULLs. */
type ColumnHeader =
  | readonly ['f', length: number, code: string, v: Place | null, values: Place]
  | readonly ['w', length: number, v: Place | null, values: Place]
  | readonly ['b', length: number, v: Place | null, offsets: Place, data: Place]
  | readonly ['l', length: number, v: Place | null, offsets: Place, child: ColumnHeader]
  | readonly ['s', length: number, v: Place | null, children: readonly ColumnHeader[]]
  | readonly ['n', length: number];

type Header = readonly [length: number, columns: readonly ColumnHeader[]];

/** What is to be written: `bytes` in all, with `base` the place of the first buffer. */
export interface EncodedBatch {
  readonly bytes: number;
  writeTo(target: Uint8Array): void;
}

interface Piece {
  readonly at: number;
  readonly source: Uint8Array;
}

const align = (n: number): number => (n + 7) & ~7;

class Layouter {
  readonly pieces: Piece[] = [];
  end = 0;

  add(view: ArrayBufferView): Place {
    const at = this.end;
    const source = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
    this.pieces.push({ at, source });
    this.end = align(at + source.length);
    return [at, source.length];
  }

  validity(bits: Uint8Array | undefined): Place | null {
    return bits === undefined ? null : this.add(bits);
  }

  /** Offsets are made to start at zero, so that only the bytes in use are kept. */
  offsets(offsets: Int32Array, length: number): Place {
    const used = offsets.subarray(0, length + 1);
    const first = used[0] ?? 0;
    if (used.length === 0) return this.add(new Int32Array(1));
    return this.add(first === 0 ? used : used.map((o) => o - first));
  }

  column(vector: Vector): ColumnHeader {
    switch (vector.layout) {
      case 'null':
        return ['n', vector.length];
      case 'fixed':
        return [
          'f',
          vector.length,
          codeOf(vector.values),
          this.validity(vector.validity),
          this.add(vector.values.subarray(0, vector.length)),
        ];
      case 'wide':
        return [
          'w',
          vector.length,
          this.validity(vector.validity),
          this.add(vector.values.subarray(0, vector.length * 2)),
        ];
      case 'bytes': {
        const { offsets, length } = vector;
        const v = this.validity(vector.validity);
        const data = vector.data.subarray(offsets[0] ?? 0, offsets[length] ?? 0);
        return ['b', length, v, this.offsets(offsets, length), this.add(data)];
      }
      case 'list': {
        const v = this.validity(vector.validity);
        const { child, offsets, length } = vector;
        const first = offsets[0] ?? 0;
        const last = offsets[length] ?? 0;
        const used = first === 0 && last === child.length ? child : sliceVector(child, first, last);
        return ['l', length, v, this.offsets(offsets, length), this.column(used)];
      }
      case 'struct':
        return ['s', vector.length, this.validity(vector.validity), vector.children.map((c) => this.column(c))];
      default:
        return unreachable(vector);
    }
  }
}

export function encodeBatch(batch: Batch): EncodedBatch {
  const layouter = new Layouter();
  const header: Header = [batch.length, batch.columns.map((c) => layouter.column(c))];
  const head = encode(header) as Uint8Array;
  const base = align(4 + head.length);
  return {
    bytes: base + layouter.end,
    writeTo(target) {
      assert(target.byteOffset % 8 === 0, 'a block starts at a multiple of 8');
      new DataView(target.buffer, target.byteOffset).setUint32(0, head.length, true);
      target.set(head, 4);
      for (const { at, source } of layouter.pieces) target.set(source, base + at);
    },
  };
}

/** Columns are views on `bytes`, which must start at a multiple of 8 in its buffer. */
export function decodeBatch(bytes: Uint8Array): Batch {
  const headLength = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  // The header is copied out: the decoder does not take shared memory.
  const [length, columns] = decode(Buffer.from(bytes.slice(4, 4 + headLength))) as Header;
  const base = bytes.byteOffset + align(4 + headLength);
  return { length, columns: columns.map((c) => decodeColumn(c, bytes.buffer, base)) };
}

function decodeColumn(header: ColumnHeader, buffer: ArrayBufferLike, base: number): Vector {
  const bytes = ([at, count]: Place): Uint8Array => new Uint8Array(buffer as ArrayBuffer, base + at, count);
  const ints = ([at, count]: Place): Int32Array => new Int32Array(buffer as ArrayBuffer, base + at, count / 4);
  const bits = (place: Place | null): Uint8Array | undefined => (place === null ? undefined : bytes(place));
  switch (header[0]) {
    case 'n':
      return { layout: 'null', length: header[1] };
    case 'f': {
      const [, length, code, v, [at, count]] = header;
      return {
        layout: 'fixed',
        length,
        validity: bits(v),
        values: typedView(code, buffer as ArrayBuffer, base + at, count),
      };
    }
    case 'w': {
      const [, length, v, [at, count]] = header;
      return {
        layout: 'wide',
        length,
        validity: bits(v),
        values: new BigInt64Array(buffer as ArrayBuffer, base + at, count / 8),
      };
    }
    case 'b':
      return {
        layout: 'bytes',
        length: header[1],
        validity: bits(header[2]),
        offsets: ints(header[3]),
        data: bytes(header[4]),
      };
    case 'l':
      return {
        layout: 'list',
        length: header[1],
        validity: bits(header[2]),
        offsets: ints(header[3]),
        child: decodeColumn(header[4], buffer, base),
      };
    case 's':
      return {
        layout: 'struct',
        length: header[1],
        validity: bits(header[2]),
        children: header[3].map((c) => decodeColumn(c, buffer, base)),
      };
    default:
      return unreachable(header);
  }
}

function codeOf(values: FixedValues): string {
  if (values instanceof Uint8Array) return 'u1';
  if (values instanceof Int8Array) return 'i1';
  if (values instanceof Int16Array) return 'i2';
  if (values instanceof Int32Array) return 'i4';
  if (values instanceof BigInt64Array) return 'i8';
  if (values instanceof Float32Array) return 'f4';
  return 'f8';
}

function typedView(code: string, buffer: ArrayBuffer, at: number, bytes: number): FixedValues {
  switch (code) {
    case 'u1':
      return new Uint8Array(buffer, at, bytes);
    case 'i1':
      return new Int8Array(buffer, at, bytes);
    case 'i2':
      return new Int16Array(buffer, at, bytes / 2);
    case 'i4':
      return new Int32Array(buffer, at, bytes / 4);
    case 'i8':
      return new BigInt64Array(buffer, at, bytes / 8);
    case 'f4':
      return new Float32Array(buffer, at, bytes / 4);
    default:
      return new Float64Array(buffer, at, bytes / 8);
  }
}
