/** Arithmetic operators and their `try_` twins, over numbers, decimals, intervals, dates and timestamps. */
import { type Js, js } from '../fragments/js.ts';
import { type Sql, sql } from '../fragments/sql.ts';
import { type DataType, DOUBLE, FLOAT, LONG } from '../types/data-type.ts';
import { MAX_PRECISION, quotientType, remainderType } from '../types/decimal.ts';
import { BYTES, CALENDARS, DAYTIMES, DECIMALS, DOUBLES, FLOATS, INTS, LONGS, SHORTS, YEARMONTHS } from './arg-kinds.ts';
import { type ArgType, NUMERIC } from './arg-types.ts';
import {
  type Args,
  type GenContext,
  type Generated,
  type LowerContext,
  type Lowering,
  type Refusable,
  type ScalarOverload,
  scalar,
} from './define.ts';
import { numericOverloads, temporalOverloads } from './impl/arithmetic-overloads.ts';
import { asDecimal, positiveRemainder, quotientCode, remainderCode } from './impl/decimal-code.ts';
import { decimalQuotientSql } from './impl/decimal-sql.ts';
import { divisionByZero, overflow, remainderByZero } from './impl/failures.ts';
import type { OnOverflow } from './impl/integer-code.ts';
import { calendarNegated } from './impl/interval-code.ts';
import { dividedOverloads, scaledOverloads } from './impl/scaling-overloads.ts';
import { ansiOnly, INTERVALS } from './lowering.ts';

type Gen = (args: Args<Js>, context: GenContext) => Js;

/** Fractions have infinities, and decimals of fewer than 38 digits have a digit more than their operands need. */
const neverOverflows = (type: DataType): boolean =>
  type.kind === 'float' || type.kind === 'double' || (type.kind === 'decimal' && type.precision < MAX_PRECISION);

export const add = scalar({
  name: '+',
  since: '1.0.0',
  group: 'math_funcs',
  usage: 'Sum of two numbers, or a date, timestamp or interval moved by an interval.',
  examples: [
    ['1 + 2', '3'],
    ['1.1 + 2.22', '3.32'],
    ["DATE'2020-01-31' + INTERVAL 1 MONTH", '2020-02-29'],
    ['2147483647 + 1', '-2147483648', { 'spark.sql.ansi.enabled': 'false' }],
  ],
  total: neverOverflows,
  pretty: ([a, b]) => `(${a} + ${b})`,
  overloads: [...numericOverloads('+', 'spark'), ...temporalOverloads('+', 'spark')],
});

export const subtract = scalar({
  name: '-',
  since: '1.0.0',
  group: 'math_funcs',
  usage: 'Difference of two numbers, dates, timestamps or intervals.',
  examples: [
    ['2 - 1', '1'],
    ["DATE'2020-03-01' - DATE'2020-01-01'", "INTERVAL '60' DAY"],
  ],
  total: neverOverflows,
  pretty: ([a, b]) => `(${a} - ${b})`,
  overloads: [...numericOverloads('-', 'spark'), ...temporalOverloads('-', 'spark')],
});

export const multiply = scalar({
  name: '*',
  since: '1.0.0',
  group: 'math_funcs',
  usage: 'Product of two numbers, or an interval taken a number of times.',
  examples: [
    ['2 * 3', '6'],
    ['1.1 * 2.22', '2.442'],
    ["2 * INTERVAL '1' MONTH", "INTERVAL '0-2' YEAR TO MONTH"],
  ],
  total: neverOverflows,
  pretty: ([a, b]) => `(${a} * ${b})`,
  overloads: [...numericOverloads('*', 'spark'), ...scaledOverloads('spark')],
});

type Divided = Pick<Exclude<Generated, { nulls: 'lazy' }>, 'gen' | 'settledBy'>;

/** The divisor is computed first, as what is divided by zero or NULL may not be needed. */
function divided(zero: Js, failing: (context: GenContext) => () => never, rule: OnOverflow, compute: Gen): Divided {
  const byZero = (context: GenContext): Js => (rule === 'try' || !context.ansi ? js`null` : js`${failing(context)}()`);
  return {
    settledBy: (context) => ({ value: zero, result: byZero(context) }),
    gen: (args, context) => js`(${args[1]} === ${zero} ? ${byZero(context)} : ${compute(args, context)})`,
  };
}

const ZERO = js`0`;
const LONG_ZERO = js`0n`;
const noDivision = (context: GenContext): (() => never) => divisionByZero(context.context);
const noRemainder = (context: GenContext): (() => never) => remainderByZero(context.context);

