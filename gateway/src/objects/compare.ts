// Java's natural order: Comparable.compareTo over our values.

import { classOf } from '../jvm/class-of.ts';
import { ClassCastException, NullPointerException } from '../jvm/java/lang/exceptions.ts';
import { javaError } from '../jvm/throwable.ts';
import { JavaDouble, type JavaValue } from '../jvm/value.ts';

export function compareValues(a: JavaValue, b: JavaValue): number {
  if (a === null || b === null) throw javaError(NullPointerException, null);
  if (typeof a === 'string' && typeof b === 'string') return order(a, b);
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a === 'bigint' && typeof b === 'bigint') return order(a, b);
  if (typeof a === 'boolean' && typeof b === 'boolean') return Number(a) - Number(b);
  if (a instanceof JavaDouble && b instanceof JavaDouble) return compareDoubles(a.value, b.value);
  const message = `class ${classOf(b).name} cannot be cast to class ${classOf(a).name}`;
  throw javaError(ClassCastException, message);
}

function order<T extends string | bigint>(a: T, b: T): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** NaN above everything, -0.0 below 0.0. */
function compareDoubles(a: number, b: number): number {
  if (a < b) return -1;
  if (a > b) return 1;
  if (Object.is(a, b)) return 0;
  if (Number.isNaN(a)) return 1;
  return Number.isNaN(b) || Object.is(a, 0) ? (Number.isNaN(b) ? -1 : 1) : -1;
}
