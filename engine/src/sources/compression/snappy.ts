/** Snappy's block format. Compressing makes greedy matches of four bytes or more through a small hash table. */
import { copyBytes } from '../../types/copy-bytes.ts';
import { repeat } from './repeat.ts';

const HASH_BITS = 14;
const BLOCK = 65536;

export function snappyCompress(input: Uint8Array): Uint8Array {
  const out = new Uint8Array(32 + input.length + Math.floor(input.length / 6) + 16);
  let end = writeLength(out, input.length);
  const table = new Uint16Array(1 << HASH_BITS);
  const words = new DataView(input.buffer, input.byteOffset, input.byteLength);
  for (let start = 0; start < input.length; start += BLOCK) {
    table.fill(0);
    end = compressBlock(input, start, Math.min(input.length, start + BLOCK), out, end, table, words);
  }
  return out.subarray(0, end);
}

function writeLength(out: Uint8Array, length: number): number {
  let rest = length;
  let at = 0;
  while (rest >= 128) {
    out[at++] = (rest & 127) | 128;
    rest >>>= 7;
  }
  out[at++] = rest;
  return at;
}

function compressBlock(
  input: Uint8Array,
  start: number,
  stop: number,
  out: Uint8Array,
  at: number,
  table: Uint16Array,
  words: DataView,
): number {
  let end = at;
  let literal = start;
  let i = start;
  let misses = 32;
  while (i + 4 <= stop) {
    const current = words.getInt32(i, true);
    const hash = Math.imul(current, 0x1e35a7bd) >>> (32 - HASH_BITS);
    const candidate = start + (table[hash] as number);
    table[hash] = i - start;
    if (candidate >= i || words.getInt32(candidate, true) !== current) {
      // Data that does not repeat is walked over faster and faster.
      i += misses++ >> 5;
      continue;
    }
    misses = 32;
    let length = 4;
    while (i + length < stop && input[candidate + length] === input[i + length]) length += 1;
    end = writeLiteral(input, literal, i, out, end);
    end = writeCopy(i - candidate, length, out, end);
    i += length;
    literal = i;
  }
  return writeLiteral(input, literal, stop, out, end);
}

function writeLiteral(input: Uint8Array, from: number, to: number, out: Uint8Array, at: number): number {
  const length = to - from;
  if (length === 0) return at;
  let end = at;
  const n = length - 1;
  if (n < 60) out[end++] = n << 2;
  else if (n < 256) {
    out[end++] = 60 << 2;
    out[end++] = n;
  } else {
    out[end++] = 61 << 2;
    out[end++] = n & 255;
    out[end++] = n >> 8;
  }
  copyBytes(input, from, length, out, end);
  return end + length;
}

function writeCopy(offset: number, length: number, out: Uint8Array, at: number): number {
  let end = at;
  let rest = length;
  while (rest > 0) {
    const n = rest > 64 ? (rest < 68 ? 60 : 64) : rest;
    out[end++] = ((n - 1) << 2) | 2;
    out[end++] = offset & 255;
    out[end++] = offset >> 8;
    rest -= n;
  }
  return end;
}

/** Of a block that holds `most` bytes or fewer. */
export function snappyDecompress(input: Uint8Array, most: number): Uint8Array {
  let at = 0;
  let size = 0;
  for (let shift = 0, byte = 128; byte > 127; shift += 7) {
    byte = input[at++] as number;
    size += (byte & 127) * 2 ** shift;
  }
  const out = new Uint8Array(Math.min(size, most));
  let end = 0;
  while (at < input.length) {
    const tag = input[at++] as number;
    if ((tag & 3) === 0) {
      const extra = Math.max(0, (tag >> 2) - 59);
      const length = (extra === 0 ? tag >> 2 : littleEndian(input, at, extra)) + 1;
      at += extra;
      out.set(input.subarray(at, at + length), end);
      at += length;
      end += length;
      continue;
    }
    const short = (tag & 3) === 1;
    const bytes = short ? 1 : (tag & 3) === 2 ? 2 : 4;
    const offset = littleEndian(input, at, bytes) + (short ? (tag >> 5) << 8 : 0);
    at += bytes;
    end = repeat(out, end, offset, short ? ((tag >> 2) & 7) + 4 : (tag >> 2) + 1);
  }
  return out;
}

function littleEndian(bytes: Uint8Array, at: number, count: number): number {
  let value = 0;
  for (let i = count - 1; i >= 0; i--) value = value * 256 + (bytes[at + i] as number);
  return value;
}