/** An error there has the evaluator raise Spark's. */
function notByZero(rule: OnOverflow, lower: (args: Args<Sql>, context: LowerContext) => Refusable): Lowering {
  return (args, context) => {
    const quotient = lower(args, context);
    if ('none' in quotient) return quotient;
    const tolerant = rule === 'try' || !context.ansi;
    // Of what is NULL for all rows, DuckDB makes all around it NULL, and errors in other arguments go unnoticed.
    if (tolerant && Number(context.constants[1]) === 0) return { none: 'a divisor that is always zero' };
    const failed = tolerant ? sql`NULL` : sql`error('division by zero')`;
    return sql`(CASE WHEN ${args[1]} = 0 THEN ${failed} ELSE ${quotient} END)`;
  };
}

function divisionOverloads(rule: OnOverflow): readonly ScalarOverload[] {
  return [
    {
      args: [DOUBLES, DOUBLES],
      coerce: 'division',
      returns: DOUBLE,
      nulls: 'propagate-maybe',
      ...divided(ZERO, noDivision, rule, ([a, b]) => js`${a} / ${b}`),
      duckdb: notByZero(rule, ([a, b]) => sql`${a} / ${b}`),
    },
    {
      args: [DECIMALS, DECIMALS],
      coerce: 'division',
      returns: ([a, b], { allowPrecisionLoss }) => quotientType(asDecimal(a), asDecimal(b), allowPrecisionLoss),
      nulls: 'propagate-maybe',
      ...divided(LONG_ZERO, noDivision, rule, quotientCode(rule)),
      duckdb: notByZero(rule, decimalQuotientSql),
    },
    ...dividedOverloads(rule),
  ];
}

export const divide = scalar({
  name: '/',
  since: '1.0.0',
  group: 'math_funcs',
  usage: 'Quotient of two numbers, always fractional.',
  examples: [
    ['3 / 2', '1.5'],
    ['5.5 / 2.2', '2.500000'],
    ['1 / 0', 'NULL', { 'spark.sql.ansi.enabled': 'false' }],
  ],
  pretty: ([a, b]) => `(${a} / ${b})`,
  overloads: divisionOverloads('spark'),
});

const whole = (arg: ArgType, code: Divided, duckdb: Lowering): ScalarOverload => ({
  args: [arg, arg],
  coerce: 'arithmetic',
  returns: LONG,
  nulls: 'propagate-maybe',
  ...code,
  duckdb,
});

const WHOLE_QUOTIENT = notByZero('spark', ([a, b]) => sql`CAST(${a} AS BIGINT) // CAST(${b} AS BIGINT)`);

const smallQuotient = divided(ZERO, noDivision, 'spark', ([a, b]) => js`BigInt(Math.trunc(${a} / ${b}))`);

const longQuotient = divided(LONG_ZERO, noDivision, 'spark', ([a, b], context) => {
  if (!context.ansi) return js`BigInt.asIntN(64, ${a} / ${b})`;
  const failed = js`${overflow(context.context, 'try_divide', 'Overflow in integral divide')}()`;
  return js`(${b} === -1n && ${a} === -9223372036854775808n ? ${failed} : ${a} / ${b})`;
});

const decimalQuotient = divided(LONG_ZERO, noDivision, 'spark', ([a, b], context) => {
  const [x, y] = [asDecimal(context.argTypes[0] as DataType), asDecimal(context.argTypes[1] as DataType)];
  const up = (value: Js, digits: number): Js => (digits > 0 ? js`(${value} * ${10n ** BigInt(digits)})` : value);
  return js`BigInt.asIntN(64, ${up(a, y.scale - x.scale)} / ${up(b, x.scale - y.scale)})`;
});

export const integralDivide = scalar({
  name: 'div',
  since: '3.0.0',
  group: 'math_funcs',
  usage: 'Quotient of two numbers without its fraction.',
  examples: [
    ['3 div 2', '1'],
    ['-7.5 div 2.1', '-3'],
  ],
  pretty: ([a, b]) => `(${a} div ${b})`,
  overloads: [
    whole(BYTES, smallQuotient, WHOLE_QUOTIENT),
    whole(SHORTS, smallQuotient, WHOLE_QUOTIENT),
    whole(INTS, smallQuotient, WHOLE_QUOTIENT),
    whole(LONGS, longQuotient, WHOLE_QUOTIENT),
    whole(DECIMALS, decimalQuotient, { none: 'quotients of fractions are rounded otherwise' }),
    whole(YEARMONTHS, smallQuotient, INTERVALS),
    whole(DAYTIMES, longQuotient, INTERVALS),
  ],
});

