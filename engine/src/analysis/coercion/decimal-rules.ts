/** Precision and scale where decimals meet other numbers. */

import type { Expression } from '../../tree/expression.ts';
import { type DataType, decimal, type Kind, type TypeOf } from '../../types/data-type.ts';

export const MAX_PRECISION = 38;
export type Decimal = TypeOf<'decimal'>;

/** The decimal that holds every value of a numeric type; float and double get Spark's conventional sizes. */
export function decimalFor(type: DataType): Decimal | undefined {
  switch (type.kind) {
    case 'decimal':
      return type;
    case 'byte':
      return decimal(3, 0);
    case 'short':
      return decimal(5, 0);
    case 'integer':
      return decimal(10, 0);
    case 'long':
      return decimal(20, 0);
    case 'float':
      return decimal(14, 7);
    case 'double':
      return decimal(30, 15);
    default:
      return undefined;
  }
}

/** An integer literal needs only as many digits as it has. */
export function decimalForLiteral(expression: Expression): Decimal | undefined {
  if (expression.kind !== 'literal' || expression.value === null) return undefined;
  if (!INTEGRAL.has(expression.type.kind)) return undefined;
  const digits = String(expression.value).replace('-', '').length;
  return decimal(digits, 0);
}

/** Holds both without loss where 38 digits suffice; else digits left of the point win. */
export function widerDecimal(a: Decimal, b: Decimal): Decimal {
  const scale = Math.max(a.scale, b.scale);
  const range = Math.max(a.precision - a.scale, b.precision - b.scale);
  return boundedDecimal(range + scale, scale);
}

/** Keeps whole digits first and gives the scale what is left. */
export function boundedDecimal(precision: number, scale: number): Decimal {
  if (precision <= MAX_PRECISION) return decimal(precision, scale);
  const excess = precision - MAX_PRECISION;
  return decimal(MAX_PRECISION, Math.max(0, scale - excess));
}

export const INTEGRAL: ReadonlySet<Kind> = new Set(['byte', 'short', 'integer', 'long']);
export const FRACTIONAL: ReadonlySet<Kind> = new Set(['float', 'double', 'decimal']);
export const isNumeric = (type: DataType): boolean => INTEGRAL.has(type.kind) || FRACTIONAL.has(type.kind);
