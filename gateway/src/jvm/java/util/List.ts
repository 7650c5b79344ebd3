// java.util.List and its classes; every list holds a JavaScript array, a read-only one a frozen array.

import { compareValues } from '../../../objects/compare.ts';
import { iterateValues } from '../../../objects/java-iterator.ts';
import { arrayClass } from '../../array-class.ts';
import { construct, javaClass, javaInterface } from '../../define.ts';
import { sameValue, valueHash } from '../../identity.ts';
import type { JavaClass } from '../../java-class.ts';
import { method } from '../../method.ts';
import { INT, OBJECT, ref } from '../../param-types.ts';
import { javaError } from '../../throwable.ts';
import type { JavaObject, JavaValue } from '../../value.ts';
import {
  IllegalArgumentException,
  IndexOutOfBoundsException,
  UnsupportedOperationException,
} from '../lang/exceptions.ts';
import { ObjectClass } from '../lang/Object.ts';
import { Collection, type CollectionState, collectionText, elementsOf } from './Collection.ts';
import { CollectionIterator } from './Iterator.ts';

type Elements = JavaValue[];

/** The list, where it may be changed. */
function mutable(self: Elements): Elements {
  if (Object.isFrozen(self)) throw javaError(UnsupportedOperationException, null);
  return self;
}

function checked(self: Elements, index: number, limit = self.length): number {
  if (index >= 0 && index < limit) return index;
  throw javaError(IndexOutOfBoundsException, `Index ${index} out of bounds for length ${self.length}`);
}

function removeValue(self: Elements, value: JavaValue): boolean {
  const at = mutable(self).findIndex((each) => sameValue(each, value));
  if (at >= 0) self.splice(at, 1);
  return at >= 0;
}

function retain(self: Elements, keep: (value: JavaValue) => boolean): boolean {
  const kept = mutable(self).filter(keep);
  const changed = kept.length < self.length;
  self.splice(0, self.length, ...kept);
  return changed;
}

function appendAll(self: Elements, other: CollectionState): boolean {
  const values = [...elementsOf(other)];
  for (const value of values) mutable(self).push(value);
  return values.length > 0;
}

const contains = (values: readonly JavaValue[], value: JavaValue): boolean =>
  values.some((each) => sameValue(each, value));

export const List: JavaClass<Elements> = javaInterface('java.util.List', () => ({
  interfaces: [Collection],
  methods: {
    size: method([], (_, self) => self.length),
    isEmpty: method([], (_, self) => self.length === 0),
    get: method([INT], (_, self, index) => self[checked(self, index)]),
    set: method([INT, OBJECT], (_, self, index, value) => {
      const before = self[checked(mutable(self), index)];
      self[index] = value;
      return before;
    }),
    add: [
      method([OBJECT], (_, self, value) => {
        mutable(self).push(value);
        return true;
      }),
      method([INT, OBJECT], (_, self, index, value) => {
        mutable(self).splice(checked(self, index, self.length + 1), 0, value);
      }),
    ],
    addAll: [
      method([ref(Collection)], (_, self, other) => appendAll(self, other)),
      method([INT, ref(Collection)], (_, self, index, other) => {
        mutable(self).splice(checked(self, index, self.length + 1), 0, ...elementsOf(other));
        return elementsOf(other).length > 0;
      }),
    ],
    remove: [
      method([INT], (_, self, index) => mutable(self).splice(checked(self, index), 1)[0]),
      method([OBJECT], (_, self, value) => removeValue(self, value)),
    ],
    removeAll: method([ref(Collection)], (_, self, other) =>
      retain(self, (each) => !contains(elementsOf(other), each)),
    ),
    retainAll: method([ref(Collection)], (_, self, other) => retain(self, (each) => contains(elementsOf(other), each))),
    clear: method([], (_, self) => {
      mutable(self).length = 0;
    }),
    contains: method([OBJECT], (_, self, value) => contains(self, value)),
    containsAll: method([ref(Collection)], (_, self, other) => elementsOf(other).every((each) => contains(self, each))),
    indexOf: method([OBJECT], (_, self, value) => self.findIndex((each) => sameValue(each, value))),
    lastIndexOf: method([OBJECT], (_, self, value) => self.findLastIndex((each) => sameValue(each, value))),
    subList: method([INT, INT], (_, self, from, to) => {
      checked(self, from, self.length + 1);
      checked(self, to, self.length + 1);
      if (from > to) throw javaError(IllegalArgumentException, `fromIndex(${from}) > toIndex(${to})`);
      return ArrayList.of(self.slice(from, to));
    }),
    toArray: method([], (_, self) => arrayClass(ObjectClass as JavaClass).of([...self])),
    iterator: method([], (_, self) =>
      CollectionIterator.of(iterateValues(self, (_value, at) => mutable(self).splice(at, 1))),
    ),
  },
}));

export const AbstractList: JavaClass<Elements> = javaClass('java.util.AbstractList', () => ({
  interfaces: [List],
  toText: (self) => collectionText(self),
  isEqual: (self, other) =>
    List.holds(other) &&
    other.value.length === self.length &&
    self.every((each, i) => sameValue(each, other.value[i] ?? null)),
  hash: (self) => self.reduce<number>((hash, each) => (Math.imul(hash, 31) + valueHash(each)) | 0, 1),
}));

function listClass(name: string): JavaClass<Elements> {
  return javaClass(name, () => ({
    superclass: AbstractList,
    constructors: [
      construct([], () => []),
      construct([INT], (_, capacity) => {
        if (capacity < 0) throw javaError(IllegalArgumentException, `Illegal Capacity: ${capacity}`);
        return [];
      }),
      construct([ref(Collection)], (_, other) => [...elementsOf(other)]),
    ],
  }));
}

export const ArrayList: JavaClass<Elements> = listClass('java.util.ArrayList');
export const LinkedList: JavaClass<Elements> = listClass('java.util.LinkedList');
export const Vector: JavaClass<Elements> = listClass('java.util.Vector');

/** A new java.util.ArrayList of these values, for a method to return. */
export function javaList(values: Iterable<JavaValue>): JavaObject<Elements> {
  return ArrayList.of([...values]);
}

export function sortList(self: Elements): void {
  mutable(self).sort(compareValues);
}

export function reverseList(self: Elements): void {
  mutable(self).reverse();
}
