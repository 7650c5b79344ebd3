/**
 * Decimals in whole numbers of the native engine, whose own quotients and averages of decimals are doubles. What does
 * not fit its 128 bits fails there, and is left to the evaluator.
 */
import { type Sql, sql, sqlText } from '../../fragments/sql.ts';
import type { DataType } from '../../types/data-type.ts';
import { type DecimalType, MAX_PRECISION } from '../../types/decimal.ts';
import type { Args, LowerContext, Refusable } from '../define.ts';
import { asDecimal } from './decimal-code.ts';

/** There is no cast from a decimal to its unscaled value; its digits are that. */
export const unscaledSql = (value: Sql): Sql => sql`CAST(replace(CAST(${value} AS VARCHAR), '.', '') AS HUGEINT)`;

/** `dividend / divisor` to the nearest whole number, halves away from zero; the divisor is over zero. */
export function quotientSql(dividend: Sql, divisor: Sql, digits: number): Sql {
  const factor = sqlText(`CAST(2${'0'.repeat(digits)} AS HUGEINT)`);
  return sql`(sign(${dividend}) * ((abs(${dividend}) * ${factor} + ${divisor}) // (2 * ${divisor})))`;
}

export function decimalSql(unscaled: Sql, { precision, scale }: DecimalType): Sql {
  const whole = sql`CAST(${unscaled} AS ${sqlText(`DECIMAL(${precision},0)`)})`;
  if (scale === 0) return whole;
  const unit = sqlText(`CAST('0.${'1'.padStart(scale, '0')}' AS DECIMAL(${scale},${scale}))`);
  return sql`CAST(${whole} * ${unit} AS ${sqlText(`DECIMAL(${precision},${scale})`)})`;
}

/** A product of `scale` digits after the point, which its type has fewer of. */
export function roundedProductSql(a: Sql, b: Sql, scale: number, to: DecimalType): Sql {
  const unit = sqlText(`CAST('1${'0'.repeat(scale - to.scale)}' AS HUGEINT)`);
  return decimalSql(quotientSql(sql`(${unscaledSql(a)} * ${unscaledSql(b)})`, unit, 0), to);
}

/** More digits would leave too few for the dividend. */
const MOST_DIGITS = 24;

/** Spark rounds to 39 digits after the point first. With a divisor short enough that makes no difference. */
export function decimalQuotientSql([a, b]: Args<Sql>, { argTypes, returnType }: LowerContext): Refusable {
  const [from, by] = [asDecimal(argTypes[0] as DataType), asDecimal(argTypes[1] as DataType)];
  const to = asDecimal(returnType);
  const digits = to.scale + by.scale - from.scale;
  if (digits < 0 || digits > MOST_DIGITS) return { none: 'the quotient of decimals has too many digits' };
  const [dividend, divisor] = [unscaledSql(a), unscaledSql(b)];
  const quotient = decimalSql(quotientSql(sql`(sign(${b}) * ${dividend})`, sql`abs(${divisor})`, digits), to);
  const most = MAX_PRECISION + 1 - to.scale;
  if (by.precision <= most) return quotient;
  const limit = sqlText(`CAST('1${'0'.repeat(most)}' AS HUGEINT)`);
  return sql`CASE WHEN abs(${divisor}) >= ${limit} THEN error('a long divisor') ELSE ${quotient} END`;
}
