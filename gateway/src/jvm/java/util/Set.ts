// java.util.Set and its classes.

import { HashTable, type SetState, setState, type TableOrder } from '../../../objects/hash-table.ts';
import { iterateValues } from '../../../objects/java-iterator.ts';
import { arrayClass } from '../../array-class.ts';
import { construct, javaClass, javaInterface } from '../../define.ts';
import { valueHash } from '../../identity.ts';
import type { JavaClass } from '../../java-class.ts';
import { method } from '../../method.ts';
import { INT, OBJECT, ref } from '../../param-types.ts';
import type { JavaObject, JavaValue } from '../../value.ts';
import { ObjectClass } from '../lang/Object.ts';
import { Collection, type CollectionState, collectionText, elementsOf } from './Collection.ts';
import { CollectionIterator } from './Iterator.ts';

function addAll(self: SetState, other: CollectionState): boolean {
  const before = self.size;
  for (const value of [...elementsOf(other)]) self.add(value);
  return self.size > before;
}

function removeWhere(self: SetState, unwanted: (value: JavaValue) => boolean): boolean {
  const before = self.size;
  for (const value of self.values().filter(unwanted)) self.delete(value);
  return self.size < before;
}

export const SetInterface: JavaClass<SetState> = javaInterface('java.util.Set', () => ({
  interfaces: [Collection],
  methods: {
    size: method([], (_, self) => self.size),
    isEmpty: method([], (_, self) => self.size === 0),
    contains: method([OBJECT], (_, self, value) => self.has(value)),
    containsAll: method([ref(Collection)], (_, self, other) => elementsOf(other).every((each) => self.has(each))),
    add: method([OBJECT], (_, self, value) => self.add(value)),
    addAll: method([ref(Collection)], (_, self, other) => addAll(self, other)),
    remove: method([OBJECT], (_, self, value) => self.delete(value)),
    removeAll: method([ref(Collection)], (_, self, other) => {
      const unwanted = setOfValues(elementsOf(other));
      return removeWhere(self, (value) => unwanted.has(value));
    }),
    retainAll: method([ref(Collection)], (_, self, other) => {
      const wanted = setOfValues(elementsOf(other));
      return removeWhere(self, (value) => !wanted.has(value));
    }),
    clear: method([], (_, self) => {
      self.clear();
    }),
    toArray: method([], (_, self) => arrayClass(ObjectClass as JavaClass).of([...self.values()])),
    iterator: method([], (_, self) =>
      CollectionIterator.of(iterateValues(self.values(), (value) => self.delete(value))),
    ),
  },
}));

function setOfValues(values: readonly JavaValue[]): SetState {
  const state = setState(new HashTable());
  for (const value of values) state.add(value);
  return state;
}

export const AbstractSet: JavaClass<SetState> = javaClass('java.util.AbstractSet', () => ({
  interfaces: [SetInterface],
  toText: (self) => collectionText(self.values()),
  isEqual: (self, other) =>
    SetInterface.holds(other) && other.value.size === self.size && self.values().every((each) => other.value.has(each)),
  hash: (self) => self.values().reduce<number>((sum, each) => (sum + valueHash(each)) | 0, 0),
}));

function setClass(name: string, order: TableOrder): JavaClass<SetState> {
  return javaClass(name, () => ({
    superclass: AbstractSet,
    constructors: [
      construct([], () => setState(new HashTable(order))),
      construct([INT], () => setState(new HashTable(order))),
      construct([ref(Collection)], (_, other) => {
        const state = setState(new HashTable(order));
        addAll(state, other);
        return state;
      }),
    ],
  }));
}

export const HashSet: JavaClass<SetState> = setClass('java.util.HashSet', 'hash');
export const LinkedHashSet: JavaClass<SetState> = setClass('java.util.LinkedHashSet', 'insertion');
export const TreeSet: JavaClass<SetState> = setClass('java.util.TreeSet', 'sorted');

/** A new java.util.LinkedHashSet of these values, for a method to return. */
export function javaSet(values: Iterable<JavaValue>): JavaObject<SetState> {
  const state = setState(new HashTable('insertion'));
  for (const value of values) state.add(value);
  return LinkedHashSet.of(state);
}
