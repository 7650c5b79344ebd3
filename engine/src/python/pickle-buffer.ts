/** A growing buffer with the opcodes that pickles of column values are made of (protocol 5). */

const TEXT = new TextEncoder();

export class PickleBuffer {
  bytes: Uint8Array;
  view: DataView;
  at = 0;

  constructor(capacity: number) {
    this.bytes = new Uint8Array(capacity);
    this.view = new DataView(this.bytes.buffer);
  }

  reserve(count: number): void {
    const needed = this.at + count;
    if (needed <= this.bytes.length) return;
    const grown = new Uint8Array(Math.max(needed, this.bytes.length * 2));
    grown.set(this.bytes.subarray(0, this.at));
    this.bytes = grown;
    this.view = new DataView(grown.buffer);
  }

  op(code: number): void {
    this.reserve(1);
    this.bytes[this.at++] = code;
  }

  integer(value: number): void {
    this.reserve(5);
    const { bytes } = this;
    if (value >= 0 && value < 256) {
      bytes[this.at] = 0x4b; // BININT1
      bytes[this.at + 1] = value;
      this.at += 2;
    } else {
      bytes[this.at] = 0x4a; // BININT
      this.view.setInt32(this.at + 1, value, true);
      this.at += 5;
    }
  }

  /** A 64-bit integer by its halves, so that no bigint is made. */
  long(low: number, high: number): void {
    if (high === low >> 31) {
      this.integer(low);
      return;
    }
    this.reserve(10);
    this.bytes[this.at] = 0x8a; // LONG1
    this.bytes[this.at + 1] = 8;
    this.view.setInt32(this.at + 2, low, true);
    this.view.setInt32(this.at + 6, high, true);
    this.at += 10;
  }

  double(value: number): void {
    this.reserve(9);
    this.bytes[this.at] = 0x47; // BINFLOAT
    this.view.setFloat64(this.at + 1, value, false);
    this.at += 9;
  }

  /** Text given as UTF-8. */
  text(source: Uint8Array, from: number, to: number): void {
    const count = to - from;
    this.#sized(count, 0x8c, 0x58); // SHORT_BINUNICODE, BINUNICODE
    this.#copy(source, from, to);
  }

  string(value: string): void {
    const utf8 = TEXT.encode(value);
    this.text(utf8, 0, utf8.length);
  }

  /** ASCII of few characters, such as a decimal's. */
  shortAscii(value: string): void {
    const count = value.length;
    this.#sized(count, 0x8c, 0x58);
    for (let i = 0; i < count; i++) this.bytes[this.at++] = value.charCodeAt(i);
  }

  binary(source: Uint8Array, from: number, to: number): void {
    this.#sized(to - from, 0x43, 0x42); // SHORT_BINBYTES, BINBYTES
    this.#copy(source, from, to);
  }

  byteArray(source: Uint8Array, from: number, to: number): void {
    const count = to - from;
    this.reserve(count + 9);
    this.bytes[this.at] = 0x96; // BYTEARRAY8
    this.view.setBigUint64(this.at + 1, BigInt(count), true);
    this.at += 9;
    this.#copy(source, from, to);
  }

  global(module: string, name: string): void {
    const utf8 = TEXT.encode(`c${module}\n${name}\n`);
    this.reserve(utf8.length);
    this.bytes.set(utf8, this.at);
    this.at += utf8.length;
  }

  /** Puts a memoised value on the stack. */
  get(index: number): void {
    this.reserve(5);
    if (index < 256) {
      this.bytes[this.at] = 0x68; // BINGET
      this.bytes[this.at + 1] = index;
      this.at += 2;
    } else {
      this.bytes[this.at] = 0x6a; // LONG_BINGET
      this.view.setUint32(this.at + 1, index, true);
      this.at += 5;
    }
  }

  /** Memoises the top of the stack, in place of what was there. */
  put(index: number): void {
    this.reserve(5);
    if (index < 256) {
      this.bytes[this.at] = 0x71; // BINPUT
      this.bytes[this.at + 1] = index;
      this.at += 2;
    } else {
      this.bytes[this.at] = 0x72; // LONG_BINPUT
      this.view.setUint32(this.at + 1, index, true);
      this.at += 5;
    }
  }

  #sized(count: number, short: number, long: number): void {
    this.reserve(count + 5);
    if (count < 256) {
      this.bytes[this.at] = short;
      this.bytes[this.at + 1] = count;
      this.at += 2;
    } else {
      this.bytes[this.at] = long;
      this.view.setUint32(this.at + 1, count, true);
      this.at += 5;
    }
  }

  /** Room must have been reserved. */
  #copy(source: Uint8Array, from: number, to: number): void {
    if (to - from > 32) {
      this.bytes.set(source.subarray(from, to), this.at);
      this.at += to - from;
    } else {
      const { bytes } = this;
      let at = this.at;
      for (let i = from; i < to; i++) bytes[at++] = source[i]!;
      this.at = at;
    }
  }
}
