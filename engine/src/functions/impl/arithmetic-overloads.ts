/** Overloads of + - * over all types, for the operators and their `try_` twins. */
import { code, constant, type Js, js } from '../../fragments/js.ts';
import { type Sql, sql, sqlText } from '../../fragments/sql.ts';
import {
  BYTE,
  DATE,
  DAYTIME,
  type DataType,
  DOUBLE,
  FLOAT,
  INT,
  INTERVAL,
  LONG,
  SHORT,
  TIMESTAMP,
  TIMESTAMP_NTZ,
} from '../../types/data-type.ts';
import { addMonths } from '../../types/datetime.ts';
import { productType, sumType } from '../../types/decimal.ts';
import {
  BYTES,
  CALENDARS,
  DATES,
  DAYS,
  DAYTIMES,
  DECIMALS,
  DOUBLES,
  FLOATS,
  INTS,
  LOCAL_TIMESTAMPS,
  LONGS,
  SHORTS,
  TIMESTAMPS,
  YEARMONTHS,
} from '../arg-kinds.ts';
import type { ArgType } from '../arg-types.ts';
import type { Args, GenContext, Lowering, ScalarOverload } from '../define.ts';
import { ansiOnly, decimalOfScale, INTERVALS, infix, NULL_ON_OVERFLOW } from '../lowering.ts';
import { asDecimal, productCode, sumCode } from './decimal-code.ts';
import { roundedProductSql } from './decimal-sql.ts';
import { intervalOverflow, overflow } from './failures.ts';
import { intCode, longCode, type OnOverflow, type Operator, smallCode } from './integer-code.ts';
import { addCalendars, addInts, addLongs, dateMicros, localMicrosIn, midnightIn, shiftIn } from './interval-code.ts';

type Gen = (args: Args<Js>, context: GenContext) => Js;
type Nullable = NonNullable<ScalarOverload['nullable']>;

/** NULL comes out of overflow only without ANSI mode. */
const nullOnOverflow: Nullable = (args, { ansi }) => !ansi || args.some((n) => n);

/**
 * What the operators are called there as functions: as operators, those on whole numbers are moved to the other side of
 * comparisons with constants, and then never overflow.
 */
const CHECKED: Readonly<Record<Operator, Sql>> = {
  '+': sqlText('add'),
  '-': sqlText('subtract'),
  '*': sqlText('multiply'),
};

export function numericOverloads(operator: Operator, rule: OnOverflow): readonly ScalarOverload[] {
  const nulls = rule === 'try' ? 'propagate-maybe' : 'propagate';
  const lowered = rule === 'try' ? NULL_ON_OVERFLOW : ansiOnly(([a, b]) => sql`${CHECKED[operator]}(${a}, ${b})`);
  const same = (arg: ArgType, returns: DataType, gen: Gen): ScalarOverload => ({
    args: [arg, arg],
    coerce: 'arithmetic',
    returns,
    nulls,
    gen,
    duckdb: lowered,
  });
  return [
    same(BYTES, BYTE, smallCode(operator, 8, rule)),
    same(SHORTS, SHORT, smallCode(operator, 16, rule)),
    same(INTS, INT, intCode(operator, rule)),
    same(LONGS, LONG, longCode(operator, rule)),
    {
      ...same(FLOATS, FLOAT, ([a, b]) => js`Math.fround(${a} ${code(operator)} ${b})`),
      duckdb: infix(sqlText(operator)),
    },
    { ...same(DOUBLES, DOUBLE, ([a, b]) => js`(${a} ${code(operator)} ${b})`), duckdb: infix(sqlText(operator)) },
    decimalOverload(operator, rule),
  ];
}

const OVERFLOW_IS_NULL = 'overflow gives NULL';

function decimalOverload(operator: Operator, rule: OnOverflow): ScalarOverload {
  const typeOf = operator === '*' ? productType : sumType;
  return {
    args: [DECIMALS, DECIMALS],
    coerce: 'arithmetic',
    returns: ([a, b], { allowPrecisionLoss }) => typeOf(asDecimal(a), asDecimal(b), allowPrecisionLoss),
    nulls: 'propagate-maybe',
    nullable: rule === 'try' ? true : nullOnOverflow,
    gen: operator === '*' ? productCode(rule) : sumCode(operator, rule),
    duckdb: rule === 'try' ? { none: OVERFLOW_IS_NULL } : decimalLowering(operator),
  };
}

