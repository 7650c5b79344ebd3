// scala.jdk.javaapi.CollectionConverters: Scala collections as Java's and back.

import type { HashTable, SetState } from '../../../../objects/hash-table.ts';
import type { JavaIterator } from '../../../../objects/java-iterator.ts';
import { javaClass } from '../../../define.ts';
import { Collection, elementsOf } from '../../../java/util/Collection.ts';
import { Iterator } from '../../../java/util/Iterator.ts';
import { AbstractList, List } from '../../../java/util/List.ts';
import { AbstractMap, MapInterface } from '../../../java/util/Map.ts';
import { AbstractSet, SetInterface } from '../../../java/util/Set.ts';
import type { JavaClass } from '../../../java-class.ts';
import { staticMethod } from '../../../method.ts';
import { ref } from '../../../param-types.ts';
import type { JavaValue } from '../../../value.ts';
import { ScalaIterator } from '../../collection/Iterator.ts';
import { ScalaMap, ScalaSet, scalaMap, scalaSet } from '../../collection/Map.ts';
import { SeqClass, scalaSeq } from '../../collection/Seq.ts';

export const SeqWrapper: JavaClass<JavaValue[]> = javaClass(
  'scala.collection.convert.JavaCollectionWrappers$SeqWrapper',
  () => ({ superclass: AbstractList }),
);
export const MapWrapper: JavaClass<HashTable> = javaClass(
  'scala.collection.convert.JavaCollectionWrappers$MapWrapper',
  () => ({ superclass: AbstractMap }),
);
export const SetWrapper: JavaClass<SetState> = javaClass(
  'scala.collection.convert.JavaCollectionWrappers$SetWrapper',
  () => ({ superclass: AbstractSet }),
);
export const IteratorWrapper: JavaClass<JavaIterator> = javaClass(
  'scala.collection.convert.JavaCollectionWrappers$IteratorWrapper',
  () => ({ interfaces: [Iterator] }),
);

export const CollectionConverters: JavaClass = javaClass('scala.jdk.javaapi.CollectionConverters', () => ({
  statics: {
    asJava: [
      staticMethod([ref(SeqClass)], (_, values) => SeqWrapper.of(Object.freeze([...values]) as JavaValue[])),
      staticMethod([ref(ScalaMap)], (_, table) => MapWrapper.of(table)),
      staticMethod([ref(ScalaSet)], (_, set) => SetWrapper.of(set)),
      staticMethod([ref(ScalaIterator)], (_, iterator) => IteratorWrapper.of(iterator)),
    ],
    asScala: [
      staticMethod([ref(List)], (_, values) => scalaSeq(values)),
      staticMethod([ref(SetInterface)], (_, set) => scalaSet(set.values())),
      staticMethod([ref(MapInterface)], (_, table) =>
        scalaMap(table.entries().map(({ key, value }): [JavaValue, JavaValue] => [key, value])),
      ),
      staticMethod([ref(Collection)], (_, values) => scalaSeq(elementsOf(values))),
    ],
  },
}));
