/** Numbers read and written by a format; analysis checks the format. */
import { raise } from '../errors/raise.ts';
import { decimal, STRING } from '../types/data-type.ts';
import type { Value } from '../types/value.ts';
import { foldable, kinds, STRING_ARG } from './arg-types.ts';
import { familyOf, partialIn, strictIn } from './calls.ts';
import type { GenContext, ScalarFunction } from './define.ts';
import {
  type NumberTextFormat,
  parseNumberFormat,
  precisionOf,
  readNumber,
  writeNumber,
} from './impl/number-text-format.ts';

const FORMAT = foldable(STRING_ARG);
const NUMBERS = kinds('DECIMAL', ['decimal', 'byte', 'short', 'integer', 'long'], [decimal(30, 15)]);

/** Undefined for NULL, and for what analysis has refused. */
function formatOf(value: Value | undefined): NumberTextFormat | undefined {
  const parsed = typeof value === 'string' ? parseNumberFormat(value) : undefined;
  return parsed === undefined || 'fault' in parsed ? undefined : parsed;
}

function reader(c: GenContext, tolerant: boolean): (text: string, written: string) => bigint | null {
  const format = formatOf(c.constants[1]);
  return (text, written) => {
    const value = format === undefined ? null : readNumber(text, format);
    if (value !== null || tolerant || format === undefined) return value;
    return raise('INVALID_FORMAT.MISMATCH_INPUT', { inputType: '"STRING"', input: text, format: written });
  };
}

const reading = (name: string, since: string, usage: string, examples: ScalarFunction['examples']): ScalarFunction =>
  familyOf('string_funcs')(
    name,
    since,
    usage,
    examples,
    partialIn(
      [STRING_ARG, FORMAT],
      (_, { constants }) => {
        const format = formatOf(constants[1]);
        return format === undefined ? decimal() : decimal(...precisionOf(format));
      },
      (c) => reader(c, name.startsWith('try_')) as never,
      { nullable: true },
    ),
  );

export const toNumber = reading('to_number', '3.3.0', 'The number that a text in the given format holds.', [
  ["to_number('454', '999')", '454'],
  ["to_number('$78.12', '$99.99')", '78.12'],
  ["to_number('12,454.8-', '99,999.9S')", '-12454.8'],
]);
export const tryToNumber = reading(
  'try_to_number',
  '3.3.0',
  'What to_number gives, but NULL where the text is not in the format.',
  [
    ["try_to_number('454', '999')", '454'],
    ["try_to_number('a', '999')", 'NULL'],
  ],
);

function writer(c: GenContext): (value: number | bigint) => string | null {
  const format = formatOf(c.constants[1]);
  const [type] = c.argTypes;
  const scale = type?.kind === 'decimal' ? type.scale : 0;
  return (value) => {
    const digits = String(value).replace('-', '');
    return format === undefined ? null : writeNumber(digits, scale, value < 0, format);
  };
}

/** Datetimes and bytes become calls of other functions. */
export const toChar: ScalarFunction = {
  ...familyOf('string_funcs')(
    'to_char',
    '3.4.0',
    'The value as text in the given format.',
    [
      ["to_char(454, '999')", '454'],
      ["to_char(-12454.8, '99G999D9S')", '12,454.8-'],
      ["to_char(DATE'2016-04-08', 'y')", '2016'],
      ["to_char(X'537061726B', 'hex')", '537061726B'],
    ],
    strictIn([NUMBERS, FORMAT], STRING, (c) => writer(c) as never, { nullable: true }),
  ),
  aliases: ['to_varchar'],
};
