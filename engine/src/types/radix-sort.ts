/** Rows in order of their normalized keys, by digits of a byte, the least significant first: each pass is stable. */
import type { KeyWord, NormalizedKeys } from './normalized-key.ts';

const DIGITS = 4;
const VALUES = 256;
/** Up to here comparing is faster than counting digits. */
const FEW_ROWS = 128;

/** Row numbers in order; rows that are equal by `compare` stay as they were. It is asked where the keys do not decide. */
export function orderedRows(
  length: number,
  keys: NormalizedKeys,
  compare: (a: number, b: number) => number,
): Int32Array {
  const stable = (a: number, b: number): number => compare(a, b) || a - b;
  if (length <= FEW_ROWS) return ascending(length).sort(stable);
  const rows = byWords(length, keys.words);
  if (!keys.exact) breakTies(rows, keys.words, stable);
  return rows;
}

function ascending(length: number): Int32Array {
  const rows = new Int32Array(length);
  for (let i = 0; i < length; i++) rows[i] = i;
  return rows;
}

function byWords(length: number, words: readonly KeyWord[]): Int32Array {
  let rows = ascending(length);
  let sorted: Int32Array = new Int32Array(length);
  let keys = new Uint32Array(length);
  let sortedKeys = new Uint32Array(length);
  const counts = new Uint32Array(DIGITS * VALUES);
  for (const word of words.toReversed()) {
    word(sortedKeys);
    countDigits(sortedKeys, counts);
    const digits = Array.from({ length: DIGITS }, (_, digit) => digit).filter((digit) => {
      const first = ((sortedKeys[0] as number) >>> (digit * 8)) & 255;
      return counts[digit * VALUES + first] !== length;
    });
    if (digits.length === 0) continue;
    for (let i = 0; i < length; i++) keys[i] = sortedKeys[rows[i] as number] as number;
    for (const digit of digits) {
      const places = startsOf(counts.subarray(digit * VALUES, (digit + 1) * VALUES));
      const shift = digit * 8;
      for (let i = 0; i < length; i++) {
        const key = keys[i] as number;
        const value = (key >>> shift) & 255;
        const place = places[value] as number;
        places[value] = place + 1;
        sortedKeys[place] = key;
        sorted[place] = rows[i] as number;
      }
      [rows, sorted] = [sorted, rows];
      [keys, sortedKeys] = [sortedKeys, keys];
    }
  }
  return rows;
}

function countDigits(keys: Uint32Array, counts: Uint32Array): void {
  counts.fill(0);
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i] as number;
    for (let digit = 0; digit < DIGITS; digit++) {
      const at = digit * VALUES + ((key >>> (digit * 8)) & 255);
      counts[at] = (counts[at] as number) + 1;
    }
  }
}

function startsOf(counts: Uint32Array): Uint32Array {
  const starts = new Uint32Array(VALUES);
  for (let value = 1; value < VALUES; value++)
    starts[value] = (starts[value - 1] as number) + (counts[value - 1] as number);
  return starts;
}

/** Rows with equal words lie side by side. */
function breakTies(rows: Int32Array, words: readonly KeyWord[], compare: (a: number, b: number) => number): void {
  const { length } = rows;
  const tied = new Uint8Array(length).fill(1);
  const values = new Uint32Array(length);
  for (const word of words) {
    word(values);
    for (let i = 1; i < length; i++) if (values[rows[i] as number] !== values[rows[i - 1] as number]) tied[i] = 0;
  }
  for (let from = 0, to = 0; from < length; from = to) {
    for (to = from + 1; to < length && tied[to] === 1; ) to += 1;
    if (to - from > 1) rows.subarray(from, to).sort(compare);
  }
}
