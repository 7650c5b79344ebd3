// java.util.Collections, Arrays and Objects: statics over collections.

import { compareValues } from '../../../objects/compare.ts';
import { HashTable, setState } from '../../../objects/hash-table.ts';
import { javaClass } from '../../define.ts';
import { sameValue, valueHash } from '../../identity.ts';
import type { JavaClass } from '../../java-class.ts';
import { staticMethod } from '../../method.ts';
import { arrayOf, OBJECT, ref } from '../../param-types.ts';
import { javaError } from '../../throwable.ts';
import type { JavaObject, JavaValue } from '../../value.ts';
import { valueText } from '../../value-text.ts';
import { Collection, collectionText, elementsOf } from './Collection.ts';
import { NoSuchElementException } from './exceptions.ts';
import { AbstractList, javaList, List, reverseList, sortList } from './List.ts';
import { AbstractMap, MapInterface } from './Map.ts';
import { AbstractSet, SetInterface } from './Set.ts';

export const ReadOnlyList: JavaClass<JavaValue[]> = javaClass(
  'java.util.Collections$UnmodifiableRandomAccessList',
  () => ({
    superclass: AbstractList,
  }),
);
export const ReadOnlyMap: JavaClass<HashTable> = javaClass('java.util.Collections$UnmodifiableMap', () => ({
  superclass: AbstractMap,
}));
export const ReadOnlySet: JavaClass<ReturnType<typeof setState>> = javaClass(
  'java.util.Collections$UnmodifiableSet',
  () => ({
    superclass: AbstractSet,
  }),
);

/** A list that refuses changes with UnsupportedOperationException. */
function readOnlyList(values: Iterable<JavaValue>): JavaObject<JavaValue[]> {
  const elements = [...values];
  Object.freeze(elements);
  return ReadOnlyList.of(elements);
}

function readOnlyMap(entries: Iterable<readonly [JavaValue, JavaValue]>): JavaObject<HashTable> {
  return ReadOnlyMap.of(HashTable.from(entries).freeze());
}

function readOnlySet(values: Iterable<JavaValue>): JavaObject<ReturnType<typeof setState>> {
  const entries = [...values].map((value): [JavaValue, JavaValue] => [value, true]);
  return ReadOnlySet.of(setState(HashTable.from(entries).freeze()));
}

function extreme(values: readonly JavaValue[], sign: 1 | -1): JavaValue {
  if (values.length === 0) throw javaError(NoSuchElementException, null);
  return values.reduce((best, each) => (compareValues(each, best) * sign > 0 ? each : best));
}

export const Collections: JavaClass = javaClass('java.util.Collections', () => ({
  statics: {
    emptyList: staticMethod([], () => readOnlyList([])),
    emptyMap: staticMethod([], () => readOnlyMap([])),
    emptySet: staticMethod([], () => readOnlySet([])),
    singletonList: staticMethod([OBJECT], (_, value) => readOnlyList([value])),
    unmodifiableList: staticMethod([ref(List)], (_, list) => readOnlyList(list)),
    unmodifiableSet: staticMethod([ref(SetInterface)], (_, set) => readOnlySet(set.values())),
    unmodifiableMap: staticMethod([ref(MapInterface)], (_, map) =>
      readOnlyMap(map.entries().map(({ key, value }): [JavaValue, JavaValue] => [key, value])),
    ),
    sort: staticMethod([ref(List)], (_, list) => {
      sortList(list);
    }),
    reverse: staticMethod([ref(List)], (_, list) => {
      reverseList(list);
    }),
    max: staticMethod([ref(Collection)], (_, values) => extreme(elementsOf(values), 1)),
    min: staticMethod([ref(Collection)], (_, values) => extreme(elementsOf(values), -1)),
    frequency: staticMethod(
      [ref(Collection), OBJECT],
      (_, values, wanted) => elementsOf(values).filter((each) => sameValue(each, wanted)).length,
    ),
  },
}));

export const Arrays: JavaClass = javaClass('java.util.Arrays', () => ({
  statics: {
    asList: staticMethod([arrayOf(OBJECT)], (_, values) => javaList(values)),
    toString: staticMethod([arrayOf(OBJECT)], (_, values) => collectionText(values)),
  },
}));

export const Objects: JavaClass = javaClass('java.util.Objects', () => ({
  statics: {
    equals: staticMethod([OBJECT, OBJECT], (_, a, b) => sameValue(a, b)),
    hashCode: staticMethod([OBJECT], (_, value) => valueHash(value)),
    toString: staticMethod([OBJECT], (_, value) => valueText(value)),
  },
}));
