import { expect, it } from 'vitest';
import { parseAttributeName } from './attribute-name.ts';

it('parts names at dots outside of backquotes', () => {
  expect(parseAttributeName('a')).toEqual(['a']);
  expect(parseAttributeName('a.b c')).toEqual(['a', 'b c']);
  expect(parseAttributeName('`a.b`.c')).toEqual(['a.b', 'c']);
  expect(parseAttributeName('`a``b`')).toEqual(['a`b']);
  expect(parseAttributeName('')).toEqual(['']);
});

it.each(['a..b', 'a.', '.a', '`a', 'a`b`', '`a`b'])('refuses %j', (name) => {
  expect(() => parseAttributeName(name)).toThrow('INVALID_ATTRIBUTE_NAME_SYNTAX');
});
