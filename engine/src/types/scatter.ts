/**
 * Rows of several batches put to given places of one batch. Reading goes straight on and writing to as many runs as
 * there are partitions, which processors' caches bear far better than gathering row by row.
 */
import { orderOf } from './partition-order.ts';
import { type Batch, type BytesVector, type FixedValues, isValid, type Vector, type WideVector } from './vector.ts';
import { concatVectors, takeVector } from './vector-ops.ts';

/** `places` counts the rows through all batches; each place is taken once. */
export function scatterBatches(batches: readonly Batch[], places: Int32Array): Batch {
  const width = batches[0]?.columns.length ?? 0;
  const columns = Array.from({ length: width }, (_, i) =>
    scatterVectors(
      batches.map((batch) => batch.columns[i]!),
      places,
    ),
  );
  return { length: places.length, columns };
}

function scatterVectors(parts: readonly Vector[], places: Int32Array): Vector {
  const first = parts[0]!;
  const { length } = places;
  switch (first.layout) {
    case 'null':
      return { layout: 'null', length };
    case 'fixed': {
      const values = sameArray(first.values, length);
      scatterFixed(parts as readonly (typeof first)[], places, values);
      return { layout: 'fixed', length, validity: scatterBits(parts, places), values };
    }
    case 'wide': {
      const values = scatterWide(parts as readonly WideVector[], places);
      return { layout: 'wide', length, validity: scatterBits(parts, places), values };
    }
    case 'bytes':
      return {
        layout: 'bytes',
        length,
        validity: scatterBits(parts, places),
        ...scatterBytes(parts as readonly BytesVector[], places),
      };
    default:
      return takeVector(concatVectors(parts), orderOf(places));
  }
}

const sameArray = (like: FixedValues, length: number): FixedValues =>
  new (like.constructor as new (length: number) => FixedValues)(length);

/** One loop per element width, so that each sees a single array type and stays fast. */
function scatterFixed(
  parts: readonly { readonly values: FixedValues; readonly length: number }[],
  places: Int32Array,
  to: FixedValues,
): void {
  const words = wordsOf(to);
  let at = 0;
  for (const { values, length } of parts) {
    const from = wordsOf(values);
    const targets = places.subarray(at, at + length);
    if (from instanceof BigInt64Array) scatter64(from, targets, words as BigInt64Array);
    else if (from instanceof Int32Array) scatter32(from, targets, words as Int32Array);
    else if (from instanceof Int16Array) scatter16(from, targets, words as Int16Array);
    else scatter8(from, targets, words as Uint8Array);
    at += length;
  }
}

function wordsOf({
  buffer,
  byteOffset,
  length,
  BYTES_PER_ELEMENT,
}: FixedValues): BigInt64Array | Int32Array | Int16Array | Uint8Array {
  switch (BYTES_PER_ELEMENT) {
    case 8:
      return new BigInt64Array(buffer, byteOffset, length);
    case 4:
      return new Int32Array(buffer, byteOffset, length);
    case 2:
      return new Int16Array(buffer, byteOffset, length);
    default:
      return new Uint8Array(buffer, byteOffset, length);
  }
}

function scatter64(from: BigInt64Array, places: Int32Array, to: BigInt64Array): void {
  for (let i = 0; i < places.length; i++) to[places[i]!] = from[i]!;
}
function scatter32(from: Int32Array, places: Int32Array, to: Int32Array): void {
  for (let i = 0; i < places.length; i++) to[places[i]!] = from[i]!;
}
function scatter16(from: Int16Array, places: Int32Array, to: Int16Array): void {
  for (let i = 0; i < places.length; i++) to[places[i]!] = from[i]!;
}
function scatter8(from: Uint8Array, places: Int32Array, to: Uint8Array): void {
  for (let i = 0; i < places.length; i++) to[places[i]!] = from[i]!;
}

function scatterWide(parts: readonly WideVector[], places: Int32Array): BigInt64Array {
  const to = new BigInt64Array(places.length * 2);
  let at = 0;
  for (const { values, length } of parts) {
    for (let i = 0; i < length; i++) {
      const place = 2 * places[at++]!;
      to[place] = values[2 * i]!;
      to[place + 1] = values[2 * i + 1]!;
    }
  }
  return to;
}

/** NULLs of the source may cover bytes, which are dropped here. */
function scatterBytes(parts: readonly BytesVector[], places: Int32Array): { offsets: Int32Array; data: Uint8Array } {
  const offsets = new Int32Array(places.length + 1);
  let at = 0;
  for (const part of parts) {
    for (let i = 0; i < part.length; i++) {
      const place = places[at++]!;
      if (isValid(part, i)) offsets[place + 1] = part.offsets[i + 1]! - part.offsets[i]!;
    }
  }
  for (let i = 0; i < places.length; i++) offsets[i + 1]! += offsets[i]!;
  const data = new Uint8Array(offsets[places.length]!);
  at = 0;
  for (const part of parts) {
    copyBytes(part, places.subarray(at, at + part.length), offsets, data);
    at += part.length;
  }
  return { offsets, data };
}

/** A call for each string costs more than copying a short one. */
const SHORT = 32;

function copyBytes(
  { data: from, offsets: starts }: BytesVector,
  places: Int32Array,
  offsets: Int32Array,
  to: Uint8Array,
): void {
  for (let i = 0; i < places.length; i++) {
    const target = offsets[places[i]!]!;
    const count = offsets[places[i]! + 1]! - target;
    const start = starts[i]!;
    if (count > SHORT) to.set(from.subarray(start, start + count), target);
    else for (let k = 0; k < count; k++) to[target + k] = from[start + k]!;
  }
}

function scatterBits(parts: readonly Vector[], places: Int32Array): Uint8Array | undefined {
  let bits: Uint8Array | undefined;
  let at = 0;
  for (const part of parts) {
    const first = at;
    at += part.length;
    if (part.layout !== 'null' && part.validity === undefined) continue;
    for (let i = 0; i < part.length; i++) {
      if (isValid(part, i)) continue;
      const place = places[first + i]!;
      bits ??= new Uint8Array((places.length + 7) >> 3).fill(0xff);
      bits[place >> 3]! &= ~(1 << (place & 7));
    }
  }
  return bits;
}
