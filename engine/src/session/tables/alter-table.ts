/** ALTER TABLE, ALTER VIEW, COMMENT ON, TRUNCATE TABLE. */
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { declaredType, withoutLength } from '../../analysis/store-assignment.ts';
import { type CatalogTable, quotedTable } from '../../catalog/catalog-table.ts';
import { unreachable } from '../../errors/internal.ts';
import { raise } from '../../errors/raise.ts';
import { clearTarget } from '../../sources/commit.ts';
import { localPath } from '../../sources/list-files.ts';
import { folderPath, partitionFolders } from '../../sources/partition-folders.ts';
import type { AlterTable, PartitionSpec, TableChange } from '../../tree/table-command.ts';
import { quoteIdentifier, type StructField, sameType, sqlName, struct } from '../../types/data-type.ts';
import { checkNames } from '../read.ts';
import type { SparkSession } from '../spark-session.ts';
import { CURRENT_DEFAULT } from './column-defaults.ts';
import { definedColumns, managedLocation } from './create-table.ts';
import { fixedFolder, fixedPartition, folderTexts, partitionList, requireWhole } from './partition-values.ts';
import { viewEntry } from './persistent-view.ts';
import { entryNamed, newName, quotedParts } from './table-named.ts';

type Of<K extends TableChange['kind']> = Extract<TableChange, { kind: K }>;

export async function alterTable(session: SparkSession, { object, name, change }: AlterTable): Promise<void> {
  const operation = `ALTER ${object.toUpperCase()}`;
  if (session.catalog.findView(name) !== undefined) {
    const viewName = quotedParts(name);
    if (object === 'table') raise('EXPECT_TABLE_NOT_VIEW.USE_ALTER_VIEW', { viewName, operation });
    raise('EXPECT_PERMANENT_VIEW_NOT_TEMP', { viewName, operation });
  }
  const table = entryNamed(session, name);
  if (object === 'table' && table.type === 'VIEW')
    raise('EXPECT_TABLE_NOT_VIEW.USE_ALTER_VIEW', { viewName: quotedParts(name), operation });
  if (object === 'view' && table.type !== 'VIEW')
    raise('EXPECT_VIEW_NOT_TABLE.USE_ALTER_TABLE', { tableName: quotedParts(name), operation });
  const changed = await changedTable(session, table, change);
  if (changed !== undefined) session.catalog.tables.alter(changed);
}

/** The table as it is to be kept; undefined where only files or the name change. */
async function changedTable(
  session: SparkSession,
  table: CatalogTable,
  change: TableChange,
): Promise<CatalogTable | undefined> {
  switch (change.kind) {
    case 'rename':
      await renameTable(session, table, change.to);
      return undefined;
    case 'set-properties':
      return withProperties(table, { ...table.properties, ...change.properties });
    case 'unset-properties':
      return withoutProperties(table, change);
    case 'add-columns':
      return withColumns(session, table, change);
    case 'comment-column':
      return withColumn(session, table, change.column, (column) => ({
        ...column,
        metadata: { ...column.metadata, comment: change.comment },
      }));
    case 'retype-column':
      return withColumn(session, table, change.column, (column) => {
        if (sameType(column.type, withoutLength({ ...column, type: change.type }).type)) return column;
        const originName = quoteIdentifier(column.name);
        return raise('NOT_SUPPORTED_CHANGE_COLUMN', {
          table: quotedTable(table),
          originName,
          originType: `"${sqlName(declaredType(column))}"`,
          newName: originName,
          newType: `"${sqlName(change.type)}"`,
        });
      });
    case 'set-default':
      return withColumn(session, table, change.column, (column) => {
        const { [CURRENT_DEFAULT]: _, ...metadata } = column.metadata;
        const text = change.defaultText;
        return { ...column, metadata: text === undefined ? metadata : { ...metadata, [CURRENT_DEFAULT]: text } };
      });
    case 'set-location':
      return { ...table, location: localPath(change.location) };
    case 'add-partitions':
      await addPartitions(session, table, change);
      return undefined;
    case 'drop-partitions':
      await dropPartitions(session, table, change);
      return undefined;
    case 'recover-partitions':
      // Partitions are the folders that are there.
      return undefined;
    case 'set-query': {
      const query = await session.dataset(change.query);
      return viewEntry(session, query, {
        name: { database: table.database, name: table.name },
        columns: [],
        comment: table.comment,
        properties: table.properties,
        schemaMode: table.view?.schemaMode,
        sqlText: change.sqlText,
      });
    }
    case 'set-schema-mode':
      return { ...table, view: table.view && { ...table.view, schemaMode: change.mode } };
    default:
      return unreachable(change);
  }
}

