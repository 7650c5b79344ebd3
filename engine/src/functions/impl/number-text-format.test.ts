import { expect, it } from 'vitest';
import { parseNumberFormat, readNumber, writeNumber } from './number-text-format.ts';

function format(text: string) {
  const parsed = parseNumberFormat(text);
  if ('fault' in parsed) throw new Error(parsed.fault);
  return parsed;
}

it.each([
  ['', 'EMPTY', undefined],
  ['S', 'WRONG_NUM_DIGIT', undefined],
  ['9.9.9', 'WRONG_NUM_TOKEN', '. or D'],
  ['S9S', 'WRONG_NUM_TOKEN', 'S'],
  ['9$', 'CUR_MUST_BEFORE_DIGIT', undefined],
  ['.$9', 'CUR_MUST_BEFORE_DEC', undefined],
  ['9.9,9', 'THOUSANDS_SEPS_MUST_BEFORE_DEC', undefined],
  ['9,,9', 'CONT_THOUSANDS_SEPS', undefined],
  ['PR9', 'UNEXPECTED_TOKEN', 'digit sequence'],
  ['9x9', 'UNEXPECTED_TOKEN', "character 'X''"],
  ['9MIPR', 'UNEXPECTED_TOKEN', 'PR'],
])('finds what is wrong in %s', (text, fault, token) => {
  expect(parseNumberFormat(text)).toEqual(token === undefined ? { fault } : { fault, token });
});

it.each([
  ['12,454.8-', '99,999.9S', -124548n],
  ['$78.12', '$99.99', 7812n],
  ['<1>', '9PR', -1n],
  ['234', '9,999', 234n],
  ['1', '9.9', 10n],
  [' 1 ', '9', 1n],
  ['12', '000', null],
  ['12', '9,9', null],
  ['+1', 'MI9', null],
  ['$-1', '$9S', null],
  ['<1', '9PR', null],
  ['', '9', null],
])('reads %s by %s', (text, pattern, value) => {
  expect(readNumber(text, format(pattern))).toBe(value);
});

it.each([
  ['124548', 1, true, '99G999D9S', '12,454.8-'],
  ['5', 1, true, '9.9', '0.5'],
  ['5', 1, true, 'S9.9', ' -.5'],
  ['5', 0, true, 'S$999', '-$  5'],
  ['5', 0, true, '999PR', '  <5>'],
  ['5', 0, false, '999PR', '  5  '],
  ['1234', 0, false, '000,000', '001,234'],
  ['1234567', 0, false, '9,999', '# ###'],
  ['0', 0, false, '9.9', '0.0'],
  ['0', 0, false, '9,999', '     '],
  ['1', 0, false, '9,999MI', '    1 '],
  ['12', 0, true, 'S00000', '-00012'],
])('writes %s (scale %i, negative %s) by %s', (digits, scale, negative, pattern, shown) => {
  expect(writeNumber(digits, scale, negative, format(pattern))).toBe(shown);
});
