/** ALTER TABLE and ALTER VIEW. */
import type { Command } from '../../tree/command.ts';
import type { TableChange } from '../../tree/table-command.ts';
import { columnDefinition, defaultOf } from './column-definition.ts';
import type { TokenCursor } from './cursor.ts';
import { multipartName, strictName } from './identifier.ts';
import { partitionSpec } from './partition-spec.ts';
import { propertyKey, propertyList } from './property-list.ts';
import { startsQuery } from './query-start.ts';
import { stringLiteral } from './string-literal.ts';
import { dataType } from './type.ts';
import { viewSchemaMode } from './view-commands.ts';

/** Undefined for changes that are not supported. */
export function alterCommand(cursor: TokenCursor): Command | undefined {
  cursor.expect('ALTER');
  const object = cursor.is('TABLE') ? 'table' : cursor.is('VIEW') ? 'view' : undefined;
  if (object === undefined) return undefined;
  cursor.advance();
  const name = multipartName(cursor);
  const change = tableChange(cursor);
  return change && { kind: 'alter-table', object, name, change };
}

function tableChange(cursor: TokenCursor): TableChange | undefined {
  const { key } = cursor.advance();
  switch (key) {
    case 'RENAME':
      return cursor.accept('TO') ? { kind: 'rename', to: multipartName(cursor) } : undefined;
    case 'SET':
      return setChange(cursor);
    case 'UNSET':
      return unsetProperties(cursor);
    case 'ADD':
      return addition(cursor);
    case 'DROP':
      return dropPartitions(cursor);
    case 'RECOVER':
      cursor.expect('PARTITIONS');
      return { kind: 'recover-partitions' };
    case 'ALTER':
    case 'CHANGE':
      return columnChange(cursor);
    case 'WITH':
      if (!cursor.is('SCHEMA')) return undefined;
      cursor.moveTo(cursor.index - 1);
      return { kind: 'set-schema-mode', mode: viewSchemaMode(cursor) };
    case 'AS':
      return viewQuery(cursor);
    default:
      cursor.moveTo(cursor.index - 1);
      return startsQuery(cursor, 0) ? viewQuery(cursor) : undefined;
  }
}

function viewQuery(cursor: TokenCursor): TableChange {
  const from = cursor.index;
  const query = cursor.rules.query(cursor);
  return { kind: 'set-query', query, sqlText: cursor.textFrom(from) };
}

function setChange(cursor: TokenCursor): TableChange | undefined {
  if (cursor.accept('TBLPROPERTIES')) return { kind: 'set-properties', properties: propertyList(cursor) };
  return cursor.accept('LOCATION') ? { kind: 'set-location', location: stringLiteral(cursor) } : undefined;
}

function unsetProperties(cursor: TokenCursor): TableChange | undefined {
  if (!cursor.accept('TBLPROPERTIES')) return undefined;
  // Properties that are not there are no error in Spark either way.
  cursor.acceptAll('IF', 'EXISTS');
  return { kind: 'unset-properties', keys: cursor.parenthesized(() => propertyKey(cursor)) };
}

function addition(cursor: TokenCursor): TableChange | undefined {
  if (cursor.accept('COLUMN') || cursor.accept('COLUMNS')) {
    const columns = cursor.is('(')
      ? cursor.parenthesized(() => columnDefinition(cursor))
      : cursor.list(() => columnDefinition(cursor));
    return { kind: 'add-columns', columns };
  }
  const ifNotExists = cursor.acceptAll('IF', 'NOT', 'EXISTS');
  if (!cursor.is('PARTITION')) return undefined;
  const partitions = [partitionSpec(cursor)];
  while (cursor.is('PARTITION')) partitions.push(partitionSpec(cursor));
  return cursor.is('LOCATION') ? undefined : { kind: 'add-partitions', partitions, ifNotExists };
}

function dropPartitions(cursor: TokenCursor): TableChange | undefined {
  const ifExists = cursor.acceptAll('IF', 'EXISTS');
  if (!cursor.is('PARTITION')) return undefined;
  const partitions = cursor.list(() => partitionSpec(cursor));
  cursor.accept('PURGE');
  return { kind: 'drop-partitions', partitions, ifExists };
}

/** `[COLUMN] name (COMMENT '…' | TYPE t | SET DEFAULT x | DROP DEFAULT)`, or Hive's `CHANGE name name type`. */
function columnChange(cursor: TokenCursor): TableChange | undefined {
  cursor.accept('COLUMN');
  const column = strictName(cursor);
  if (cursor.accept('COMMENT')) return { kind: 'comment-column', column, comment: stringLiteral(cursor) };
  if (cursor.accept('TYPE')) return { kind: 'retype-column', column, type: dataType(cursor) };
  if (cursor.acceptAll('SET', 'DEFAULT')) return { kind: 'set-default', column, defaultText: defaultOf(cursor) };
  if (cursor.acceptAll('DROP', 'DEFAULT')) return { kind: 'set-default', column, defaultText: undefined };
  if (!cursor.isIdentifier() || cursor.is('SET') || cursor.is('DROP')) return undefined;
  const { name, type, comment } = columnDefinition(cursor);
  if (name.toLowerCase() !== column.toLowerCase()) return undefined;
  return comment === undefined ? { kind: 'retype-column', column, type } : { kind: 'comment-column', column, comment };
}
