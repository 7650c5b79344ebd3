/** Java's regular expressions, compared with what the JVM answers. */
import { expect, it } from 'vitest';
import { extractAllByRegex, extractByRegex, javaRegex, replaceByRegex, splitByRegex } from './java-regex.ts';

const first = (text: string, pattern: string): string => extractByRegex(text, pattern, 0);

it.each([
  ['line ends before the last line break', 'abc\n', 'c$', 'c'],
  ['a dot leaves line breaks out', 'a\nb', 'a.b', ''],
  ['unless told otherwise', 'a\nb', '(?s)a.b', 'a\nb'],
  ['flags in the middle', 'xAb', 'x(?i)ab', 'xAb'],
  ['and taken back', 'xAB', 'x(?i)a(?-i)b', ''],
  ['white space is ASCII', 'a\u00a0b', 'a\\sb', ''],
  ['word characters are ASCII', 'é', '\\w', ''],
  ['ends of words are not', 'déjà', '\\bj', ''],
  ['intersections', 'ab', '[a-z&&[^b]]+', 'a'],
  ['unions', 'abcx', '[a-c[x-z]]+', 'abcx'],
  ['POSIX classes', 'a1', '\\p{Alpha}\\p{Digit}', 'a1'],
  ['quoted parts', 'a.b', '\\Qa.b\\E', 'a.b'],
  ['lines', 'line1\nline2', '(?m)^line2$', 'line2'],
  ['comments', 'a b', '(?x) a \\s b # c', 'a b'],
  ['characters beyond the first plane', '😀', '^.$', '😀'],
  ['an ASCII case fold', 'ß', '(?i)SS', ''],
])('%s', (_, text, pattern, found) => {
  expect(first(text, pattern)).toBe(found);
});

it.each(['(a', 'a**', '*a', '[a', '\\y', 'a{2,1}'])('refuses %s as malformed', (pattern) => {
  expect(() => javaRegex(pattern, 'rlike')).toThrow('INVALID_PARAMETER_VALUE.PATTERN');
});

it.each(['a++', '(?>a)', '\\Ga', '((a{1000}){1000}){1000}'])('refuses %s as not supported', (pattern) => {
  expect(() => javaRegex(pattern, 'rlike')).toThrow('UNSUPPORTED_REGEX');
});

it('replaces by groups', () => {
  expect(replaceByRegex('abc', '(?<x>b)', '<${x}$1>', 1)).toBe('a<bb>c');
  expect(replaceByRegex('abc', 'b', '\\$', 1)).toBe('a$c');
  expect(replaceByRegex('hello world', 'o', '0', 6)).toBe('hello w0rld');
});

it('splits as Java does', () => {
  expect(splitByRegex('a,b,,', ',', -1)).toEqual(['a', 'b', '', '']);
  expect(splitByRegex('abc', '(?=b)', -1)).toEqual(['a', 'bc']);
  expect(splitByRegex('abc', '', 2)).toEqual(['a', 'bc']);
});

it('finds empty matches', () => {
  expect(extractAllByRegex('aaa', 'a*', 0)).toEqual(['aaa', '']);
});
