/** What `spark.catalog` tells: catalogs, databases, views, functions, columns. */
import { resolve } from 'node:path';
import { searchPath } from '../analysis/find-function.ts';
import { namePattern } from '../catalog/name-pattern.ts';
import { GLOBAL_TEMP, type ViewScope } from '../catalog/session-catalog.ts';
import type { View } from '../catalog/views.ts';
import { raise } from '../errors/raise.ts';
import { findFunction, functionNames } from '../functions/registry.ts';
import { quoteIdentifier, simpleString } from '../types/data-type.ts';
import type { SparkSession } from './spark-session.ts';

export interface DatabaseEntry {
  readonly name: string;
  readonly catalog: string;
  readonly description: string;
  readonly locationUri: string;
}

export interface TableEntry {
  readonly name: string;
  readonly namespace: readonly string[];
}

export interface FunctionEntry {
  readonly name: string;
  readonly description: string;
}

export interface ColumnEntry {
  readonly name: string;
  readonly dataType: string;
  readonly nullable: boolean;
}

const DEFAULT = 'default';

export function listCatalogs(session: SparkSession, pattern?: string): readonly string[] {
  return [session.catalog.currentCatalog].filter(namePattern(pattern));
}

export function getDatabase(session: SparkSession, name: string): DatabaseEntry {
  requireDatabase(session, name);
  const warehouse = session.conf.get('spark.sql.warehouse.dir') ?? '';
  return {
    name: name.toLowerCase(),
    catalog: session.catalog.currentCatalog,
    description: `${DEFAULT} database`,
    locationUri: warehouse.includes(':') ? warehouse : `file:${resolve(warehouse)}`,
  };
}

export function listDatabases(session: SparkSession, pattern?: string): readonly DatabaseEntry[] {
  return [DEFAULT].filter(namePattern(pattern)).map((name) => getDatabase(session, name));
}

const entryOf =
  (scope: ViewScope) =>
  (view: View): TableEntry => ({ name: view.name, namespace: scope === 'temporary' ? [] : [GLOBAL_TEMP] });

/** A database's own tables, none here yet, and the session's views. */
export function listTables(session: SparkSession, database: string, pattern?: string): readonly TableEntry[] {
  const isGlobal = database.toLowerCase() === GLOBAL_TEMP;
  if (!isGlobal) requireDatabase(session, database);
  const global = isGlobal ? session.catalog.views('global-temporary').map(entryOf('global-temporary')) : [];
  const all = [...global, ...session.catalog.views('temporary').map(entryOf('temporary'))];
  return all.filter((entry) => namePattern(pattern)(entry.name)).sort((a, b) => (a.name < b.name ? -1 : 1));
}

export function getTable(session: SparkSession, parts: readonly string[]): TableEntry {
  const view = session.catalog.findView(parts) ?? raiseMissing(session, parts);
  return entryOf(parts.length === 1 ? 'temporary' : 'global-temporary')(view);
}

export async function listColumns(session: SparkSession, parts: readonly string[]): Promise<readonly ColumnEntry[]> {
  if (!session.catalog.relationExists(parts)) raiseMissing(session, parts);
  const table = await session.table(parts);
  return table.output.map(({ name, type, nullable }) => ({ name, dataType: simpleString(type), nullable }));
}

export function listFunctions(session: SparkSession, database: string, pattern?: string): readonly FunctionEntry[] {
  requireDatabase(session, database);
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

function requireDatabase(session: SparkSession, name: string): void {
  if (session.catalog.databaseExists(name)) return;
  const schemaName = `${quoteIdentifier(session.catalog.currentCatalog)}.${quoteIdentifier(name)}`;
  raise('SCHEMA_NOT_FOUND', { schemaName });
}

function raiseMissing(session: SparkSession, parts: readonly string[]): never {
  const { currentCatalog, currentDatabase } = session.catalog;
  return raise('TABLE_OR_VIEW_NOT_FOUND', {
    relationName: parts.map(quoteIdentifier).join('.'),
    searchPath: `[\`system\`.\`session\`, ${quoteIdentifier(currentCatalog)}.${quoteIdentifier(currentDatabase)}]`,
  });
}
