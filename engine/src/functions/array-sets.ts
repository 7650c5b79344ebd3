/** Arrays as sets, and their order. */
import { array as arrayType, BOOLEAN, type DataType, field, struct } from '../types/data-type.ts';
import { AS_BOOLEAN } from './arg-kinds.ts';
import { ANY, type ArgType, arrayOf, lambda, maybe, variable } from './arg-types.ts';
import { familyOf, partialIn, strict, strictIn } from './calls.ts';
import { type Args, type GenContext, scalar } from './define.ts';
import {
  byElements,
  distinct,
  elementOf,
  extremeOf,
  filteredBy,
  holdsNull,
  overlap,
  sorted,
  sortedBy,
  sortedNullsLast,
  union,
  withoutValue,
  zipped,
} from './impl/array-code.ts';

const ORDERED: ArgType = variable('T', 'orderable');
const ITEMS = arrayOf(ORDERED);
const sameType = ([a]: Args<DataType>): DataType => a;
const element = (context: GenContext): DataType => elementOf(context.argTypes[0]);

const declare = familyOf('array_funcs');

export const arrayDistinct = declare(
  'array_distinct',
  '2.4.0',
  'The different elements of an array.',
  [['array_distinct(array(1, 2, 3, NULL, 3))', '[1, 2, 3, NULL]']],
  strictIn([ITEMS], sameType, (c) => distinct(element(c))),
);

export const arrayUnion = declare(
  'array_union',
  '2.4.0',
  'The different elements of both arrays.',
  [['array_union(array(1, 2, 3), array(1, 3, 5))', '[1, 2, 3, 5]']],
  strictIn(
    [ITEMS, ITEMS],
    ([a, b]) => arrayType(elementOf(a), holdsNull(a) || holdsNull(b)),
    (c) => union(element(c)),
  ),
);

export const arrayIntersect = declare(
  'array_intersect',
  '2.4.0',
  'The different elements that are in both arrays.',
  [['array_intersect(array(1, 2, 3), array(1, 3, 5))', '[1, 3]']],
  strictIn(
    [ITEMS, ITEMS],
    ([a, b]) => arrayType(elementOf(a), holdsNull(a) && holdsNull(b)),
    (c) => filteredBy(element(c), true),
  ),
);

export const arrayExcept = declare(
  'array_except',
  '2.4.0',
  'The different elements of the first array that are not in the second.',
  [['array_except(array(1, 2, 3), array(1, 3, 5))', '[2]']],
  strictIn([ITEMS, ITEMS], sameType, (c) => filteredBy(element(c), false)),
);

export const arraysOverlap = declare(
  'arrays_overlap',
  '2.4.0',
  'Whether the arrays have an element in common; unknown where they have not but one has NULLs.',
  [
    ['arrays_overlap(array(1, 2, 3), array(3, 4, 5))', 'true'],
    ['arrays_overlap(array(1, NULL), array(3))', 'NULL'],
  ],
  partialIn([ITEMS, ITEMS], BOOLEAN, (c) => overlap(element(c)), { nullable: byElements }),
);

export const arrayRemove = declare(
  'array_remove',
  '2.4.0',
  'The array without the elements equal to the value.',
  [['array_remove(array(1, 2, 3, NULL, 3), 3)', '[1, 2, NULL]']],
  strictIn([ITEMS, ORDERED], sameType, (c) => withoutValue(element(c))),
);

export const arrayMax = declare(
  'array_max',
  '2.4.0',
  'The greatest element, NULLs left out.',
  [['array_max(array(1, 20, NULL, 3))', '20']],
  partialIn(
    [ITEMS],
    ([a]) => elementOf(a),
    (c) => extremeOf(element(c), 1),
    { nullable: true },
  ),
);

export const arrayMin = declare(
  'array_min',
  '2.4.0',
  'The smallest element, NULLs left out.',
  [['array_min(array(1, 20, NULL, 3))', '1']],
  partialIn(
    [ITEMS],
    ([a]) => elementOf(a),
    (c) => extremeOf(element(c), -1),
    { nullable: true },
  ),
);

export const sortArray = declare(
  'sort_array',
  '1.5.0',
  'The array in ascending order, NULLs first, or in descending order, NULLs last.',
  [
    ["sort_array(array('b', 'd', NULL, 'c', 'a'), true)", '[NULL, a, b, c, d]'],
    ['sort_array(array(2, 3, 1), false)', '[3, 2, 1]'],
  ],
  strictIn([ITEMS, AS_BOOLEAN], sameType, (c) => sorted(element(c)), { defaults: [true] }),
);

/** How names show the order without a function. */
const NATURAL_ORDER =
  'lambdafunction((IF(((namedlambdavariable() IS NULL) AND (namedlambdavariable() IS NULL)), 0, (IF((namedlambdavariable() IS NULL), 1, (IF((namedlambdavariable() IS NULL), -1, (IF((namedlambdavariable() < namedlambdavariable()), -1, (IF((namedlambdavariable() > namedlambdavariable()), 1, 0)))))))))), namedlambdavariable(), namedlambdavariable())';

export const arraySort = scalar({
  ...declare(
    'array_sort',
    '2.4.0',
    'The array in ascending order, NULLs last, or in the order of a comparing function.',
    [
      [
        "array_sort(array('bc', 'ab', 'dc'), (a, b) -> CASE WHEN a < b THEN 1 WHEN a > b THEN -1 ELSE 0 END)",
        '[dc, bc, ab]',
      ],
      ["array_sort(array('b', 'd', NULL, 'c', 'a'))", '[a, b, c, d, NULL]'],
    ],
    strictIn([ITEMS], sameType, (c) => sortedNullsLast(element(c))),
    strict([arrayOf(variable('T')), lambda([maybe('T'), maybe('T')])], sameType, sortedBy),
  ),
  pretty: ([a, order = NATURAL_ORDER]) => `array_sort(${a}, ${order})`,
});

export const arraysZip = declare(
  'arrays_zip',
  '2.4.0',
  'An array of structs: the n-th holds the n-th elements of all arrays.',
  [['arrays_zip(array(1, 2, 3), array(2, 3, 4))', '[{1, 2}, {2, 3}, {3, 4}]']],
  strict([], (args) => arrayType(struct(args.map((a, i) => field(String(i), elementOf(a)))), false), zipped, {
    rest: arrayOf(ANY),
  }),
);
