/** Parquet's hybrid of runs and packed bits, for levels and for places in dictionaries; made are only groups of eight. */
import type { GrowingBytes } from './growing.ts';

export const bitsFor = (most: number): number => 32 - Math.clz32(most);

/** Values have `width` bits, 24 at most. */
export function encodeRuns(values: Int32Array, width: number, out: GrowingBytes): void {
  const count = values.length;
  // Where what is to be packed begins; what waits there is always followed by the value looked at.
  let packed = 0;
  for (let i = 0; i < count; ) {
    const value = values[i] as number;
    let end = i + 1;
    while (end < count && values[end] === value) end += 1;
    // A run may only follow whole groups of eight packed values.
    const from = i + (-(i - packed) & 7);
    if (end - from >= 8) {
      pack(values, packed, from, width, out);
      varint((end - from) << 1, out);
      for (let bits = 0; bits < width; bits += 8) out.push((value >> bits) & 255);
      packed = end;
    }
    i = end;
  }
  pack(values, packed, count, width, out);
}

function pack(values: Int32Array, from: number, to: number, width: number, out: GrowingBytes): void {
  if (from === to) return;
  const groups = Math.ceil((to - from) / 8);
  varint((groups << 1) | 1, out);
  const first = out.take(groups * width);
  const { data } = out;
  let at = first;
  let bits = 0;
  let held = 0;
  for (let i = from; i < to; i++) {
    bits |= (values[i] as number) << held;
    held += width;
    while (held >= 8) {
      data[at++] = bits;
      bits >>>= 8;
      held -= 8;
    }
  }
  if (held > 0) data[at++] = bits;
  data.fill(0, at, first + groups * width);
}

function varint(value: number, out: GrowingBytes): void {
  let rest = value;
  while (rest >= 128) {
    out.push((rest & 127) | 128);
    rest >>>= 7;
  }
  out.push(rest);
}
