// java.lang.Math.

import { javaClass, staticField } from '../../define.ts';
import type { JavaClass } from '../../java-class.ts';
import { staticMethod } from '../../method.ts';
import { DOUBLE, INT, LONG } from '../../param-types.ts';
import { double } from '../../value.ts';

const asLong = (value: bigint): bigint => BigInt.asIntN(64, value);

export const MathClass: JavaClass = javaClass('java.lang.Math', () => ({
  statics: {
    abs: [
      staticMethod([INT], (_, a) => Math.abs(a) | 0),
      staticMethod([LONG], (_, a) => asLong(a < 0n ? -a : a)),
      staticMethod([DOUBLE], (_, a) => double(Math.abs(a))),
    ],
    max: [
      staticMethod([INT, INT], (_, a, b) => Math.max(a, b)),
      staticMethod([LONG, LONG], (_, a, b) => (a - b > 0n ? a : b)),
      staticMethod([DOUBLE, DOUBLE], (_, a, b) => double(Math.max(a, b))),
    ],
    min: [
      staticMethod([INT, INT], (_, a, b) => Math.min(a, b)),
      staticMethod([LONG, LONG], (_, a, b) => (a - b < 0n ? a : b)),
      staticMethod([DOUBLE, DOUBLE], (_, a, b) => double(Math.min(a, b))),
    ],
    sqrt: staticMethod([DOUBLE], (_, a) => double(Math.sqrt(a))),
    pow: staticMethod([DOUBLE, DOUBLE], (_, a, b) => double(a ** b)),
    exp: staticMethod([DOUBLE], (_, a) => double(Math.exp(a))),
    log: staticMethod([DOUBLE], (_, a) => double(Math.log(a))),
    floor: staticMethod([DOUBLE], (_, a) => double(Math.floor(a))),
    ceil: staticMethod([DOUBLE], (_, a) => double(Math.ceil(a))),
    random: staticMethod([], () => double(Math.random())),
  },
  staticFields: {
    PI: staticField(DOUBLE, () => double(Math.PI)),
    E: staticField(DOUBLE, () => double(Math.E)),
  },
}));
