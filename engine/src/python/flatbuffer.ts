/** The little of FlatBuffers that Arrow's metadata needs: a builder and a reader of tables. */

const TEXT = new TextEncoder();

/** Writes from the end towards the front, as the format wants; offsets count from the end. */
export class FlatBuilder {
  #bytes = new Uint8Array(1024);
  #view = new DataView(this.#bytes.buffer);
  #space = 1024;
  #alignment = 1;
  #slots: number[] = [];
  #tableEnd = 0;

  get #offset(): number {
    return this.#bytes.length - this.#space;
  }

  /** Pads so that a value of `size` bytes is aligned once `extra` bytes have been written before it. */
  #prepare(size: number, extra = 0): void {
    if (size > this.#alignment) this.#alignment = size;
    const padding = -(this.#offset + extra) & (size - 1);
    while (this.#space < padding + size + extra) this.#grow();
    this.#space -= padding;
  }

  #grow(): void {
    const old = this.#bytes;
    const grown = new Uint8Array(old.length * 2);
    grown.set(old, old.length);
    this.#space += old.length;
    this.#bytes = grown;
    this.#view = new DataView(grown.buffer);
  }

  string(text: string): number {
    const utf8 = TEXT.encode(text);
    this.#prepare(4, utf8.length + 1);
    this.#space -= utf8.length + 1;
    this.#bytes.set(utf8, this.#space);
    return this.#int32(utf8.length);
  }

  #int32(value: number): number {
    this.#prepare(4);
    this.#space -= 4;
    this.#view.setInt32(this.#space, value, true);
    return this.#offset;
  }

  #reference(target: number): void {
    this.#prepare(4);
    this.#space -= 4;
    this.#view.setInt32(this.#space, this.#offset - target, true);
  }

  vectorOfTables(targets: readonly number[]): number {
    this.#prepare(4, targets.length * 4);
    for (let i = targets.length - 1; i >= 0; i--) this.#reference(targets[i]!);
    return this.#int32(targets.length);
  }

  /** Structs of two int64 (field nodes, buffers), flattened. */
  vectorOfPairs(pairs: readonly number[]): number {
    this.#prepare(8, pairs.length * 8);
    for (let i = pairs.length - 1; i >= 0; i--) {
      this.#space -= 8;
      this.#view.setBigInt64(this.#space, BigInt(pairs[i]!), true);
    }
    return this.#int32(pairs.length / 2);
  }

  table(slots: number, fill: () => void): number {
    this.#slots = new Array<number>(slots).fill(0);
    this.#tableEnd = this.#offset;
    fill();
    return this.#endTable();
  }

  int8(slot: number, value: number): void {
    this.#prepare(1);
    this.#space -= 1;
    this.#view.setInt8(this.#space, value);
    this.#slots[slot] = this.#offset;
  }

  int16(slot: number, value: number): void {
    this.#prepare(2);
    this.#space -= 2;
    this.#view.setInt16(this.#space, value, true);
    this.#slots[slot] = this.#offset;
  }

  int32(slot: number, value: number): void {
    this.#int32(value);
    this.#slots[slot] = this.#offset;
  }

  int64(slot: number, value: number): void {
    this.#prepare(8);
    this.#space -= 8;
    this.#view.setBigInt64(this.#space, BigInt(value), true);
    this.#slots[slot] = this.#offset;
  }

  ref(slot: number, target: number): void {
    this.#reference(target);
    this.#slots[slot] = this.#offset;
  }

  #endTable(): number {
    this.#int32(0);
    const table = this.#offset;
    const slots = this.#slots;
    const size = (slots.length + 2) * 2;
    this.#prepare(2, size);
    for (let i = slots.length - 1; i >= 0; i--) {
      this.#space -= 2;
      this.#view.setUint16(this.#space, slots[i] === 0 ? 0 : table - slots[i]!, true);
    }
    this.#space -= 2;
    this.#view.setUint16(this.#space, table - this.#tableEnd, true);
    this.#space -= 2;
    this.#view.setUint16(this.#space, size, true);
    this.#view.setInt32(this.#bytes.length - table, this.#offset - table, true);
    return table;
  }

  finish(root: number): Uint8Array {
    this.#prepare(this.#alignment, 4);
    this.#reference(root);
    return this.#bytes.subarray(this.#space);
  }
}

/** One table of a finished buffer. */
export class FlatTable {
  readonly #view: DataView;
  readonly #at: number;

  constructor(view: DataView, at: number) {
    this.#view = view;
    this.#at = at;
  }

  static root(bytes: Uint8Array): FlatTable {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    return new FlatTable(view, view.getUint32(0, true));
  }

  #field(slot: number): number {
    const vtable = this.#at - this.#view.getInt32(this.#at, true);
    const at = 4 + slot * 2;
    if (at >= this.#view.getUint16(vtable, true)) return 0;
    const offset = this.#view.getUint16(vtable + at, true);
    return offset === 0 ? 0 : this.#at + offset;
  }

  int8(slot: number, otherwise = 0): number {
    const at = this.#field(slot);
    return at === 0 ? otherwise : this.#view.getInt8(at);
  }

  int16(slot: number, otherwise = 0): number {
    const at = this.#field(slot);
    return at === 0 ? otherwise : this.#view.getInt16(at, true);
  }

  int32(slot: number, otherwise = 0): number {
    const at = this.#field(slot);
    return at === 0 ? otherwise : this.#view.getInt32(at, true);
  }

  int64(slot: number): number {
    const at = this.#field(slot);
    return at === 0 ? 0 : Number(this.#view.getBigInt64(at, true));
  }

  string(slot: number): string | undefined {
    const at = this.#follow(slot);
    if (at === 0) return undefined;
    const length = this.#view.getUint32(at, true);
    const { buffer, byteOffset } = this.#view;
    return Buffer.from(buffer, byteOffset + at + 4, length).toString('utf8');
  }

  table(slot: number): FlatTable | undefined {
    const at = this.#follow(slot);
    return at === 0 ? undefined : new FlatTable(this.#view, at);
  }

  tables(slot: number): FlatTable[] {
    const at = this.#follow(slot);
    if (at === 0) return [];
    const count = this.#view.getUint32(at, true);
    return Array.from({ length: count }, (_, i) => {
      const item = at + 4 + i * 4;
      return new FlatTable(this.#view, item + this.#view.getUint32(item, true));
    });
  }

  /** A vector of structs of two int64, flattened. */
  pairs(slot: number): number[] {
    const at = this.#follow(slot);
    if (at === 0) return [];
    const count = this.#view.getUint32(at, true) * 2;
    return Array.from({ length: count }, (_, i) => Number(this.#view.getBigInt64(at + 4 + i * 8, true)));
  }

  #follow(slot: number): number {
    const at = this.#field(slot);
    return at === 0 ? 0 : at + this.#view.getUint32(at, true);
  }
}
