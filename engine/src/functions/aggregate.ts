/** The aggregates everything else is built of: counts, sums, averages, extremes, and conditions over all rows. */
import { type Js, js } from '../fragments/js.ts';
import { sql } from '../fragments/sql.ts';
import {
  BOOLEAN,
  BYTE,
  DAYTIME,
  type DataType,
  DOUBLE,
  decimal,
  type Kind,
  LONG,
  type TypeOf,
  YEARMONTH,
} from '../types/data-type.ts';
import { divideDecimals, fitsPrecision } from '../types/decimal.ts';
import { layoutOf } from '../types/vector.ts';
import { AS_BOOLEAN, AS_DOUBLE, DAYTIMES, DECIMALS, YEARMONTHS } from './arg-kinds.ts';
import { ANY, kinds, variable } from './arg-types.ts';
import {
  type AggregateFunction,
  type AggregateOverload,
  aggregate,
  type GenContext,
  type Lowering,
  type Slot,
} from './define.ts';
import { compareCode } from './impl/compare-code.ts';
import { decimalOverflow, intervalOverflow, overflow } from './impl/failures.ts';
import { INTERVALS } from './lowering.ts';

const INTEGRALS = kinds('INTEGRAL', ['byte', 'short', 'integer', 'long'], []);
const GROUP = 'agg_funcs';

/** Whole numbers below BIGINT come as numbers. */
const asBigint = (value: Js, context: GenContext): Js =>
  context.argTypes[0]?.kind === 'long' ? value : js`BigInt(${value})`;

export const count = aggregate({
  name: 'count',
  since: '1.0.0',
  group: GROUP,
  usage: 'How many rows have a value in every argument; `count(*)` counts all rows.',
  examples: [
    ['count(1)', '1'],
    ['count(CAST(NULL AS INT))', '0'],
  ],
  overloads: [
    {
      args: [ANY],
      rest: ANY,
      returns: LONG,
      nullable: false,
      nulls: 'skip',
      buffer: [{ name: 'count', type: LONG, initial: 0n }],
      update: (slots) => js`${slots('count')} += 1n;`,
      merge: (slots, other) => js`${slots('count')} += ${other('count')};`,
      finish: (slots) => slots('count'),
      duckdb: (args) => (args.length === 1 ? sql`count(${args[0]})` : { none: 'counts rows over several columns' }),
    },
  ],
});

export const countIf = aggregate({
  name: 'count_if',
  since: '3.0.0',
  group: GROUP,
  usage: 'How many rows the condition is true for.',
  examples: [['count_if(true)', '1']],
  overloads: [
    {
      args: [AS_BOOLEAN],
      returns: LONG,
      nullable: false,
      nulls: 'skip',
      buffer: [{ name: 'count', type: LONG, initial: 0n }],
      update: (slots, [condition]) => js`if (${condition}) ${slots('count')} += 1n;`,
      merge: (slots, other) => js`${slots('count')} += ${other('count')};`,
      finish: (slots) => slots('count'),
      duckdb: ([a]) => sql`count(*) FILTER (WHERE ${a})`,
    },
  ],
});

/** `seen` tells an empty sum (NULL) from zero. */
const SEEN: Slot = { name: 'seen', type: BYTE, initial: 0 };

type OnOverflow = 'spark' | 'null';

