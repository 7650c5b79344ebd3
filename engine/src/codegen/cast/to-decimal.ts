/** CAST to decimals. */
import type { DataType, TypeOf } from '../../types/data-type.ts';
import { fitsPrecision, type ParsedDecimal, parseDecimal, powerOfTen, rescale } from '../../types/decimal.ts';
import { doubleText } from '../../types/number-text.ts';
import { parseDecimalText } from '../../types/parse-number.ts';
import type { Value } from '../../types/value.ts';
import { type CastOptions, type Convert, malformed, notRepresentable, tooManyDigits } from './cast-errors.ts';

export function toDecimal(from: DataType, to: TypeOf<'decimal'>, options: CastOptions): Convert | undefined {
  const fail = notRepresentable(to, options);
  const settle = (unscaled: bigint, scale: number): Value => {
    const value = rescale(unscaled, scale, to.scale);
    return fitsPrecision(value, to.precision) ? value : fail(unscaled, scale);
  };
  switch (from.kind) {
    case 'string':
    case 'char':
    case 'varchar':
      return fromText(from, to, options, settle);
    case 'boolean':
      return (value: boolean) => settle(value ? 1n : 0n, 0);
    case 'byte':
    case 'short':
    case 'integer':
      return (value: number) => settle(BigInt(value), 0);
    case 'long':
      return (value: bigint) => settle(value, 0);
    case 'float':
    case 'double':
      return (value: number) => (Number.isFinite(value) ? fromDigits(doubleText(value), settle) : null);
    case 'decimal':
      return (value: bigint) => settle(value, from.scale);
    case 'timestamp':
      return (value: bigint) => fromDigits(doubleText(Number(value) / 1e6), settle);
    case 'date':
      return () => null;
    case 'daytime':
      return fromDayTime(from, settle);
    case 'yearmonth': {
      const unit = from.end === 0 ? 12 : 1;
      return (value: number) => settle(BigInt(Math.trunc(value / unit)), 0);
    }
    default:
      return undefined;
  }
}

type Settle = (unscaled: bigint, scale: number) => Value;

/** The digits a number prints with, not those of its exact value. */
function fromDigits(text: string, settle: Settle): Value {
  const { unscaled, scale } = parseDecimal(text) as ParsedDecimal;
  return scale < 0 ? settle(unscaled * powerOfTen(-scale), 0) : settle(unscaled, scale);
}

function fromText(from: DataType, to: DataType, options: CastOptions, settle: Settle): Convert {
  const fail = malformed(from, to, options);
  const tooLong = tooManyDigits(options);
  return (text: string) => {
    const parsed = parseDecimalText(text);
    if (parsed === undefined) return fail(text);
    const { unscaled, scale } = parsed;
    const digits = String(unscaled < 0n ? -unscaled : unscaled).length;
    if (digits - scale > 38) return unscaled === 0n ? settle(0n, 0) : tooLong(text);
    if (scale > digits + 80) return settle(0n, 0);
    return scale < 0 ? settle(unscaled * powerOfTen(-scale), 0) : settle(unscaled, scale);
  };
}

function fromDayTime(from: TypeOf<'daytime'>, settle: Settle): Convert {
  if (from.end === 3) return (value: bigint) => settle(value, 6);
  const unit = [86_400_000_000n, 3_600_000_000n, 60_000_000n][from.end] as bigint;
  return (value: bigint) => settle(value / unit, 0);
}