function remainderOverloads(positive: boolean, rule: OnOverflow): readonly ScalarOverload[] {
  const rest: Gen = positive ? ([a, b]) => js`${positiveNumber}(${a}, ${b})` : ([a, b]) => js`${a} % ${b}`;
  const small: Gen = ([a, b], context) => js`((${rest([a, b] as unknown as Args<Js>, context)}) | 0)`;
  const float: Gen = positive ? rest : ([a, b]) => js`${a} % ${b}`;
  const of = (
    arg: ArgType,
    returns: ScalarOverload['returns'],
    zero: Js,
    gen: Gen,
    duckdb: Lowering = { none: 'remainders of fractions differ' },
  ): ScalarOverload => ({
    args: [arg, arg],
    coerce: 'arithmetic',
    returns,
    nulls: 'propagate-maybe',
    ...divided(zero, noRemainder, rule, gen),
    duckdb,
  });
  const lowered = notByZero(rule, ([a, b]) =>
    positive ? sql`CASE WHEN ${a} % ${b} < 0 THEN (${a} % ${b} + ${b}) % ${b} ELSE ${a} % ${b} END` : sql`${a} % ${b}`,
  );
  return [
    of(BYTES, { kind: 'byte' }, ZERO, small, lowered),
    of(SHORTS, { kind: 'short' }, ZERO, small, lowered),
    of(INTS, { kind: 'integer' }, ZERO, small, lowered),
    of(LONGS, LONG, LONG_ZERO, positive ? ([a, b]) => js`${positiveRemainder}(${a}, ${b})` : rest, lowered),
    of(FLOATS, FLOAT, ZERO, ([a, b], context) => js`Math.fround(${float([a, b] as unknown as Args<Js>, context)})`),
    of(DOUBLES, DOUBLE, ZERO, float),
    of(
      DECIMALS,
      ([a, b], { allowPrecisionLoss }) => remainderType(asDecimal(a), asDecimal(b), allowPrecisionLoss),
      LONG_ZERO,
      remainderCode(positive, rule),
    ),
  ];
}

function positiveNumber(a: number, b: number): number {
  const rest = a % b;
  return rest < 0 ? (rest + b) % b : rest;
}

export const remainder = scalar({
  name: '%',
  since: '1.0.0',
  group: 'math_funcs',
  usage: 'Remainder of a division, with the sign of the dividend.',
  examples: [['2 % 1.8', '0.2']],
  pretty: ([a, b]) => `(${a} % ${b})`,
  overloads: remainderOverloads(false, 'spark'),
});

export const mod = scalar({
  name: 'mod',
  since: '2.3.0',
  group: 'math_funcs',
  usage: 'Remainder of a division, with the sign of the dividend.',
  examples: [['MOD(-7, 3)', '-1']],
  overloads: remainderOverloads(false, 'spark'),
});

export const positiveModulo = scalar({
  name: 'pmod',
  since: '1.5.0',
  group: 'math_funcs',
  usage: 'Remainder of a division, brought to the sign of the divisor.',
  examples: [
    ['pmod(10, 3)', '1'],
    ['pmod(-10, 3)', '2'],
  ],
  overloads: remainderOverloads(true, 'spark'),
});

/** Spark does not tell the place here. */
const OVERFLOWN = overflow(undefined);

/** Negation and absolute value fail for the one number that has no positive counterpart. */
function flipped(positiveOnly: boolean): readonly ScalarOverload[] {
  const flip = (value: Js): Js => js`-${value}`;
  const unless = (value: Js, zero: Js, done: Js): Js =>
    positiveOnly ? js`(${value} < ${zero} ? ${done} : ${value})` : done;
  const small =
    (bits: number): Gen =>
    ([a], context) => {
      const wrap = bits === 32 ? js`(-${a} | 0)` : js`(-${a} << ${32 - bits} >> ${32 - bits})`;
      const done = context.ansi ? js`(${a} === ${-(2 ** (bits - 1))} ? ${OVERFLOWN}() : ${wrap})` : wrap;
      return unless(a, ZERO, done);
    };
  const long: Gen = ([a], context) => {
    const done = context.ansi
      ? js`(${a} === -9223372036854775808n ? ${OVERFLOWN}() : -${a})`
      : js`BigInt.asIntN(64, -${a})`;
    return unless(a, LONG_ZERO, done);
  };
  const floating: Gen = ([a]) => (positiveOnly ? js`Math.abs(${a})` : flip(a));
  const lowered = ([a]: Args<Sql>): Sql => (positiveOnly ? sql`abs(${a})` : sql`(-${a})`);
  const of = (arg: ArgType, returns: ScalarOverload['returns'], gen: Gen, duckdb: Lowering): ScalarOverload => ({
    args: [arg],
    returns,
    nulls: 'propagate',
    gen,
    duckdb,
  });
  const whole = ansiOnly(lowered);
  const same = ([a]: Args<DataType>): DataType => a;
  const exact = (context: GenContext): GenContext => ({ ...context, ansi: true });
  return [
    of(BYTES, { kind: 'byte' }, small(8), whole),
    of(SHORTS, { kind: 'short' }, small(16), whole),
    of(INTS, { kind: 'integer' }, small(32), whole),
    of(LONGS, LONG, long, whole),
    of(FLOATS, FLOAT, floating, lowered),
    of(DECIMALS, same, ([a]) => unless(a, LONG_ZERO, flip(a)), lowered),
    of(YEARMONTHS, same, (args, context) => small(32)(args, exact(context)), INTERVALS),
    of(DAYTIMES, same, (args, context) => long(args, exact(context)), INTERVALS),
    ...(positiveOnly ? [] : [of(CALENDARS, same, ([a]) => js`${calendarNegated}(${a})`, INTERVALS)]),
    {
      ...of(NUMERIC, DOUBLE, floating, lowered),
      args: [{ accept: 'kinds', kinds: ['double'], casts: [DOUBLE], label: 'NUMERIC' }],
    },
  ];
}

