/** Text made by formats. */
import { type DataType, INT, STRING } from '../types/data-type.ts';
import { ANY, NUMERIC, one, STRING_ARG } from './arg-types.ts';
import { familyOf, partialIn, totalIn } from './calls.ts';
import type { ScalarFunction } from './define.ts';
import { withDigits, withPattern } from './impl/number-format.ts';
import { printfOf } from './impl/printf.ts';

const declare = familyOf('string_funcs');

const printing = (name: string, since: string): ScalarFunction =>
  declare(
    name,
    since,
    "The text of a format as C's printf takes it.",
    [
      [`${name}('Hello World %d %s', 100, 'days')`, 'Hello World 100 days'],
      [`${name}('%05.1f|%-4s|%x', 2.25D, 'ab', 255)`, '002.3|ab  |ff'],
    ],
    totalIn([STRING_ARG], STRING, ({ argTypes }) => printfOf(argTypes.slice(1)), {
      rest: ANY,
      nullable: ([a = true]) => a,
    }),
  );

export const formatString = printing('format_string', '1.5.0');
export const printf = printing('printf', '3.5.0');

export const formatNumber = declare(
  'format_number',
  '1.5.0',
  'The number with thousands separated, rounded to a number of digits after the point or written by a pattern.',
  [
    ['format_number(12332.123456, 4)', '12,332.1235'],
    ["format_number(12332.123456, '##################.###')", '12332.123'],
    ['format_number(2.5, 0)', '2'],
  ],
  partialIn([NUMERIC, one(INT)], STRING, ({ argTypes: [type] }) => withDigits(type as DataType), { nullable: true }),
  partialIn([NUMERIC, STRING_ARG], STRING, ({ argTypes: [type] }) => withPattern(type as DataType), { nullable: true }),
);
