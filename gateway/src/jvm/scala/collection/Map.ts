// Scala's maps and sets: immutable, plain references in Python.

import { HashTable, type SetState, setOf } from '../../../objects/hash-table.ts';
import { javaClass, javaInterface } from '../../define.ts';
import { sameValue, valueHash } from '../../identity.ts';
import { NoSuchElementException } from '../../java/util/exceptions.ts';
import type { JavaClass } from '../../java-class.ts';
import { method } from '../../method.ts';
import { OBJECT, STRING } from '../../param-types.ts';
import { javaError } from '../../throwable.ts';
import type { JavaObject, JavaValue } from '../../value.ts';
import { valueText } from '../../value-text.ts';
import { noneOption, someOption } from '../Option.ts';
import { tuple2 } from '../tuples.ts';
import { scalaIterator } from './Iterator.ts';
import { scalaSeq } from './Seq.ts';

/** Declare `ref(ScalaMap)` for a parameter of type Map. */
export const ScalaMap: JavaClass<HashTable> = javaInterface('scala.collection.Map', () => ({
  methods: {
    size: method([], (_, self) => self.size),
    isEmpty: method([], (_, self) => self.size === 0),
    nonEmpty: method([], (_, self) => self.size > 0),
    contains: method([OBJECT], (_, self, key) => self.has(key)),
    get: method([OBJECT], (_, self, key) => {
      const entry = self.find(key);
      return entry === null ? noneOption() : someOption(entry.value);
    }),
    getOrElse: method([OBJECT, OBJECT], (_, self, key, other) => {
      const entry = self.find(key);
      return entry === null ? other : entry.value;
    }),
    apply: method([OBJECT], (_, self, key) => {
      const entry = self.find(key);
      if (entry === null) throw javaError(NoSuchElementException, `key not found: ${valueText(key)}`);
      return entry.value;
    }),
    keys: method([], (_, self) => scalaSeq(self.keys())),
    keySet: method([], (_, self) => scalaSet(self.keys())),
    values: method([], (_, self) => scalaSeq(self.values())),
    toSeq: method([], (_, self) => scalaSeq(pairs(self))),
    iterator: method([], (_, self) => scalaIterator(pairs(self))),
  },
}));

function pairs(self: HashTable): JavaValue[] {
  return self.entries().map(({ key, value }) => tuple2(key, value));
}

export const ImmutableMap: JavaClass<HashTable> = javaInterface('scala.collection.immutable.Map', () => ({
  interfaces: [ScalaMap],
}));

export const ScalaHashMap: JavaClass<HashTable> = javaClass('scala.collection.immutable.HashMap', () => ({
  interfaces: [ImmutableMap],
  toText: (self) =>
    `Map(${self
      .entries()
      .map(({ key, value }) => `${valueText(key)} -> ${valueText(value)}`)
      .join(', ')})`,
  isEqual: (self, other) =>
    ScalaMap.holds(other) &&
    other.value.size === self.size &&
    self.entries().every(({ key, value }) => other.value.has(key) && sameValue(other.value.get(key), value)),
  hash: (self) => self.entries().reduce((sum, { key, value }) => (sum + (valueHash(key) ^ valueHash(value))) | 0, 0),
}));

/** Declare `ref(ScalaSet)` for a parameter of type Set. */
export const ScalaSet: JavaClass<SetState> = javaInterface('scala.collection.Set', () => ({
  methods: {
    size: method([], (_, self) => self.size),
    isEmpty: method([], (_, self) => self.size === 0),
    nonEmpty: method([], (_, self) => self.size > 0),
    contains: method([OBJECT], (_, self, value) => self.has(value)),
    toSeq: method([], (_, self) => scalaSeq(self.values())),
    iterator: method([], (_, self) => scalaIterator(self.values())),
    mkString: method([STRING], (_, self, separator) => self.values().map(valueText).join(separator)),
  },
}));

export const ScalaHashSet: JavaClass<SetState> = javaClass('scala.collection.immutable.HashSet', () => ({
  interfaces: [ScalaSet],
  toText: (self) => `Set(${self.values().map(valueText).join(', ')})`,
  isEqual: (self, other) =>
    ScalaSet.holds(other) && other.value.size === self.size && self.values().every((each) => other.value.has(each)),
  hash: (self) => self.values().reduce<number>((sum, each) => (sum + valueHash(each)) | 0, 0),
}));

/** A Scala Map of these entries, for a method to return. */
export function scalaMap(entries: Iterable<readonly [JavaValue, JavaValue]>): JavaObject<HashTable> {
  return ScalaHashMap.of(HashTable.from(entries).freeze());
}

export function scalaSet(values: Iterable<JavaValue>): JavaObject<SetState> {
  return ScalaHashSet.of(setOf(values));
}
