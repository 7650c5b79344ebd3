/** Boolean logic, NULL tests and choices between arguments. */
import { type Js, joinJs, js } from '../fragments/js.ts';
import { joinSql, sql, sqlText } from '../fragments/sql.ts';
import { BOOLEAN, type DataType, DOUBLE, type Kind } from '../types/data-type.ts';
import { comparatorOf } from '../types/ordering.ts';
import { AS_BOOLEAN, AS_DOUBLE } from './arg-kinds.ts';
import { ANY, kinds, variable } from './arg-types.ts';
import { comparesAlike, groupsAlike } from './comparison.ts';
import { type LazyWriter, type ScalarFunction, type ScalarOverload, scalar } from './define.ts';
import { compareCode } from './impl/compare-code.ts';
import { connective, either, firstPresent } from './impl/lazy-code.ts';
import { nullTestSql } from './lowering.ts';

const NEVER = js`false`;
const VALUE = variable('T');

const both = (name: 'and' | 'or', word: string): ScalarFunction =>
  scalar({
    name,
    since: '1.0.0',
    group: 'predicate_funcs',
    usage: name === 'and' ? 'Whether both are true.' : 'Whether one of both is true.',
    examples:
      name === 'and'
        ? [
            ['true AND false', 'false'],
            ['false AND NULL', 'false'],
            ['true AND NULL', 'NULL'],
          ]
        : [
            ['true OR false', 'true'],
            ['true OR NULL', 'true'],
            ['false OR NULL', 'NULL'],
          ],
    associative: true,
    total: true,
    pretty: ([a, b]) => `(${a} ${word} ${b})`,
    overloads: [
      {
        args: [AS_BOOLEAN, AS_BOOLEAN],
        returns: BOOLEAN,
        nullable: (args) => args.some((n) => n),
        nulls: 'lazy',
        gen: (writer) => connective(writer, name === 'or'),
        duckdb: ([a, b]) => sql`(${a} ${sqlText(word)} ${b})`,
      },
    ],
  });

export const and = both('and', 'AND');
export const or = both('or', 'OR');

export const not = scalar({
  name: 'not',
  aliases: ['!'],
  since: '1.0.0',
  group: 'predicate_funcs',
  usage: 'The opposite truth value.',
  examples: [
    ['NOT true', 'false'],
    ['NOT NULL', 'NULL'],
  ],
  total: true,
  pretty: ([a]) => `(NOT ${a})`,
  overloads: [
    {
      args: [AS_BOOLEAN],
      returns: BOOLEAN,
      nulls: 'propagate',
      gen: ([a]) => js`!${a}`,
      duckdb: ([a]) => sql`(NOT ${a})`,
    },
  ],
});

/** A test on the argument's NULL flag alone: its value is not even decoded. */
const nullTest = (name: string, since: string, present: boolean): ScalarFunction =>
  scalar({
    name,
    since,
    group: 'predicate_funcs',
    usage: present ? 'Whether the argument is not NULL.' : 'Whether the argument is NULL.',
    examples: [[`${name}(1)`, String(present)]],
    total: true,
    pretty: ([a]) => `(${a} IS ${present ? 'NOT ' : ''}NULL)`,
    overloads: [
      {
        args: [ANY],
        returns: BOOLEAN,
        nullable: false,
        nulls: 'lazy',
        gen: (writer) => {
          const arg = writer.arg(0);
          return { before: arg.before, isNull: NEVER, value: present ? js`!${arg.isNull}` : arg.isNull };
        },
        duckdb: ([a], { risky }) => nullTestSql(a, present, risky[0]),
      },
    ],
  });

export const isNull = nullTest('isnull', '1.0.0', false);
export const isNotNull = nullTest('isnotnull', '1.0.0', true);

export const isNan = scalar({
  name: 'isnan',
  since: '1.5.0',
  group: 'predicate_funcs',
  usage: 'Whether the argument is the number that is none; false for NULL.',
  examples: [
    ["isnan(CAST('NaN' AS DOUBLE))", 'true'],
    ['isnan(NULL)', 'false'],
  ],
  total: true,
  overloads: [
    {
      args: [kinds('DOUBLE or FLOAT', ['double', 'float'], [DOUBLE])],
      returns: BOOLEAN,
      nullable: false,
      nulls: 'manual',
      gen: ([a]) => js`Number.isNaN(${a})`,
      duckdb: ([a]) => sql`coalesce(isnan(${a}), false)`,
    },
  ],
});

