/** The different values of a column chunk, numbered as they come; an open-addressing table finds them. */
import { hashBytes } from '../../types/murmur3.ts';
import { GrowingBytes, GrowingInts } from './growing.ts';
import { plainEncode, type StoredValues, type Texts, type Words } from './stored-values.ts';

/** As large as Spark lets the page become. */
const LARGEST = 1024 ** 2;

export interface Dictionary {
  readonly count: number;
  /** Of the values as they are written. */
  readonly bytes: number;
  /** The place of each value, or undefined where the dictionary would become too large. */
  places(values: StoredValues): Int32Array | undefined;
  /** What is in those places. */
  values(places: Int32Array): StoredValues;
  write(out: GrowingBytes): void;
}

/** Finds which of the entries so far, told apart by `hash` first, a value is. */
class Table {
  readonly hashes = new GrowingInts();
  #slots = new Int32Array(1024).fill(-1);

  /** Where to look first; a slot that holds -1 is free, `next` goes on. */
  slot(hash: number): number {
    return hash & (this.#slots.length - 1);
  }

  next(slot: number): number {
    return (slot + 1) & (this.#slots.length - 1);
  }

  entry(slot: number): number {
    return this.#slots[slot] as number;
  }

  put(slot: number, hash: number): number {
    const entry = this.hashes.length;
    this.hashes.push(hash);
    this.#slots[slot] = entry;
    if (this.hashes.length * 2 > this.#slots.length) this.#grow();
    return entry;
  }

  #grow(): void {
    this.#slots = new Int32Array(this.#slots.length * 4).fill(-1);
    const hashes = this.hashes.taken();
    for (let entry = 0; entry < hashes.length; entry++) {
      let slot = this.slot(hashes[entry] as number);
      while (this.#slots[slot] !== -1) slot = this.next(slot);
      this.#slots[slot] = entry;
    }
  }
}

export class WordDictionary implements Dictionary {
  readonly #width: number;
  readonly #table = new Table();
  readonly #entries = new GrowingInts();
  #count = 0;

  constructor(width: number) {
    this.#width = width;
  }

  get count(): number {
    return this.#count;
  }

  get bytes(): number {
    return this.#count * this.#width * 4;
  }

  places(values: StoredValues): Int32Array | undefined {
    const { count, words } = values as Words;
    const width = this.#width;
    const places = new Int32Array(count);
    for (let i = 0; i < count; i++) {
      places[i] = this.#place(words, i * width);
      if (this.#entries.length * 4 > LARGEST) return undefined;
    }
    this.#count = this.#table.hashes.length;
    return places;
  }

  #place(words: Int32Array, at: number): number {
    const table = this.#table;
    const hash = this.#hash(words, at);
    let slot = table.slot(hash);
    for (;;) {
      const entry = table.entry(slot);
      if (entry === -1) {
        for (let k = 0; k < this.#width; k++) this.#entries.push(words[at + k] as number);
        return table.put(slot, hash);
      }
      if (this.#same(entry, words, at)) return entry;
      slot = table.next(slot);
    }
  }

  #hash(words: Int32Array, at: number): number {
    let hash = 0;
    for (let k = 0; k < this.#width; k++) hash = mix(hash, words[at + k] as number);
    return hash ^ (hash >>> 15);
  }

  #same(entry: number, words: Int32Array, at: number): boolean {
    const { data } = this.#entries;
    const from = entry * this.#width;
    for (let k = 0; k < this.#width; k++) if (data[from + k] !== words[at + k]) return false;
    return true;
  }

  values(places: Int32Array): Words {
    const width = this.#width;
    const { data } = this.#entries;
    const words = new Int32Array(places.length * width);
    for (let i = 0; i < places.length; i++)
      for (let k = 0; k < width; k++) words[i * width + k] = data[(places[i] as number) * width + k] as number;
    return { kind: 'words', count: places.length, width, words };
  }

  write(out: GrowingBytes): void {
    const words = this.#entries.taken().subarray(0, this.#count * this.#width);
    out.append(new Uint8Array(words.buffer, 0, words.byteLength));
  }
}

function mix(hash: number, word: number): number {
  const mixed = Math.imul(hash ^ word, 0x9e3779b1);
  return mixed ^ (mixed >>> 13);
}

export class TextDictionary implements Dictionary {
  /** Undefined: texts have different lengths. */
  readonly #length: number | undefined;
  readonly #table = new Table();
  readonly #data = new GrowingBytes();
  readonly #ends = new GrowingInts();
  #count = 0;

  constructor(length: number | undefined) {
    this.#length = length;
    this.#ends.push(0);
  }

  get count(): number {
    return this.#count;
  }

  get bytes(): number {
    return this.#bytes(this.#count);
  }

  #bytes(count: number): number {
    return (this.#ends.data[count] as number) + (this.#length === undefined ? count * 4 : 0);
  }

  places(values: StoredValues): Int32Array | undefined {
    const { count, starts, ends, data } = values as Texts;
    const places = new Int32Array(count);
    for (let i = 0; i < count; i++) {
      places[i] = this.#place(data, starts[i] as number, ends[i] as number);
      if (this.#bytes(this.#table.hashes.length) > LARGEST) return undefined;
    }
    this.#count = this.#table.hashes.length;
    return places;
  }

  #place(data: Uint8Array, start: number, end: number): number {
    const table = this.#table;
    const hash = hashBytes(data, start, end, 0);
    let slot = table.slot(hash);
    for (;;) {
      const entry = table.entry(slot);
      if (entry === -1) {
        this.#data.append(data.subarray(start, end));
        this.#ends.push(this.#data.length);
        return table.put(slot, hash);
      }
      if (table.hashes.data[entry] === hash && this.#same(entry, data, start, end)) return entry;
      slot = table.next(slot);
    }
  }

  #same(entry: number, data: Uint8Array, start: number, end: number): boolean {
    const from = this.#ends.data[entry] as number;
    if ((this.#ends.data[entry + 1] as number) - from !== end - start) return false;
    const own = this.#data.data;
    for (let i = 0; i < end - start; i++) if (own[from + i] !== data[start + i]) return false;
    return true;
  }

  #entries(): Texts {
    const count = this.#count;
    const starts = this.#ends.data.subarray(0, count);
    const ends = this.#ends.data.subarray(1, count + 1);
    return { kind: 'texts', count, starts, ends, data: this.#data.data, length: this.#length };
  }

  values(places: Int32Array): Texts {
    const all = this.#entries();
    return {
      ...all,
      count: places.length,
      starts: places.map((place) => all.starts[place] as number),
      ends: places.map((place) => all.ends[place] as number),
    };
  }

  write(out: GrowingBytes): void {
    plainEncode(this.#entries(), out);
  }
}
