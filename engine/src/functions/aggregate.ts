/** Counts, sums, averages, extremes and first values. */
import { NOWHERE } from '../errors/query-context.ts';
import { type Js, js } from '../fragments/js.ts';
import { type Sql, sql, sqlAggregate, sqlText } from '../fragments/sql.ts';
import { BOOLEAN, DAYTIME, type DataType, DOUBLE, decimal, type Kind, LONG, YEARMONTH } from '../types/data-type.ts';
import { decimalText } from '../types/decimal.ts';
import { AS_BOOLEAN, DAYTIMES, DECIMALS, YEARMONTHS } from './arg-kinds.ts';
import { ANY, type ArgType, INTEGRAL, variable } from './arg-types.ts';
import { comparesAlike } from './comparison.ts';
import {
  type AggregateFunction,
  type AggregateOverload,
  type Args,
  aggregate,
  type GenContext,
  type LowerContext,
  type Lowering,
  type Slot,
  type Slots,
} from './define.ts';
import { compareCode } from './impl/compare-code.ts';
import { asDecimal } from './impl/decimal-code.ts';
import { overflow } from './impl/failures.ts';
import { averageDecimal, averageMicros, averageMonths, boundedSum } from './impl/sum-code.ts';
import { ansiOnly, nullTestSql, ORDER } from './lowering.ts';

const GROUP = 'agg_funcs';

const counter = (name = 'count'): Slot => ({ name, type: LONG, initial: 0n });
const flag = (name: string): Slot => ({ name, type: { kind: 'byte' }, initial: 0 });

export const count = aggregate({
  name: 'count',
  since: '1.0.0',
  group: GROUP,
  usage: 'Number of rows in which no argument is NULL.',
  examples: [
    ['(SELECT count(*) FROM VALUES (NULL), (5), (5), (20) AS tab(col))', '4'],
    ['(SELECT count(col) FROM VALUES (NULL), (5), (5), (20) AS tab(col))', '3'],
  ],
  overloads: [
    {
      args: [ANY],
      rest: ANY,
      returns: LONG,
      nullable: false,
      nulls: 'skip',
      buffer: [counter()],
      update: (s) => js`${s('count')} = BigInt.asIntN(64, ${s('count')} + 1n);`,
      merge: (s, o) => js`${s('count')} = BigInt.asIntN(64, ${s('count')} + ${o('count')});`,
      finish: (s) => s('count'),
      duckdb([x], { argTypes, risky }) {
        if (argTypes.length > 1) return { none: 'several arguments' };
        if (risky[0] !== true) return sqlAggregate(sql`count(${x})`);
        return sqlAggregate(sql`count(*) FILTER (WHERE ${nullTestSql(x, true, true)})`);
      },
    },
  ],
});

export const countIf = aggregate({
  name: 'count_if',
  since: '3.0.0',
  group: GROUP,
  usage: 'Number of rows in which the argument is true.',
  examples: [['(SELECT count_if(col % 2 = 0) FROM VALUES (NULL), (0), (1), (2), (3) AS tab(col))', '2']],
  overloads: [
    {
      args: [AS_BOOLEAN],
      returns: LONG,
      nullable: false,
      nulls: 'skip',
      buffer: [counter()],
      update: (s, [x]) => js`if (${x}) ${s('count')} = BigInt.asIntN(64, ${s('count')} + 1n);`,
      merge: (s, o) => js`${s('count')} = BigInt.asIntN(64, ${s('count')} + ${o('count')});`,
      finish: (s) => s('count'),
      duckdb: ([x]) => sqlAggregate(sql`count(*) FILTER (WHERE ${x})`),
    },
  ],
});

/** What a sum does when it leaves its type: `spark` raises under ANSI and wraps without, `try` gives NULL. */
type Rule = 'spark' | 'try';

const markSeen = (s: Slots): Js => js`${s('seen')} = 1;`;
const mergeSeen = (s: Slots, o: Slots): Js => js`${s('seen')} |= ${o('seen')};`;

