// Scala's sequences: immutable, plain references in Python. Every one holds its elements as an array.

import { construct, javaClass, javaInterface } from '../../define.ts';
import { sameValue, valueHash } from '../../identity.ts';
import { IndexOutOfBoundsException } from '../../java/lang/exceptions.ts';
import { NoSuchElementException } from '../../java/util/exceptions.ts';
import type { JavaClass } from '../../java-class.ts';
import { method } from '../../method.ts';
import { INT, OBJECT, ref, STRING } from '../../param-types.ts';
import { javaError } from '../../throwable.ts';
import type { JavaObject, JavaValue } from '../../value.ts';
import { valueText } from '../../value-text.ts';
import { noneOption, someOption } from '../Option.ts';
import { scalaIterator } from './Iterator.ts';

type Elements = readonly JavaValue[];

function elementAt(self: Elements, index: number): JavaValue {
  if (index >= 0 && index < self.length) return self[index] ?? null;
  throw javaError(IndexOutOfBoundsException, String(index));
}

function end(self: Elements, index: 0 | -1, name: string): JavaValue {
  if (self.length === 0) throw javaError(NoSuchElementException, `${name} of empty list`);
  return self.at(index) ?? null;
}

/** Declare `ref(SeqClass)` for a parameter of type Seq; the body receives the elements. */
export const SeqClass: JavaClass<Elements> = javaInterface('scala.collection.Seq', () => ({
  methods: {
    size: method([], (_, self) => self.length),
    length: method([], (_, self) => self.length),
    isEmpty: method([], (_, self) => self.length === 0),
    nonEmpty: method([], (_, self) => self.length > 0),
    apply: method([INT], (_, self, index) => elementAt(self, index)),
    head: method([], (_, self) => end(self, 0, 'head')),
    last: method([], (_, self) => end(self, -1, 'last')),
    headOption: method([], (_, self) => (self.length === 0 ? noneOption() : someOption(elementAt(self, 0)))),
    tail: method([], (_, self) => {
      end(self, 0, 'tail');
      return scalaSeq(self.slice(1));
    }),
    contains: method([OBJECT], (_, self, value) => self.some((each) => sameValue(each, value))),
    indexOf: method([OBJECT], (_, self, value) => self.findIndex((each) => sameValue(each, value))),
    reverse: method([], (_, self) => scalaSeq(self.toReversed())),
    iterator: method([], (_, self) => scalaIterator(self)),
    toList: method([], (_, self) => scalaSeq(self)),
    toSeq: method([], (_, self) => scalaSeq(self)),
    mkString: [
      method([], (_, self) => self.map(valueText).join('')),
      method([STRING], (_, self, separator) => self.map(valueText).join(separator)),
      method(
        [STRING, STRING, STRING],
        (_, self, start, separator, close) => `${start}${self.map(valueText).join(separator)}${close}`,
      ),
    ],
  },
}));

export const ImmutableSeq: JavaClass<Elements> = javaInterface('scala.collection.immutable.Seq', () => ({
  interfaces: [SeqClass],
}));

export const AbstractSeq: JavaClass<Elements> = javaClass('scala.collection.AbstractSeq', () => ({
  interfaces: [SeqClass],
  isEqual: (self, other) =>
    SeqClass.holds(other) &&
    other.value.length === self.length &&
    self.every((each, i) => sameValue(each, other.value[i] ?? null)),
  hash: (self) => self.reduce<number>((hash, each) => (Math.imul(hash, 31) + valueHash(each)) | 0, 1),
}));

function seqClass(name: string, title: string): JavaClass<Elements> {
  return javaClass(name, () => ({
    superclass: AbstractSeq,
    interfaces: [ImmutableSeq],
    toText: (self) => `${title}(${self.map(valueText).join(', ')})`,
  }));
}

export const ScalaList: JavaClass<Elements> = seqClass('scala.collection.immutable.List', 'List');
export const ScalaVector: JavaClass<Elements> = seqClass('scala.collection.immutable.Vector1', 'Vector');

export const Cons: JavaClass<Elements> = javaClass('scala.collection.immutable.$colon$colon', () => ({
  superclass: ScalaList,
  constructors: [construct([OBJECT, ref(ScalaList)], (_, head, tail) => [head, ...tail])],
}));

export const Nil: JavaClass<Elements> = javaClass('scala.collection.immutable.Nil$', () => ({ superclass: ScalaList }));

/** A Scala List of these values, for a method to return. */
export function scalaSeq(values: Iterable<JavaValue>): JavaObject<Elements> {
  const elements = [...values];
  return elements.length === 0 ? Nil.of(elements) : Cons.of(elements);
}
