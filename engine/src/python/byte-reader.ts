/** Pulls exact counts of bytes out of a stream of chunks; big-endian integers as the Python workers write them. */

export class UnexpectedEnd extends Error {
  override readonly name = 'UnexpectedEnd';
}

export class ByteReader {
  readonly #chunks: AsyncIterator<Uint8Array>;
  #chunk: Uint8Array = new Uint8Array(0);
  #at = 0;

  constructor(chunks: AsyncIterable<Uint8Array>) {
    this.#chunks = chunks[Symbol.asyncIterator]();
  }

  /** Fills `target` wholly; throws UnexpectedEnd when the stream ends before. */
  async readInto(target: Uint8Array): Promise<void> {
    let filled = 0;
    while (filled < target.length) {
      if (this.#at === this.#chunk.length && !(await this.#next())) throw new UnexpectedEnd('stream ended early');
      const count = Math.min(target.length - filled, this.#chunk.length - this.#at);
      target.set(this.#chunk.subarray(this.#at, this.#at + count), filled);
      this.#at += count;
      filled += count;
    }
  }

  /** In memory of its own and aligned. */
  async read(count: number): Promise<Uint8Array<ArrayBuffer>> {
    const out = new Uint8Array(count);
    await this.readInto(out);
    return out;
  }

  async int32(): Promise<number> {
    const ready = this.#ready(4);
    if (ready !== undefined) return ready.getInt32(0, false);
    return new DataView((await this.read(4)).buffer).getInt32(0, false);
  }

  async int64(): Promise<bigint> {
    return new DataView((await this.read(8)).buffer).getBigInt64(0, false);
  }

  async text(): Promise<string> {
    return Buffer.from(await this.read(await this.int32())).toString('utf8');
  }

  /** The next integer, or undefined when the stream has ended before its first byte. */
  async int32OrEnd(): Promise<number | undefined> {
    if (this.#at === this.#chunk.length && !(await this.#next())) return undefined;
    return this.int32();
  }

  /** Ends the stream: its source is told that no more will be read. */
  async cancel(): Promise<void> {
    await this.#chunks.return?.();
  }

  #ready(count: number): DataView | undefined {
    const { buffer, byteOffset, length } = this.#chunk;
    if (length - this.#at < count) return undefined;
    const view = new DataView(buffer, byteOffset + this.#at, count);
    this.#at += count;
    return view;
  }

  async #next(): Promise<boolean> {
    while (true) {
      const result = await this.#chunks.next();
      if (result.done === true) return false;
      if (result.value.length > 0) {
        this.#chunk = result.value;
        this.#at = 0;
        return true;
      }
    }
  }
}