const choice = (
  name: string,
  since: string,
  usage: string,
  examples: ScalarFunction['examples'],
  overload: Pick<ScalarOverload, 'args' | 'rest' | 'nullable' | 'duckdb'>,
  gen: (writer: LazyWriter) => ReturnType<typeof firstPresent>,
): ScalarFunction =>
  scalar({
    name,
    since,
    group: 'conditional_funcs',
    usage,
    examples,
    total: true,
    overloads: [
      {
        ...overload,
        returns: (args) => (overload.rest === undefined ? (args[args.length - 1] as DataType) : args[0]),
        nulls: 'lazy',
        gen,
      } as ScalarOverload,
    ],
  });

const allNull = (args: readonly boolean[]): boolean => args.every((n) => n);

export const coalesce = choice(
  'coalesce',
  '1.0.0',
  'The first argument that is not NULL.',
  [['coalesce(NULL, 1, NULL)', '1']],
  { args: [VALUE], rest: VALUE, nullable: allNull, duckdb: (args) => sql`coalesce(${joinSql(args, ', ')})` },
  firstPresent,
);

const fallback = (name: string, since: string): ScalarFunction =>
  choice(
    name,
    since,
    'The first argument, or the second where that is NULL.',
    [[`${name}(NULL, 2)`, '2']],
    { args: [VALUE, VALUE], nullable: allNull, duckdb: ([a, b]) => sql`coalesce(${a}, ${b})` },
    firstPresent,
  );

export const ifNull = fallback('ifnull', '2.0.0');
export const nvl = fallback('nvl', '2.0.0');

export const nvl2 = choice(
  'nvl2',
  '2.0.0',
  'The second argument where the first is not NULL, else the third.',
  [['nvl2(NULL, 2, 1)', '1']],
  {
    args: [ANY, VALUE, VALUE],
    nullable: ([, b = true, c = true]) => b || c,
    duckdb: ([a, b, c], { risky }) => sql`CASE WHEN ${nullTestSql(a, true, risky[0])} THEN ${b} ELSE ${c} END`,
  },
  (writer) => either(writer, (first) => js`!${first.isNull}`, 1, 2),
);

export const ifElse = scalar({
  ...choice(
    'if',
    '1.0.0',
    'The second argument where the first is true, else the third.',
    [["if(1 < 2, 'a', 'b')", 'a']],
    {
      args: [AS_BOOLEAN, VALUE, VALUE],
      nullable: ([, b = true, c = true]) => b || c,
      duckdb: ([a, b, c]) => sql`CASE WHEN ${a} THEN ${b} ELSE ${c} END`,
    },
    (writer) => either(writer, (first) => js`!${first.isNull} && ${first.value}`, 1, 2),
  ),
  pretty: ([a, b, c]) => `(IF(${a}, ${b}, ${c}))`,
});

export const nullIf = scalar({
  name: 'nullif',
  since: '2.0.0',
  group: 'conditional_funcs',
  usage: 'The first argument, or NULL where both are equal.',
  examples: [
    ['nullif(2, 2)', 'NULL'],
    ['nullif(2, 3)', '2'],
  ],
  total: true,
  overloads: [
    {
      args: [variable('T', 'orderable'), variable('T', 'orderable')],
      coerce: 'comparison',
      returns: ([a]) => a,
      nullable: true,
      nulls: 'lazy',
      gen: (writer, { argTypes }) => {
        const [a, b, gone] = [writer.arg(0), writer.arg(1), writer.fresh('n')];
        const same = compareCode('=', a, b, argTypes[0] as DataType);
        return {
          before: js`${a.before}\nlet ${gone} = ${a.isNull};\nif (!${gone}) {\n${b.before}\n${gone} = !${b.isNull} && ${same};\n}`,
          isNull: gone,
          value: a.value,
          view: a.view,
        };
      },
      duckdb: ([a, b], { argTypes }) =>
        argTypes.every(comparesAlike)
          ? sql`nullif(${a}, ${b})`
          : { none: 'values of this type are compared differently' },
    },
  ],
});

