/** Decimals as unscaled big integers: rounding, bounds, text, and the types of arithmetic results. */
import { decimal, type TypeOf } from './data-type.ts';

export type DecimalType = TypeOf<'decimal'>;

export const MAX_PRECISION = 38;
/** Digits after the point that a result keeps at least when 38 digits do not suffice. */
const MIN_ADJUSTED_SCALE = 6;

const POWERS: bigint[] = Array.from({ length: 80 }, (_, i) => 10n ** BigInt(i));

export function powerOfTen(exponent: number): bigint {
  return POWERS[exponent] ?? 10n ** BigInt(exponent);
}

export function fitsPrecision(unscaled: bigint, precision: number): boolean {
  const bound = powerOfTen(precision);
  return unscaled < bound && unscaled > -bound;
}

export type Rounding = 'half-up' | 'half-even' | 'floor' | 'ceiling' | 'down';

export function divideRounded(dividend: bigint, divisor: bigint, rounding: Rounding): bigint {
  const quotient = dividend / divisor;
  const rest = dividend % divisor;
  if (rest === 0n) return quotient;
  const negative = dividend < 0n !== divisor < 0n;
  const away = negative ? quotient - 1n : quotient + 1n;
  switch (rounding) {
    case 'down':
      return quotient;
    case 'floor':
      return negative ? away : quotient;
    case 'ceiling':
      return negative ? quotient : away;
    default: {
      const twice = 2n * (rest < 0n ? -rest : rest);
      const whole = divisor < 0n ? -divisor : divisor;
      if (twice !== whole) return twice > whole ? away : quotient;
      return rounding === 'half-up' || (quotient & 1n) === 1n ? away : quotient;
    }
  }
}

/** The same number with another scale; `to` may be negative. */
export function rescale(unscaled: bigint, from: number, to: number, rounding: Rounding = 'half-up'): bigint {
  if (to === from) return unscaled;
  if (to > from) return unscaled * powerOfTen(to - from);
  return divideRounded(unscaled, powerOfTen(from - to), rounding);
}

/** Plain digits, no exponent: how Spark shows decimals. */
export function decimalText(unscaled: bigint, scale: number): string {
  if (scale <= 0) return scale === 0 || unscaled === 0n ? String(unscaled) : String(unscaled * powerOfTen(-scale));
  const negative = unscaled < 0n;
  const digits = String(negative ? -unscaled : unscaled).padStart(scale + 1, '0');
  const at = digits.length - scale;
  return `${negative ? '-' : ''}${digits.slice(0, at)}.${digits.slice(at)}`;
}

export function decimalToNumber(unscaled: bigint, scale: number): number {
  if (scale === 0) return Number(unscaled);
  if (unscaled <= 9007199254740992n && unscaled >= -9007199254740992n && scale <= 22)
    return Number(unscaled) / 10 ** scale;
  return Number(`${unscaled}e${-scale}`);
}

export interface ParsedDecimal {
  readonly unscaled: bigint;
  readonly scale: number;
}

const DECIMAL_TEXT = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,9}))?$/;

/** What Java's `new BigDecimal(text)` accepts; the scale may be negative. Undefined if malformed. */
export function parseDecimal(text: string): ParsedDecimal | undefined {
  const match = DECIMAL_TEXT.exec(text);
  if (match === null) return undefined;
  const [, sign, whole = '', fraction = '', exponent = '0'] = match;
  if (whole === '' && fraction === '') return undefined;
  const unscaled = BigInt(`${whole}${fraction}`);
  return { unscaled: sign === '-' ? -unscaled : unscaled, scale: fraction.length - Number(exponent) };
}

/** Cuts a result type to 38 digits. With precision loss allowed the scale gives way, down to six digits. */
function adjusted(precision: number, scale: number, allowLoss: boolean): DecimalType {
  if (!allowLoss) return decimal(Math.min(precision, MAX_PRECISION), Math.min(scale, MAX_PRECISION));
  if (precision <= MAX_PRECISION) return decimal(precision, scale);
  const digits = precision - scale;
  const least = Math.min(scale, MIN_ADJUSTED_SCALE);
  return decimal(MAX_PRECISION, Math.max(MAX_PRECISION - digits, least));
}

export function sumType(a: DecimalType, b: DecimalType, allowLoss = true): DecimalType {
  const scale = Math.max(a.scale, b.scale);
  return adjusted(Math.max(a.precision - a.scale, b.precision - b.scale) + scale + 1, scale, allowLoss);
}

export function productType(a: DecimalType, b: DecimalType, allowLoss = true): DecimalType {
  return adjusted(a.precision + b.precision + 1, a.scale + b.scale, allowLoss);
}

export function quotientType(a: DecimalType, b: DecimalType, allowLoss = true): DecimalType {
  if (allowLoss) {
    const scale = Math.max(MIN_ADJUSTED_SCALE, a.scale + b.precision + 1);
    return adjusted(a.precision - a.scale + b.scale + scale, scale, true);
  }
  const digits = Math.min(MAX_PRECISION, a.precision - a.scale + b.scale);
  let scale = Math.min(MAX_PRECISION, Math.max(MIN_ADJUSTED_SCALE, a.scale + b.precision + 1));
  const excess = digits + scale - MAX_PRECISION;
  if (excess <= 0) return decimal(digits + scale, scale);
  scale -= Math.trunc(excess / 2) + 1;
  return adjusted(MAX_PRECISION, scale, false);
}

export function remainderType(a: DecimalType, b: DecimalType, allowLoss = true): DecimalType {
  const scale = Math.max(a.scale, b.scale);
  return adjusted(Math.min(a.precision - a.scale, b.precision - b.scale) + scale, scale, allowLoss);
}

/** Spark divides to 39 digits after the point first and rounds that to the result's scale. */
export function divideDecimals(a: bigint, aScale: number, b: bigint, bScale: number, scale: number): bigint {
  const shift = MAX_PRECISION + 1 + bScale - aScale;
  const quotient = divideRounded(a * powerOfTen(shift), b, 'half-up');
  return rescale(quotient, MAX_PRECISION + 1, scale);
}
