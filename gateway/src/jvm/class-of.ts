// The Java class of a value.

import { arrayClass } from './array-class.ts';
import { BooleanClass, DoubleClass, FloatClass, IntegerClass, LongClass } from './java/lang/boxes.ts';
import { StringClass } from './java/lang/String.ts';
import type { JavaClass } from './java-class.ts';
import { BYTE_PRIMITIVE } from './primitives.ts';
import { JavaDouble, JavaObject, type JavaValue } from './value.ts';

export function classOf(value: Exclude<JavaValue, null>): JavaClass {
  switch (typeof value) {
    case 'string':
      return StringClass as JavaClass;
    case 'number':
      return IntegerClass;
    case 'bigint':
      return LongClass;
    case 'boolean':
      return BooleanClass;
    default:
      if (value instanceof JavaObject) return value.javaClass;
      if (value instanceof JavaDouble) return value.single ? FloatClass : DoubleClass;
      return arrayClass(BYTE_PRIMITIVE);
  }
}