/** Adds to a 64-bit slot. Under `try` an overflow is remembered. */
function addLong(s: Slots, value: Js, rule: Rule, context: GenContext): Js {
  const next = js`BigInt.asIntN(64, ${s('sum')} + ${value})`;
  if (rule === 'spark' && !context.ansi) return js`${s('sum')} = ${next};`;
  const failed = rule === 'try' ? js`${s('lost')} = 1;` : js`${overflow(NOWHERE, 'try_add')}();`;
  return js`{ const added = ${value}, next = ${next}; if (((${s('sum')} ^ next) & (added ^ next)) < 0n) ${failed} ${s('sum')} = next; }`;
}

/** Small numbers are gathered in a double, which is exact up to 2^52, and carried over to 64 bits now and then. */
const carry = (s: Slots, rule: Rule, context: GenContext): Js =>
  js`if (${s('low')} > 4503599627370496 || ${s('low')} < -4503599627370496) { ${addLong(s, js`BigInt(${s('low')})`, rule, context)} ${s('low')} = 0; }`;

const present = (s: Slots, value: Js): Js => js`(${s('seen')} === 0 ? null : ${value})`;

function wholeSum(rule: Rule): AggregateOverload[] {
  const lost: readonly Slot[] = rule === 'try' ? [flag('lost')] : [];
  const finished = (s: Slots, value: Js): Js =>
    rule === 'try' ? js`(${s('seen')} === 0 || ${s('lost')} !== 0 ? null : ${value})` : present(s, value);
  const base = { returns: LONG, nullable: true, nulls: 'skip' } as const;
  const duckdb: Lowering =
    rule === 'spark'
      ? ansiOnly(([x]) => sql`CAST(${sqlAggregate(sql`sum(${x})`)} AS BIGINT)`)
      : { none: 'overflow gives NULL' };
  const small: AggregateOverload = {
    ...base,
    args: [{ accept: 'kinds', kinds: ['byte', 'short', 'integer'], casts: [], label: 'NUMERIC' }],
    buffer: [
      { name: 'low', type: DOUBLE, initial: 0 },
      { name: 'sum', type: LONG, initial: 0n },
      flag('seen'),
      ...lost,
    ],
    update: (s, [x], context) => js`${s('low')} += ${x}; ${carry(s, rule, context)} ${markSeen(s)}`,
    merge: (s, o, context) =>
      js`${s('low')} += ${o('low')}; ${addLong(s, o('sum'), rule, context)} ${carry(s, rule, context)} ${mergeSeen(s, o)} ${rule === 'try' ? js`${s('lost')} |= ${o('lost')};` : js``}`,
    finish: (s, context) => finished(s, js`${finalSum(rule, context)}(${s('sum')}, ${s('low')})`),
    duckdb,
  };
  const long: AggregateOverload = {
    ...base,
    args: [{ accept: 'kinds', kinds: ['long'], casts: [], label: 'NUMERIC' }],
    buffer: [{ name: 'sum', type: LONG, initial: 0n }, flag('seen'), ...lost],
    update: (s, [x], context) => js`${addLong(s, x, rule, context)} ${markSeen(s)}`,
    merge: (s, o, context) =>
      js`${addLong(s, o('sum'), rule, context)} ${mergeSeen(s, o)} ${rule === 'try' ? js`${s('lost')} |= ${o('lost')};` : js``}`,
    finish: (s) => finished(s, s('sum')),
    duckdb,
  };
  return [small, long];
}

function finalSum(rule: Rule, context: GenContext): (sum: bigint, low: number) => bigint | null {
  const fail = overflow(NOWHERE, 'try_add');
  return (sum, low) => {
    const total = sum + BigInt(low);
    const wrapped = BigInt.asIntN(64, total);
    if (wrapped === total) return total;
    if (rule === 'try') return null;
    return context.ansi ? fail() : wrapped;
  };
}