/** Wraps around without ANSI mode; `try_sum` gives NULL. */
function sumOfIntegers(rule: OnOverflow, tolerant: string): AggregateOverload {
  const add = (context: GenContext, to: Js, value: Js, seen: Js): Js => {
    const next = context.temp();
    if (rule === 'null')
      return js`if (${seen} !== 2) { ${seen} = BigInt.asIntN(64, ${next} = ${to} + ${value}) === ${next} ? 1 : 2; if (${seen} === 1) ${to} = ${next}; }`;
    if (!context.ansi) return js`${to} = BigInt.asIntN(64, ${to} + ${value}); ${seen} = 1;`;
    return js`if (BigInt.asIntN(64, ${next} = ${to} + ${value}) !== ${next}) ${overflow(context.context, tolerant, 'long overflow')}(); ${to} = ${next}; ${seen} = 1;`;
  };
  return {
    args: [INTEGRALS],
    returns: LONG,
    nulls: 'skip',
    buffer: [{ name: 'sum', type: LONG, initial: 0n }, SEEN],
    update: (slots, [value], context) => add(context, slots('sum'), asBigint(value, context), slots('seen')),
    merge: (slots, other, context) =>
      js`if (${other('seen')} === 2) ${slots('seen')} = 2; else if (${other('seen')} === 1) { ${add(context, slots('sum'), other('sum'), slots('seen'))} }`,
    finish: (slots) => js`(${slots('seen')} === 1 ? ${slots('sum')} : null)`,
    duckdb:
      rule === 'null'
        ? { none: 'overflow gives NULL' }
        : ([a], { ansi }) =>
            ansi ? sql`CAST(sum(${a}) AS BIGINT)` : { none: 'whole numbers wrap around without ANSI mode' },
  };
}

const sumPrecision = (type: TypeOf<'decimal'>): TypeOf<'decimal'> =>
  decimal(Math.min(38, type.precision + 10), type.scale);

/** The running sum is exact; what does not fit the result's precision is an overflow of the final value. */
function sumOfDecimals(rule: OnOverflow): AggregateOverload {
  return {
    args: [DECIMALS],
    returns: ([type]) => sumPrecision(type as TypeOf<'decimal'>),
    nulls: 'skip',
    buffer: (_, returns) => [
      { name: 'sum', type: decimal(38, (returns as TypeOf<'decimal'>).scale), initial: 0n },
      SEEN,
    ],
    update: (slots, [value]) => js`${slots('sum')} += ${value}; ${slots('seen')} = 1;`,
    merge: (slots, other) =>
      js`if (${other('seen')} === 1) { ${slots('sum')} += ${other('sum')}; ${slots('seen')} = 1; }`,
    finish: (slots, context) => {
      const type = context.returnType as TypeOf<'decimal'>;
      const failing = decimalOverflow(context.context, type);
      const other = context.ansi && rule === 'spark' ? js`${failing}(${slots('sum')}, ${type.scale})` : js`null`;
      return js`(${slots('seen')} !== 1 ? null : ${fitsPrecision}(${slots('sum')}, ${type.precision}) ? ${slots('sum')} : ${other})`;
    },
    duckdb: ([a]) => sql`sum(${a})`,
  };
}

const SUM_OF_DOUBLES: AggregateOverload = {
  args: [AS_DOUBLE],
  returns: DOUBLE,
  nulls: 'skip',
  buffer: [{ name: 'sum', type: DOUBLE, initial: 0 }, SEEN],
  update: (slots, [value]) => js`${slots('sum')} += ${value}; ${slots('seen')} = 1;`,
  merge: (slots, other) =>
    js`if (${other('seen')} === 1) { ${slots('sum')} += ${other('sum')}; ${slots('seen')} = 1; }`,
  finish: (slots) => js`(${slots('seen')} === 1 ? ${slots('sum')} : null)`,
  duckdb: ([a]) => sql`sum(${a})`,
};

function sumOfIntervals(args: typeof YEARMONTHS, type: DataType, tolerant: OnOverflow): AggregateOverload {
  const isMonths = type.kind === 'yearmonth';
  const wraps = (value: Js): Js => (isMonths ? js`(${value} | 0)` : js`BigInt.asIntN(64, ${value})`);
  const add = (slots: (name: string) => Js, value: Js, context: GenContext): Js => {
    const next = context.temp();
    const failing = intervalOverflow(context.context, tolerant === 'spark' ? 'try_add' : undefined);
    return js`${next} = ${slots('sum')} + ${value}; if (${wraps(next)} !== ${next}) ${failing}(); ${slots('sum')} = ${next}; ${slots('seen')} = 1;`;
  };
  return {
    args: [args],
    returns: type,
    nulls: 'skip',
    buffer: [{ name: 'sum', type, initial: isMonths ? 0 : 0n }, SEEN],
    update: (slots, [value], context) => add(slots, value, context),
    merge: (slots, other, context) => js`if (${other('seen')} === 1) { ${add(slots, other('sum'), context)} }`,
    finish: (slots) => js`(${slots('seen')} === 1 ? ${slots('sum')} : null)`,
    duckdb: INTERVALS,
  };
}

