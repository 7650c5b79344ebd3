/** Names: identifiers, dotted names, IDENTIFIER('…'). */
import type { SqlContext } from '../../errors/query-context.ts';
import { raise } from '../../errors/raise.ts';
import { call } from '../../tree/build.ts';
import type { Expression } from '../../tree/expression.ts';
import { quoteIdentifier } from '../../types/data-type.ts';
import { lex } from '../lexer.ts';
import type { Token } from '../token.ts';
import { TokenCursor } from './cursor.ts';

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
  if (isIdentifierClause(cursor) && !cursor.options.legacyIdentifierClause) {
    const start = cursor.index;
    const parts = identifierClauseParts(cursor);
    if (parts.length === 1) return parts[0] as string;
    const context = cursor.contextFrom(start);
    const name = parts.map(quoteIdentifier).join('.');
    return raise('IDENTIFIER_TOO_MANY_NAME_PARTS', { identifier: name, limit: '1' }, { context, parse: context });
  }
  return simpleName(cursor);
}

/** The same without IDENTIFIER('…'). */
export function simpleName(cursor: TokenCursor): string {
  if (!cursor.isIdentifier()) return cursor.fail();
  return nameOf(cursor, cursor.advance());
}

/** One name where no expression may follow: `a-b` is a name that lacks its backquotes. */
export function strictName(cursor: TokenCursor): string {
  const start = cursor.index;
  const name = identifier(cursor);
  const dash = cursor.index;
  while (cursor.is('-') && cursor.isIdentifier(cursor.peek(1))) cursor.moveTo(cursor.index + 2);
  if (cursor.index === dash) return name;
  return raise('INVALID_IDENTIFIER', { ident: cursor.textFrom(start) }, { parse: cursor.contextAt(dash) });
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
  return cursor.is('IDENTIFIER') && cursor.peek(1).key === '(';
}

/** `IDENTIFIER('a.b')`: the text, which may be put together from constants, is a dotted name of its own. */
export function identifierClauseParts(cursor: TokenCursor): string[] {
  const start = cursor.index;
  cursor.expectAll('IDENTIFIER', '(');
  const value = adjoined(cursor, cursor.rules.expression(cursor));
  cursor.expect(')');
  const text = constantText(value) ?? cursor.options.constantText?.(value);
  const context = cursor.contextFrom(start);
  if (text !== undefined) return parseName(cursor, text, context);
  const syntax = 'IDENTIFIER with an expression that is not a constant string';
  return raise('UNSUPPORTED_FEATURE.SQL_SYNTAX', { syntax }, { context, parse: context });
}

/** Parameters and texts that stand side by side are one text. */
function adjoined(cursor: TokenCursor, first: Expression): Expression {
  if (first.kind !== 'parameter' || cursor.is(')')) return first;
  const parts: Expression[] = [first];
  while (!cursor.is(')')) {
    const part = cursor.rules.expression(cursor);
    if (part.kind !== 'parameter' && part.kind !== 'literal') cursor.fail();
    parts.push(part);
  }
  return call('concat', parts);
}

function constantText(value: Expression): string | undefined {
  if (value.kind === 'literal') return typeof value.value === 'string' ? value.value : undefined;
  if (value.kind !== 'unresolved-function' || value.name.join('.').toLowerCase() !== 'concat') return undefined;
  const parts = value.args.map(constantText);
  return parts.includes(undefined) ? undefined : parts.join('');
}

/** A dotted name by itself; errors are those of its text, at the place of the clause. */
function parseName(cursor: TokenCursor, text: string, context: SqlContext): string[] {
  const inner = new TokenCursor(text, lex(text), cursor.options, cursor.rules);
  if (inner.is('eof')) raise('PARSE_EMPTY_STATEMENT', {}, { context, parse: context });
  if (!inner.isIdentifier()) inner.fail('', context);
  const parts = multipartName(inner);
  inner.expectEnd(context);
  return parts;
}