export const negative = scalar({
  name: 'negative',
  since: '1.0.0',
  group: 'math_funcs',
  usage: 'The negated value.',
  examples: [['negative(1)', '-1']],
  overloads: flipped(false),
});

export const positive = scalar({
  name: 'positive',
  since: '1.5.0',
  group: 'math_funcs',
  usage: 'The value as it is.',
  examples: [['positive(1)', '1']],
  pretty: ([a]) => `(+ ${a})`,
  total: true,
  overloads: [
    {
      args: [
        {
          accept: 'kinds',
          kinds: ['byte', 'short', 'integer', 'long', 'float', 'double', 'decimal', 'interval', 'yearmonth', 'daytime'],
          casts: [DOUBLE],
          label: 'NUMERIC',
        },
      ],
      returns: ([a]) => a,
      nulls: 'propagate',
      gen: ([a]) => a,
      duckdb: ([a]) => a,
    },
  ],
});

export const abs = scalar({
  name: 'abs',
  since: '1.2.0',
  group: 'math_funcs',
  usage: 'Absolute value of a number or interval.',
  examples: [
    ['abs(-1)', '1'],
    ["abs(INTERVAL '-1' DAY)", "INTERVAL '1' DAY"],
  ],
  overloads: flipped(true),
});

export const tryAdd = scalar({
  name: 'try_add',
  since: '3.2.0',
  group: 'math_funcs',
  usage: 'Sum, or NULL where it overflows.',
  examples: [
    ['try_add(1, 2)', '3'],
    ['try_add(2147483647, 1)', 'NULL'],
  ],
  overloads: [...numericOverloads('+', 'try'), ...temporalOverloads('+', 'try')],
});

export const trySubtract = scalar({
  name: 'try_subtract',
  since: '3.3.0',
  group: 'math_funcs',
  usage: 'Difference, or NULL where it overflows.',
  examples: [
    ['try_subtract(2, 1)', '1'],
    ['try_subtract(-2147483648, 1)', 'NULL'],
  ],
  overloads: [...numericOverloads('-', 'try'), ...temporalOverloads('-', 'try')],
});

export const tryMultiply = scalar({
  name: 'try_multiply',
  since: '3.3.0',
  group: 'math_funcs',
  usage: 'Product, or NULL where it overflows.',
  examples: [
    ['try_multiply(2, 3)', '6'],
    ['try_multiply(-2147483648, 10)', 'NULL'],
  ],
  overloads: [...numericOverloads('*', 'try'), ...scaledOverloads('try')],
});

export const tryDivide = scalar({
  name: 'try_divide',
  since: '3.2.0',
  group: 'math_funcs',
  usage: 'Quotient, or NULL for a divisor of zero.',
  examples: [
    ['try_divide(3, 2)', '1.5'],
    ['try_divide(1, 0)', 'NULL'],
  ],
  overloads: divisionOverloads('try'),
});

export const tryMod = scalar({
  name: 'try_mod',
  since: '4.0.0',
  group: 'math_funcs',
  usage: 'Remainder, or NULL for a divisor of zero.',
  examples: [
    ['try_mod(2, 1.8)', '0.2'],
    ['try_mod(2, 0)', 'NULL'],
  ],
  overloads: remainderOverloads(false, 'try'),
});
