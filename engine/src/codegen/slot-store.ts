/** Buffers of aggregates: one growing array a slot, indexed by group. */
import type { Slot } from '../functions/define.ts';
import type { Value } from '../types/value.ts';
import { type FixedValues, fixedArray, layoutOf } from '../types/vector.ts';

export type SlotArray = FixedValues | Value[];

/** Numbers that are never NULL live in typed arrays; everything else in plain ones, `null` allowed. */
function isTyped({ initial, type }: Slot): boolean {
  return (typeof initial === 'number' || typeof initial === 'bigint') && layoutOf(type) !== 'wide';
}

export class SlotStore {
  readonly arrays: SlotArray[];
  readonly #slots: readonly Slot[];
  #filled = 0;
  #capacity = 0;

  constructor(slots: readonly Slot[]) {
    this.#slots = slots;
    this.arrays = slots.map(emptyArray);
  }

  /** Makes room for groups up to `count`, with initial values. */
  reach(count: number): void {
    if (count <= this.#filled) return;
    if (count > this.#capacity) this.#capacity = Math.max(count, Math.min(64, count * 8), this.#capacity * 2);
    for (const [i, slot] of this.#slots.entries()) {
      const array = this.arrays[i] as SlotArray;
      if (Array.isArray(array)) {
        for (let g = array.length; g < count; g++) array.push(slot.initial);
        continue;
      }
      const typed = array.length >= count ? array : grown(array, slot, this.#capacity);
      typed.fill(slot.initial as never, this.#filled, count);
      this.arrays[i] = typed;
    }
    this.#filled = count;
  }

  clear(): void {
    this.#filled = 0;
    for (const [i, slot] of this.#slots.entries()) if (!isTyped(slot)) this.arrays[i] = [];
  }

  get bytes(): number {
    return this.arrays.reduce((sum, a) => sum + (Array.isArray(a) ? valuesBytes(a) : a.byteLength), 0);
  }
}

const POINTER = 8;
const OBJECT = 32;
const SAMPLE = 32;

/** About what boxed values take, by some of them evenly spread. */
function valuesBytes(values: readonly unknown[]): number {
  const step = Math.max(1, Math.floor(values.length / SAMPLE));
  let seen = 0;
  let bytes = 0;
  for (let i = 0; i < values.length; i += step) {
    bytes += valueBytes(values[i]);
    seen++;
  }
  return seen === 0 ? 0 : Math.ceil((bytes / seen) * values.length);
}

function valueBytes(value: unknown): number {
  if (typeof value === 'string') return POINTER + OBJECT + value.length;
  if (typeof value === 'bigint') return POINTER + OBJECT;
  if (typeof value !== 'object' || value === null) return POINTER;
  if (ArrayBuffer.isView(value)) return POINTER + 3 * OBJECT + value.byteLength;
  if (Array.isArray(value)) return POINTER + OBJECT + valuesBytes(value);
  if (value instanceof Map || value instanceof Set) return POINTER + OBJECT + value.size * 3 * OBJECT;
  return POINTER + OBJECT + valuesBytes(Object.values(value));
}

const emptyArray = (slot: Slot): SlotArray => (isTyped(slot) ? fixedArray(layoutOf(slot.type), 0) : []);

function grown(from: FixedValues, slot: Slot, capacity: number): FixedValues {
  const to = fixedArray(layoutOf(slot.type), capacity);
  (to as Float64Array).set(from as Float64Array);
  return to;
}
