/**
 * Decimals in whole numbers of the native engine, whose own quotients and averages of decimals are doubles. What does
 * not fit its 128 bits fails there, and is left to the evaluator.
 */
import { joinSql, type Sql, sql, sqlAggregate, sqlText } from '../../fragments/sql.ts';
import type { DataType } from '../../types/data-type.ts';
import { type DecimalType, MAX_PRECISION } from '../../types/decimal.ts';
import type { Args, LowerContext, Refusable } from '../define.ts';
import { asDecimal } from './decimal-code.ts';

/** There is no cast from a decimal to its unscaled value; its digits are that. */
const unscaledSql = (value: Sql): Sql => sql`CAST(replace(CAST(${value} AS VARCHAR), '.', '') AS HUGEINT)`;

/** `dividend / divisor` to the nearest whole number, halves away from zero; the divisor is over zero. */
function quotientSql(dividend: Sql, divisor: Sql, digits: number): Sql {
  const factor = sqlText(`CAST(2${'0'.repeat(digits)} AS HUGEINT)`);
  return sql`(sign(${dividend}) * ((abs(${dividend}) * ${factor} + ${divisor}) // (2 * ${divisor})))`;
}

function decimalSql(unscaled: Sql, { precision, scale }: DecimalType): Sql {
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
  const most = MAX_PRECISION + 1 - to.scale;
  return letSql([a, b], ([x, y]) => {
    const operands = [
      { value: x, type: from },
      { value: y, type: by },
    ] as const;
    if (
      from.precision <= DIVIDEND_DIGITS &&
      from.precision + digits <= WORD_DIGITS &&
      by.precision <= Math.min(DIVIDEND_DIGITS, most)
    )
      return decimalSql(
        signedSql(...operands, (p, q) => wordQuotientSql(p, q, digits)),
        to,
      );
    const [dividend, divisor] = [unscaledSql(x), unscaledSql(y)];
    const quotient = decimalSql(quotientSql(sql`(sign(${y}) * ${dividend})`, sql`abs(${divisor})`, digits), to);
    const limit = sqlText(`CAST('1${'0'.repeat(most)}' AS HUGEINT)`);
    const exact =
      by.precision <= most
        ? quotient
        : sql`CASE WHEN abs(${divisor}) >= ${limit} THEN error('a long divisor') ELSE ${quotient} END`;
    return shortOr(...operands, digits, most, to, exact);
  });
}

/** The average of decimals: their sum by their count. */
export function decimalAverageSql(argument: Sql, from: DecimalType, to: DecimalType): Sql {
  const [sum, count] = [sqlAggregate(sql`sum(${argument})`), sqlAggregate(sql`count(${argument})`)];
  const digits = to.scale - from.scale;
  return letSql([sum, count], ([x, y]) => {
    const exact = decimalSql(quotientSql(unscaledSql(x), y, digits), to);
    const total = { value: x, type: { ...from, precision: MAX_PRECISION } };
    return shortOr(total, { value: y, type: COUNT }, digits, MAX_PRECISION, to, exact);
  });
}

/** `body` of values that are computed once, however often it names them. */
function letSql<const T extends readonly Sql[]>(values: T, body: (names: { [K in keyof T]: Sql }) => Sql): Sql {
  const fields = values.map((value, i) => sql`${sqlText(`'v${i}'`)}: ${value}`);
  const names = values.map((_, i) => sqlText(`operands_.v${i}`)) as { [K in keyof T]: Sql };
  return sql`list_transform([{${joinSql(fields, ', ')}}], lambda operands_: ${body(names)})[1]`;
}

interface Operand {
  readonly value: Sql;
  readonly type: DecimalType;
}

const COUNT: DecimalType = { kind: 'decimal', precision: 19, scale: 0 };

/** Of a dividend and a divisor with so many digits, each step of a long division stays within 64 bits. */
const DIVIDEND_DIGITS = 15;
const DIVISOR_DIGITS = 12;
const STEP_DIGITS = 6;

/** The quotient of two magnitudes with the sign that it has. */
const signedSql = (a: Operand, b: Operand, quotient: (a: Sql, b: Sql) => Sql): Sql =>
  sql`(CASE WHEN (${a.value} < 0) <> (${b.value} < 0) THEN -1 ELSE 1 END * ${quotient(magnitude(a), magnitude(b))})`;

/** So many digits and one bit more fit 64 bits. */
const WORD_DIGITS = 18;

const wordQuotientSql = (dividend: Sql, divisor: Sql, digits: number): Sql =>
  sql`((${dividend} * ${sqlText(`2${'0'.repeat(digits)}`)} + ${divisor}) // (2 * ${divisor}))`;

/** Quotients of short numbers by long division, which takes a seventh of the time that one of 128 bits does. */
function shortOr(a: Operand, b: Operand, digits: number, most: number, to: DecimalType, exact: Sql): Sql {
  const [ofA, ofB] = [isShort(a, DIVIDEND_DIGITS), isShort(b, Math.min(DIVISOR_DIGITS, most))];
  if (ofA === undefined || ofB === undefined) return exact;
  const quotient = signedSql(a, b, (x, y) => letSql([x, y], ([p, q]) => longDivisionSql(p, q, digits)));
  const short = [...ofA, ...ofB];
  const made = decimalSql(quotient, to);
  return short.length === 0 ? made : sql`CASE WHEN ${joinSql(short, ' AND ')} THEN ${made} ELSE ${exact} END`;
}

/** The test that the unscaled value has at most so many digits: none where all have, undefined where hardly any has. */
function isShort({ value, type: { precision, scale } }: Operand, digits: number): readonly Sql[] | undefined {
  if (scale >= digits) return undefined;
  const limit = sqlText(`CAST('1${'0'.repeat(digits - scale)}' AS DECIMAL(${precision},${scale}))`);
  return precision <= digits ? [] : [sql`abs(${value}) < ${limit}`];
}

/** The unscaled value without its sign. A double holds fifteen digits. */
const magnitude = ({ value, type: { scale } }: Operand): Sql =>
  sql`CAST(round(CAST(abs(${value}) AS DOUBLE) * ${sqlText(`1e${scale}`)}) AS BIGINT)`;

/** As on paper, several digits at a time; the divisor is over zero. */
function longDivisionSql(dividend: Sql, divisor: Sql, digits: number): Sql {
  let quotient = sql`CAST(${dividend} // ${divisor} AS HUGEINT)`;
  let rest = sql`(${dividend} % ${divisor})`;
  for (let left = digits; left > 0; left -= STEP_DIGITS) {
    const unit = sqlText(`1${'0'.repeat(Math.min(left, STEP_DIGITS))}`);
    const next = sql`(${rest} * ${unit})`;
    quotient = sql`(${quotient} * ${unit} + ${next} // ${divisor})`;
    rest = sql`(${next} % ${divisor})`;
  }
  return sql`(${quotient} + (2 * ${rest}) // ${divisor})`;
}
