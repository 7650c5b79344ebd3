// java.math.BigDecimal: goes to Python as decimal.Decimal, so only statics and construction are reachable.

import { type Decimal, decimalText, parseDecimal } from '../../decimal.ts';
import { construct, javaClass } from '../../define.ts';
import type { JavaClass } from '../../java-class.ts';
import { staticMethod } from '../../method.ts';
import { INT, LONG, STRING } from '../../param-types.ts';
import { Comparable, NumberClass } from '../lang/boxes.ts';

export const BigDecimal: JavaClass<Decimal> = javaClass('java.math.BigDecimal', () => ({
  superclass: NumberClass,
  interfaces: [Comparable],
  constructors: [
    construct([STRING], (_, text) => parseDecimal(text)),
    construct([INT], (_, value) => ({ unscaled: BigInt(value), scale: 0 })),
    construct([LONG], (_, value) => ({ unscaled: value, scale: 0 })),
  ],
  statics: {
    valueOf: [
      staticMethod([LONG], (_, value) => BigDecimal.of({ unscaled: value, scale: 0 })),
      staticMethod([LONG, INT], (_, unscaled, scale) => BigDecimal.of({ unscaled, scale })),
    ],
  },
  toText: decimalText,
  isEqual: (self, other) =>
    BigDecimal.holds(other) && other.value.unscaled === self.unscaled && other.value.scale === self.scale,
  hash: (self) => Number(BigInt.asIntN(32, self.unscaled * 31n)) + self.scale,
}));
