// The state of Java's maps and sets: Java equality of keys, and iteration in Java's order.

import { sameValue, valueHash } from '../jvm/identity.ts';
import { UnsupportedOperationException } from '../jvm/java/lang/exceptions.ts';
import { javaError } from '../jvm/throwable.ts';
import type { JavaValue } from '../jvm/value.ts';
import { compareValues } from './compare.ts';

export interface MapEntry {
  readonly key: JavaValue;
  value: JavaValue;
}

/** `hash`: as java.util.HashMap lays its buckets out; `insertion`: LinkedHashMap; `sorted`: TreeMap. */
export type TableOrder = 'hash' | 'insertion' | 'sorted';

export class HashTable {
  readonly order: TableOrder;
  readonly #buckets = new Map<number, MapEntry[]>();
  readonly #entries = new Set<MapEntry>();
  #capacity = 16;
  #frozen = false;

  constructor(order: TableOrder = 'hash') {
    this.order = order;
  }

  static from(entries: Iterable<readonly [JavaValue, JavaValue]>, order: TableOrder = 'insertion'): HashTable {
    const table = new HashTable(order);
    for (const [key, value] of entries) table.set(key, value);
    return table;
  }

  /** Any later change raises UnsupportedOperationException. */
  freeze(): this {
    this.#frozen = true;
    return this;
  }

  get size(): number {
    return this.#entries.size;
  }

  find(key: JavaValue): MapEntry | null {
    return this.#buckets.get(valueHash(key))?.find((entry) => sameValue(entry.key, key)) ?? null;
  }

  has(key: JavaValue): boolean {
    return this.find(key) !== null;
  }

  get(key: JavaValue): JavaValue {
    return this.find(key)?.value ?? null;
  }

  /** Gives the value that was there before. */
  set(key: JavaValue, value: JavaValue): JavaValue {
    this.#checkMutable();
    const found = this.find(key);
    if (found !== null) {
      const before = found.value;
      found.value = value;
      return before;
    }
    const entry: MapEntry = { key, value };
    const hash = valueHash(key);
    const bucket = this.#buckets.get(hash);
    if (bucket === undefined) this.#buckets.set(hash, [entry]);
    else bucket.push(entry);
    this.#entries.add(entry);
    while (this.#entries.size > this.#capacity * 0.75) this.#capacity *= 2;
    return null;
  }

  delete(key: JavaValue): MapEntry | null {
    this.#checkMutable();
    const hash = valueHash(key);
    const bucket = this.#buckets.get(hash);
    const at = bucket?.findIndex((entry) => sameValue(entry.key, key)) ?? -1;
    if (bucket === undefined || at < 0) return null;
    const [removed] = bucket.splice(at, 1);
    if (bucket.length === 0) this.#buckets.delete(hash);
    if (removed !== undefined) this.#entries.delete(removed);
    return removed ?? null;
  }

  clear(): void {
    this.#checkMutable();
    this.#buckets.clear();
    this.#entries.clear();
  }

  entries(): readonly MapEntry[] {
    const entries = [...this.#entries];
    switch (this.order) {
      case 'insertion':
        return entries;
      case 'sorted':
        return entries.sort((a, b) => compareValues(a.key, b.key));
      case 'hash':
        return this.#byBucket(entries);
    }
  }

  keys(): readonly JavaValue[] {
    return this.entries().map((entry) => entry.key);
  }

  values(): readonly JavaValue[] {
    return this.entries().map((entry) => entry.value);
  }

  /** HashMap's order: by bucket, then by age, because splitting a bucket keeps its order. */
  #byBucket(entries: MapEntry[]): MapEntry[] {
    const mask = this.#capacity - 1;
    const placed = entries.map((entry) => {
      const hash = valueHash(entry.key);
      return { entry, bucket: (hash ^ (hash >>> 16)) & mask };
    });
    return placed.sort((a, b) => a.bucket - b.bucket).map(({ entry }) => entry);
  }

  #checkMutable(): void {
    if (this.#frozen) throw javaError(UnsupportedOperationException, null);
  }
}

/** What every java.util.Set does, whether it owns its elements or shows the keys of a map. */
export interface SetState {
  readonly size: number;
  has(value: JavaValue): boolean;
  add(value: JavaValue): boolean;
  delete(value: JavaValue): boolean;
  clear(): void;
  values(): readonly JavaValue[];
}

export function setState(table: HashTable): SetState {
  return {
    get size() {
      return table.size;
    },
    has: (value) => table.has(value),
    add(value) {
      if (table.has(value)) return false;
      table.set(value, true);
      return true;
    },
    delete: (value) => table.delete(value) !== null,
    clear: () => table.clear(),
    values: () => table.keys(),
  };
}

export function setOf(values: Iterable<JavaValue>, order: TableOrder = 'insertion'): SetState {
  const state = setState(new HashTable(order));
  for (const value of values) state.add(value);
  return state;
}