export const sum = aggregate({
  name: 'sum',
  since: '1.0.0',
  group: GROUP,
  usage: 'Sum of all present values.',
  examples: [
    ['sum(5)', '5'],
    ['sum(1.5)', '1.5'],
    ['sum(CAST(NULL AS INT))', 'NULL'],
  ],
  overloads: [
    sumOfIntegers('spark', 'try_sum'),
    sumOfDecimals('spark'),
    sumOfIntervals(YEARMONTHS, YEARMONTH, 'spark'),
    sumOfIntervals(DAYTIMES, DAYTIME, 'spark'),
    SUM_OF_DOUBLES,
  ],
});

export const trySum = aggregate({
  name: 'try_sum',
  since: '3.3.0',
  group: GROUP,
  usage: 'Sum of all present values, NULL where it overflows.',
  examples: [['try_sum(5)', '5']],
  overloads: [sumOfIntegers('null', 'try_sum'), sumOfDecimals('null'), SUM_OF_DOUBLES],
});

const AVERAGE_OF_DECIMALS: AggregateOverload = {
  args: [DECIMALS],
  returns: ([type]) => {
    const { precision, scale } = type as TypeOf<'decimal'>;
    return decimal(Math.min(38, precision + 4), Math.min(38, scale + 4));
  },
  nulls: 'skip',
  buffer: ([type]) => [
    { name: 'sum', type: decimal(38, (type as TypeOf<'decimal'>).scale), initial: 0n },
    { name: 'count', type: LONG, initial: 0n },
  ],
  update: (slots, [value]) => js`${slots('sum')} += ${value}; ${slots('count')} += 1n;`,
  merge: (slots, other) => js`${slots('sum')} += ${other('sum')}; ${slots('count')} += ${other('count')};`,
  finish: (slots, context) => {
    const { scale } = context.argTypes[0] as TypeOf<'decimal'>;
    const target = (context.returnType as TypeOf<'decimal'>).scale;
    return js`(${slots('count')} === 0n ? null : ${divideDecimals}(${slots('sum')}, ${scale}, ${slots('count')}, 0, ${target}))`;
  },
  duckdb: { none: 'the native average of decimals is a double' },
};

const AVERAGE_OF_DOUBLES: AggregateOverload = {
  args: [AS_DOUBLE],
  returns: DOUBLE,
  nulls: 'skip',
  buffer: [
    { name: 'sum', type: DOUBLE, initial: 0 },
    { name: 'count', type: LONG, initial: 0n },
  ],
  update: (slots, [value]) => js`${slots('sum')} += ${value}; ${slots('count')} += 1n;`,
  merge: (slots, other) => js`${slots('sum')} += ${other('sum')}; ${slots('count')} += ${other('count')};`,
  finish: (slots) => js`(${slots('count')} === 0n ? null : ${slots('sum')} / Number(${slots('count')}))`,
  duckdb: ([a]) => sql`avg(${a})`,
};

export const avg = aggregate({
  name: 'avg',
  aliases: ['mean'],
  since: '1.0.0',
  group: GROUP,
  usage: 'Mean of all present values.',
  examples: [
    ['avg(5)', '5.0'],
    ['avg(1.5)', '1.50000'],
    ['avg(CAST(NULL AS INT))', 'NULL'],
  ],
  overloads: [AVERAGE_OF_DECIMALS, AVERAGE_OF_DOUBLES],
});

const ORDERED_KINDS: readonly Kind[] = [
  'byte',
  'short',
  'integer',
  'long',
  'float',
  'double',
  'date',
  'timestamp',
  'timestamp_ntz',
  'time',
];
const zeroOf = (type: DataType): 0 | 0n => (layoutOf(type) === 'int64' ? 0n : 0);

