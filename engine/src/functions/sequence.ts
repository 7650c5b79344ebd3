/** `sequence`: arrays of evenly spaced numbers, dates and timestamps. */
import { array, DATE, type DataType } from '../types/data-type.ts';
import { BYTES, DATES, INTS, LOCAL_TIMESTAMPS, LONGS, SHORTS, TIMESTAMPS } from './arg-kinds.ts';
import { type ArgType, kinds, variable } from './arg-types.ts';
import { familyOf, strict, strictIn } from './calls.ts';
import type { Args, ScalarOverload } from './define.ts';
import { datesIn, instantsIn, longs, numbers } from './impl/sequence-code.ts';

const INTERVALS = kinds('INTERVAL', ['interval', 'yearmonth', 'daytime'], []);
const listOf = ([a]: Args<DataType>): DataType => array(a, false);

const whole = (arg: ArgType, run: typeof numbers | typeof longs): readonly ScalarOverload[] => [
  strict([arg, arg], listOf, run),
  strict([arg, arg, arg], listOf, run),
];

const NUMBER = variable('T', 'numeric');

export const sequence = familyOf('array_funcs')(
  'sequence',
  '2.4.0',
  'An array of the values from a start to a stop, a step apart.',
  [
    ['sequence(1, 5)', '[1, 2, 3, 4, 5]'],
    ['sequence(5, 1)', '[5, 4, 3, 2, 1]'],
    [
      "sequence(to_date('2018-01-01'), to_date('2018-03-01'), INTERVAL 1 MONTH)",
      '[2018-01-01, 2018-02-01, 2018-03-01]',
    ],
  ],
  ...whole(BYTES, numbers),
  ...whole(SHORTS, numbers),
  ...whole(INTS, numbers),
  ...whole(LONGS, longs),
  strictIn([NUMBER, NUMBER], listOf, ({ argTypes: [type] }) => (type?.kind === 'long' ? longs : numbers)),
  strictIn([NUMBER, NUMBER, NUMBER], listOf, ({ argTypes: [type] }) => (type?.kind === 'long' ? longs : numbers)),
  strictIn([DATES, DATES], array(DATE, false), (c) => datesIn(c.timeZone)),
  strictIn([DATES, DATES, INTERVALS], array(DATE, false), (c) => datesIn(c.timeZone)),
  strictIn([TIMESTAMPS, TIMESTAMPS], listOf, (c) => instantsIn(c.timeZone)),
  strictIn([TIMESTAMPS, TIMESTAMPS, INTERVALS], listOf, (c) => instantsIn(c.timeZone)),
  strictIn([LOCAL_TIMESTAMPS, LOCAL_TIMESTAMPS], listOf, () => instantsIn('UTC')),
  strictIn([LOCAL_TIMESTAMPS, LOCAL_TIMESTAMPS, INTERVALS], listOf, () => instantsIn('UTC')),
);
