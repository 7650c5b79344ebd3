/**
 * Strings and binaries out of a DuckDB vector. A slot is 16 bytes: length, then the bytes themselves up to 12 of them,
 * else four bytes and a pointer. Fetching behind a pointer costs one native call whatever the length, so the pages of
 * memory in which a vector's strings lie are fetched together.
 */
import duckdb, { type Vector as NativeVector } from '@duckdb/node-bindings';
import { copyBytes } from '../types/copy-bytes.ts';
import type { BytesVector } from '../types/vector.ts';
import { validityOf } from './validity.ts';

const INLINE = 12;
/** What the system maps as a whole: where one byte can be read, the others can. */
const PAGE = 4096;
/** A longer string is fetched alone, for then the call costs little beside the copy. */
const LARGEST_PAGED = PAGE;

export function readBytes(vector: NativeVector, size: number): BytesVector {
  const slots = duckdb.vector_get_data(vector, size * 16).slice();
  const words = new Uint32Array(slots.buffer);
  const validity = validityOf(vector, size);
  const offsets = new Int32Array(size + 1);
  let total = 0;
  let inline = true;
  for (let row = 0; row < size; row++) {
    if (validity === undefined || (((validity[row >> 3] as number) >> (row & 7)) & 1) === 1) {
      const length = words[row * 4] as number;
      total += length;
      if (length > INLINE) inline = false;
    }
    offsets[row + 1] = total;
  }
  const data = new Uint8Array(total);
  const memory = inline ? undefined : new Memory(words, offsets);
  for (let row = 0; row < size; row++) {
    const at = offsets[row] as number;
    const length = (offsets[row + 1] as number) - at;
    if (length <= INLINE) copyBytes(slots, row * 16 + 4, length, data, at);
    else memory?.read(addressAt(words, row), length, data, at);
  }
  return { layout: 'bytes', length: size, validity, offsets, data };
}

/** Addresses in user space have 48 bits. */
function addressAt(words: Uint32Array, row: number): number {
  return (words[row * 4 + 2] as number) + (words[row * 4 + 3] as number) * 2 ** 32;
}

/** Copies of the pages behind a vector's pointers, those next to each other in one piece. */
class Memory {
  readonly #starts: number[] = [];
  readonly #pieces: Uint8Array[] = [];
  #start = 0;
  #piece: Uint8Array = new Uint8Array(0);

  constructor(words: Uint32Array, offsets: Int32Array) {
    const pages = pagesOf(words, offsets);
    for (let first = 0; first < pages.length; ) {
      let end = first + 1;
      while (end < pages.length && pages[end] === (pages[end - 1] as number) + 1) end += 1;
      const start = (pages[first] as number) * PAGE;
      this.#starts.push(start);
      this.#pieces.push(fetch(start, (end - first) * PAGE));
      first = end;
    }
  }

  read(address: number, length: number, to: Uint8Array, at: number): void {
    if (length > LARGEST_PAGED) {
      to.set(fetch(address, length), at);
      return;
    }
    if (address < this.#start || address >= this.#start + this.#piece.length) this.#find(address);
    copyBytes(this.#piece, address - this.#start, length, to, at);
  }

  #find(address: number): void {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] as number) <= address) low = middle;
      else high = middle - 1;
    }
    this.#start = this.#starts[low] as number;
    this.#piece = this.#pieces[low] as Uint8Array;
  }
}

/** Numbers of the pages that hold strings too long for their slots, in order. */
function pagesOf(words: Uint32Array, offsets: Int32Array): Float64Array {
  const pages = new Set<number>();
  let known = -1;
  for (let row = 0; row + 1 < offsets.length; row++) {
    const length = (offsets[row + 1] as number) - (offsets[row] as number);
    if (length <= INLINE || length > LARGEST_PAGED) continue;
    const address = addressAt(words, row);
    const first = Math.floor(address / PAGE);
    const last = Math.floor((address + length - 1) / PAGE);
    if (first !== known) pages.add(first);
    if (last !== first) pages.add(last);
    known = last;
  }
  return Float64Array.from(pages).sort();
}

const pointer = new Uint32Array(2);

function fetch(address: number, length: number): Uint8Array {
  pointer[0] = address % 2 ** 32;
  pointer[1] = Math.floor(address / 2 ** 32);
  return duckdb.get_data_from_pointer(pointer.buffer, 0, length);
}
