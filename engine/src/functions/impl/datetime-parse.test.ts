/** Times read and written by patterns, compared with what the JVM answers. */
import { expect, it } from 'vitest';
import { formatIn } from './datetime-format.ts';
import { instantOf, readByPattern } from './datetime-parse.ts';

function read(text: string, pattern: string): string {
  const found = readByPattern(text, pattern);
  return 'reason' in found ? found.reason : formatIn('UTC')(instantOf(found, 'UTC'), 'yyyy-MM-dd HH:mm:ss.SSSSSS');
}

it.each([
  ['20200102030405', 'yyyyMMddHHmmss', '2020-01-02 03:04:05.000000'],
  ['1/2/03', 'M/d/yy', '2003-01-02 00:00:00.000000'],
  ['16', 'y', '0016-01-01 00:00:00.000000'],
  ['2020-01-01', 'yyyy-MM-dd[ HH]', '2020-01-01 00:00:00.000000'],
  ['Jan 5, 2020', 'MMM d, yyyy', '2020-01-05 00:00:00.000000'],
  ['2020-01-01T00:00:00+02:00', "yyyy-MM-dd'T'HH:mm:ssXXX", '2019-12-31 22:00:00.000000'],
  ['2020-01-01 00:00:00.1234', 'yyyy-MM-dd HH:mm:ss.SSSSSS', '2020-01-01 00:00:00.123400'],
  ['2020-02-30', 'yyyy-MM-dd', "Text '2020-02-30' could not be parsed: Invalid date 'FEBRUARY 30'"],
  ['2020-01-01x', 'yyyy-MM-dd', "Text '2020-01-01x' could not be parsed, unparsed text found at index 10"],
  ['abc', 'yyyy-MM-dd', "Text 'abc' could not be parsed at index 0"],
])('reads %s by %s', (text, pattern, expected) => {
  expect(read(text, pattern)).toBe(expected);
});

it('writes offsets', () => {
  expect(formatIn('+05:30')(0n, 'O OOOO XXX Z ZZZZ x')).toBe('GMT+5:30 GMT+05:30 +05:30 +0530 GMT+05:30 +0530');
});

it('refuses letters of weeks', () => {
  expect(() => formatIn('UTC')(0n, 'YYYY')).toThrow('DATETIME_PATTERN_RECOGNITION');
  expect(() => formatIn('UTC')(0n, 'e')).toThrow('DATETIME_WEEK_BASED_PATTERN');
});
