/** Unpacks bzip2: streams one after the other, each of blocks that were sorted, moved to the front and Huffman-coded. */

const BLOCK_MAGIC = 0x314159265359;
const END_MAGIC = 0x177245385090;
const GROUP = 50;
const MOST_BITS = 20;
const RUN_A = 0;
const RUN_B = 1;

export function bzip2Decompress(input: Uint8Array): Uint8Array {
  const bits = new Bits(input);
  const parts: Uint8Array[] = [];
  while (!bits.atEnd) stream(bits, parts);
  return Buffer.concat(parts);
}

function damaged(): never {
  throw new Error('bzip2 data is damaged');
}

class Bits {
  readonly #bytes: Uint8Array;
  #at = 0;
  #held = 0;
  #count = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get atEnd(): boolean {
    return this.#at >= this.#bytes.length;
  }

  /** Up to 24 bits. */
  take(count: number): number {
    while (this.#count < count) {
      const byte = this.#bytes[this.#at++];
      if (byte === undefined) return damaged();
      this.#held = ((this.#held << 8) | byte) & 0x7fffffff;
      this.#count += 8;
    }
    this.#count -= count;
    return (this.#held >>> this.#count) & ((1 << count) - 1);
  }

  align(): void {
    this.#count = 0;
  }
}

function stream(bits: Bits, parts: Uint8Array[]): void {
  if (bits.take(24) !== 0x425a68) damaged();
  const level = bits.take(8) - 48;
  if (level < 1 || level > 9) damaged();
  for (;;) {
    const magic = bits.take(24) * 2 ** 24 + bits.take(24);
    const checksum = bits.take(16) * 2 ** 16 + bits.take(16);
    if (magic === END_MAGIC) break;
    if (magic !== BLOCK_MAGIC) damaged();
    const bytes = withoutRuns(block(bits, level * 100_000));
    if (crc(bytes) !== checksum) damaged();
    parts.push(bytes);
  }
  bits.align();
}

/** A block's bytes with runs still counted. */
function block(bits: Bits, most: number): Uint8Array {
  if (bits.take(1) === 1) damaged();
  const origin = bits.take(24);
  const alphabet = usedBytes(bits);
  const size = alphabet.length + 2;
  const tables = bits.take(3);
  if (tables < 2 || tables > 6) damaged();
  const selectors = tableOrder(bits, tables);
  const codes = Array.from({ length: tables }, () => huffman(codeLengths(bits, size)));
  const sorted = symbols(bits, alphabet, selectors, codes, most);
  if (origin >= sorted.length) damaged();
  return unsorted(sorted, origin);
}

function usedBytes(bits: Bits): number[] {
  const groups = bits.take(16);
  const used: number[] = [];
  for (let group = 0; group < 16; group++) {
    if (((groups >> (15 - group)) & 1) === 0) continue;
    const members = bits.take(16);
    for (let i = 0; i < 16; i++) if (((members >> (15 - i)) & 1) === 1) used.push(group * 16 + i);
  }
  return used;
}

/** Which table codes which group of symbols. */
function tableOrder(bits: Bits, tables: number): number[] {
  const order = Array.from({ length: tables }, (_, i) => i);
  return Array.from({ length: bits.take(15) }, () => {
    let place = 0;
    while (bits.take(1) === 1) if (++place >= tables) damaged();
    const [table] = order.splice(place, 1) as [number];
    order.unshift(table);
    return table;
  });
}

function codeLengths(bits: Bits, size: number): number[] {
  let length = bits.take(5);
  return Array.from({ length: size }, () => {
    while (bits.take(1) === 1) length += bits.take(1) === 0 ? 1 : -1;
    return length >= 1 && length <= MOST_BITS ? length : damaged();
  });
}

/** Codes of one length are consecutive numbers, so the first of each and the symbols in order say everything. */
interface Huffman {
  readonly firsts: Int32Array;
  readonly counts: Int32Array;
  readonly symbols: Int32Array;
}

