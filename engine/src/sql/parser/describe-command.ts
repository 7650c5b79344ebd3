/** DESCRIBE of functions, queries and tables. */
import type { Command } from '../../tree/command.ts';
import type { TokenCursor } from './cursor.ts';
import { multipartName, strictName } from './identifier.ts';
import { startsQuery } from './query-start.ts';
import { isString, stringLiteral } from './string-literal.ts';

const NAMESPACE_WORDS: ReadonlySet<string> = new Set(['DATABASE', 'SCHEMA', 'NAMESPACE', 'PROCEDURE']);

/** Undefined for databases, procedures and partitions. */
export function describeCommand(cursor: TokenCursor): Command | undefined {
  cursor.advance();
  if (cursor.is('FUNCTION') && cursor.peek(1).key !== 'eof') return describeFunction(cursor);
  if (!cursor.is('TABLE') && startsQuery(cursor, 0))
    return { kind: 'describe-query', query: cursor.rules.query(cursor) };
  if (cursor.is('QUERY') && startsQuery(cursor, 1)) {
    cursor.advance();
    return { kind: 'describe-query', query: cursor.rules.query(cursor) };
  }
  if (cursor.isOneOf(NAMESPACE_WORDS) && cursor.isIdentifier(cursor.peek(1))) return undefined;
  return describeRelation(cursor);
}

/** The name may be an operator. */
function describeFunction(cursor: TokenCursor): Command {
  cursor.expect('FUNCTION');
  const extended = cursor.is('EXTENDED') && cursor.peek(1).key !== 'eof' && cursor.accept('EXTENDED');
  if (isString(cursor)) return { kind: 'describe-function', name: [stringLiteral(cursor)], extended };
  const name = cursor.isIdentifier() ? multipartName(cursor) : [cursor.advance().text];
  return { kind: 'describe-function', name, extended };
}

function describeRelation(cursor: TokenCursor): Command | undefined {
  if (cursor.is('TABLE') && cursor.isIdentifier(cursor.peek(1))) cursor.advance();
  const option = cursor.is('EXTENDED') || cursor.is('FORMATTED');
  const extended = option && cursor.isIdentifier(cursor.peek(1));
  if (extended) cursor.advance();
  const name = multipartName(cursor);
  if (cursor.is('PARTITION') || cursor.isAll('AS', 'JSON')) return undefined;
  if (!cursor.isIdentifier()) return { kind: 'describe-relation', name, extended };
  const column = [strictName(cursor)];
  while (cursor.accept('.')) column.push(strictName(cursor));
  return { kind: 'describe-relation', name, extended, column };
}
