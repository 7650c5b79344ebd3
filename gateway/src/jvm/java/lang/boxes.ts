// The boxed types of java.lang: Integer, Long, Double, Float, Boolean and what they extend.

import { javaClass, javaInterface, staticField } from '../../define.ts';
import type { JavaClass } from '../../java-class.ts';
import { staticMethod } from '../../method.ts';
import { doubleText } from '../../number-text.ts';
import { BOOLEAN, DOUBLE, INT, LONG, STRING } from '../../param-types.ts';
import { javaError } from '../../throwable.ts';
import { JavaDouble } from '../../value.ts';
import { NumberFormatException } from './exceptions.ts';

export const Comparable: JavaClass = javaInterface('java.lang.Comparable');
export const Serializable: JavaClass = javaInterface('java.io.Serializable');
export const CharSequence: JavaClass = javaInterface('java.lang.CharSequence');

export const NumberClass: JavaClass = javaClass('java.lang.Number', () => ({ interfaces: [Serializable] }));

function parseWhole(text: string, min: bigint, max: bigint): bigint {
  if (/^[+-]?\d+$/.test(text)) {
    const value = BigInt(text.startsWith('+') ? text.slice(1) : text);
    if (value >= min && value <= max) return value;
  }
  throw javaError(NumberFormatException, `For input string: "${text}"`);
}

const MAX_INT = 2147483647;
const MIN_INT = -2147483648;
const MAX_LONG = 9223372036854775807n;
const MIN_LONG = -9223372036854775808n;

const parseInt32 = (text: string): number => Number(parseWhole(text, BigInt(MIN_INT), BigInt(MAX_INT)));
export const parseInt64 = (text: string): bigint => parseWhole(text, MIN_LONG, MAX_LONG);

export function parseDouble(text: string): number {
  const trimmed = text.trim();
  if (/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?[dDfF]?$/.test(trimmed)) return Number.parseFloat(trimmed);
  const special = /^([+-]?)(NaN|Infinity)$/.exec(trimmed);
  if (special !== null) return Number(special[2]) * (special[1] === '-' ? -1 : 1);
  throw javaError(NumberFormatException, trimmed === '' ? 'empty String' : `For input string: "${text}"`);
}

function boxed(
  name: string,
  statics: () => NonNullable<JavaClass['declaration']['statics']>,
  limits: () => NonNullable<JavaClass['declaration']['staticFields']> = () => ({}),
): JavaClass {
  return javaClass(name, () => ({
    superclass: NumberClass,
    interfaces: [Comparable],
    statics: statics(),
    staticFields: limits(),
  }));
}

export const IntegerClass: JavaClass = boxed(
  'java.lang.Integer',
  () => ({
    valueOf: [staticMethod([INT], (_, value) => value), staticMethod([STRING], (_, text) => parseInt32(text))],
    parseInt: staticMethod([STRING], (_, text) => parseInt32(text)),
    toString: staticMethod([INT], (_, value) => String(value)),
    compare: staticMethod([INT, INT], (_, a, b) => Math.sign(a - b)),
  }),
  () => ({ MAX_VALUE: staticField(INT, () => MAX_INT), MIN_VALUE: staticField(INT, () => MIN_INT) }),
);

export const LongClass: JavaClass = boxed(
  'java.lang.Long',
  () => ({
    valueOf: [staticMethod([LONG], (_, value) => value), staticMethod([STRING], (_, text) => parseInt64(text))],
    parseLong: staticMethod([STRING], (_, text) => parseInt64(text)),
    toString: staticMethod([LONG], (_, value) => String(value)),
  }),
  () => ({ MAX_VALUE: staticField(LONG, () => MAX_LONG), MIN_VALUE: staticField(LONG, () => MIN_LONG) }),
);

export const ShortClass: JavaClass = boxed('java.lang.Short', () => ({}));
export const ByteClass: JavaClass = boxed('java.lang.Byte', () => ({}));

export const DoubleClass: JavaClass = boxed(
  'java.lang.Double',
  () => ({
    valueOf: [
      staticMethod([DOUBLE], (_, value) => new JavaDouble(value)),
      staticMethod([STRING], (_, text) => new JavaDouble(parseDouble(text))),
    ],
    parseDouble: staticMethod([STRING], (_, text) => new JavaDouble(parseDouble(text))),
    toString: staticMethod([DOUBLE], (_, value) => doubleText(new JavaDouble(value))),
    isNaN: staticMethod([DOUBLE], (_, value) => Number.isNaN(value)),
  }),
  () => ({
    MAX_VALUE: staticField(DOUBLE, () => new JavaDouble(Number.MAX_VALUE)),
    MIN_VALUE: staticField(DOUBLE, () => new JavaDouble(Number.MIN_VALUE)),
    NaN: staticField(DOUBLE, () => new JavaDouble(Number.NaN)),
    POSITIVE_INFINITY: staticField(DOUBLE, () => new JavaDouble(Infinity)),
    NEGATIVE_INFINITY: staticField(DOUBLE, () => new JavaDouble(-Infinity)),
  }),
);

export const FloatClass: JavaClass = boxed('java.lang.Float', () => ({
  valueOf: staticMethod([STRING], (_, text) => new JavaDouble(Math.fround(parseDouble(text)), true)),
}));

export const BooleanClass: JavaClass = javaClass('java.lang.Boolean', () => ({
  interfaces: [Serializable, Comparable],
  statics: {
    valueOf: [
      staticMethod([BOOLEAN], (_, value) => value),
      staticMethod([STRING], (_, text) => text.toLowerCase() === 'true'),
    ],
    parseBoolean: staticMethod([STRING], (_, text) => text.toLowerCase() === 'true'),
  },
  staticFields: { TRUE: staticField(BOOLEAN, () => true), FALSE: staticField(BOOLEAN, () => false) },
}));

export const CharacterClass: JavaClass = javaClass('java.lang.Character', () => ({
  interfaces: [Serializable, Comparable],
}));
