/** CAST to decimals. */
import { type DataType, type TypeOf } from '../../types/data-type.ts';
import { fitsPrecision, type ParsedDecimal, parseDecimal, powerOfTen, rescale } from '../../types/decimal.ts';
import { doubleText } from '../../types/number-text.ts';
import { parseDecimalText } from '../../types/parse-number.ts';
import type { Value } from '../../types/value.ts';
import { type CastOptions, type Convert, malformed, notRepresentable, tooManyDigits } from './cast-errors.ts';

export function toDecimal(from: DataType, to: TypeOf<'decimal'>, options: CastOptions): Convert | undefined {
  const fail = notRepresentable(to, options);
  const fit = (unscaled: bigint, scale: number): Value => {
    const value = rescale(unscaled, scale, to.scale);
    return fitsPrecision(value, to.precision) ? value : fail(unscaled, scale);
  };
  switch (from.kind) {
    case 'string':
    case 'char':
    case 'varchar':
      return fromText(from, to, options, fit);
    case 'boolean':
      return (value: boolean) => fit(value ? 1n : 0n, 0);
    case 'byte':
    case 'short':
    case 'integer':
      return (value: number) => fit(BigInt(value), 0);
    case 'long':
      return (value: bigint) => fit(value, 0);
    case 'float':
    case 'double':
      return (value: number) => (Number.isFinite(value) ? fromDigits(doubleText(value), fit) : null);
    case 'decimal':
      return (value: bigint) => fit(value, from.scale);
    case 'timestamp':
      return (value: bigint) => fromDigits(doubleText(Number(value) / 1e6), fit);
    case 'date':
      return () => null;
    case 'daytime':
      return fromDayTime(from, fit);
    case 'yearmonth': {
      const unit = from.end === 0 ? 12 : 1;
      return (value: number) => fit(BigInt(Math.trunc(value / unit)), 0);
    }
    default:
      return undefined;
  }
}

type Fit = (unscaled: bigint, scale: number) => Value;

/** The digits a number prints with, not those of its exact value. */
function fromDigits(text: string, fit: Fit): Value {
  const { unscaled, scale } = parseDecimal(text) as ParsedDecimal;
  return scale < 0 ? fit(unscaled * powerOfTen(-scale), 0) : fit(unscaled, scale);
}

function fromText(from: DataType, to: DataType, options: CastOptions, fit: Fit): Convert {
  const fail = malformed(from, to, options);
  const tooLong = tooManyDigits(options);
  return (text: string) => {
    const parsed = parseDecimalText(text);
    if (parsed === undefined) return fail(text);
    const { unscaled, scale } = parsed;
    const digits = String(unscaled < 0n ? -unscaled : unscaled).length;
    if (digits - scale > 38) return unscaled === 0n ? fit(0n, 0) : tooLong(text);
    if (scale > digits + 80) return fit(0n, 0);
    return scale < 0 ? fit(unscaled * powerOfTen(-scale), 0) : fit(unscaled, scale);
  };
}

function fromDayTime(from: TypeOf<'daytime'>, fit: Fit): Convert {
  if (from.end === 3) return (value: bigint) => fit(value, 6);
  const unit = [86_400_000_000n, 3_600_000_000n, 60_000_000n][from.end] as bigint;
  return (value: bigint) => fit(value / unit, 0);
}
