/** What `spark.catalog` tells: catalogs, databases, views, functions, columns. */
import { searchPath } from '../analysis/find-function.ts';
import { declaredType } from '../analysis/store-assignment.ts';
import { CATALOG, type CatalogTable } from '../catalog/catalog-table.ts';
import { namePattern } from '../catalog/name-pattern.ts';
import { GLOBAL_TEMP, type ViewScope } from '../catalog/session-catalog.ts';
import type { View } from '../catalog/views.ts';
import { raise } from '../errors/raise.ts';
import { findFunction, functionNames } from '../functions/registry.ts';
import { shownPath } from '../sources/list-files.ts';
import { folderPath, partitionFolders } from '../sources/partition-folders.ts';
import { quoteIdentifier, simpleString } from '../types/data-type.ts';
import type { SparkSession } from './spark-session.ts';
import { createTableStatement } from './tables/create-table-text.ts';
import { entryNamed, tableNamed } from './tables/table-named.ts';

export interface DatabaseEntry {
  readonly name: string;
  readonly catalog: string;
  readonly description: string;
  readonly locationUri: string;
}

export interface TableEntry {
  readonly name: string;
  /** Undefined for the session's own views. */
  readonly catalog: string | undefined;
  readonly namespace: readonly string[];
  readonly description: string | undefined;
  readonly tableType: string;
  readonly isTemporary: boolean;
}

export interface FunctionEntry {
  readonly name: string;
  readonly description: string;
}

export interface ColumnEntry {
  readonly name: string;
  readonly description: string | undefined;
  readonly dataType: string;
  readonly nullable: boolean;
  readonly isPartition: boolean;
  readonly isBucket: boolean;
  readonly isCluster: boolean;
}

export function listCatalogs(session: SparkSession, pattern?: string): readonly string[] {
  return [session.catalog.currentCatalog].filter(namePattern(pattern));
}

export function getDatabase(session: SparkSession, name: string): DatabaseEntry {
  const { comment, location, name: own } = session.catalog.tables.database(name);
  const catalog = session.catalog.currentCatalog;
  return { name: own, catalog, description: comment, locationUri: shownPath(location) };
}

export function listDatabases(session: SparkSession, pattern?: string): readonly DatabaseEntry[] {
  const names = session.catalog.tables.databases.map(({ name }) => name).sort();
  return names.filter(namePattern(pattern)).map((name) => getDatabase(session, name));
}

const viewEntry =
  (scope: ViewScope) =>
  ({ name }: View): TableEntry => ({
    name,
    catalog: undefined,
    namespace: scope === 'temporary' ? [] : [GLOBAL_TEMP],
    description: undefined,
    tableType: 'TEMPORARY',
    isTemporary: true,
  });

const tableEntry = ({ name, database, comment, type }: CatalogTable): TableEntry => ({
  name,
  catalog: CATALOG,
  namespace: [database],
  description: comment,
  tableType: type,
  isTemporary: false,
});

/** A database's own tables and views, and the session's views. */
export function listTables(session: SparkSession, database: string, pattern?: string): readonly TableEntry[] {
  const { catalog } = session;
  const isGlobal = database.toLowerCase() === GLOBAL_TEMP;
  const kept = isGlobal ? [] : catalog.tables.tables(database).map(tableEntry);
  const global = isGlobal ? catalog.views('global-temporary').map(viewEntry('global-temporary')) : [];
  const all = [...kept, ...global, ...catalog.views('temporary').map(viewEntry('temporary'))];
  return all.filter((entry) => namePattern(pattern)(entry.name)).sort((a, b) => (a.name < b.name ? -1 : 1));
}

export const listViews = (session: SparkSession, database: string, pattern?: string): readonly TableEntry[] =>
  listTables(session, database, pattern).filter((entry) => entry.isTemporary || entry.tableType === 'VIEW');

export function getTable(session: SparkSession, parts: readonly string[]): TableEntry {
  const view = session.catalog.findView(parts);
  if (view !== undefined) return viewEntry(parts.length === 1 ? 'temporary' : 'global-temporary')(view);
  return tableEntry(session.catalog.findTable(parts) ?? raiseMissing(session, parts));
}

export async function listColumns(session: SparkSession, parts: readonly string[]): Promise<readonly ColumnEntry[]> {
  const table = session.catalog.findView(parts) === undefined ? session.catalog.findTable(parts) : undefined;
  if (table === undefined && session.catalog.findView(parts) === undefined) raiseMissing(session, parts);
  const columns = table?.schema.fields ?? (await session.table(parts)).output;
  return columns.map(({ name, type, nullable, metadata }) => ({
    name,
    description: typeof metadata.comment === 'string' ? metadata.comment : undefined,
    dataType: simpleString(declaredType({ type, metadata })),
    nullable,
    isPartition: table?.partitionBy.includes(name) === true,
    isBucket: table?.bucket?.columns.includes(name) === true,
    isCluster: table?.clusterBy.includes(name) === true,
  }));
}

export async function listPartitions(session: SparkSession, parts: readonly string[]): Promise<readonly string[]> {
  const table = tableNamed(session, parts, 'SHOW PARTITIONS');
  return (await partitionFolders(table.location, table.partitionBy)).map(folderPath);
}

export const tableProperties = (
  session: SparkSession,
  parts: readonly string[],
): readonly (readonly [string, string])[] => Object.entries(entryNamed(session, parts).properties);

export const createTableText = (session: SparkSession, parts: readonly string[]): string =>
  createTableStatement(entryNamed(session, parts));

export function listFunctions(session: SparkSession, database: string, pattern?: string): readonly FunctionEntry[] {
  session.catalog.tables.database(database);
  const names = [...new Set([...functionNames(), ...session.catalog.functionNames()])];
  return names
    .filter(namePattern(pattern))
    .sort()
    .map((name) => getFunction(session, name));
}

export function getFunction(session: SparkSession, name: string): FunctionEntry {
  const builtin = findFunction(name);
  if (builtin !== undefined) return { name: name.toLowerCase(), description: builtin.usage };
  if (session.catalog.functionExists(name)) return { name, description: 'N/A.' };
  return raise('UNRESOLVED_ROUTINE', {
    routineName: quoteIdentifier(name),
    searchPath: searchPath(session.analysisContext()),
  });
}

function raiseMissing(session: SparkSession, parts: readonly string[]): never {
  const { currentCatalog, currentDatabase } = session.catalog;
  return raise('TABLE_OR_VIEW_NOT_FOUND', {
    relationName: parts.map(quoteIdentifier).join('.'),
    searchPath: `[\`system\`.\`session\`, ${quoteIdentifier(currentCatalog)}.${quoteIdentifier(currentDatabase)}]`,
  });
}