/** Numbers and moments live in typed arrays beside a flag; everything else is NULL until a first value comes. */
function extreme(name: 'min' | 'max', usage: string): AggregateFunction {
  const relation = name === 'min' ? '<' : '>';
  const isTyped = (type: DataType): boolean => ORDERED_KINDS.includes(type.kind);
  const isEmpty = (slots: (slot: string) => Js, type: DataType): Js =>
    isTyped(type) ? js`${slots('seen')} === 0` : js`${slots('value')} === null`;
  const take = (slots: (slot: string) => Js, value: Js, type: DataType): Js => {
    const better = compareCode(relation, { value }, { value: slots('value') }, type);
    return js`if (${isEmpty(slots, type)} || ${better}) { ${slots('value')} = ${value};${isTyped(type) ? js` ${slots('seen')} = 1;` : js``} }`;
  };
  const lowering: Lowering = ([a], { argTypes }) => {
    const kind = argTypes[0]?.kind ?? 'void';
    return kind === 'string' || ORDERED_KINDS.includes(kind) || kind === 'decimal'
      ? sql`${name === 'min' ? sql`min` : sql`max`}(${a})`
      : { none: 'orders of this type differ' };
  };
  return aggregate({
    name,
    since: '1.0.0',
    group: GROUP,
    usage,
    examples: [
      [`${name}(10)`, '10'],
      [`${name}(CAST(NULL AS INT))`, 'NULL'],
    ],
    overloads: [
      {
        args: [variable('T', 'orderable')],
        returns: ([type]) => type,
        nulls: 'skip',
        buffer: ([type]) =>
          isTyped(type)
            ? [{ name: 'value', type, initial: zeroOf(type) }, SEEN]
            : [{ name: 'value', type, initial: null }],
        update: (slots, [value], { argTypes }) => take(slots, value, argTypes[0] as DataType),
        merge: (slots, other, { argTypes }) => {
          const type = argTypes[0] as DataType;
          return js`if (!(${isEmpty(other, type)})) { ${take(slots, other('value'), type)} }`;
        },
        finish: (slots, { argTypes }) => js`(${isEmpty(slots, argTypes[0] as DataType)} ? null : ${slots('value')})`,
        duckdb: lowering,
      },
    ],
  });
}

export const min = extreme('min', 'Smallest present value; NaN is greater than every number.');
export const max = extreme('max', 'Greatest present value; NaN is greater than every number.');

/** 0 nothing seen, 1 the result so far is false, 2 it is true. */
function truth(name: 'bool_and' | 'bool_or', aliases: readonly string[], usage: string): AggregateFunction {
  const all = name === 'bool_and';
  const fold = (state: Js, value: Js): Js =>
    all ? js`${state} = ${value} && ${state} !== 1 ? 2 : 1;` : js`${state} = ${value} || ${state} === 2 ? 2 : 1;`;
  return aggregate({
    name,
    aliases,
    since: '3.0.0',
    group: GROUP,
    usage,
    examples: [
      [`${name}(true)`, 'true'],
      [`${name}(CAST(NULL AS BOOLEAN))`, 'NULL'],
    ],
    overloads: [
      {
        args: [AS_BOOLEAN],
        returns: BOOLEAN,
        nulls: 'skip',
        buffer: [{ name: 'state', type: BYTE, initial: 0 }],
        update: (slots, [value]) => fold(slots('state'), value),
        merge: (slots, other) =>
          js`if (${other('state')} !== 0) { ${fold(slots('state'), js`(${other('state')} === 2)`)} }`,
        finish: (slots) => js`(${slots('state')} === 0 ? null : ${slots('state')} === 2)`,
        duckdb: ([a]) => (all ? sql`bool_and(${a})` : sql`bool_or(${a})`),
      },
    ],
  });
}

export const boolAnd = truth('bool_and', ['every'], 'Whether the condition is true for all rows with a value.');
export const boolOr = truth('bool_or', ['some', 'any'], 'Whether the condition is true for one row at least.');
