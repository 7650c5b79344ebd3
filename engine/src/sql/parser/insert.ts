/** INSERT INTO and INSERT OVERWRITE. */
import { raise } from '../../errors/raise.ts';
import type { Command } from '../../tree/command.ts';
import type { Plan } from '../../tree/plan.ts';
import type { TokenCursor } from './cursor.ts';
import { multipartName, nameList } from './identifier.ts';
import { optionalPartitionSpec } from './partition-spec.ts';
import { startsQuery } from './query-start.ts';

/** `enclose` puts the query below the WITH that stands before the statement. */
export function insertCommand(cursor: TokenCursor, enclose: (query: Plan) => Plan = (query) => query): Command {
  const start = cursor.index;
  cursor.expect('INSERT');
  const overwrite = cursor.accept('OVERWRITE');
  if (!overwrite) cursor.expect('INTO');
  if (overwrite && (cursor.isAll('DIRECTORY') || cursor.isAll('LOCAL', 'DIRECTORY')))
    return unsupported(cursor, 'INSERT OVERWRITE DIRECTORY');
  if (cursor.is('TABLE') && cursor.isIdentifier(cursor.peek(1))) cursor.advance();
  const at = cursor.index;
  const table = multipartName(cursor);
  const tablePlace = cursor.contextFrom(at);
  const partition = optionalPartitionSpec(cursor) ?? [];
  const ifNotExists = cursor.acceptAll('IF', 'NOT', 'EXISTS');
  if (ifNotExists && partition.some(([, value]) => value === undefined)) {
    const [column = ''] = partition.find(([, value]) => value === undefined) ?? [];
    const context = cursor.contextFrom(start);
    raise(
      '_LEGACY_ERROR_TEMP_0035',
      { message: `IF NOT EXISTS with dynamic partitions: ${column}` },
      { context, parse: context },
    );
  }
  if (cursor.isAll('REPLACE', 'WHERE')) return unsupported(cursor, 'INSERT … REPLACE WHERE');
  const byName = cursor.acceptAll('BY', 'NAME');
  const columns = !byName && cursor.is('(') && !startsQuery(cursor, 0) ? nameList(cursor) : [];
  const query = enclose(cursor.rules.query(cursor));
  return { kind: 'insert', table, tablePlace, overwrite, partition, ifNotExists, columns, byName, query };
}

function unsupported(cursor: TokenCursor, syntax: string): never {
  const context = cursor.contextAt(cursor.index);
  return raise('UNSUPPORTED_FEATURE.SQL_SYNTAX', { syntax }, { context, parse: context });
}
