/** CREATE, DROP and DESCRIBE DATABASE, COMMENT ON, TRUNCATE TABLE. */
import { raise } from '../../errors/raise.ts';
import type { Command } from '../../tree/command.ts';
import type { TokenCursor } from './cursor.ts';
import { multipartName } from './identifier.ts';
import { optionalPartitionSpec } from './partition-spec.ts';
import { propertyList } from './property-list.ts';
import { stringLiteral } from './string-literal.ts';

const WORDS: ReadonlySet<string> = new Set(['DATABASE', 'SCHEMA', 'NAMESPACE']);

export const isDatabaseWord = (cursor: TokenCursor): boolean => cursor.isOneOf(WORDS);

/** From DATABASE on. */
export function createDatabaseCommand(cursor: TokenCursor): Command {
  cursor.advance();
  const ifNotExists = cursor.acceptAll('IF', 'NOT', 'EXISTS');
  const name = multipartName(cursor);
  let comment: string | undefined;
  let location: string | undefined;
  let properties: Readonly<Record<string, string>> = {};
  for (;;) {
    if (cursor.accept('COMMENT')) comment = stringLiteral(cursor);
    else if (cursor.accept('LOCATION')) location = stringLiteral(cursor);
    else if (cursor.acceptAll('WITH', 'DBPROPERTIES') || cursor.acceptAll('WITH', 'PROPERTIES'))
      properties = propertyList(cursor);
    else return { kind: 'create-database', name, ifNotExists, comment, location, properties };
  }
}

/** From DATABASE on. */
export function dropDatabaseCommand(cursor: TokenCursor): Command {
  cursor.advance();
  const ifExists = cursor.acceptAll('IF', 'EXISTS');
  const name = multipartName(cursor);
  const cascade = cursor.accept('CASCADE');
  if (!cascade) cursor.accept('RESTRICT');
  return { kind: 'drop-database', name, ifExists, cascade };
}

/** From DATABASE on. */
export function describeDatabaseCommand(cursor: TokenCursor): Command {
  cursor.advance();
  const extended = cursor.is('EXTENDED') && cursor.isIdentifier(cursor.peek(1)) && cursor.accept('EXTENDED');
  return { kind: 'describe-database', name: multipartName(cursor), extended };
}

export function commentCommand(cursor: TokenCursor): Command | undefined {
  if (!cursor.acceptAll('COMMENT', 'ON')) return undefined;
  const object = isDatabaseWord(cursor) ? 'database' : cursor.is('TABLE') ? 'table' : undefined;
  if (object === undefined) return undefined;
  cursor.advance();
  const name = multipartName(cursor);
  cursor.expect('IS');
  return { kind: 'comment-on', object, name, comment: cursor.accept('NULL') ? '' : stringLiteral(cursor) };
}

export function truncateCommand(cursor: TokenCursor): Command {
  const start = cursor.index;
  cursor.expectAll('TRUNCATE', 'TABLE');
  const name = multipartName(cursor);
  const partition = optionalPartitionSpec(cursor);
  const open = partition?.find(([, value]) => value === undefined);
  if (open !== undefined) {
    const context = cursor.contextFrom(start);
    const message = `Found an empty partition key '${open[0]}'.`;
    raise('_LEGACY_ERROR_TEMP_0035', { message }, { context, parse: context });
  }
  return { kind: 'truncate-table', name, partition };
}