function decimalLowering(operator: Operator): Lowering {
  return ([a, b], context) => {
    const [x, y] = [asDecimal(context.argTypes[0] as DataType), asDecimal(context.argTypes[1] as DataType)];
    const scale = operator === '*' ? x.scale + y.scale : Math.max(x.scale, y.scale);
    const type = asDecimal(context.returnType);
    if (!context.ansi) return { none: OVERFLOW_IS_NULL };
    if (!decimalOfScale(context, scale))
      return operator === '*' ? roundedProductSql(a, b, scale, type) : { none: 'the result is rounded to 38 digits' };
    return infix(sqlText(operator))([a, b] as unknown as Args<typeof a>);
  };
}

const commonYearMonth = ([a, b]: Args<DataType>): DataType => spanning(a, b);

/** The interval type with the fields of both. */
function spanning(a: DataType, b: DataType): DataType {
  if (a.kind === 'yearmonth' && b.kind === 'yearmonth') return { ...a, ...span(a, b) };
  return a.kind === 'daytime' && b.kind === 'daytime' ? { ...a, ...span(a, b) } : a;
}

interface Span<F extends number> {
  readonly start: F;
  readonly end: F;
}

const span = <F extends number>(a: Span<F>, b: Span<F>): Span<F> => ({
  start: Math.min(a.start, b.start) as F,
  end: Math.max(a.end, b.end) as F,
});

/** A date plus a day-time interval stays a date only if the interval counts whole days. */
const dateOrTimestamp = (type: DataType): DataType => (type.kind === 'daytime' && type.end === 0 ? DATE : TIMESTAMP);

const overload = (
  args: readonly ArgType[],
  returns: ScalarOverload['returns'],
  gen: Gen,
  rule: OnOverflow,
  duckdb: Lowering = INTERVALS,
): ScalarOverload => ({
  args,
  returns,
  nulls: rule === 'try' ? 'propagate-maybe' : 'propagate',
  gen,
  duckdb,
});

/** A date and whole days, given as a number or as the microseconds of a literal. */
const daysLater =
  (operator: Operator): Lowering =>
  ([d, n], { argTypes, constants, returnType }) => {
    if (returnType.kind !== 'date') return { none: 'time zones differ' };
    if (argTypes[1]?.kind !== 'daytime') return sql`(${d} ${sqlText(operator)} CAST(${n} AS INTEGER))`;
    const days = constants[1];
    return typeof days === 'bigint'
      ? sql`(${d} ${sqlText(operator)} ${Number(days / 86_400_000_000n)})`
      : { none: 'intervals are not columns there' };
  };