const ZERO_KINDS: readonly Kind[] = ['byte', 'short', 'integer', 'long', 'float', 'double', 'decimal'];
const NUMBERS = kinds('NUMERIC', ZERO_KINDS, [DOUBLE]);
const zeroOf = (type: DataType): Js => (type.kind === 'long' || type.kind === 'decimal' ? js`0n` : js`0`);

export const zeroIfNull = scalar({
  name: 'zeroifnull',
  since: '4.0.0',
  group: 'conditional_funcs',
  usage: 'The argument, or zero where it is NULL.',
  examples: [
    ['zeroifnull(NULL)', '0'],
    ['zeroifnull(2)', '2'],
  ],
  overloads: [
    {
      args: [kinds('NUMERIC', [...ZERO_KINDS], [{ kind: 'integer' }, DOUBLE])],
      returns: ([a]) => a,
      nullable: false,
      nulls: 'manual',
      gen: ([a], { argTypes }) => js`(${a} ?? ${zeroOf(argTypes[0] as DataType)})`,
      duckdb: { none: 'rarely used' },
    },
  ],
});

export const nullIfZero = scalar({
  name: 'nullifzero',
  since: '4.0.0',
  group: 'conditional_funcs',
  usage: 'The argument, or NULL where it is zero.',
  examples: [
    ['nullifzero(0)', 'NULL'],
    ['nullifzero(2)', '2'],
  ],
  overloads: [
    {
      args: [NUMBERS],
      returns: ([a]) => a,
      nulls: 'propagate-maybe',
      gen: ([a], { argTypes }) => js`(${a} === ${zeroOf(argTypes[0] as DataType)} ? null : ${a})`,
      duckdb: { none: 'rarely used' },
    },
  ],
});

export const nanvl = scalar({
  name: 'nanvl',
  since: '1.5.0',
  group: 'conditional_funcs',
  usage: 'The first argument, or the second where the first is not a number.',
  examples: [["nanvl(CAST('NaN' AS DOUBLE), 123)", '123.0']],
  overloads: [
    {
      args: [AS_DOUBLE, AS_DOUBLE],
      returns: DOUBLE,
      nullable: (args) => args.some((n) => n),
      nulls: 'manual',
      gen: ([a, b]) => js`(Number.isNaN(${a}) ? ${b} : ${a})`,
      duckdb: { none: 'NULL as second argument differs' },
    },
  ],
});

/** The extreme of all arguments that are not NULL; NaN is greatest. */
const extreme = (name: 'greatest' | 'least', usage: string, example: string): ScalarFunction =>
  scalar({
    name,
    since: '1.5.0',
    group: 'conditional_funcs',
    usage,
    examples: [[`${name}(10, 9, 2, 4, 3)`, example]],
    total: true,
    overloads: [
      {
        args: [variable('T', 'orderable'), variable('T', 'orderable')],
        rest: variable('T', 'orderable'),
        returns: ([a]) => a,
        nullable: allNull,
        nulls: 'manual',
        gen: (args, { argTypes }) =>
          js`${extremeOf(name === 'greatest' ? 1 : -1, argTypes[0] as DataType)}(${joinJs(args, ', ')})`,
        duckdb: (args, { argTypes }) =>
          argTypes.every(groupsAlike)
            ? sql`${sqlText(name)}(${joinSql(args, ', ')})`
            : { none: 'values of this type are ordered differently, or lose the sign of zero' },
      },
    ],
  });

type Value = Parameters<ReturnType<typeof comparatorOf>>[0];

function extremeOf(sign: 1 | -1, type: DataType): (...values: Value[]) => Value {
  const compare = comparatorOf(type);
  return (...values) => {
    let best: Value = null;
    for (const value of values) {
      if (value !== null && (best === null || sign * compare(value, best) > 0)) best = value;
    }
    return best;
  };
}

export const greatest = extreme('greatest', 'The greatest argument, NULLs left out.', '10');
export const least = extreme('least', 'The smallest argument, NULLs left out.', '2');
