// java.util.Iterator and java.lang.Iterable.

import { iterateLazily, type JavaIterator } from '../../../objects/java-iterator.ts';
import { javaClass, javaInterface } from '../../define.ts';
import type { JavaClass } from '../../java-class.ts';
import { method } from '../../method.ts';
import type { JavaObject, JavaValue } from '../../value.ts';

export const Iterator: JavaClass<JavaIterator> = javaInterface('java.util.Iterator', () => ({
  methods: {
    hasNext: method([], (_, self) => self.hasNext()),
    next: method([], (_, self) => self.next()),
    remove: method([], (_, self) => {
      self.remove();
    }),
  },
}));

export const Iterable: JavaClass = javaInterface('java.lang.Iterable');

/** The iterator that collections give. */
export const CollectionIterator: JavaClass<JavaIterator> = javaClass('java.util.ArrayList$Itr', () => ({
  interfaces: [Iterator],
}));

/** A Java iterator over any JavaScript sequence. */
export function javaIterator(source: Iterable<JavaValue>): JavaObject<JavaIterator> {
  return CollectionIterator.of(iterateLazily(source));
}
