// Exact decimals as java.math.BigDecimal has them: an unscaled integer and a scale.

import { NumberFormatException } from './java/lang/exceptions.ts';
import { javaError } from './throwable.ts';

export interface Decimal {
  readonly unscaled: bigint;
  readonly scale: number;
}

const MAX_EXPONENT = 100_000;

export function parseDecimal(text: string): Decimal {
  const match = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/.exec(text);
  const digits = `${match?.[2] ?? ''}${match?.[3] ?? ''}`;
  const exponent = Number(match?.[4] ?? 0);
  if (match === null || digits === '' || Math.abs(exponent) > MAX_EXPONENT) {
    throw javaError(NumberFormatException, `Not a decimal: ${text.slice(0, 100)}`);
  }
  const unscaled = BigInt(digits) * (match[1] === '-' ? -1n : 1n);
  return { unscaled, scale: (match[3] ?? '').length - exponent };
}

/** Without exponent, whatever the scale. */
export function plainDecimal(decimal: Decimal): string {
  const { unscaled, scale } = decimal;
  const sign = unscaled < 0n ? '-' : '';
  const digits = String(unscaled < 0n ? -unscaled : unscaled);
  if (scale <= 0) return unscaled === 0n ? '0' : `${sign}${digits}${'0'.repeat(-scale)}`;
  const padded = digits.padStart(scale + 1, '0');
  return `${sign}${padded.slice(0, -scale)}.${padded.slice(-scale)}`;
}

/** BigDecimal.toString: scientific where the scale is negative or the number very small. */
export function decimalText(decimal: Decimal): string {
  const { unscaled, scale } = decimal;
  const digits = String(unscaled < 0n ? -unscaled : unscaled);
  const exponent = digits.length - 1 - scale;
  if (scale >= 0 && exponent >= -6) return plainDecimal(decimal);
  const mantissa = digits.length === 1 ? digits : `${digits.charAt(0)}.${digits.slice(1)}`;
  const sign = unscaled < 0n ? '-' : '';
  if (exponent === 0) return `${sign}${mantissa}`;
  return `${sign}${mantissa}E${exponent > 0 ? '+' : ''}${exponent}`;
}