/** Unscaled values of at most 18 digits are added up in two words; wider ones in 128 bits, which may be too few. */
const DECIMAL_BUFFER = ([x]: Args<DataType>): readonly Slot[] =>
  asDecimal(x).precision <= 18
    ? [{ name: 'low', type: LONG, initial: 0n }, { name: 'high', type: LONG, initial: 0n }, flag('seen')]
    : [{ name: 'sum', type: decimal(38, asDecimal(x).scale), initial: 0n }, flag('seen'), flag('lost')];

const isNarrow = (context: GenContext): boolean => asDecimal(context.argTypes[0] as DataType).precision <= 18;

const addWords = (s: Slots, low: Js, high: Js): Js =>
  js`{ const added = ${low}, next = BigInt.asIntN(64, ${s('low')} + added); if (((${s('low')} ^ next) & (added ^ next)) < 0n) ${s('high')} = BigInt.asIntN(64, ${s('high')} + (next < 0n ? 1n : -1n)); ${s('high')} = BigInt.asIntN(64, ${s('high')} + ${high}); ${s('low')} = next; }`;

const addNarrow = (s: Slots, value: Js): Js =>
  js`{ const added = ${value}, next = BigInt.asIntN(64, ${s('low')} + added); if (((${s('low')} ^ next) & (added ^ next)) < 0n) ${s('high')} = BigInt.asIntN(64, ${s('high')} + (next < 0n ? 1n : -1n)); ${s('low')} = next; }`;

const addWide = (s: Slots, value: Js): Js =>
  js`{ const next = ${s('sum')} + ${value}; if (BigInt.asIntN(128, next) !== next) ${s('lost')} = 1; ${s('sum')} = next; }`;

/** What was lost had more digits than any decimal. */
const decimalTotal = (s: Slots, context: GenContext): Js =>
  isNarrow(context)
    ? js`((${s('high')} << 64n) + ${s('low')})`
    : js`(${s('lost')} === 0 ? ${s('sum')} : ${10n ** 38n})`;

const decimalUpdate: AggregateOverload['update'] = (s, [x], context) =>
  js`${isNarrow(context) ? addNarrow(s, x) : addWide(s, x)} ${markSeen(s)}`;
const mergeWide = (s: Slots, o: Slots): Js => js`${addWide(s, o('sum'))} ${s('lost')} |= ${o('lost')};`;
const decimalMerge: AggregateOverload['merge'] = (s, o, context) =>
  js`${isNarrow(context) ? addWords(s, o('low'), o('high')) : mergeWide(s, o)} ${mergeSeen(s, o)}`;

const sumDecimal = (x: DataType): DataType => decimal(Math.min(38, asDecimal(x).precision + 10), asDecimal(x).scale);

function decimalSum(rule: Rule): AggregateOverload {
  return {
    args: [DECIMALS],
    returns: ([x]) => sumDecimal(x),
    nullable: true,
    nulls: 'skip',
    buffer: DECIMAL_BUFFER,
    update: decimalUpdate,
    merge: decimalMerge,
    finish: (s, context) =>
      present(
        s,
        js`${boundedSum(asDecimal(context.returnType), rule === 'spark' && context.ansi, context.context)}(${decimalTotal(s, context)})`,
      ),
    duckdb: rule === 'spark' ? ansiOnly(nativeDecimalSum) : { none: 'overflow gives NULL' },
  };
}

/** DuckDB adds decimals up to 128 bits, which is more than their 38 digits. */
function nativeDecimalSum([x]: Args<Sql>, { returnType }: LowerContext): Sql {
  const { precision, scale } = asDecimal(returnType);
  const total = sqlAggregate(sql`sum(${x})`);
  if (precision < 38) return total;
  const most = sqlText(`CAST('${decimalText(10n ** 38n - 1n, scale)}' AS DECIMAL(38,${scale}))`);
  return sql`CASE WHEN ${total} NOT BETWEEN -${most} AND ${most} THEN error('overflow') ELSE ${total} END`;
}

