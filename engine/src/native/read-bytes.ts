/**
 * Strings and binaries out of a DuckDB vector. A slot is 16 bytes: length, then the bytes themselves up to 12 of them,
 * else four bytes and a pointer. Fetching behind a pointer costs one native call whatever the length, so neighbours in
 * memory are fetched together.
 */
import duckdb, { type Vector as NativeVector } from '@duckdb/node-bindings';
import type { BytesVector } from '../types/vector.ts';
import { validityOf } from './validity.ts';

const INLINE = 12;
/** A gap shorter than a page lies in pages that hold bytes of one of its neighbours, so it can be read. */
const LARGEST_GAP = 4095;
const LARGEST_FETCH = 1024 ** 2;

export function readBytes(vector: NativeVector, size: number): BytesVector {
  const slots = duckdb.vector_get_data(vector, size * 16).slice();
  const words = new Uint32Array(slots.buffer);
  const validity = validityOf(vector, size);
  const offsets = new Int32Array(size + 1);
  const long: number[] = [];
  let total = 0;
  for (let row = 0; row < size; row++) {
    if (validity === undefined || (((validity[row >> 3] as number) >> (row & 7)) & 1) === 1) {
      const length = words[row * 4] as number;
      total += length;
      if (length > INLINE) long.push(row);
    }
    offsets[row + 1] = total;
  }
  const data = new Uint8Array(total);
  if (long.length < size) copyInline(slots, offsets, data);
  if (long.length > 0) copyLong(words, long, offsets, data);
  return { layout: 'bytes', length: size, validity, offsets, data };
}

function copyInline(slots: Uint8Array, offsets: Int32Array, data: Uint8Array): void {
  for (let row = 0; row + 1 < offsets.length; row++) {
    const at = offsets[row] as number;
    const length = (offsets[row + 1] as number) - at;
    if (length > INLINE) continue;
    const from = row * 16 + 4;
    for (let i = 0; i < length; i++) data[at + i] = slots[from + i] as number;
  }
}

function copyLong(words: Uint32Array, rows: number[], offsets: Int32Array, data: Uint8Array): void {
  // Addresses in user space have 48 bits.
  const addresses = Float64Array.from(
    rows,
    (r) => (words[r * 4 + 2] as number) + (words[r * 4 + 3] as number) * 2 ** 32,
  );
  const order = inOrder(addresses);
  const pointer = new Uint32Array(2);
  for (let first = 0; first < order.length; ) {
    const start = addresses[order[first] as number] as number;
    let end = start;
    let next = first;
    for (; next < order.length; next++) {
      const i = order[next] as number;
      const at = addresses[i] as number;
      const stop = at + (words[(rows[i] as number) * 4] as number);
      if (next > first && (at > end + LARGEST_GAP || stop - start > LARGEST_FETCH)) break;
      if (stop > end) end = stop;
    }
    pointer[0] = start % 2 ** 32;
    pointer[1] = Math.floor(start / 2 ** 32);
    const fetched = duckdb.get_data_from_pointer(pointer.buffer, 0, end - start);
    for (; first < next; first++) {
      const i = order[first] as number;
      const row = rows[i] as number;
      const from = (addresses[i] as number) - start;
      data.set(fetched.subarray(from, from + (words[row * 4] as number)), offsets[row] as number);
    }
  }
}

function inOrder(addresses: Float64Array): Uint32Array {
  const order = Uint32Array.from(addresses, (_, i) => i);
  for (let i = 1; i < addresses.length; i++) {
    if ((addresses[i] as number) < (addresses[i - 1] as number))
      return order.sort((a, b) => (addresses[a] as number) - (addresses[b] as number));
  }
  return order;
}
