/** Floating-point numbers as Java prints them: at least one digit after the point, exponents outside 1e-3 … 1e7. */
import { type Digits, doubleDigits, floatDigits } from './java-digits.ts';

export function doubleText(value: number): string {
  return special(value) ?? plainText(value) ?? javaNotation(value < 0, doubleDigits(Math.abs(value)));
}

export function floatText(value: number): string {
  return special(value) ?? javaNotation(value < 0, floatDigits(Math.abs(value)));
}

function special(value: number): string | undefined {
  if (Number.isNaN(value)) return 'NaN';
  if (value === 0) return Object.is(value, -0) ? '-0.0' : '0.0';
  if (value === Number.POSITIVE_INFINITY) return 'Infinity';
  return value === Number.NEGATIVE_INFINITY ? '-Infinity' : undefined;
}

/**
 * In the middle of the range the shortest digits are Java's too: up to 15 of them always, and more of them where the
 * value has so many binary places that it lies neither between two texts nor on the border to the next number.
 */
function plainText(value: number): string | undefined {
  const size = Math.abs(value);
  if (size < 1e-3 || size >= 1e7) return undefined;
  const text = String(value);
  if (text.length > 16 && Number.isInteger(value * 2 ** 20)) return undefined;
  return Number.isInteger(value) ? `${text}.0` : text;
}

function javaNotation(negative: boolean, { digits, exponent }: Digits): string {
  const sign = negative ? '-' : '';
  if (exponent > 0 && exponent < 8) {
    const whole = digits.slice(0, exponent).padEnd(exponent, '0');
    return `${sign}${whole}.${digits.slice(exponent) || '0'}`;
  }
  if (exponent <= 0 && exponent > -3) return `${sign}0.${'0'.repeat(-exponent)}${digits}`;
  return `${sign}${digits[0]}.${digits.slice(1) || '0'}E${exponent - 1}`;
}
