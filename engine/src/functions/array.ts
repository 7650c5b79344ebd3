/** Functions that make arrays and read them. */
import { joinJs, js } from '../fragments/js.ts';
import { array as arrayType, BOOLEAN, type DataType, INT, LONG, STRING } from '../types/data-type.ts';
import type { MapValue } from '../types/value.ts';
import { ANY, arrayOf, INTEGRAL, mapOf, one, STRING_ARG, variable } from './arg-types.ts';
import { partial, partialIn, strict, strictIn, total } from './calls.ts';
import { type Args, scalar } from './define.ts';
import {
  byElements,
  compact,
  containsIn,
  elementAt,
  elementOf,
  flattened,
  insertAt,
  itemAt,
  joined,
  positionIn,
  repeated,
  shuffledBy,
  slice as sliceOf,
  type Values,
} from './impl/array-code.ts';
import { valueAt } from './impl/map-code.ts';

const ITEM = variable('T');
const ITEMS = arrayOf(ITEM);
const KEYED = mapOf(variable('K'), variable('V'));
const itemType = ([a]: Args<DataType>): DataType => elementOf(a);
const sameType = ([a]: Args<DataType>): DataType => a;
const holding = (type: DataType, nullable: boolean): DataType =>
  arrayType(elementOf(type), nullable || (type.kind === 'array' && type.containsNull));

export const array = scalar({
  name: 'array',
  since: '1.1.0',
  group: 'array_funcs',
  usage: 'An array of the arguments.',
  examples: [
    ['array(1, 2, 3)', '[1, 2, 3]'],
    ['array(1, NULL, 2.5)', '[1.0, NULL, 2.5]'],
  ],
  total: true,
  overloads: [
    {
      args: [],
      rest: ITEM,
      returns: (args, { nullables }) =>
        args.length === 0 ? arrayType({ kind: 'void' }, false) : arrayType(args[0], nullables?.some((n) => n) ?? true),
      nullable: false,
      nulls: 'manual',
      gen: (args) => js`[${joinJs(args, ', ')}]`,
      duckdb: { none: 'nested values stay here' },
    },
  ],
});

const described = { since: '2.4.0', group: 'array_funcs' } as const;

export const arrayContains = scalar({
  ...described,
  name: 'array_contains',
  since: '1.5.0',
  usage: 'Whether the array has the value; unknown where it has not but has NULLs.',
  examples: [
    ['array_contains(array(1, 2, 3), 2)', 'true'],
    ['array_contains(array(1, NULL), 2)', 'NULL'],
  ],
  overloads: [
    partialIn(
      [arrayOf(variable('T', 'orderable')), variable('T', 'orderable')],
      BOOLEAN,
      (c) => containsIn(elementOf(c.argTypes[0])),
      {
        nullable: byElements,
      },
    ),
  ],
});

export const arrayPosition = scalar({
  ...described,
  name: 'array_position',
  usage: 'The place of the first element equal to the value, from 1; 0 where there is none.',
  examples: [
    ['array_position(array(312, 773, 708, 708), 708)', '3'],
    ['array_position(array(312, 773, 708, 708), 414)', '0'],
  ],
  overloads: [
    strictIn([arrayOf(variable('T', 'orderable')), variable('T', 'orderable')], LONG, (c) =>
      positionIn(elementOf(c.argTypes[0])),
    ),
  ],
});

/** `array[0]`, `map[key]`. */
export const subscript = scalar({
  ...described,
  name: '[]',
  since: '1.0.0',
  usage: 'The element of an array at a place counted from 0, or the value of a map at a key.',
  examples: [
    ['array(1, 2, 3)[0]', '1'],
    ["map(1, 'a')[1]", 'a'],
    ['array(1)[3]', 'NULL', { 'spark.sql.ansi.enabled': 'false' }],
  ],
  pretty: ([a, b]) => `${a}[${b}]`,
  overloads: [
    partialIn([ITEMS, INTEGRAL], itemType, (c) => itemAt(c.ansi, c.context), { nullable: true }),
    partialIn(
      [KEYED, variable('K')],
      ([m]) => (m.kind === 'map' ? m.value : m),
      (c) => valueAt(c.argTypes[0]),
      { nullable: true },
    ),
  ],
});

