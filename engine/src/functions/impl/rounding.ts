/** Rounding of numbers to digits before or after the point. */
import type { QueryContext } from '../../errors/query-context.ts';
import {
  divideRounded,
  type ParsedDecimal,
  parseDecimal,
  powerOfTen,
  type Rounding,
  rescale,
} from '../../types/decimal.ts';
import { doubleText } from '../../types/number-text.ts';
import { overflow } from './failures.ts';

/** Rounds the digits a number prints with. */
export function roundDouble(scale: number, rounding: Rounding, float: boolean): (value: number) => number {
  return (value) => {
    if (!Number.isFinite(value)) return value;
    const { unscaled, scale: digits } = parseDecimal(doubleText(value)) as ParsedDecimal;
    // Decimals know no negative zero.
    if (digits <= scale) return value + 0;
    const rounded = rescale(unscaled, digits, scale, rounding);
    const result = Number(`${rounded}e${-scale}`);
    return float ? Math.fround(result) : result;
  };
}

export function roundWhole(
  bits: number,
  scale: number,
  rounding: Rounding,
  ansi: boolean,
  context: QueryContext | undefined,
): (value: bigint) => bigint {
  const unit = powerOfTen(Math.min(-scale, 40));
  const fail = overflow(context, undefined, 'Overflow');
  return (value) => {
    const rounded = divideRounded(value, unit, rounding) * unit;
    const wrapped = BigInt.asIntN(bits, rounded);
    return wrapped !== rounded && ansi ? fail() : wrapped;
  };
}

export function roundDecimal(from: number, scale: number, to: number, rounding: Rounding): (value: bigint) => bigint {
  return (value) => rescale(rescale(value, from, Math.min(from, scale), rounding), Math.min(from, scale), to);
}

/** A whole double as a long: saturating, or an error under ANSI. NaN is zero. */
export function toLong(ansi: boolean, context: QueryContext | undefined): (value: number) => bigint {
  const fail = overflow(context);
  return (value) => {
    if (Number.isNaN(value)) return 0n;
    if (Math.abs(value) < 2 ** 63 || value === -(2 ** 63)) return BigInt(value);
    if (ansi) return fail();
    return value > 0 ? 2n ** 63n - 1n : -(2n ** 63n);
  };
}