/** Interval ± interval, and date or timestamp ± interval or days. */
export function temporalOverloads(operator: '+' | '-', rule: OnOverflow): readonly ScalarOverload[] {
  const sign = operator === '+' ? 1 : -1;
  const tolerant = operator === '+' ? 'try_add' : 'try_subtract';
  // Spark does not tell the place here.
  const fail = () => (rule === 'try' ? undefined : intervalOverflow(undefined, tolerant));
  const dateFail = (context: GenContext) => (rule === 'try' ? undefined : overflow(context.context));
  const signed = (value: Js): Js => (sign === 1 ? value : js`-${value}`);
  const shift: Gen = ([t, i], context) =>
    js`${shiftIn(context.timeZone, dateFail(context))}(${t}, ${signed(js`${i}.months`)}, ${signed(js`${i}.days`)}, ${signed(js`${i}.micros`)})`;
  const shiftMonths =
    (zone: (context: GenContext) => string): Gen =>
    ([t, i], context) =>
      js`${shiftIn(zone(context), dateFail(context))}(${t}, ${signed(i)}, 0, 0n)`;
  const shiftTime: Gen = ([t, i], context) => js`${addLongs(sign === 1 ? 1n : -1n, dateFail(context))}(${t}, ${i})`;
  const session = (context: GenContext): string => context.timeZone;
  const utc = (): string => 'UTC';
  const one: readonly [ArgType, ArgType, ScalarOverload['returns'], Gen, Lowering?][] = [
    [DATES, DAYS, DATE, ([d, n]) => js`((${d} ${code(operator)} ${n}) | 0)`, daysLater(operator)],
    [DATES, YEARMONTHS, DATE, ([d, m]) => js`${addMonths}(${d}, ${signed(m)})`],
    [DATES, DAYTIMES, ([, i]) => dateOrTimestamp(i), dateTime(sign, dateFail), daysLater(operator)],
    [
      DATES,
      CALENDARS,
      DATE,
      ([d, i]) => js`(${addMonths}(${d}, ${signed(js`${i}.months`)}) + ${signed(js`${i}.days`)})`,
    ],
    [TIMESTAMPS, YEARMONTHS, TIMESTAMP, shiftMonths(session)],
    [TIMESTAMPS, DAYTIMES, TIMESTAMP, shiftTime],
    [TIMESTAMPS, CALENDARS, TIMESTAMP, shift],
    [LOCAL_TIMESTAMPS, YEARMONTHS, TIMESTAMP_NTZ, shiftMonths(utc)],
    [LOCAL_TIMESTAMPS, DAYTIMES, TIMESTAMP_NTZ, shiftTime],
    [LOCAL_TIMESTAMPS, CALENDARS, TIMESTAMP_NTZ, (args, context) => shift(args, { ...context, timeZone: 'UTC' })],
  ];
  const both: readonly ScalarOverload[] = [
    overload([YEARMONTHS, YEARMONTHS], commonYearMonth, ([a, b]) => js`${addInts(sign, fail())}(${a}, ${b})`, rule),
    overload(
      [DAYTIMES, DAYTIMES],
      commonYearMonth,
      ([a, b]) => js`${addLongs(sign === 1 ? 1n : -1n, fail())}(${a}, ${b})`,
      rule,
    ),
    overload([CALENDARS, CALENDARS], INTERVAL, ([a, b]) => js`${addCalendars(sign, fail())}(${a}, ${b})`, rule),
  ];
  const forward = one.map(([left, right, returns, gen, duckdb]) => overload([left, right], returns, gen, rule, duckdb));
  if (operator === '-') return [...both, ...forward, ...differences(rule)];
  const swapped = one.map(([left, right, returns, gen]) => {
    const flipped: Gen = ([a, b, ...rest], context) =>
      gen([b, a, ...rest] as unknown as Args<Js>, { ...context, argTypes: [...context.argTypes].reverse() });
    const type =
      typeof returns === 'function'
        ? ([a, b]: Args<DataType>) => returns([b, a] as unknown as Args<DataType>, { ansi: true, constants: [] })
        : returns;
    return overload([right, left], type, flipped, rule);
  });
  return [...both, ...forward, ...swapped];
}

function dateTime(sign: 1 | -1, fail: (context: GenContext) => (() => never) | undefined): Gen {
  return ([d, i], context) => {
    if (context.returnType.kind === 'date')
      return js`(${d} ${code(sign === 1 ? '+' : '-')} Number(${i} / 86400000000n))`;
    const midnight = js`${midnightIn(context.timeZone)}(${d})`;
    return js`${addLongs(sign === 1 ? 1n : -1n, fail(context))}(${midnight}, ${i})`;
  };
}

function differences(rule: OnOverflow): readonly ScalarOverload[] {
  const day: DataType = { kind: 'daytime', start: 0, end: 0 };
  const local: Gen = ([a, b], context) => {
    const clock = localMicrosIn(context.timeZone);
    return js`(${clock}(${a}) - ${clock}(${b}))`;
  };
  const dateFirst: Gen = ([a, b], context) => js`(${dateMicros}(${a}) - ${localMicrosIn(context.timeZone)}(${b}))`;
  return [
    overload([DATES, DATES], day, ([a, b]) => js`(BigInt(${a} - ${b}) * ${constant(86_400_000_000n)})`, rule),
    overload([TIMESTAMPS, TIMESTAMPS], DAYTIME, local, rule),
    overload(
      [TIMESTAMPS, DATES],
      DAYTIME,
      ([a, b], context) => js`(${localMicrosIn(context.timeZone)}(${a}) - ${dateMicros}(${b}))`,
      rule,
    ),
    overload([DATES, TIMESTAMPS], DAYTIME, dateFirst, rule),
    overload([LOCAL_TIMESTAMPS, LOCAL_TIMESTAMPS], DAYTIME, ([a, b]) => js`(${a} - ${b})`, rule),
    overload([LOCAL_TIMESTAMPS, DATES], DAYTIME, ([a, b]) => js`(${a} - ${dateMicros}(${b}))`, rule),
    overload([DATES, LOCAL_TIMESTAMPS], DAYTIME, ([a, b]) => js`(${dateMicros}(${a}) - ${b})`, rule),
  ];
}
