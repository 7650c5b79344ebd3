// java.util.Map and its classes; every map holds a HashTable.

import { HashTable, type MapEntry, type SetState, type TableOrder } from '../../../objects/hash-table.ts';
import { iterateValues } from '../../../objects/java-iterator.ts';
import { construct, javaClass, javaInterface } from '../../define.ts';
import { sameValue, valueHash } from '../../identity.ts';
import type { JavaClass } from '../../java-class.ts';
import { method } from '../../method.ts';
import { INT, OBJECT, ref } from '../../param-types.ts';
import { javaError } from '../../throwable.ts';
import type { JavaObject, JavaValue } from '../../value.ts';
import { valueText } from '../../value-text.ts';
import { UnsupportedOperationException } from '../lang/exceptions.ts';
import { Collection, collectionText } from './Collection.ts';
import { CollectionIterator } from './Iterator.ts';
import { AbstractSet } from './Set.ts';

export const Entry: JavaClass<MapEntry> = javaInterface('java.util.Map$Entry', () => ({
  methods: {
    getKey: method([], (_, self) => self.key),
    getValue: method([], (_, self) => self.value),
    setValue: method([OBJECT], (_, self, value) => {
      const before = self.value;
      self.value = value;
      return before;
    }),
  },
}));

export const MapNode: JavaClass<MapEntry> = javaClass('java.util.AbstractMap$SimpleEntry', () => ({
  interfaces: [Entry],
  constructors: [construct([OBJECT, OBJECT], (_, key, value) => ({ key, value }))],
  toText: (self) => `${valueText(self.key)}=${valueText(self.value)}`,
  isEqual: (self, other) =>
    Entry.holds(other) && sameValue(self.key, other.value.key) && sameValue(self.value, other.value.value),
  hash: (self) => valueHash(self.key) ^ valueHash(self.value),
}));

export const KeySet: JavaClass<SetState> = javaClass('java.util.HashMap$KeySet', () => ({ superclass: AbstractSet }));
export const EntrySet: JavaClass<SetState> = javaClass('java.util.HashMap$EntrySet', () => ({
  superclass: AbstractSet,
}));

function noAddition(): never {
  throw javaError(UnsupportedOperationException, null);
}

function keySet(table: HashTable): SetState {
  return {
    get size() {
      return table.size;
    },
    has: (value) => table.has(value),
    add: noAddition,
    delete: (value) => table.delete(value) !== null,
    clear: () => table.clear(),
    values: () => table.keys(),
  };
}

function entrySet(table: HashTable): SetState {
  function find(value: JavaValue): MapEntry | null {
    const entry = Entry.holds(value) ? table.find(value.value.key) : null;
    return entry !== null && Entry.holds(value) && sameValue(entry.value, value.value.value) ? entry : null;
  }
  return {
    get size() {
      return table.size;
    },
    has: (value) => find(value) !== null,
    add: noAddition,
    delete(value) {
      const entry = find(value);
      return entry !== null && table.delete(entry.key) !== null;
    },
    clear: () => table.clear(),
    values: () => table.entries().map((entry) => MapNode.of(entry)),
  };
}

export const MapValues: JavaClass<HashTable> = javaClass('java.util.HashMap$Values', () => ({
  interfaces: [Collection],
  methods: {
    size: method([], (_, self) => self.size),
    isEmpty: method([], (_, self) => self.size === 0),
    contains: method([OBJECT], (_, self, value) => self.values().some((each) => sameValue(each, value))),
    iterator: method([], (_, self) => CollectionIterator.of(iterateValues(self.values()))),
  },
  toText: (self) => collectionText(self.values()),
}));

function putAll(self: HashTable, other: HashTable): void {
  for (const { key, value } of other.entries()) self.set(key, value);
}

export const MapInterface: JavaClass<HashTable> = javaInterface('java.util.Map', () => ({
  methods: {
    size: method([], (_, self) => self.size),
    isEmpty: method([], (_, self) => self.size === 0),
    get: method([OBJECT], (_, self, key) => self.get(key)),
    getOrDefault: method([OBJECT, OBJECT], (_, self, key, other) => {
      const entry = self.find(key);
      return entry === null ? other : entry.value;
    }),
    put: method([OBJECT, OBJECT], (_, self, key, value) => self.set(key, value)),
    putIfAbsent: method([OBJECT, OBJECT], (_, self, key, value) => {
      const before = self.get(key);
      if (before === null) self.set(key, value);
      return before;
    }),
    putAll: method([ref(() => MapInterface)], (_, self, other) => {
      putAll(self, other);
    }),
    remove: method([OBJECT], (_, self, key) => self.delete(key)?.value ?? null),
    clear: method([], (_, self) => {
      self.clear();
    }),
    containsKey: method([OBJECT], (_, self, key) => self.has(key)),
    containsValue: method([OBJECT], (_, self, value) => self.values().some((each) => sameValue(each, value))),
    keySet: method([], (_, self) => KeySet.of(keySet(self))),
    entrySet: method([], (_, self) => EntrySet.of(entrySet(self))),
    values: method([], (_, self) => MapValues.of(self)),
  },
}));

export const AbstractMap: JavaClass<HashTable> = javaClass('java.util.AbstractMap', () => ({
  interfaces: [MapInterface],
  toText: (self) =>
    `{${self
      .entries()
      .map(({ key, value }) => `${valueText(key)}=${valueText(value)}`)
      .join(', ')}}`,
  isEqual: (self, other) =>
    MapInterface.holds(other) &&
    other.value.size === self.size &&
    self.entries().every(({ key, value }) => other.value.has(key) && sameValue(other.value.get(key), value)),
  hash: (self) => self.entries().reduce((sum, { key, value }) => (sum + (valueHash(key) ^ valueHash(value))) | 0, 0),
}));

function mapClass(name: string, order: TableOrder): JavaClass<HashTable> {
  return javaClass(name, () => ({
    superclass: AbstractMap,
    constructors: [
      construct([], () => new HashTable(order)),
      construct([INT], () => new HashTable(order)),
      construct([ref(() => MapInterface)], (_, other) => {
        const table = new HashTable(order);
        putAll(table, other);
        return table;
      }),
    ],
  }));
}

export const HashMap: JavaClass<HashTable> = mapClass('java.util.HashMap', 'hash');
export const LinkedHashMap: JavaClass<HashTable> = mapClass('java.util.LinkedHashMap', 'insertion');
export const TreeMap: JavaClass<HashTable> = mapClass('java.util.TreeMap', 'sorted');
export const ConcurrentHashMap: JavaClass<HashTable> = mapClass('java.util.concurrent.ConcurrentHashMap', 'hash');

/** A new java.util.LinkedHashMap of these entries, for a method to return. */
export function javaMap(entries: Iterable<readonly [JavaValue, JavaValue]>): JavaObject<HashTable> {
  return LinkedHashMap.of(HashTable.from(entries));
}
