/**
 * Geometries as well-known binary. A value is its reference system's number in four bytes, low ones first, and then the
 * binary in that same byte order.
 */
import { raise } from '../../errors/raise.ts';

const HEADER = 4;
const POINT = 1;
const LINE = 2;
const POLYGON = 3;
const LAST_KIND = 7;
/** Kinds count by thousands for points with a height, a measure or both. */
const DIMENSIONS: readonly number[] = [2, 3, 3, 4];

const fail = (parseError: string, pos: number): never => raise('WKB_PARSE_ERROR', { parseError, pos: String(pos) });

/** Reads one order of bytes and writes the other, or the same, to the same places. */
class Transcriber {
  readonly #from: DataView;
  readonly #to: DataView;
  readonly #littleOut: boolean;
  readonly #onGlobe: boolean;
  #at = 0;

  constructor(bytes: Uint8Array, out: Uint8Array, littleOut: boolean, onGlobe: boolean) {
    this.#from = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#to = new DataView(out.buffer, out.byteOffset, out.byteLength);
    this.#littleOut = littleOut;
    this.#onGlobe = onGlobe;
  }

  geometry(): void {
    this.#need(5);
    const order = this.#from.getUint8(this.#at);
    if (order > 1) fail('Invalid byte order', this.#at);
    this.#to.setUint8(this.#at, this.#littleOut ? 1 : 0);
    this.#at += 1;
    const little = order === 1;
    const start = this.#at;
    const code = this.#count(little);
    const kind = code % 1000;
    const dimensions = DIMENSIONS[Math.floor(code / 1000)];
    if (dimensions === undefined || kind < POINT || kind > LAST_KIND) fail('Invalid or unsupported type', start);
    else if (kind === POINT) this.#points(1, dimensions, little);
    else if (kind === LINE) this.#points(this.#count(little), dimensions, little);
    else this.#parts(kind === POLYGON ? dimensions : undefined, little);
  }

  /** Rings of points, or geometries in themselves. */
  #parts(dimensions: number | undefined, little: boolean): void {
    for (let left = this.#count(little); left > 0; left--) {
      if (dimensions === undefined) this.geometry();
      else this.#points(this.#count(little), dimensions, little);
    }
  }

  #need(bytes: number): void {
    if (this.#at + bytes > this.#from.byteLength) fail('Unexpected end of WKB buffer', this.#at);
  }

  #count(little: boolean): number {
    this.#need(4);
    const value = this.#from.getUint32(this.#at, little);
    this.#to.setUint32(this.#at, value, this.#littleOut);
    this.#at += 4;
    return value;
  }

  #points(count: number, dimensions: number, little: boolean): void {
    for (let i = 0; i < count; i++) {
      const start = this.#at;
      const [x, y] = Array.from({ length: dimensions }, () => this.#number(little)) as [number, number];
      if (this.#onGlobe && (Math.abs(x) > 180 || Math.abs(y) > 90)) fail('Invalid coordinate value found', start);
    }
  }

  #number(little: boolean): number {
    this.#need(8);
    const value = this.#from.getFloat64(this.#at, little);
    this.#to.setFloat64(this.#at, value, this.#littleOut);
    this.#at += 8;
    return value;
  }
}

function transcribed(bytes: Uint8Array, littleOut: boolean, onGlobe: boolean): Uint8Array {
  const out = new Uint8Array(bytes);
  new Transcriber(bytes, out, littleOut, onGlobe).geometry();
  return out;
}

function withSystem(srid: number, binary: Uint8Array): Uint8Array {
  const value = new Uint8Array(HEADER + binary.byteLength);
  new DataView(value.buffer).setInt32(0, srid, true);
  value.set(binary, HEADER);
  return value;
}

/** `onGlobe`: coordinates are degrees. */
export const fromWellKnown = (binary: Uint8Array, srid: number, onGlobe: boolean): Uint8Array =>
  withSystem(srid, transcribed(binary, true, onGlobe));

export const sridOf = (value: Uint8Array): number => new DataView(value.buffer, value.byteOffset).getInt32(0, true);

export const binaryOf = (value: Uint8Array): Uint8Array => value.slice(HEADER);

export function asWellKnown(value: Uint8Array, endianness: string): Uint8Array {
  const order = endianness.toUpperCase();
  if (order !== 'NDR' && order !== 'XDR') return raise('ST_INVALID_ENDIANNESS_VALUE', { endianness });
  return transcribed(binaryOf(value), order === 'NDR', false);
}

export const withSrid = (value: Uint8Array, srid: number): Uint8Array => withSystem(srid, binaryOf(value));

/** A geometry in degrees as a geography. */
export function onGlobe(value: Uint8Array): Uint8Array {
  transcribed(binaryOf(value), true, true);
  return value;
}
