/** What the lexer makes of SQL text. */
import { isReservedKeyword } from './keywords.ts';

/**
 * `key` decides what a token is: a keyword in upper case, a symbol in its first spelling (`==` is `=`), or one of the
 * lower-case classes below. `text` is as written; offsets are of its first and last character.
 */
export interface Token {
  readonly key: string;
  readonly text: string;
  readonly start: number;
  readonly stop: number;
  readonly line: number;
  readonly column: number;
}

export type NumberClass =
  | 'integer'
  | 'decimal'
  | 'exponent'
  | 'long'
  | 'short'
  | 'byte'
  | 'float'
  | 'double'
  | 'bigdecimal';
export type TokenClass = NumberClass | 'identifier' | 'backquoted' | 'string' | 'double-quoted' | 'unknown' | 'eof';

const NUMBERS: ReadonlySet<string> = new Set<NumberClass>([
  'integer',
  'decimal',
  'exponent',
  'long',
  'short',
  'byte',
  'float',
  'double',
  'bigdecimal',
]);

export const isNumber = (token: Token): boolean => NUMBERS.has(token.key);

/** Keywords start with a capital letter; symbols and classes do not. */
export function isKeyword(token: Token): boolean {
  const code = token.key.charCodeAt(0);
  return code >= 65 && code <= 90;
}

export const isReservedKeywordToken = (token: Token): boolean => isReservedKeyword(token.key);
