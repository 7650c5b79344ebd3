/** Grows a message of the worker protocol: big-endian integers, texts and byte strings with their length in front. */

export class BinaryWriter {
  #bytes = Buffer.alloc(1024);
  #at = 0;

  #reserve(count: number): number {
    const at = this.#at;
    const needed = at + count;
    if (needed > this.#bytes.length) {
      const grown = Buffer.alloc(Math.max(needed, this.#bytes.length * 2));
      this.#bytes.copy(grown, 0, 0, at);
      this.#bytes = grown;
    }
    this.#at = needed;
    return at;
  }

  int32(value: number): this {
    const at = this.#reserve(4);
    this.#bytes.writeInt32BE(value, at);
    return this;
  }

  int64(value: number | bigint): this {
    const at = this.#reserve(8);
    this.#bytes.writeBigInt64BE(BigInt(value), at);
    return this;
  }

  bool(value: boolean): this {
    const at = this.#reserve(1);
    this.#bytes[at] = value ? 1 : 0;
    return this;
  }

  bytes(value: Uint8Array): this {
    this.int32(value.length);
    const at = this.#reserve(value.length);
    this.#bytes.set(value, at);
    return this;
  }

  text(value: string): this {
    return this.bytes(Buffer.from(value, 'utf8'));
  }

  texts(entries: Readonly<Record<string, string>>): this {
    const pairs = Object.entries(entries);
    this.int32(pairs.length);
    for (const [key, value] of pairs) this.text(key).text(value);
    return this;
  }

  finish(): Uint8Array {
    return this.#bytes.subarray(0, this.#at);
  }
}

/** One integer, as end marks are. */
export function int32Bytes(value: number): Uint8Array {
  return new BinaryWriter().int32(value).finish();
}

/** A byte string with its length in front. */
export function framed(bytes: Uint8Array): Uint8Array {
  return new BinaryWriter().bytes(bytes).finish();
}