function huffman(lengths: readonly number[]): Huffman {
  const counts = new Int32Array(MOST_BITS + 1);
  for (const length of lengths) counts[length] = (counts[length] as number) + 1;
  const firsts = new Int32Array(MOST_BITS + 1);
  for (let i = 2; i <= MOST_BITS; i++) firsts[i] = ((firsts[i - 1] as number) + (counts[i - 1] as number)) << 1;
  const order = lengths.map((_, i) => i).sort((a, b) => (lengths[a] as number) - (lengths[b] as number) || a - b);
  return { firsts, counts, symbols: Int32Array.from(order) };
}

function nextSymbol(bits: Bits, { firsts, counts, symbols: all }: Huffman): number {
  let code = 0;
  let before = 0;
  for (let length = 1; length <= MOST_BITS; length++) {
    code = (code << 1) | bits.take(1);
    const place = code - (firsts[length] as number);
    if (place < (counts[length] as number)) return all[before + place] as number;
    before += counts[length] as number;
  }
  return damaged();
}

/** Runs of the byte in front are counted in digits of base two that begin at one. */
function symbols(
  bits: Bits,
  alphabet: number[],
  selectors: readonly number[],
  codes: readonly Huffman[],
  most: number,
): Uint8Array {
  const out = new Uint8Array(most);
  const front = Uint8Array.from(alphabet);
  const last = alphabet.length + 1;
  let end = 0;
  let run = 0;
  let weight = 1;
  for (let count = 0; ; count++) {
    const table = codes[selectors[Math.floor(count / GROUP)] ?? -1] ?? damaged();
    const symbol = nextSymbol(bits, table);
    if (symbol === RUN_A || symbol === RUN_B) {
      run += weight * (symbol + 1);
      weight *= 2;
      if (run > most) damaged();
      continue;
    }
    if (end + run > most) damaged();
    out.fill(front[0] as number, end, end + run);
    end += run;
    run = 0;
    weight = 1;
    if (symbol === last) return out.subarray(0, end);
    if (end >= most) damaged();
    const byte = front[symbol - 1] as number;
    front.copyWithin(1, 0, symbol - 1);
    front[0] = byte;
    out[end++] = byte;
  }
}

/** The last column of the sorted rotations, and which row is the text: its bytes follow each other through the rows. */
function unsorted(last: Uint8Array, origin: number): Uint8Array {
  const starts = new Int32Array(256);
  for (const byte of last) starts[byte] = (starts[byte] as number) + 1;
  let sum = 0;
  for (let byte = 0; byte < 256; byte++) {
    const count = starts[byte] as number;
    starts[byte] = sum;
    sum += count;
  }
  const next = new Int32Array(last.length);
  for (let row = 0; row < last.length; row++) {
    const byte = last[row] as number;
    next[starts[byte] as number] = row;
    starts[byte] = (starts[byte] as number) + 1;
  }
  const out = new Uint8Array(last.length);
  let row = next[origin] as number;
  for (let i = 0; i < out.length; i++) {
    out[i] = last[row] as number;
    row = next[row] as number;
  }
  return out;
}

/** After four equal bytes comes how many more there are. */
function withoutRuns(bytes: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [];
  let from = 0;
  let same = 0;
  for (let i = 0; i < bytes.length; i++) {
    same = i > from && bytes[i] === bytes[i - 1] ? same + 1 : 1;
    if (same < 4) continue;
    const more = bytes[i + 1] ?? damaged();
    parts.push(bytes.subarray(from, i + 1), new Uint8Array(more).fill(bytes[i] as number));
    from = i + 2;
    i += 1;
    same = 0;
  }
  parts.push(bytes.subarray(from));
  return Buffer.concat(parts);
}

const CRC_TABLE = Int32Array.from({ length: 256 }, (_, byte) => {
  let value = byte << 24;
  for (let bit = 0; bit < 8; bit++) value = value < 0 ? (value << 1) ^ 0x04c11db7 : value << 1;
  return value;
});

function crc(bytes: Uint8Array): number {
  let value = -1;
  for (const byte of bytes) value = (value << 8) ^ (CRC_TABLE[(value >>> 24) ^ byte] as number);
  return ~value >>> 0;
}
