// Java's text of numbers: Double.toString, Float.toString.

import type { JavaDouble } from './value.ts';

/** The shortest digits that read back as the same float. */
function floatDigits(value: number): string {
  for (let precision = 1; precision <= 9; precision += 1) {
    const text = value.toPrecision(precision);
    if (Math.fround(Number(text)) === value) return String(Number(text));
  }
  return String(value);
}

export function doubleText(value: JavaDouble): string {
  const number = value.value;
  if (Number.isNaN(number)) return 'NaN';
  if (number === Infinity) return 'Infinity';
  if (number === -Infinity) return '-Infinity';
  if (Object.is(number, -0)) return '-0.0';
  if (number === 0) return '0.0';
  const digits = value.single ? floatDigits(number) : String(number);
  const magnitude = Math.abs(number);
  if (magnitude >= 1e-3 && magnitude < 1e7) return digits.includes('.') ? digits : `${digits}.0`;
  const [mantissa = '', exponent] = Number(digits).toExponential().split('e');
  return `${mantissa.includes('.') ? mantissa : `${mantissa}.0`}E${Number(exponent)}`;
}
