/** LZ4's block format. Compressing makes greedy matches of four bytes or more through a small hash table. */
import { repeat } from './repeat.ts';

const HASH_BITS = 14;
const FURTHEST = 65_535;
const SHORTEST_MATCH = 4;
/** The format wants the last bytes as they are, and no match to begin near the end. */
const LAST_LITERALS = 5;
const LAST_MATCH = 12;

export function lz4Compress(input: Uint8Array): Uint8Array {
  const out = new Uint8Array(input.length + Math.ceil(input.length / 255) + 16);
  const table = new Int32Array(1 << HASH_BITS).fill(-1);
  let end = 0;
  let literal = 0;
  let misses = 64;
  for (let i = 0; i < input.length - LAST_MATCH; ) {
    const current = word(input, i);
    const hash = Math.imul(current, 0x9e3779b1) >>> (32 - HASH_BITS);
    const candidate = table[hash] as number;
    table[hash] = i;
    if (candidate < 0 || i - candidate > FURTHEST || word(input, candidate) !== current) {
      // Data that does not repeat is walked over faster and faster.
      i += misses++ >> 6;
      continue;
    }
    misses = 64;
    let length = SHORTEST_MATCH;
    while (i + length < input.length - LAST_LITERALS && input[candidate + length] === input[i + length]) length += 1;
    end = writeLiterals(out, end, input.subarray(literal, i), length - SHORTEST_MATCH);
    out[end++] = (i - candidate) & 255;
    out[end++] = (i - candidate) >> 8;
    end = writeRest(out, end, length - SHORTEST_MATCH);
    i += length;
    literal = i;
  }
  return out.subarray(0, writeLiterals(out, end, input.subarray(literal), 0));
}

const word = (b: Uint8Array, i: number): number =>
  (b[i] as number) | ((b[i + 1] as number) << 8) | ((b[i + 2] as number) << 16) | ((b[i + 3] as number) << 24);

/** A token with both lengths as far as they fit, and the literals; the match's place comes after them. */
function writeLiterals(out: Uint8Array, at: number, literals: Uint8Array, matchRest: number): number {
  out[at] = (Math.min(literals.length, 15) << 4) | Math.min(matchRest, 15);
  const end = writeRest(out, at + 1, literals.length);
  out.set(literals, end);
  return end + literals.length;
}

/** What of a length does not fit into its four bits. */
function writeRest(out: Uint8Array, at: number, length: number): number {
  if (length < 15) return at;
  let end = at;
  let rest = length - 15;
  for (; rest >= 255; rest -= 255) out[end++] = 255;
  out[end++] = rest;
  return end;
}

/** Of a block that holds `most` bytes or fewer. */
export function lz4Decompress(input: Uint8Array, most: number): Uint8Array {
  const out = new Uint8Array(most);
  let at = 0;
  let end = 0;
  const rest = (length: number): number => {
    let total = length;
    if (length === 15) {
      let more = 255;
      while (more === 255) {
        more = input[at++] as number;
        total += more;
      }
    }
    return total;
  };
  while (at < input.length) {
    const token = input[at++] as number;
    const literals = rest(token >> 4);
    out.set(input.subarray(at, at + literals), end);
    at += literals;
    end += literals;
    // The last sequence has no match.
    if (at >= input.length) break;
    const offset = (input[at] as number) | ((input[at + 1] as number) << 8);
    at += 2;
    end = repeat(out, end, offset, rest(token & 15) + SHORTEST_MATCH);
  }
  return out.subarray(0, end);
}
