/** CREATE TABLE and REPLACE TABLE, with columns, like another table, or from a query. */
import { raise } from '../../errors/raise.ts';
import type { Command } from '../../tree/command.ts';
import { columnDefinition } from './column-definition.ts';
import type { TokenCursor } from './cursor.ts';
import { multipartName } from './identifier.ts';
import { startsQuery } from './query-start.ts';
import { tableClauses } from './table-clauses.ts';

/** From TABLE on; `start` is the statement's first token. */
export function createTableCommand(cursor: TokenCursor, start: number, replace: boolean): Command {
  cursor.expect('TABLE');
  const ifNotExists = !replace && (cursor.acceptAll('IF', 'NOT', 'EXISTS') || cursor.acceptAll('IF', '!', 'EXISTS'));
  const name = multipartName(cursor);
  if (cursor.accept('LIKE')) return tableLike(cursor, name, ifNotExists);
  const hasColumns = cursor.is('(') && !startsQuery(cursor, 0);
  const columns = hasColumns ? cursor.parenthesized(() => columnDefinition(cursor)) : [];
  const clauses = tableClauses(cursor);
  const hasQuery = cursor.accept('AS') || startsQuery(cursor, 0);
  const query = hasQuery ? cursor.rules.query(cursor) : undefined;
  const { partitionColumns = [], partitionBy = [] } = clauses;
  if (query !== undefined && (hasColumns || partitionColumns.length > 0)) {
    const message =
      partitionColumns.length > 0
        ? 'Partition column types may not be specified in Create Table As Select (CTAS)'
        : 'Schema may not be specified in a Create Table As Select (CTAS) statement';
    const context = cursor.contextFrom(start);
    raise('_LEGACY_ERROR_TEMP_0035', { message }, { context, parse: context });
  }
  return {
    kind: 'create-table',
    name,
    ifNotExists,
    replace,
    columns: [...columns, ...partitionColumns],
    provider: clauses.provider,
    options: clauses.options ?? {},
    partitionBy,
    bucket: clauses.bucket,
    clusterBy: clauses.clusterBy ?? [],
    location: clauses.location,
    comment: clauses.comment,
    properties: clauses.properties ?? {},
    query,
  };
}

function tableLike(cursor: TokenCursor, name: readonly string[], ifNotExists: boolean): Command {
  const like = multipartName(cursor);
  const { provider, location, properties = {} } = tableClauses(cursor);
  return { kind: 'create-table-like', name, like, ifNotExists, provider, location, properties };
}