const FLOATING: ArgType = { accept: 'kinds', kinds: ['double', 'float'], casts: [DOUBLE], label: 'NUMERIC' };

const doubleSum: AggregateOverload = {
  args: [FLOATING],
  returns: DOUBLE,
  nullable: true,
  nulls: 'skip',
  buffer: [{ name: 'sum', type: DOUBLE, initial: 0 }, flag('seen')],
  update: (s, [x]) => js`${s('sum')} += ${x}; ${markSeen(s)}`,
  merge: (s, o) => js`${s('sum')} += ${o('sum')}; ${mergeSeen(s, o)}`,
  finish: (s) => present(s, s('sum')),
  duckdb: ([x]) => sqlAggregate(sql`sum(CAST(${x} AS DOUBLE))`),
};

function intervalSums(rule: Rule): readonly AggregateOverload[] {
  const of = (arg: ArgType, finish: (s: Slots) => Js, widen: (x: Js) => Js): AggregateOverload => ({
    args: [arg],
    returns: ([x]) => x,
    nullable: true,
    nulls: 'skip',
    buffer: [{ name: 'sum', type: LONG, initial: 0n }, flag('seen'), ...(rule === 'try' ? [flag('lost')] : [])],
    update: (s, [x], context) => js`${addLong(s, widen(x), rule, { ...context, ansi: true })} ${markSeen(s)}`,
    merge: (s, o, context) => js`${addLong(s, o('sum'), rule, { ...context, ansi: true })} ${mergeSeen(s, o)}`,
    finish: (s) =>
      rule === 'try' ? js`(${s('seen')} === 0 || ${s('lost')} !== 0 ? null : ${finish(s)})` : present(s, finish(s)),
    duckdb: { none: 'intervals differ' },
  });
  return [
    of(
      YEARMONTHS,
      (s) => js`Number(${s('sum')})`,
      (x) => js`BigInt(${x})`,
    ),
    of(
      DAYTIMES,
      (s) => s('sum'),
      (x) => x,
    ),
  ];
}

export const sum = aggregate({
  name: 'sum',
  since: '1.0.0',
  group: GROUP,
  usage: 'Sum of all values that are not NULL.',
  examples: [
    ['(SELECT sum(col) FROM VALUES (5), (10), (15) AS tab(col))', '30'],
    ['(SELECT sum(col) FROM VALUES (NULL), (10), (15) AS tab(col))', '25'],
    ['(SELECT sum(col) FROM VALUES (1.10), (2.25) AS tab(col))', '3.35'],
  ],
  overloads: [...wholeSum('spark'), doubleSum, decimalSum('spark'), ...intervalSums('spark')],
});

export const trySum = aggregate({
  name: 'try_sum',
  since: '3.3.0',
  group: GROUP,
  usage: 'Sum of all values that are not NULL, or NULL where it overflows.',
  examples: [
    ['(SELECT try_sum(col) FROM VALUES (5), (10), (15) AS tab(col))', '30'],
    ['(SELECT try_sum(col) FROM VALUES (9223372036854775807L), (1L) AS tab(col))', 'NULL'],
  ],
  overloads: [
    ...wholeSum('try'),
    { ...doubleSum, duckdb: { none: 'rarely used' } },
    decimalSum('try'),
    ...intervalSums('try'),
  ],
});

