/** DESCRIBE of functions, queries and tables. */
import type { Command } from '../../tree/command.ts';
import type { TokenCursor } from './cursor.ts';
import { describeDatabaseCommand, isDatabaseWord } from './database-commands.ts';
import { multipartName, strictName } from './identifier.ts';
import { optionalPartitionSpec } from './partition-spec.ts';
import { startsQuery } from './query-start.ts';
import { isString, stringLiteral } from './string-literal.ts';

/** Undefined for procedures and for JSON. */
export function describeCommand(cursor: TokenCursor): Command | undefined {
  cursor.advance();
  if (cursor.is('FUNCTION') && cursor.peek(1).key !== 'eof') return describeFunction(cursor);
  if (!cursor.is('TABLE') && startsQuery(cursor, 0))
    return { kind: 'describe-query', query: cursor.rules.query(cursor) };
  if (cursor.is('QUERY') && startsQuery(cursor, 1)) {
    cursor.advance();
    return { kind: 'describe-query', query: cursor.rules.query(cursor) };
  }
  if (isDatabaseWord(cursor) && cursor.isIdentifier(cursor.peek(1))) return describeDatabaseCommand(cursor);
  if (cursor.is('PROCEDURE') && cursor.isIdentifier(cursor.peek(1))) return undefined;
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
  const partition = optionalPartitionSpec(cursor);
  if (cursor.isAll('AS', 'JSON')) return undefined;
  if (!cursor.isIdentifier()) return { kind: 'describe-relation', name, extended, partition };
  const column = [strictName(cursor)];
  while (cursor.accept('.')) column.push(strictName(cursor));
  return { kind: 'describe-relation', name, extended, column };
}
