// String.valueOf: Java's text of any value.

import { objectText } from './identity.ts';
import { doubleText } from './number-text.ts';
import { JavaDouble, JavaObject, type JavaValue } from './value.ts';

export function valueText(value: JavaValue): string {
  if (value === null) return 'null';
  if (value instanceof JavaObject) return objectText(value);
  if (value instanceof JavaDouble) return doubleText(value);
  if (value instanceof Uint8Array) return `[B@${value.length.toString(16)}`;
  return String(value);
}
