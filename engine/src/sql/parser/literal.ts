/** Literals: numbers with their suffixes, strings, NULL, booleans, typed literals, intervals. */
import { raise } from '../../errors/raise.ts';
import {
  booleanLiteral,
  literal as constant,
  NULL_LITERAL,
  stringLiteral as stringConstant,
} from '../../tree/build.ts';
import type { Literal } from '../../tree/expression.ts';
import { BYTE, DOUBLE, FLOAT, INT, LONG, SHORT } from '../../types/data-type.ts';
import { isNumber } from '../token.ts';
import type { TokenCursor } from './cursor.ts';
import { intervalLiteral, startsInterval } from './interval.ts';
import { isString, stringLiteral } from './string-literal.ts';
import { MAX_DECIMAL_PRECISION } from './type.ts';
import { typedLiteral } from './typed-literal.ts';

const NULL_OR_BOOLEAN: ReadonlySet<string> = new Set(['NULL', 'TRUE', 'FALSE']);

export function isLiteral(cursor: TokenCursor): boolean {
  const { token } = cursor;
  if (isNumber(token) || isString(cursor) || (token.key === '-' && isNumber(cursor.peek(1)))) return true;
  if (NULL_OR_BOOLEAN.has(token.key)) return cursor.peek(1).key !== '(' && cursor.peek(1).key !== '->';
  return startsInterval(cursor) || isTypedLiteral(cursor);
}

/** `DATE '…'`: any name before a string, but for words that an operand's context gives another meaning. */
function isTypedLiteral(cursor: TokenCursor): boolean {
  return cursor.isIdentifier() && isString(cursor, cursor.peek(1)) && !BEFORE_STRING.has(cursor.token.key);
}
const BEFORE_STRING: ReadonlySet<string> = new Set(['CASE', 'NOT', 'DISTINCT', 'ALL', 'BOTH', 'LEADING', 'TRAILING']);

export function literal(cursor: TokenCursor): Literal {
  const start = cursor.index;
  if (startsInterval(cursor)) return intervalLiteral(cursor);
  if (isString(cursor)) return { ...stringConstant(stringLiteral(cursor)), context: cursor.contextFrom(start) };
  if (NULL_OR_BOOLEAN.has(cursor.token.key) && !isString(cursor, cursor.peek(1))) {
    const { key } = cursor.advance();
    const value = key === 'NULL' ? NULL_LITERAL : booleanLiteral(key === 'TRUE');
    return { ...value, context: cursor.contextFrom(start) };
  }
  if (cursor.isIdentifier()) return typedLiteral(cursor);
  return numericLiteral(cursor);
}

function numericLiteral(cursor: TokenCursor): Literal {
  const start = cursor.index;
  const sign = cursor.accept('-') ? '-' : '';
  const token = cursor.advance();
  const text = sign + token.text;
  switch (token.key) {
    case 'integer':
      return { ...wholeNumber(cursor, start, text), context: cursor.contextFrom(start) };
    case 'byte':
      return ranged(cursor, start, text.slice(0, -1), 'tinyint', 8);
    case 'short':
      return ranged(cursor, start, text.slice(0, -1), 'smallint', 16);
    case 'long':
      return ranged(cursor, start, text.slice(0, -1), 'bigint', 64);
    case 'float':
      return floating(cursor, start, text.slice(0, -1), 'float');
    case 'double':
      return floating(cursor, start, text.slice(0, -1), 'double');
    case 'exponent':
      return floating(cursor, start, text, 'double');
    case 'bigdecimal':
      return decimalNumber(cursor, start, text.slice(0, -2), true);
    default:
      return decimalNumber(cursor, start, text);
  }
}

/** The narrowest of INT, BIGINT, DECIMAL that holds it. */
function wholeNumber(cursor: TokenCursor, start: number, text: string): Literal {
  const value = BigInt(text);
  if (value >= -(2n ** 31n) && value < 2n ** 31n) return constant(Number(value), INT);
  if (value >= -(2n ** 63n) && value < 2n ** 63n) return constant(value, LONG);
  return decimalNumber(cursor, start, text);
}

function ranged(
  cursor: TokenCursor,
  start: number,
  text: string,
  typeName: 'tinyint' | 'smallint' | 'bigint',
  bits: number,
): Literal {
  const value = BigInt(text);
  const limit = 2n ** BigInt(bits - 1);
  if (value < -limit || value >= limit) outOfRange(cursor, start, text, typeName, String(-limit), String(limit - 1n));
  const made = bits === 64 ? constant(value, LONG) : constant(Number(value), bits === 8 ? BYTE : SHORT);
  return { ...made, context: cursor.contextFrom(start) };
}

const MAX_FLOAT = '3.4028234663852886E+38';
const MAX_DOUBLE = '1.7976931348623157E+308';

function floating(cursor: TokenCursor, start: number, text: string, typeName: 'float' | 'double'): Literal {
  const limit = typeName === 'float' ? MAX_FLOAT : MAX_DOUBLE;
  const value = Number(text);
  if (Math.abs(value) > Number(limit)) outOfRange(cursor, start, text, typeName, `-${limit}`, limit);
  const made = typeName === 'float' ? constant(Math.fround(value), FLOAT) : constant(value, DOUBLE);
  return { ...made, context: cursor.contextFrom(start) };
}

function outOfRange(
  cursor: TokenCursor,
  start: number,
  rawStrippedQualifier: string,
  typeName: string,
  minValue: string,
  maxValue: string,
): never {
  const context = cursor.contextFrom(start);
  const parameters = { rawStrippedQualifier, typeName, minValue, maxValue };
  return raise('INVALID_NUMERIC_LITERAL_RANGE', parameters, { context, parse: context });
}

const DECIMAL_TEXT = /^(-?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/;

/** Exactly the digits written: `1.20` is DECIMAL(3,2). Only with the suffix BD is too many of them a parse error. */
function decimalNumber(cursor: TokenCursor, start: number, text: string, hasSuffix = false): Literal {
  const [, sign, whole = '', fraction = '', exponent = '0'] = DECIMAL_TEXT.exec(text) as unknown as string[];
  const digits = `${whole}${fraction}`.replace(/^0+(?=\d)/, '');
  const shift = Number(exponent);
  const written = fraction.length - shift;
  const scale = Math.max(0, written);
  const precision = Math.max(digits.length + (scale - written), scale);
  if (precision > MAX_DECIMAL_PRECISION) {
    const context = cursor.contextFrom(start);
    raise(
      'DECIMAL_PRECISION_EXCEEDS_MAX_PRECISION',
      { precision: String(precision), maxPrecision: String(MAX_DECIMAL_PRECISION) },
      hasSuffix ? { context, parse: context } : {},
    );
  }
  const unscaled = BigInt(digits) * 10n ** BigInt(scale - written);
  const made = constant(sign === '-' ? -unscaled : unscaled, { kind: 'decimal', precision, scale });
  return { ...made, context: cursor.contextFrom(start) };
}
