/** Statements about databases, tables and their rows: each gives the rows Spark shows for it. */
import { type CatalogTable, quotedTable } from '../../catalog/catalog-table.ts';
import { unreachable } from '../../errors/internal.ts';
import { raise } from '../../errors/raise.ts';
import { folderPath, partitionFolders } from '../../sources/partition-folders.ts';
import type { Plan } from '../../tree/plan.ts';
import type { Insert, TableCommand } from '../../tree/table-command.ts';
import { STRING } from '../../types/data-type.ts';
import { localRows } from '../local-rows.ts';
import { NO_OPTIONS } from '../run-query.ts';
import type { SparkSession, SqlParameters } from '../spark-session.ts';
import { alterTable, truncateTable } from './alter-table.ts';
import { withDefaults } from './column-defaults.ts';
import { createTable, createTableLike } from './create-table.ts';
import { createDatabase, databaseName, describeDatabase, dropDatabase } from './databases.ts';
import { showCreateTable, showProperties } from './describe-table.ts';
import { insertInto } from './insert.ts';
import { keepingCached } from './keeping-cached.ts';
import { fixedPartition, folderTexts } from './partition-values.ts';
import { entryNamed, tableNamed } from './table-named.ts';

const NOTHING: Plan = localRows([], []);

export async function runTableCommand(
  session: SparkSession,
  command: TableCommand,
  parameters: SqlParameters,
): Promise<Plan> {
  switch (command.kind) {
    case 'create-table': {
      const { query } = command;
      await createTable(session, command, query && (await session.dataset(query, parameters)));
      return NOTHING;
    }
    case 'create-table-like':
      await createTableLike(session, command);
      return NOTHING;
    case 'insert':
      await insert(session, command, parameters);
      return NOTHING;
    case 'truncate-table': {
      const table = tableNamed(session, command.name, 'TRUNCATE TABLE');
      await keepingCached(session, table, () => truncateTable(session, table, command.partition));
      return NOTHING;
    }
    case 'alter-table':
      await alterTable(session, command);
      return NOTHING;
    case 'show-create-table':
      return showCreateTable(shownEntry(session, command));
    case 'show-table-properties':
      return session.catalog.findView(command.name) === undefined
        ? showProperties(entryNamed(session, command.name), command.key)
        : NOTHING;
    case 'show-partitions':
      return showPartitions(session, command);
    case 'create-database':
      await createDatabase(session, command);
      return NOTHING;
    case 'drop-database':
      await dropDatabase(session, command);
      return NOTHING;
    case 'describe-database':
      return describeDatabase(session, command);
    case 'comment-on':
      comment(session, command);
      return NOTHING;
    default:
      return unreachable(command);
  }
}

/** Views look the same either way; tables of Hive there are none. */
function shownEntry(session: SparkSession, { name, asSerde }: Of<'show-create-table'>): CatalogTable {
  const entry = entryNamed(session, name);
  if (asSerde && entry.type !== 'VIEW')
    raise('NOT_SUPPORTED_COMMAND_WITHOUT_HIVE_SUPPORT', { cmd: 'SHOW CREATE TABLE AS SERDE' });
  return entry;
}

type Of<K extends TableCommand['kind']> = Extract<TableCommand, { kind: K }>;

async function insert(session: SparkSession, command: Insert, parameters: SqlParameters): Promise<void> {
  const table = tableNamed(session, command.table, 'INSERT', command.tablePlace);
  const query = withDefaults(session, table, command.columns, command.query);
  await insertInto(await session.dataset(query, parameters), { ...command, table, options: {} }, NO_OPTIONS);
}

async function showPartitions(
  session: SparkSession,
  { name, partition }: Extract<TableCommand, { kind: 'show-partitions' }>,
): Promise<Plan> {
  const table = tableNamed(session, name, 'SHOW PARTITIONS');
  if (table.partitionBy.length === 0)
    raise('INVALID_PARTITION_OPERATION.PARTITION_SCHEMA_IS_EMPTY', { name: quotedTable(table) });
  const texts = folderTexts(session, await fixedPartition(session, table, partition ?? []));
  const folders = await partitionFolders(table.location, table.partitionBy, texts);
  return localRows(
    [['partition', STRING]],
    folders.map((folder) => [folderPath(folder)]),
  );
}

function comment(
  session: SparkSession,
  { object, name, comment }: Extract<TableCommand, { kind: 'comment-on' }>,
): void {
  const { tables } = session.catalog;
  if (object === 'table') tables.alter({ ...entryNamed(session, name), comment });
  else tables.alterDatabase({ ...tables.database(databaseName(session, name)), comment });
}
