// java.math.BigInteger: a plain reference in Python, read by toString or longValue.

import { construct, javaClass } from '../../define.ts';
import { valueHash } from '../../identity.ts';
import type { JavaClass } from '../../java-class.ts';
import { method, staticMethod } from '../../method.ts';
import { LONG, ref, STRING } from '../../param-types.ts';
import { javaError } from '../../throwable.ts';
import { double } from '../../value.ts';
import { Comparable, NumberClass } from '../lang/boxes.ts';
import { NumberFormatException } from '../lang/exceptions.ts';

const MAX_DIGITS = 100_000;

function parse(text: string): bigint {
  if (/^[+-]?\d+$/.test(text) && text.length <= MAX_DIGITS) return BigInt(text.replace('+', ''));
  throw javaError(NumberFormatException, `For input string: "${text.slice(0, 100)}"`);
}

export const BigInteger: JavaClass<bigint> = javaClass('java.math.BigInteger', () => ({
  superclass: NumberClass,
  interfaces: [Comparable],
  constructors: [construct([STRING], (_, text) => parse(text))],
  methods: {
    add: method([ref(() => BigInteger)], (_, self, other) => BigInteger.of(self + other)),
    subtract: method([ref(() => BigInteger)], (_, self, other) => BigInteger.of(self - other)),
    multiply: method([ref(() => BigInteger)], (_, self, other) => BigInteger.of(self * other)),
    compareTo: method([ref(() => BigInteger)], (_, self, other) => (self === other ? 0 : self < other ? -1 : 1)),
    negate: method([], (_, self) => BigInteger.of(-self)),
    intValue: method([], (_, self) => Number(BigInt.asIntN(32, self))),
    longValue: method([], (_, self) => BigInt.asIntN(64, self)),
    doubleValue: method([], (_, self) => double(Number(self))),
  },
  statics: { valueOf: staticMethod([LONG], (_, value) => BigInteger.of(value)) },
  toText: String,
  isEqual: (self, other) => BigInteger.holds(other) && other.value === self,
  hash: (self) => valueHash(BigInt.asIntN(64, self)),
}));
