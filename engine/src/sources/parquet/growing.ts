/** Memory of which more is taken when it is full. */

export class GrowingBytes {
  #data = new Uint8Array(1024);
  #view = new DataView(this.#data.buffer);
  length = 0;

  /** Where `count` more bytes begin; they hold whatever was there. */
  take(count: number): number {
    const at = this.length;
    this.length += count;
    if (this.length > this.#data.length) {
      const grown = new Uint8Array(Math.max(this.length, this.#data.length * 2));
      grown.set(this.#data.subarray(0, at));
      this.#data = grown;
      this.#view = new DataView(grown.buffer);
    }
    return at;
  }

  /** Valid until the next `take`. */
  get data(): Uint8Array<ArrayBuffer> {
    return this.#data;
  }

  get view(): DataView {
    return this.#view;
  }

  push(byte: number): void {
    const at = this.take(1);
    this.#data[at] = byte;
  }

  append(bytes: Uint8Array): void {
    const at = this.take(bytes.length);
    this.#data.set(bytes, at);
  }

  taken(): Uint8Array<ArrayBuffer> {
    return this.#data.subarray(0, this.length);
  }
}

export class GrowingInts {
  #data = new Int32Array(256);
  length = 0;

  take(count: number): number {
    const at = this.length;
    this.length += count;
    if (this.length > this.#data.length) {
      const grown = new Int32Array(Math.max(this.length, this.#data.length * 2));
      grown.set(this.#data.subarray(0, at));
      this.#data = grown;
    }
    return at;
  }

  /** Valid until the next `take`. */
  get data(): Int32Array<ArrayBuffer> {
    return this.#data;
  }

  push(value: number): void {
    const at = this.take(1);
    this.#data[at] = value;
  }

  fill(value: number, count: number): void {
    const at = this.take(count);
    this.#data.fill(value, at, at + count);
  }

  append(values: Int32Array): void {
    const at = this.take(values.length);
    this.#data.set(values, at);
  }

  taken(): Int32Array<ArrayBuffer> {
    return this.#data.subarray(0, this.length);
  }
}