const elementAtOverloads = (tolerant: boolean) => [
  partialIn([ITEMS, one(INT)], itemType, (c) => elementAt(!tolerant && c.ansi, c.ansi ? c.context : undefined), {
    nullable: true,
  }),
  partialIn(
    [KEYED, variable('K')],
    ([m]: Args<DataType>) => (m.kind === 'map' ? m.value : m),
    (c) => valueAt(c.argTypes[0]),
    { nullable: true },
  ),
];

export const elementAtPlace = scalar({
  ...described,
  name: 'element_at',
  usage:
    'The element of an array at a place counted from 1 (or from the end by negative numbers), or the value of a map at a key.',
  examples: [
    ['element_at(array(1, 2, 3), 2)', '2'],
    ['element_at(array(1, 2, 3), -1)', '3'],
    ["element_at(map(1, 'a', 2, 'b'), 2)", 'b'],
  ],
  overloads: elementAtOverloads(false),
});

export const tryElementAt = scalar({
  ...described,
  name: 'try_element_at',
  since: '3.5.0',
  usage: 'Like element_at, but NULL where the array has no such place.',
  examples: [
    ['try_element_at(array(1, 2, 3), 4)', 'NULL'],
    ["try_element_at(map(1, 'a', 2, 'b'), 2)", 'b'],
  ],
  overloads: elementAtOverloads(true),
});

export const get = scalar({
  ...described,
  name: 'get',
  since: '3.4.0',
  usage: 'The element of an array at a place counted from 0; NULL outside.',
  examples: [
    ['get(array(1, 2, 3), 0)', '1'],
    ['get(array(1, 2, 3), 3)', 'NULL'],
  ],
  overloads: [partialIn([ITEMS, INTEGRAL], itemType, (c) => itemAt(false, c.context), { nullable: true })],
});

const lengthOf = (value: Values | MapValue): number =>
  'keys' in value && !Array.isArray(value) ? (value as MapValue).keys.length : (value as Values).length;

export const size = scalar({
  ...described,
  name: 'size',
  aliases: ['cardinality'],
  since: '1.5.0',
  usage: 'The number of elements of an array or of entries of a map.',
  examples: [
    ["size(array('b', 'd', 'c', 'a'))", '4'],
    ["size(map('a', 1, 'b', 2))", '2'],
    ['cardinality(CAST(NULL AS ARRAY<INT>))', 'NULL'],
    ['size(CAST(NULL AS ARRAY<INT>))', '-1', { 'spark.sql.ansi.enabled': 'false' }],
  ],
  overloads: [
    {
      args: [ITEMS],
      returns: INT,
      nullable: (args, { ansi }) => ansi && args.some((n) => n),
      nulls: 'manual',
      gen: ([a], { ansi }) => js`(${a} === null ? ${ansi ? js`null` : js`-1`} : ${lengthOf}(${a}))`,
      duckdb: { none: 'nested values stay here' },
    },
    {
      args: [KEYED],
      returns: INT,
      nullable: (args, { ansi }) => ansi && args.some((n) => n),
      nulls: 'manual',
      gen: ([a], { ansi }) => js`(${a} === null ? ${ansi ? js`null` : js`-1`} : ${lengthOf}(${a}))`,
      duckdb: { none: 'nested values stay here' },
    },
  ],
});

export const arraySize = scalar({
  ...described,
  name: 'array_size',
  since: '3.3.0',
  usage: 'The number of elements of an array.',
  examples: [["array_size(array('b', 'd', 'c', 'a'))", '4']],
  overloads: [strict([ITEMS], INT, lengthOf)],
});

export const arrayAppend = scalar({
  ...described,
  name: 'array_append',
  since: '3.4.0',
  usage: 'The array with the value added at its end.',
  examples: [
    ["array_append(array('b', 'd'), 'q')", '[b, d, q]'],
    ['array_append(array(1), NULL)', '[1, NULL]'],
  ],
  overloads: [
    total(
      [ITEMS, ITEM],
      ([a], { nullables }) => holding(a, nullables?.[1] ?? true),
      (a: Values | null, v: never) => a && [...a, v],
      {
        nullable: ([a = true]) => a,
      },
    ),
  ],
});

