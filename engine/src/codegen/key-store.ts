/** The distinct keys of a hash table, one growing store a key column, and their way back into vectors. */
import type { DataType } from '../types/data-type.ts';
import { fixedArray, layoutOf, type Vector } from '../types/vector.ts';
import { type VectorBuilder, vectorBuilder } from '../types/vector-builder.ts';
import { concatVectors, sliceVector } from '../types/vector-ops.ts';
import { valueReader } from '../types/vector-reader.ts';
import { Dictionary, type KeyColumn, type KeyShape, keyColumn, keyShape } from './key-column.ts';

export class KeyStore {
  readonly shape: KeyShape;
  readonly dictionary = new Dictionary();
  /** Words of the stored keys; bytes of the stored keys. */
  values: Int32Array;
  data: Uint8Array = new Uint8Array(64);
  offsets: Int32Array = new Int32Array(65);
  nulls: Uint8Array = new Uint8Array(64);
  /** The batch at hand. */
  current: KeyColumn | undefined;
  readonly #type: DataType;
  #vector: Vector | undefined;
  #nested: VectorBuilder | undefined;
  #finished: Vector[] = [];
  #count = 0;

  constructor(type: DataType) {
    this.#type = type;
    this.shape = keyShape(type);
    this.values = new Int32Array(64 * this.shape.words);
  }

  use(vector: Vector, grow: boolean): KeyColumn {
    this.#vector = vector;
    this.current = keyColumn(vector, this.#type, this.dictionary, grow);
    return this.current;
  }

  /** Stores row `row` of the batch at hand as the next key. */
  insert(row: number): void {
    const key = this.current!;
    const at = this.#count++;
    if (at >= this.nulls.length) this.#grow();
    const present = key.validity === undefined || ((key.validity[row >> 3]! >> (row & 7)) & 1) === 1;
    this.nulls[at] = present ? 0 : 1;
    const { words, kind } = this.shape;
    if (kind === 'nested') {
      this.#nested ??= vectorBuilder(this.#type, 64);
      this.#nested.append(valueReader(this.#type)(this.#vector!, row));
    }
    if (words === 0) this.#insertBytes(key, row, at, present);
    else if (present) for (let w = 0; w < words; w++) this.values[at * words + w] = key.values[row * words + w]!;
  }

  #insertBytes(key: KeyColumn, row: number, at: number, present: boolean): void {
    const start = this.offsets[at]!;
    const from = key.offsets[row]!;
    const count = present ? key.offsets[row + 1]! - from : 0;
    if (start + count > this.data.length) {
      const grown = new Uint8Array(Math.max(start + count, this.data.length * 2));
      grown.set(this.data);
      this.data = grown;
    }
    const { data } = this;
    for (let i = 0; i < count; i++) data[start + i] = key.values[from + i]!;
    this.offsets[at + 1] = start + count;
  }

  #grow(): void {
    const capacity = this.nulls.length * 2;
    const widened = <T extends Int32Array | Uint8Array>(from: T, to: T): T => {
      to.set(from);
      return to;
    };
    this.nulls = widened(this.nulls, new Uint8Array(capacity));
    if (this.shape.words === 0) this.offsets = widened(this.offsets, new Int32Array(capacity + 1));
    else this.values = widened(this.values, new Int32Array(capacity * this.shape.words));
  }

  get bytes(): number {
    return this.values.byteLength + this.data.byteLength + this.offsets.byteLength + this.nulls.byteLength;
  }

  /** Keys `from` to `to` as a column, in memory of their own. */
  column(from: number, to: number): Vector {
    const length = to - from;
    const { kind, words } = this.shape;
    if (kind === 'nested') return sliceVector(this.#nestedColumn(), from, to);
    const validity = this.#validity(from, to);
    if (words === 0) {
      const start = this.offsets[from]!;
      const offsets = this.offsets.slice(from, to + 1).map((o) => o - start);
      return { layout: 'bytes', length, validity, offsets, data: this.data.slice(start, this.offsets[to]!) };
    }
    const part = this.values.slice(from * words, to * words);
    const layout = layoutOf(this.#type);
    if (layout === 'wide') return { layout, length, validity, values: new BigInt64Array(part.buffer) };
    if (layout === 'null') return { layout, length };
    const values = fixedArray(layout, length);
    if (values.BYTES_PER_ELEMENT >= 4) new Int32Array(values.buffer).set(part);
    else for (let i = 0; i < length; i++) values[i] = part[i]!;
    return { layout: 'fixed', length, validity, values };
  }

  #nestedColumn(): Vector {
    if (this.#nested !== undefined && this.#nested.length > 0) this.#finished.push(this.#nested.finish());
    if (this.#finished.length === 0) return vectorBuilder(this.#type, 0).finish();
    const whole = concatVectors(this.#finished);
    this.#finished = [whole];
    return whole;
  }

  #validity(from: number, to: number): Uint8Array | undefined {
    let bits: Uint8Array | undefined;
    for (let i = from; i < to; i++) {
      if (this.nulls[i] === 0) continue;
      bits ??= new Uint8Array((to - from + 7) >> 3).fill(0xff);
      bits[(i - from) >> 3] = bits[(i - from) >> 3]! & ~(1 << ((i - from) & 7));
    }
    return bits;
  }
}
