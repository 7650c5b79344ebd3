// scala.Tuple1 to Tuple4: products read by _1(), _2() …

import { construct, javaClass } from '../define.ts';
import { sameValue, valueHash } from '../identity.ts';
import type { Executable, JavaClass } from '../java-class.ts';
import { method } from '../method.ts';
import { OBJECT } from '../param-types.ts';
import type { JavaObject, JavaValue } from '../value.ts';
import { valueText } from '../value-text.ts';

type Elements = readonly JavaValue[];

function tupleClass(name: string, arity: number): JavaClass<Elements> {
  const self: JavaClass<Elements> = javaClass(name, () => ({
    constructors: [construct(new Array<typeof OBJECT>(arity).fill(OBJECT), (_, ...values) => values)],
    methods: {
      ...getters(arity),
      productArity: method([], () => arity),
      productElement: method([OBJECT], (_, elements, index) => elements[Number(index)] ?? null),
    },
    toText: (elements) => `(${elements.map(valueText).join(',')})`,
    isEqual: (elements, other) =>
      self.holds(other) && elements.every((each, i) => sameValue(each, other.value[i] ?? null)),
    hash: (elements) => elements.reduce<number>((hash, each) => (Math.imul(hash, 31) + valueHash(each)) | 0, arity),
  }));
  return self;
}

function getters(arity: number): Record<string, Executable<Elements>> {
  const methods: Record<string, Executable<Elements>> = {};
  for (let i = 0; i < arity; i += 1) methods[`_${i + 1}`] = method([], (_, elements: Elements) => elements[i] ?? null);
  return methods;
}

export const Tuple1: JavaClass<Elements> = tupleClass('scala.Tuple1', 1);
export const Tuple2: JavaClass<Elements> = tupleClass('scala.Tuple2', 2);
export const Tuple3: JavaClass<Elements> = tupleClass('scala.Tuple3', 3);
export const Tuple4: JavaClass<Elements> = tupleClass('scala.Tuple4', 4);

/** A pair, for a method to return. */
export function tuple2(first: JavaValue, second: JavaValue): JavaObject<Elements> {
  return Tuple2.of([first, second]);
}
