/** Open-addressing hash table from key rows to group numbers in the order of first appearance; the probe is generated. */
import { code, type Js, joinJs, js } from '../fragments/js.ts';
import type { DataType } from '../types/data-type.ts';
import type { Vector } from '../types/vector.ts';
import type { KeyColumn } from './key-column.ts';
import { KeyStore } from './key-store.ts';
import { Unit } from './unit.ts';

type Probe = (
  table: GroupTable,
  keys: readonly KeyColumn[],
  length: number,
  groups: Int32Array,
  insert: boolean,
) => void;

export class GroupTable {
  /** Two words a slot, so that most rows are told apart by one access to memory: group number plus one, and hash. */
  slots: Int32Array = new Int32Array(512);
  mask = 255;
  count = 0;
  readonly stores: readonly KeyStore[];
  readonly #probe: Probe;

  /** `nullMatches[i]`: whether NULL in key column `i` is a key like others; otherwise such rows get -1. */
  constructor(types: readonly DataType[], nullMatches: readonly boolean[]) {
    this.stores = types.map((t) => new KeyStore(t));
    this.#probe = compileProbe(this.stores, nullMatches);
  }

  /** The group of each row; unknown keys are added. */
  add(columns: readonly Vector[], length: number): Int32Array {
    return this.#run(columns, length, true);
  }

  /** The group of each row, -1 where there is none. */
  find(columns: readonly Vector[], length: number): Int32Array {
    return this.#run(columns, length, false);
  }

  #run(columns: readonly Vector[], length: number, insert: boolean): Int32Array {
    const groups = new Int32Array(length);
    const keys = columns.map((column, i) => this.stores[i]!.use(column, insert));
    this.#probe(this, keys, length, groups, insert);
    return groups;
  }

  /** Called by the probe at a free slot. */
  insert(row: number, hash: number, slot: number): number {
    const group = this.count++;
    this.slots[2 * slot] = group + 1;
    this.slots[2 * slot + 1] = hash;
    for (const store of this.stores) store.insert(row);
    if (this.count * 4 > this.slots.length) this.#rehash();
    return group;
  }

  #rehash(): void {
    const from = this.slots;
    const slots = new Int32Array(from.length * 2);
    const mask = from.length - 1;
    for (let i = 0; i < from.length; i += 2) {
      if (from[i] === 0) continue;
      let slot = from[i + 1]! & mask;
      while (slots[2 * slot] !== 0) slot = (slot + 1) & mask;
      slots[2 * slot] = from[i]!;
      slots[2 * slot + 1] = from[i + 1]!;
    }
    this.slots = slots;
    this.mask = mask;
  }

  get bytes(): number {
    return this.stores.reduce((sum, s) => sum + s.bytes, this.slots.byteLength);
  }

  keys(from: number, to: number): readonly Vector[] {
    return this.stores.map((s) => s.column(from, to));
  }
}

function mix(hash: number, word: number): number {
  const h = Math.imul(hash ^ word, 0x9e3779b1);
  return h ^ (h >>> 15);
}

function mixBytes(hash: number, data: Uint8Array, from: number, to: number): number {
  let h = hash ^ (to - from);
  let i = from;
  for (; i + 4 <= to; i += 4) {
    h = mix(h, data[i]! | (data[i + 1]! << 8) | (data[i + 2]! << 16) | (data[i + 3]! << 24));
  }
  for (; i < to; i++) h = mix(h, data[i]!);
  return h;
}

function sameBytes(a: Uint8Array, aFrom: number, aTo: number, b: Uint8Array, bFrom: number, bTo: number): boolean {
  if (aTo - aFrom !== bTo - bFrom) return false;
  for (let i = aFrom, j = bFrom; i < aTo; i++, j++) if (a[i] !== b[j]) return false;
  return true;
}

function compileProbe(stores: readonly KeyStore[], nullMatches: readonly boolean[]): Probe {
  const unit = new Unit();
  const each = (write: (store: KeyStore, i: number) => Js): Js => joinJs(stores.map(write), '\n');
  const body = js`
let slots = table.slots, mask = table.mask;
${each((_, i) => code(`const key${i} = keys[${i}], v${i} = key${i}.values, o${i} = key${i}.offsets, m${i} = key${i}.validity, store${i} = table.stores[${i}]; let w${i} = store${i}.values, d${i} = store${i}.data, p${i} = store${i}.offsets, u${i} = store${i}.nulls;`))}
for (let r = 0; r < length; r++) {
let h = 0x2545f491;
${each(hashStep)}
groups[r] = h ^ (h >>> 13);
}
for (let r = 0; r < length; r++) {
const h = groups[r];
${each((_, i) => code(`const n${i} = ${isNullAt(i)};${nullMatches[i] === true ? '' : ` if (n${i}) { groups[r] = -1; continue; }`}`))}
let slot = h & mask, g = -1;
for (;;) {
g = slots[2 * slot] - 1;
if (g < 0) {
if (insert) {
g = table.insert(r, h, slot);
slots = table.slots; mask = table.mask;
${each((_, i) => code(`w${i} = store${i}.values; d${i} = store${i}.data; p${i} = store${i}.offsets; u${i} = store${i}.nulls;`))}
}
break;
}
if (slots[2 * slot + 1] === h${each((store, i) => js` && ${equalTest(store, i)}`)}) break;
slot = (slot + 1) & mask;
}
groups[r] = g;
}`;
  return unit.finish<Probe>('table, keys, length, groups, insert', body).run;
}

const isNullAt = (i: number): string => `m${i} !== undefined && (m${i}[r >> 3] & (1 << (r & 7))) === 0`;

function hashStep({ shape }: KeyStore, i: number): Js {
  const folded =
    shape.words === 0
      ? js`h = ${mixBytes}(h, ${code(`v${i}, o${i}[r], o${i}[r + 1]`)});`
      : joinJs(
          Array.from(
            { length: shape.words },
            (_, w) => js`h = ${mix}(h, ${code(wordAt(`v${i}`, 'r', shape.words, w))});`,
          ),
          ' ',
        );
  return js`if (${code(isNullAt(i))}) h = (h + 0x51ed27) | 0; else { ${folded} }`;
}

const wordAt = (array: string, row: string, words: number, word: number): string =>
  words === 1 ? `${array}[${row}]` : `${array}[${words} * ${row} + ${word}]`;

function equalTest({ shape }: KeyStore, i: number): Js {
  const same =
    shape.words === 0
      ? js`${sameBytes}(${code(`d${i}, p${i}[g], p${i}[g + 1], v${i}, o${i}[r], o${i}[r + 1]`)})`
      : code(
          Array.from(
            { length: shape.words },
            (_, w) => `${wordAt(`w${i}`, 'g', shape.words, w)} === ${wordAt(`v${i}`, 'r', shape.words, w)}`,
          ).join(' && '),
        );
  return js`(${code(`n${i}`)} ? ${code(`u${i}`)}[g] === 1 : ${code(`u${i}`)}[g] === 0 && ${same})`;
}