/** Totals in double precision and the number of values. */
const doubleAverage: AggregateOverload = {
  args: [
    {
      accept: 'kinds',
      kinds: ['byte', 'short', 'integer', 'long', 'float', 'double'],
      casts: [DOUBLE],
      label: 'NUMERIC',
    },
  ],
  returns: DOUBLE,
  nullable: true,
  nulls: 'skip',
  buffer: [{ name: 'sum', type: DOUBLE, initial: 0 }, counter()],
  update: (s, [x], { argTypes }) =>
    js`${s('sum')} += ${argTypes[0]?.kind === 'long' ? js`Number(${x})` : x}; ${s('count')} = BigInt.asIntN(64, ${s('count')} + 1n);`,
  merge: (s, o) => js`${s('sum')} += ${o('sum')}; ${s('count')} = BigInt.asIntN(64, ${s('count')} + ${o('count')});`,
  finish: (s) => js`(${s('count')} === 0n ? null : ${s('sum')} / Number(${s('count')}))`,
  duckdb: ([x]) => sql`(${sqlAggregate(sql`sum(CAST(${x} AS DOUBLE))`)} / ${sqlAggregate(sql`count(${x})`)})`,
};

const averageType = (x: DataType): DataType => {
  const { precision, scale } = asDecimal(x);
  return decimal(Math.min(38, precision + 4), Math.min(38, scale + 4));
};

/** Beyond 38 digits Spark keeps the whole digits and at least six after the point. */
function boundedAverageType(x: DataType): DataType {
  const { precision, scale } = asDecimal(x);
  if (precision + 4 <= 38) return averageType(x);
  const digits = precision - scale;
  return decimal(38, Math.max(38 - digits, Math.min(scale + 4, 6)));
}

function averages(rule: Rule): readonly AggregateOverload[] {
  const exact: AggregateOverload = {
    args: [DECIMALS],
    returns: ([x]) => boundedAverageType(x),
    nullable: true,
    nulls: 'skip',
    buffer: (args) => [...DECIMAL_BUFFER(args), counter()],
    update: (s, args, context) =>
      js`${decimalUpdate(s, args, context)} ${s('count')} = BigInt.asIntN(64, ${s('count')} + 1n);`,
    merge: (s, o, context) =>
      js`${decimalMerge(s, o, context)} ${s('count')} = BigInt.asIntN(64, ${s('count')} + ${o('count')});`,
    finish: (s, context) => {
      const input = asDecimal(context.argTypes[0] as DataType);
      const divide = averageDecimal(
        input,
        asDecimal(context.returnType),
        rule === 'spark' && context.ansi,
        context.context,
      );
      return present(s, js`${divide}(${decimalTotal(s, context)}, ${s('count')})`);
    },
    duckdb: { none: 'decimals average to doubles there' },
  };
  const intervals = (
    arg: ArgType,
    returns: DataType,
    widen: (x: Js) => Js,
    divide: (sum: bigint, count: bigint) => unknown,
  ): AggregateOverload => ({
    args: [arg],
    returns,
    nullable: true,
    nulls: 'skip',
    buffer: [{ name: 'sum', type: LONG, initial: 0n }, counter()],
    update: (s, [x], context) =>
      js`${addLong(s, widen(x), 'spark', { ...context, ansi: true })} ${s('count')} = BigInt.asIntN(64, ${s('count')} + 1n);`,
    merge: (s, o, context) =>
      js`${addLong(s, o('sum'), 'spark', { ...context, ansi: true })} ${s('count')} = BigInt.asIntN(64, ${s('count')} + ${o('count')});`,
    finish: (s) => js`(${s('count')} === 0n ? null : ${divide}(${s('sum')}, ${s('count')}))`,
    duckdb: { none: 'intervals differ' },
  });
  return [
    doubleAverage,
    exact,
    intervals(YEARMONTHS, YEARMONTH, (x) => js`BigInt(${x})`, averageMonths),
    intervals(DAYTIMES, DAYTIME, (x) => x, averageMicros),
  ];
}

export const avg = aggregate({
  name: 'avg',
  since: '1.0.0',
  group: GROUP,
  usage: 'Mean of all values that are not NULL.',
  examples: [
    ['(SELECT avg(col) FROM VALUES (1), (2), (3) AS tab(col))', '2.0'],
    ['(SELECT avg(col) FROM VALUES (1.10), (2.25) AS tab(col))', '1.675000'],
  ],
  overloads: averages('spark'),
});

