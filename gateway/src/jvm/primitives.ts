// Java's primitive types as classes, for parameter lists, arrays and `jvm.long`.

import { JavaClass } from './java-class.ts';

function primitive(name: string): JavaClass {
  return new JavaClass<unknown>(
    name,
    'primitive',
    () => ({}),
    () => null,
  );
}

export const BOOLEAN_PRIMITIVE = primitive('boolean');
export const BYTE_PRIMITIVE = primitive('byte');
const SHORT_PRIMITIVE = primitive('short');
const CHAR_PRIMITIVE = primitive('char');
export const INT_PRIMITIVE = primitive('int');
export const LONG_PRIMITIVE = primitive('long');
const FLOAT_PRIMITIVE = primitive('float');
export const DOUBLE_PRIMITIVE = primitive('double');

export const PRIMITIVES: readonly JavaClass[] = [
  BOOLEAN_PRIMITIVE,
  BYTE_PRIMITIVE,
  SHORT_PRIMITIVE,
  CHAR_PRIMITIVE,
  INT_PRIMITIVE,
  LONG_PRIMITIVE,
  FLOAT_PRIMITIVE,
  DOUBLE_PRIMITIVE,
];
