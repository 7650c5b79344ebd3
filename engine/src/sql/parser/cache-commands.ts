/** CACHE, UNCACHE, CLEAR CACHE, REFRESH TABLE, USE. */
import { raise } from '../../errors/raise.ts';
import type { Command } from '../../tree/command.ts';
import type { TokenCursor } from './cursor.ts';
import { multipartName } from './identifier.ts';
import { propertyList } from './property-list.ts';
import { startsQuery } from './query-start.ts';

export function cacheCommand(cursor: TokenCursor): Command {
  const start = cursor.index;
  cursor.expect('CACHE');
  const lazy = cursor.accept('LAZY');
  cursor.expect('TABLE');
  const name = multipartName(cursor);
  const options = cursor.acceptAll('OPTIONS') ? propertyList(cursor) : {};
  const hasQuery = cursor.accept('AS') || startsQuery(cursor, 0);
  const query = hasQuery ? cursor.rules.query(cursor) : undefined;
  if (query !== undefined && name.length > 1) {
    const context = cursor.contextFrom(start);
    raise('_LEGACY_ERROR_TEMP_0037', { quoted: name.slice(0, -1).join('.') }, { context, parse: context });
  }
  return { kind: 'cache-table', name, query, lazy, options };
}

export function uncacheCommand(cursor: TokenCursor): Command {
  cursor.expectAll('UNCACHE', 'TABLE');
  const ifExists = cursor.acceptAll('IF', 'EXISTS');
  return { kind: 'uncache-table', name: multipartName(cursor), ifExists };
}

export function clearCacheCommand(cursor: TokenCursor): Command {
  cursor.expectAll('CLEAR', 'CACHE');
  return { kind: 'clear-cache' };
}

export function refreshCommand(cursor: TokenCursor): Command | undefined {
  if (!cursor.acceptAll('REFRESH', 'TABLE')) return undefined;
  return { kind: 'refresh-table', name: multipartName(cursor) };
}

const NAMESPACE_WORDS: ReadonlySet<string> = new Set(['NAMESPACE', 'DATABASE', 'SCHEMA']);

export function useCommand(cursor: TokenCursor): Command {
  cursor.expect('USE');
  if (cursor.isOneOf(NAMESPACE_WORDS) && cursor.isIdentifier(cursor.peek(1))) cursor.advance();
  return { kind: 'use', namespace: multipartName(cursor) };
}