export const mean = aggregate({
  name: 'mean',
  since: '1.0.0',
  group: GROUP,
  usage: 'Mean of all values that are not NULL.',
  examples: [['(SELECT mean(col) FROM VALUES (1), (2), (NULL) AS tab(col))', '1.5']],
  overloads: averages('spark'),
});

export const tryAvg = aggregate({
  name: 'try_avg',
  since: '3.3.0',
  group: GROUP,
  usage: 'Mean of all values that are not NULL, or NULL where the total overflows.',
  examples: [['(SELECT try_avg(col) FROM VALUES (1), (2), (3) AS tab(col))', '2.0']],
  overloads: averages('try'),
});

const NUMBERS: ReadonlySet<Kind> = new Set([
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
  'daytime',
  'yearmonth',
]);
const LONGS: ReadonlySet<Kind> = new Set(['long', 'timestamp', 'timestamp_ntz', 'time', 'daytime']);

/** Numbers are kept in typed cells with a flag; other values as they are. */
const isCell = (type: DataType): boolean => NUMBERS.has(type.kind) || (type.kind === 'decimal' && type.precision <= 18);

function extremeBuffer([type]: Args<DataType>): readonly Slot[] {
  if (!isCell(type)) return [{ name: 'value', type, initial: null }];
  return [{ name: 'value', type, initial: LONGS.has(type.kind) || type.kind === 'decimal' ? 0n : 0 }, flag('seen')];
}

function extreme(name: 'min' | 'max', usage: string, examples: AggregateFunction['examples']): AggregateFunction {
  const keep = (s: Slots, value: Js, type: DataType): Js => {
    const better = compareCode(name === 'min' ? '<' : '>', { value }, { value: s('value') }, type);
    return isCell(type)
      ? js`if (${s('seen')} === 0 || ${better}) { ${s('value')} = ${value}; ${s('seen')} = 1; }`
      : js`if (${s('value')} === null || ${better}) ${s('value')} = ${value};`;
  };
  return aggregate({
    name,
    since: '1.0.0',
    group: GROUP,
    usage,
    examples,
    overloads: [
      {
        args: [variable('T', 'orderable')],
        returns: ([x]) => x,
        nullable: true,
        nulls: 'skip',
        buffer: extremeBuffer,
        update: (s, [x], { argTypes }) => keep(s, x, argTypes[0] as DataType),
        merge: (s, o, { argTypes }) => {
          const type = argTypes[0] as DataType;
          const there = isCell(type) ? js`${o('seen')} !== 0` : js`${o('value')} !== null`;
          return js`if (${there}) { ${keep(s, o('value'), type)} }`;
        },
        finish: (s, { argTypes }) => (isCell(argTypes[0] as DataType) ? present(s, s('value')) : s('value')),
        duckdb: ([x], { argTypes }) =>
          !argTypes.every(comparesAlike)
            ? { none: 'values of this type are ordered differently' }
            : name === 'min'
              ? sqlAggregate(sql`min(${x})`)
              : sqlAggregate(sql`max(${x})`),
      },
    ],
  });
}

export const min = extreme('min', 'The smallest value that is not NULL.', [
  ['(SELECT min(col) FROM VALUES (10), (-1), (20) AS tab(col))', '-1'],
]);
export const max = extreme('max', 'The greatest value that is not NULL.', [
  ['(SELECT max(col) FROM VALUES (10), (50), (20) AS tab(col))', '50'],
]);