export const arrayPrepend = scalar({
  ...described,
  name: 'array_prepend',
  since: '3.5.0',
  usage: 'The array with the value added at its beginning.',
  examples: [["array_prepend(array('b', 'd'), 'q')", '[q, b, d]']],
  overloads: [
    total(
      [ITEMS, ITEM],
      ([a], { nullables }) => holding(a, nullables?.[1] ?? true),
      (a: Values | null, v: never) => a && [v, ...a],
      {
        nullable: ([a = true]) => a,
      },
    ),
  ],
});

export const arrayInsert = scalar({
  ...described,
  name: 'array_insert',
  since: '3.4.0',
  usage: 'The array with the value put at a place counted from 1, or from the end by negative numbers.',
  examples: [
    ['array_insert(array(1, 2, 3, 4), 5, 5)', '[1, 2, 3, 4, 5]'],
    ['array_insert(array(5, 4, 3, 2), -1, 1)', '[5, 4, 3, 2, 1]'],
    ['array_insert(array(1, 2), 5, 5)', '[1, 2, NULL, NULL, 5]'],
  ],
  overloads: [
    total(
      [ITEMS, one(INT), ITEM],
      ([a]) => holding(a, true),
      (a: Values | null, at: number | null, v: never) => (a === null || at === null ? null : insertAt(a, at, v)),
      { nullable: ([a = true, at = true]) => a || at },
    ),
  ],
});

export const arrayCompact = scalar({
  ...described,
  name: 'array_compact',
  since: '3.4.0',
  usage: 'The array without its NULLs.',
  examples: [['array_compact(array(1, 2, 3, NULL))', '[1, 2, 3]']],
  overloads: [strict([ITEMS], ([a]) => arrayType(elementOf(a), false), compact)],
});

export const arrayRepeat = scalar({
  ...described,
  name: 'array_repeat',
  usage: 'An array of a number of times the value.',
  examples: [["array_repeat('123', 2)", '[123, 123]']],
  overloads: [
    total(
      [ANY, one(INT)],
      ([a], { nullables }) => arrayType(a, nullables?.[0] ?? true),
      (v: never, n: number | null) => (n === null ? null : repeated(v, n)),
      { nullable: ([, n = true]) => n },
    ),
  ],
});

export const slice = scalar({
  ...described,
  name: 'slice',
  usage: 'A number of elements from a place on, counted from 1 or from the end.',
  examples: [
    ['slice(array(1, 2, 3, 4), 2, 2)', '[2, 3]'],
    ['slice(array(1, 2, 3, 4), -2, 2)', '[3, 4]'],
  ],
  overloads: [strict([ITEMS, one(INT), one(INT)], sameType, sliceOf)],
});

export const flatten = scalar({
  ...described,
  name: 'flatten',
  usage: 'The elements of the arrays in an array, as one array.',
  examples: [['flatten(array(array(1, 2), array(3, 4)))', '[1, 2, 3, 4]']],
  overloads: [partial([arrayOf(arrayOf(ITEM))], ([a]) => elementOf(a), flattened, { nullable: byElements })],
});

export const arrayJoin = scalar({
  ...described,
  name: 'array_join',
  usage: 'The elements of an array of texts with a separator between them; NULLs are left out or replaced.',
  examples: [
    ["array_join(array('hello', 'world'), ' ')", 'hello world'],
    ["array_join(array('hello', NULL, 'world'), ' ', ',')", 'hello , world'],
  ],
  overloads: [
    strict([arrayOf(one(STRING)), STRING_ARG], STRING, joined),
    strict([arrayOf(one(STRING)), STRING_ARG, STRING_ARG], STRING, joined),
  ],
});

export const shuffle = scalar({
  ...described,
  name: 'shuffle',
  usage: 'The elements of an array in random order.',
  examples: [['size(shuffle(array(1, 20, 3, 5)))', '4']],
  deterministic: false,
  overloads: [
    {
      args: [ITEMS],
      returns: sameType,
      nulls: 'propagate',
      gen: ([a], context) => js`${context.state(() => shuffledBy(Math.random))}(${a})`,
      duckdb: { none: 'random' },
    },
  ],
});
