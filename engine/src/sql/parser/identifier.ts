/** Names: identifiers, dotted names, IDENTIFIER('…'). */
import { raise } from '../../errors/raise.ts';
import { isStrictKeyword } from '../keywords.ts';
import type { Token } from '../token.ts';
import type { TokenCursor } from './cursor.ts';
import { stringLiteral } from './string-literal.ts';

const ASCII_NAME = /^[A-Za-z0-9_]+$/;

function nameOf(cursor: TokenCursor, token: Token): string {
  if (token.key === 'backquoted') return token.text.slice(1, -1).replaceAll('``', '`');
  if (token.key === 'double-quoted') return token.text.slice(1, -1).replaceAll('""', '"');
  if (!ASCII_NAME.test(token.text)) {
    raise('INVALID_IDENTIFIER', { ident: token.text }, { parse: cursor.contextAt(cursor.index - 1) });
  }
  return token.text;
}

/** One name, where an expression may follow: `a-b` is a subtraction here. */
export function identifier(cursor: TokenCursor): string {
  if (isIdentifierClause(cursor)) {
    const parts = identifierClauseParts(cursor);
    if (parts.length > 1) {
      raise('IDENTIFIER_TOO_MANY_NAME_PARTS', { identifier: parts.map((p) => `\`${p}\``).join('.'), limit: '1' });
    }
    return parts[0] as string;
  }
  if (!cursor.isIdentifier()) return cursor.fail();
  return nameOf(cursor, cursor.advance());
}

/** One name where no expression may follow: `a-b` is a name that lacks its backquotes. */
export function strictName(cursor: TokenCursor): string {
  const start = cursor.index;
  const name = identifier(cursor);
  if (cursor.is('-') && cursor.isIdentifier(cursor.peek(1))) {
    while (cursor.is('-') && cursor.isIdentifier(cursor.peek(1))) cursor.moveTo(cursor.index + 2);
    raise('INVALID_IDENTIFIER', { ident: cursor.textFrom(start) }, { parse: cursor.contextFrom(start) });
  }
  return name;
}

export const nameList = (cursor: TokenCursor): string[] => cursor.parenthesized(() => strictName(cursor));

export function multipartName(cursor: TokenCursor): string[] {
  const parts = namePart(cursor);
  while (cursor.is('.') && cursor.isIdentifier(cursor.peek(1))) {
    cursor.advance();
    parts.push(...namePart(cursor));
  }
  return parts;
}

function namePart(cursor: TokenCursor): string[] {
  return isIdentifierClause(cursor) ? identifierClauseParts(cursor) : [strictName(cursor)];
}

export function isIdentifierClause(cursor: TokenCursor): boolean {
  return cursor.is('IDENTIFIER') && cursor.peek(1).key === '(' && cursor.peek(2).key === 'string';
}

/** `IDENTIFIER('a.b')`: the text is a dotted name of its own. */
export function identifierClauseParts(cursor: TokenCursor): string[] {
  cursor.expectAll('IDENTIFIER', '(');
  const start = cursor.index;
  const text = stringLiteral(cursor);
  const context = cursor.contextFrom(start);
  cursor.expect(')');
  return splitName(text) ?? raise('INVALID_IDENTIFIER', { ident: text }, { parse: context });
}

/** Takes a dotted name apart; undefined when it is none. */
export function splitName(text: string): string[] | undefined {
  const parts: string[] = [];
  const part = /\s*(?:`((?:[^`]|``)+)`|([A-Za-z0-9_]+))\s*(\.|$)/y;
  for (;;) {
    const found = part.exec(text);
    if (found === null) return undefined;
    parts.push(found[1] === undefined ? (found[2] as string) : found[1].replaceAll('``', '`'));
    if (found[3] === '') return parts;
  }
}

/** Words that go on with the query rather than name what stands before them. */
const NO_ALIAS: ReadonlySet<string> = new Set(
  `FROM WHERE GROUP HAVING QUALIFY ORDER SORT CLUSTER DISTRIBUTE LIMIT OFFSET WINDOW UNION EXCEPT MINUS INTERSECT
  LATERAL JOIN INNER CROSS LEFT RIGHT FULL SEMI ANTI NATURAL ON USING PIVOT UNPIVOT TABLESAMPLE WHEN THEN ELSE END FOR
  AND OR IN AS SELECT ASC DESC NULLS SET`.split(/\s+/),
);
/** After an alias the query goes on with one of these, or ends. */
const AFTER_ALIAS: ReadonlySet<string> = new Set([')', ',', ';', 'eof', 'FROM', 'WHERE', '|>']);

/** Whether the current token is a name without AS for what stands before it. */
export function startsAlias(cursor: TokenCursor): boolean {
  if (!cursor.isIdentifier()) return false;
  if (!NO_ALIAS.has(cursor.token.key)) return true;
  return AFTER_ALIAS.has(cursor.peek(1).key) && cursor.token.key !== cursor.peek(1).key;
}

/** The same for tables, whose alias is never a word of joins. */
export const startsTableAlias = (cursor: TokenCursor): boolean =>
  startsAlias(cursor) && !isStrictKeyword(cursor.token.key);