function everyOrSome(name: string, since: string, all: boolean): AggregateFunction {
  const fold = (s: Slots, value: Js): Js =>
    js`${s('value')} = ${s('value')} === null ? ${value} : ${all ? js`${s('value')} && ${value}` : js`${s('value')} || ${value}`};`;
  return aggregate({
    name,
    since,
    group: GROUP,
    usage: all ? 'Whether all values are true.' : 'Whether any value is true.',
    examples: [[`(SELECT ${name}(col) FROM VALUES (true), (false), (NULL) AS tab(col))`, String(!all)]],
    overloads: [
      {
        args: [AS_BOOLEAN],
        returns: BOOLEAN,
        nullable: true,
        nulls: 'skip',
        buffer: [{ name: 'value', type: BOOLEAN, initial: null }],
        update: (s, [x]) => fold(s, x),
        merge: (s, o) => js`if (${o('value')} !== null) { ${fold(s, o('value'))} }`,
        finish: (s) => s('value'),
        duckdb: ([x]) => sqlAggregate(all ? sql`bool_and(${x})` : sql`bool_or(${x})`),
      },
    ],
  });
}

export const every = everyOrSome('every', '3.0.0', true);
export const boolAnd = everyOrSome('bool_and', '3.0.0', true);
export const some = everyOrSome('some', '3.0.0', false);
export const any = everyOrSome('any', '3.0.0', false);
export const boolOr = everyOrSome('bool_or', '3.0.0', false);

function bitFold(name: 'bit_and' | 'bit_or' | 'bit_xor', operator: Js, result: string): AggregateFunction {
  const fold = (s: Slots, value: Js): Js =>
    js`${s('value')} = ${s('value')} === null ? ${value} : ${s('value')} ${operator} ${value};`;
  return aggregate({
    name,
    since: '3.0.0',
    group: GROUP,
    usage: 'The bits of all values that are not NULL, combined.',
    examples: [[`(SELECT ${name}(col) FROM VALUES (3), (5) AS tab(col))`, result]],
    overloads: [
      {
        args: [INTEGRAL],
        returns: ([x]) => x,
        nullable: true,
        nulls: 'skip',
        buffer: ([type]) => [{ name: 'value', type, initial: null }],
        update: (s, [x]) => fold(s, x),
        merge: (s, o) => js`if (${o('value')} !== null) { ${fold(s, o('value'))} }`,
        finish: (s) => s('value'),
        duckdb: { none: 'rarely used' },
      },
    ],
  });
}

export const bitAndAll = bitFold('bit_and', js`&`, '1');
export const bitOrAll = bitFold('bit_or', js`|`, '7');
export const bitXorAll = bitFold('bit_xor', js`^`, '6');

/** The value beside the greatest or smallest ordering value; of equal ones the last row counts. */
function beside(name: 'max_by' | 'min_by', result: string): AggregateFunction {
  const put = (s: Slots, value: Js, order: Js, type: DataType): Js => {
    const kept = compareCode(name === 'max_by' ? '>' : '<', { value: s('order') }, { value: order }, type);
    return js`if (${order} !== null && (${s('order')} === null || !${kept})) { ${s('value')} = ${value}; ${s('order')} = ${order}; }`;
  };
  return aggregate({
    name,
    since: '3.0.0',
    group: GROUP,
    usage: `The value of the row whose second argument is ${name === 'max_by' ? 'greatest' : 'smallest'}.`,
    examples: [[`(SELECT ${name}(x, y) FROM VALUES ('a', 10), ('b', 50), ('c', 20) AS tab(x, y))`, result]],
    ordered: true,
    overloads: [
      {
        args: [ANY, variable('T', 'orderable')],
        returns: ([x]) => x,
        nullable: true,
        nulls: 'manual',
        buffer: ([value, order]) => [
          { name: 'value', type: value, initial: null },
          { name: 'order', type: order, initial: null },
        ],
        update: (s, [x, y], { argTypes }) => put(s, x, y, argTypes[1] as DataType),
        merge: (s, o, { argTypes }) => put(s, o('value'), o('order'), argTypes[1] as DataType),
        finish: (s) => s('value'),
        duckdb: ORDER,
      },
    ],
  });
}

export const maxBy = beside('max_by', 'b');
export const minBy = beside('min_by', 'a');
