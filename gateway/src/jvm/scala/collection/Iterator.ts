// scala.collection.Iterator: a plain reference in Python, walked by hasNext() and next().

import type { JavaIterator } from '../../../objects/java-iterator.ts';
import { iterateLazily } from '../../../objects/java-iterator.ts';
import { javaClass, javaInterface } from '../../define.ts';
import type { JavaClass } from '../../java-class.ts';
import { method } from '../../method.ts';
import type { JavaObject, JavaValue } from '../../value.ts';

export const ScalaIterator: JavaClass<JavaIterator> = javaInterface('scala.collection.Iterator', () => ({
  methods: {
    hasNext: method([], (_, self) => self.hasNext()),
    next: method([], (_, self) => self.next()),
  },
}));

export const SequenceIterator: JavaClass<JavaIterator> = javaClass('scala.collection.Iterator$$anon$20', () => ({
  interfaces: [ScalaIterator],
  toText: () => '<iterator>',
}));

export function scalaIterator(source: Iterable<JavaValue>): JavaObject<JavaIterator> {
  return SequenceIterator.of(iterateLazily(source));
}
