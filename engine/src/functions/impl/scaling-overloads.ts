/** Intervals times and divided by numbers. */
import { type Js, js } from '../../fragments/js.ts';
import { DAYTIME, type DataType, INTERVAL, YEARMONTH } from '../../types/data-type.ts';
import { AS_DOUBLE, CALENDARS, DAYTIMES, DECIMALS, YEARMONTHS } from '../arg-kinds.ts';
import { type ArgType, INTEGRAL, kinds } from '../arg-types.ts';
import type { Args, GenContext, ScalarOverload } from '../define.ts';
import { INTERVALS } from '../lowering.ts';
import { asDecimal } from './decimal-code.ts';
import { type Fail, intervalDivisionByZero, intervalOverflow, overflow } from './failures.ts';
import type { OnOverflow } from './integer-code.ts';
import { checkedInt, checkedLong, overDecimal, roundedHalfUp, scaleCalendar, timesDecimal } from './interval-code.ts';

const FRACTIONS: ArgType = kinds('DOUBLE', ['float', 'double'], []);

const number = (type: DataType, value: Js): Js => (type.kind === 'long' ? js`${value}` : js`BigInt(${value})`);

function unless(rule: OnOverflow, fail: Fail): Fail | undefined {
  return rule === 'try' ? undefined : fail;
}

/** The interval's count as a big integer, and back. */
interface Unit {
  readonly arg: ArgType;
  readonly returns: DataType;
  readonly widen: (value: Js) => Js;
  readonly narrow: (value: Js, fail: Fail | undefined) => Js;
}

const MONTHS: Unit = {
  arg: YEARMONTHS,
  returns: YEARMONTH,
  widen: (v) => js`BigInt(${v})`,
  narrow: (v, fail) => js`${narrowInt(fail)}(${v})`,
};
const MICROS: Unit = {
  arg: DAYTIMES,
  returns: DAYTIME,
  widen: (v) => v,
  narrow: (v, fail) => js`${narrowLong(fail)}(${v})`,
};

function narrowInt(fail: Fail | undefined): (value: bigint) => number | null {
  return (value) => checkedInt(Number(value), fail);
}
function narrowLong(fail: Fail | undefined): (value: bigint) => bigint | null {
  return (value) => checkedLong(value, fail);
}

type Gen = (args: Args<Js>, context: GenContext) => Js;

const make = (
  args: readonly ArgType[],
  returns: DataType,
  gen: Gen,
  nulls: 'propagate' | 'propagate-maybe',
): ScalarOverload => ({
  args,
  returns,
  nulls,
  gen,
  duckdb: INTERVALS,
});

const never: Fail = () => {
  throw new RangeError('not representable');
};

function timesDouble(interval: number | bigint, factor: number, fail: Fail): bigint {
  return roundedHalfUp(Number(interval) * factor, fail);
}

function overDouble(interval: number | bigint, divisor: number, fail: Fail): bigint {
  return roundedHalfUp(Number(interval) / divisor, fail);
}

export function scaledOverloads(rule: OnOverflow): readonly ScalarOverload[] {
  const nulls = rule === 'try' ? 'propagate-maybe' : 'propagate';
  const units = [MONTHS, MICROS].flatMap(({ arg, returns, widen, narrow }) => {
    const fail = (context: GenContext): Fail => overflow(context.context);
    const whole: Gen = ([i, n], context) =>
      narrow(js`(${widen(i)} * ${number(context.argTypes[1] as DataType, n)})`, unless(rule, fail(context)));
    const exact: Gen = ([i, n], context) =>
      narrow(
        js`${timesDecimal}(${widen(i)}, ${n}, ${asDecimal(context.argTypes[1] as DataType).scale})`,
        unless(rule, fail(context)),
      );
    const double: Gen = ([i, n], context) =>
      narrow(js`${timesDouble}(${i}, ${n}, ${fail(context)})`, unless(rule, fail(context)));
    return [
      [arg, INTEGRAL, returns, whole],
      [arg, DECIMALS, returns, exact],
      [arg, FRACTIONS, returns, double],
    ] as const;
  });
  const calendar: Gen = ([i, n]) => js`${scaleCalendar}(${i}, ${n})`;
  const forward = [...units, [CALENDARS, AS_DOUBLE, INTERVAL, calendar] as const];
  return forward.flatMap(([left, right, returns, gen]) => {
    const flipped: Gen = ([a, b], context) =>
      gen([b, a] as unknown as Args<Js>, { ...context, argTypes: [...context.argTypes].reverse() });
    const rule = left === CALENDARS ? 'propagate-maybe' : nulls;
    return [make([left, right], returns, gen, rule), make([right, left], returns, flipped, rule)];
  });
}

export function dividedOverloads(rule: OnOverflow): readonly ScalarOverload[] {
  const units = [MONTHS, MICROS].flatMap(({ arg, returns, widen, narrow }) => {
    const guarded =
      (zero: Js, quotient: (args: Args<Js>, context: GenContext) => Js): Gen =>
      (args, context) => {
        const failed = rule === 'try' ? js`null` : js`${intervalDivisionByZero(context.context)}()`;
        const limit = rule === 'try' ? undefined : intervalOverflow(context.context, 'try_divide');
        return js`(${args[1]} === ${zero} ? ${failed} : ${narrow(quotient(args, context), limit)})`;
      };
    const isLong = (context: GenContext): boolean => context.argTypes[1]?.kind === 'long';
    const whole: Gen = (args, context) =>
      guarded(
        isLong(context) ? js`0n` : js`0`,
        ([i, n], c) => js`${overDecimal}(${widen(i)}, ${number(c.argTypes[1] as DataType, n)}, 0)`,
      )(args, context);
    const exact = guarded(
      js`0n`,
      ([i, n], c) => js`${overDecimal}(${widen(i)}, ${n}, ${asDecimal(c.argTypes[1] as DataType).scale})`,
    );
    const double = guarded(
      js`0`,
      ([i, n], c) => js`${overDouble}(${i}, ${n}, ${rule === 'try' ? never : overflow(c.context)})`,
    );
    return [
      [arg, INTEGRAL, returns, whole],
      [arg, DECIMALS, returns, exact],
      [arg, FRACTIONS, returns, double],
    ] as const;
  });
  const calendar: Gen = ([i, n], context) => {
    const failed = rule === 'try' || !context.ansi ? js`null` : js`${intervalDivisionByZero(context.context)}()`;
    return js`(${n} === 0 ? ${failed} : ${scaleCalendar}(${i}, 1 / ${n}))`;
  };
  const nulls = rule === 'try' ? 'propagate-maybe' : 'propagate';
  return [
    ...units.map(([left, right, returns, gen]) => make([left, right], returns, gen, nulls)),
    make([CALENDARS, AS_DOUBLE], INTERVAL, calendar, 'propagate-maybe'),
  ];
}
