/** Functions that take functions: they go over arrays and maps with lambdas. */
import { array as arrayType, BOOLEAN, type DataType, INT, map as mapType } from '../types/data-type.ts';
import { type ArgType, arrayOf, lambda, mapOf, maybe, one, predicate, variable } from './arg-types.ts';
import { familyOf, partial, strict, strictIn, total } from './calls.ts';
import { type Args, type ScalarFunction, scalar } from './define.ts';
import {
  allHold,
  filtered,
  filteredEntries,
  folded,
  someHolds,
  transformed,
  withKeys,
  withValues,
  zippedMaps,
  zippedWith,
} from './impl/lambda-code.ts';
import { keyOf, mapMaker } from './impl/map-code.ts';
import { valueIndexOf } from './impl/value-set.ts';

const ITEM: ArgType = variable('T');
const ITEMS = arrayOf(ITEM);
const INDEX = one(INT);
const [KEY, VALUE] = [variable('K'), variable('V')];
const MAP = mapOf(KEY, VALUE);
const sameType = ([a]: Args<DataType>): DataType => a;
const valueType = (type: DataType): DataType => (type.kind === 'map' ? type.value : type);

const declare = familyOf('lambda_funcs');

/** Only the collection's NULL makes the result NULL; a function's result being NULL does not. */
const ofFirst = (args: readonly boolean[]): boolean => args[0] ?? true;

export const transform = declare(
  'transform',
  '2.4.0',
  'The array of what a function gives for each element, and its index.',
  [
    ['transform(array(1, 2, 3), x -> x + 1)', '[2, 3, 4]'],
    ['transform(array(1, 2, 3), (x, i) -> x + i)', '[1, 3, 5]'],
  ],
  strict(
    [ITEMS, lambda([ITEM, INDEX], 1)],
    ([, body], { nullables }) => arrayType(body, nullables?.[1] ?? true),
    transformed,
    {
      nullable: ofFirst,
    },
  ),
);

export const filter = declare(
  'filter',
  '2.4.0',
  'The elements for which a function gives true.',
  [
    ['filter(array(1, 2, 3), x -> x % 2 == 1)', '[1, 3]'],
    ['filter(array(0, 2, 3), (x, i) -> x > i)', '[2, 3]'],
  ],
  strict([ITEMS, predicate([ITEM, INDEX], 1)], sameType, filtered, { nullable: ofFirst }),
);

export const exists = declare(
  'exists',
  '2.4.0',
  'Whether a function gives true for an element.',
  [
    ['exists(array(1, 2, 3), x -> x % 2 == 0)', 'true'],
    ['exists(array(1, NULL, 3), x -> x % 2 == 0)', 'NULL'],
  ],
  partial([ITEMS, predicate([ITEM])], BOOLEAN, someHolds, { nullable: true }),
);

export const forall = declare(
  'forall',
  '3.0.0',
  'Whether a function gives true for all elements.',
  [
    ['forall(array(2, 4, 8), x -> x % 2 == 0)', 'true'],
    ['forall(array(1, NULL), x -> x > 5)', 'false'],
  ],
  partial([ITEMS, predicate([ITEM])], BOOLEAN, allHold, { nullable: true }),
);

const STATE = variable('A');

/** Without a last function the names show one that gives back what it gets. */
const UNCHANGED = 'lambdafunction(namedlambdavariable(), namedlambdavariable())';

const reducing = (name: string, since: string): ScalarFunction =>
  scalar({
    ...declare(
      name,
      since,
      'Folds the elements into a state, from a start on; a second function makes the result of the last state.',
      [
        [`${name}(array(1, 2, 3), 0, (acc, x) -> acc + x)`, '6'],
        [`${name}(array(1, 2, 3), 0, (acc, x) -> acc + x, acc -> acc * 10)`, '60'],
      ],
      total([ITEMS, STATE, lambda([maybe('A'), ITEM])], ([, state]) => state, folded, { nullable: true }),
      total([ITEMS, STATE, lambda([maybe('A'), ITEM]), lambda([maybe('A')])], ([, , , result]) => result, folded, {
        nullable: true,
      }),
    ),
    pretty: (args) => `${name}(${[...args, ...(args.length === 3 ? [UNCHANGED] : [])].join(', ')})`,
  });

export const aggregateArray = reducing('aggregate', '2.4.0');
export const reduce = reducing('reduce', '3.4.0');

export const zipWith = declare(
  'zip_with',
  '2.4.0',
  'The array of what a function gives for the elements of two arrays at the same place.',
  [['zip_with(array(1, 2), array(3, 4), (x, y) -> x + y)', '[4, 6]']],
  strict(
    [ITEMS, arrayOf(variable('U')), lambda([maybe('T'), maybe('U')])],
    ([, , body], { nullables }) => arrayType(body, nullables?.[2] ?? true),
    zippedWith,
    { nullable: ([a = true, b = true]) => a || b },
  ),
);

export const transformValues = declare(
  'transform_values',
  '3.0.0',
  'The map with the values that a function gives for each entry.',
  [['transform_values(map_from_arrays(array(1, 2, 3), array(1, 2, 3)), (k, v) -> k + v)', '{1 -> 2, 2 -> 4, 3 -> 6}']],
  strict(
    [MAP, lambda([KEY, VALUE])],
    ([m, body], { nullables }) => mapType(keyOf(m), body, nullables?.[1] ?? true),
    withValues,
    {
      nullable: ofFirst,
    },
  ),
);

export const transformKeys = declare(
  'transform_keys',
  '3.0.0',
  'The map with the keys that a function gives for each entry.',
  [['transform_keys(map_from_arrays(array(1, 2, 3), array(1, 2, 3)), (k, v) -> k + 1)', '{2 -> 1, 3 -> 2, 4 -> 3}']],
  strictIn(
    [MAP, lambda([KEY, VALUE])],
    ([m, body]) => mapType(body, valueType(m), m.kind === 'map' && m.valueContainsNull),
    (c) => withKeys(mapMaker(keyOf(c.returnType), c.context)),
    { nullable: ofFirst },
  ),
);

export const mapFilter = declare(
  'map_filter',
  '3.0.0',
  'The entries for which a function gives true.',
  [['map_filter(map(1, 0, 2, 2, 3, -1), (k, v) -> k > v)', '{1 -> 0, 3 -> -1}']],
  strict([MAP, predicate([KEY, VALUE])], sameType, filteredEntries, { nullable: ofFirst }),
);

export const mapZipWith = declare(
  'map_zip_with',
  '3.0.0',
  'The map of what a function gives for each key and its values in both maps.',
  [["map_zip_with(map(1, 'a', 2, 'b'), map(1, 'x', 2, 'y'), (k, v1, v2) -> concat(v1, v2))", '{1 -> ax, 2 -> by}']],
  strictIn(
    [MAP, mapOf(KEY, variable('W')), lambda([KEY, maybe('V'), maybe('W')])],
    ([m, , body], { nullables }) => mapType(keyOf(m), body, nullables?.[2] ?? true),
    (c) => zippedMaps(valueIndexOf(keyOf(c.argTypes[0]))),
    { nullable: ([a = true, b = true]) => a || b },
  ),
);