async function renameTable(session: SparkSession, table: CatalogTable, to: readonly string[]): Promise<void> {
  const { tables } = session.catalog;
  const name = newName(session, to.length === 1 ? [table.database, ...to] : to);
  if (tables.find(name) !== undefined) raise('TABLE_OR_VIEW_ALREADY_EXISTS', { relationName: quotedTable(name) });
  const location = table.type === 'MANAGED' ? managedLocation(session, name) : table.location;
  if (table.type === 'MANAGED') {
    await mkdir(dirname(location), { recursive: true });
    await rename(table.location, location);
  }
  tables.drop(table);
  tables.create({ ...table, ...name, location });
}

/** The property `comment` is the table's comment. */
function withProperties(table: CatalogTable, properties: Readonly<Record<string, string>>): CatalogTable {
  const { comment = table.comment, ...rest } = properties;
  return { ...table, comment, properties: rest };
}

function withoutProperties(table: CatalogTable, { keys }: Of<'unset-properties'>): CatalogTable {
  const properties = Object.fromEntries(Object.entries(table.properties).filter(([key]) => !keys.includes(key)));
  return { ...table, properties, comment: keys.includes('comment') ? undefined : table.comment };
}

/** New columns come before those of the folders. */
function withColumns(session: SparkSession, table: CatalogTable, { columns }: Of<'add-columns'>): CatalogTable {
  const isPartition = ({ name }: StructField): boolean => table.partitionBy.includes(name);
  const own = table.schema.fields.filter((column) => !isPartition(column));
  const added = definedColumns(columns).fields;
  const schema = struct([...own, ...added, ...table.schema.fields.filter(isPartition)]);
  checkNames(session, schema);
  return { ...table, schema };
}

function withColumn(
  session: SparkSession,
  table: CatalogTable,
  name: string,
  change: (column: StructField) => StructField,
): CatalogTable {
  const { fields } = table.schema;
  if (!fields.some((column) => session.sameName(column.name, name))) {
    raise('UNRESOLVED_COLUMN.WITH_SUGGESTION', {
      objectName: quoteIdentifier(name),
      proposal: fields.map((column) => quoteIdentifier(column.name)).join(', '),
    });
  }
  return {
    ...table,
    schema: struct(fields.map((column) => (session.sameName(column.name, name) ? change(column) : column))),
  };
}

async function addPartitions(session: SparkSession, table: CatalogTable, change: Of<'add-partitions'>): Promise<void> {
  for (const spec of change.partitions) {
    const fixed = await fixedPartition(session, table, spec);
    requireWhole(table, fixed);
    const texts = folderTexts(session, fixed);
    const known = await partitionFolders(table.location, table.partitionBy, texts);
    if (known.length > 0) {
      if (change.ifNotExists) continue;
      raise('PARTITIONS_ALREADY_EXIST', {
        partitionList: partitionList(session, fixed),
        tableName: quotedTable(table),
      });
    }
    await mkdir(join(table.location, fixedFolder(session, table, fixed)), { recursive: true });
  }
}

async function dropPartitions(
  session: SparkSession,
  table: CatalogTable,
  change: Of<'drop-partitions'>,
): Promise<void> {
  for (const spec of change.partitions) {
    const isWhole = spec.length === table.partitionBy.length;
    const found = isWhole ? await foldersOf(session, table, spec) : [];
    if (found.length === 0 && !change.ifExists) await raiseMissing(session, table, spec);
    for (const folder of found) await rm(folder, { recursive: true, force: true });
  }
}

async function raiseMissing(session: SparkSession, table: CatalogTable, spec: PartitionSpec): Promise<never> {
  const fixed = await fixedPartition(session, table, spec);
  return raise('PARTITIONS_NOT_FOUND', {
    partitionList: partitionList(session, fixed),
    tableName: [table.database, table.name].map(quoteIdentifier).join('.'),
  });
}

async function foldersOf(session: SparkSession, table: CatalogTable, spec: PartitionSpec): Promise<readonly string[]> {
  const texts = folderTexts(session, await fixedPartition(session, table, spec));
  const folders = await partitionFolders(table.location, table.partitionBy, texts);
  return folders.map((folder) => join(table.location, folderPath(folder)));
}

/** The rows go, the partitions stay. */
export async function truncateTable(
  session: SparkSession,
  table: CatalogTable,
  partition: PartitionSpec | undefined,
): Promise<void> {
  if (table.type === 'EXTERNAL')
    raise('UNSUPPORTED_FEATURE.ALTER_TABLE', {
      tableName: quotedTable(table),
      change: 'TRUNCATE of an external table',
    });
  if (partition !== undefined && table.partitionBy.length === 0)
    raise('NOT_A_PARTITIONED_TABLE', { operation: 'TRUNCATE TABLE … PARTITION', tableIdentWithDB: quotedTable(table) });
  for (const folder of await foldersOf(session, table, partition ?? [])) await clearTarget(folder);
}
