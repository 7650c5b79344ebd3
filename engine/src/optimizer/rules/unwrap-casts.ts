/** `CAST(column AS wider) < constant` becomes `column < narrower constant` where that says the same: so sources can use it. */
import { literal } from '../../tree/build.ts';
import type { Call, Cast, Expression, In, Literal } from '../../tree/expression.ts';
import { typeOf } from '../../tree/output.ts';
import { transformAllExpressions } from '../../tree/shapes.ts';
import type { DataType, Kind, TypeOf } from '../../types/data-type.ts';
import type { Value } from '../../types/value.ts';
import type { Rule } from '../context.ts';

export const unwrapCasts: Rule = (plan) =>
  transformAllExpressions(plan, (e) => (e.kind === 'call' ? unwrappedCall(e) : e.kind === 'in' ? unwrappedIn(e) : e));

const COMPARISONS: ReadonlySet<string> = new Set(['=', '==', '<=>', '<', '<=', '>', '>=']);

function unwrappedCall(e: Call): Expression {
  if (!COMPARISONS.has(e.fn) || e.args.length !== 2) return e;
  const [a, b] = e.args as readonly [Expression, Expression];
  if (a.kind === 'cast' && b.kind === 'literal') {
    const narrow = narrowed(a, b);
    return narrow === undefined ? e : { ...e, args: [a.child, narrow] };
  }
  if (b.kind === 'cast' && a.kind === 'literal') {
    const narrow = narrowed(b, a);
    return narrow === undefined ? e : { ...e, args: [narrow, b.child] };
  }
  return e;
}

function unwrappedIn(e: In): Expression {
  const { child, list } = e;
  if (child.kind !== 'cast') return e;
  const narrow = list.map((item) => (item.kind === 'literal' ? narrowed(child, item) : undefined));
  return narrow.every((item) => item !== undefined) ? { ...e, child: child.child, list: narrow } : e;
}

/** The constant in the type below the cast; undefined where it has no exact value there. */
function narrowed(cast: Cast, constant: Literal): Literal | undefined {
  const from = typeOf(cast.child);
  if (cast.child.kind === 'literal' || constant.value === null) return undefined;
  const value = exactValue(constant.value, cast.to, from);
  return value === undefined ? undefined : literal(value, from);
}

const RANGES: Partial<Record<Kind, readonly [bigint, bigint]>> = {
  byte: [-(2n ** 7n), 2n ** 7n - 1n],
  short: [-(2n ** 15n), 2n ** 15n - 1n],
  integer: [-(2n ** 31n), 2n ** 31n - 1n],
  long: [-(2n ** 63n), 2n ** 63n - 1n],
};

/** Only casts that keep every value and its order are taken off. */
function exactValue(value: Value, wide: DataType, narrow: DataType): Value | undefined {
  if (narrow.kind === 'decimal')
    return wide.kind === 'decimal' ? narrowedDecimal(value as bigint, wide, narrow) : undefined;
  const range = RANGES[narrow.kind];
  const whole = wholeValue(value, wide);
  if (range === undefined || whole === undefined || !keepsIntegers(narrow, wide)) return undefined;
  if (whole < range[0] || whole > range[1]) return undefined;
  return narrow.kind === 'long' ? whole : Number(whole);
}

/** The integer a constant is. */
function wholeValue(value: Value, type: DataType): bigint | undefined {
  switch (type.kind) {
    case 'short':
    case 'integer':
      return BigInt(value as number);
    case 'long':
      return value as bigint;
    case 'float':
    case 'double':
      return Number.isSafeInteger(value) ? BigInt(value as number) : undefined;
    case 'decimal': {
      const unit = 10n ** BigInt(type.scale);
      return (value as bigint) % unit === 0n ? (value as bigint) / unit : undefined;
    }
    default:
      return undefined;
  }
}

const DIGITS: Partial<Record<Kind, number>> = { byte: 3, short: 5, integer: 10, long: 19 };
/** Integers that a floating type holds exactly. */
const EXACT_IN: Partial<Record<Kind, readonly Kind[]>> = {
  float: ['byte', 'short'],
  double: ['byte', 'short', 'integer'],
};

function keepsIntegers(narrow: DataType, wide: DataType): boolean {
  if (wide.kind === 'decimal') return wide.precision - wide.scale >= (DIGITS[narrow.kind] ?? 99);
  const exact = EXACT_IN[wide.kind];
  if (exact !== undefined) return exact.includes(narrow.kind);
  return RANGES[wide.kind] !== undefined && (DIGITS[wide.kind] ?? 0) > (DIGITS[narrow.kind] ?? 99);
}

function narrowedDecimal(value: bigint, wide: TypeOf<'decimal'>, narrow: TypeOf<'decimal'>): bigint | undefined {
  if (wide.scale < narrow.scale || wide.precision - wide.scale < narrow.precision - narrow.scale) return undefined;
  const unit = 10n ** BigInt(wide.scale - narrow.scale);
  if (value % unit !== 0n) return undefined;
  const scaled = value / unit;
  const limit = 10n ** BigInt(narrow.precision);
  return scaled > -limit && scaled < limit ? scaled : undefined;
}
