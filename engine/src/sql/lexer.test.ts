/** Tokens as Spark's lexer cuts them. */
import { describe, expect, it } from 'vitest';
import { lex } from './lexer.ts';

const keys = (text: string): string =>
  lex(text)
    .tokens.slice(0, -1)
    .map((t) => t.key)
    .join(' ');
const texts = (text: string): string[] =>
  lex(text)
    .tokens.slice(0, -1)
    .map((t) => t.text);

describe('lexer', () => {
  it.each([
    [
      '1 1L 1S 1Y 1.5 .5 5. 1e3 1F 1.0D 1BD',
      'integer long short byte decimal decimal decimal exponent float double bigdecimal',
    ],
    ['1a 1_b 1e5x', 'identifier identifier identifier'],
    ['1.5x', 'integer . identifier'],
    ['a.1b', 'identifier . identifier'],
    ['== <> != <= !> >= !< <=> || |> :: -> =>', '= <> != <= <= >= >= <=> || |> :: -> =>'],
    ['regexp temp x', 'RLIKE TEMPORARY X'],
    ["'a''b' r'\\' \"q\" `b``c`", 'string string double-quoted backquoted'],
    ["'a\\'b' 'rest", 'string unknown identifier'],
    ['/*+ hint */ /* a /* b */ c */ -- d\n e', '/*+ identifier */ identifier'],
    ['-- a \\\n b\n c', 'identifier'],
  ])('%s', (text, expected) => {
    expect(keys(text)).toBe(expected);
  });

  it('closes nested types with >> and shifts elsewhere', () => {
    expect(texts('array<map<int,array<int>>> >> 1')).toEqual([
      'array',
      '<',
      'map',
      '<',
      'int',
      ',',
      'array',
      '<',
      'int',
      '>',
      '>',
      '>',
      '>>',
      '1',
    ]);
  });

  it('knows lines, columns and matching parentheses', () => {
    const { tokens, closing } = lex('a\n (b)');
    expect(tokens.map((t) => [t.line, t.column])).toEqual([
      [1, 0],
      [2, 1],
      [2, 2],
      [2, 3],
      [2, 4],
    ]);
    expect(closing[1]).toBe(3);
  });

  it('sees a comment that is not closed', () => {
    expect(lex('a /* b').unclosedComment).toBe(true);
  });
});
