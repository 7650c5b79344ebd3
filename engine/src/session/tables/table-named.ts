/** Tables and views of the catalog by name, and the errors where a statement meets the wrong one. */
import { type CatalogTable, quotedTable, type TableName } from '../../catalog/catalog-table.ts';
import type { QueryContext } from '../../errors/query-context.ts';
import { raise } from '../../errors/raise.ts';
import { quoteIdentifier } from '../../types/data-type.ts';
import type { SparkSession } from '../spark-session.ts';

export const quotedParts = (parts: readonly string[]): string => parts.map(quoteIdentifier).join('.');

export function raiseMissing(session: SparkSession, parts: readonly string[], context?: QueryContext): never {
  const { searchPath } = session.catalog;
  return raise('TABLE_OR_VIEW_NOT_FOUND', { relationName: quotedParts(parts), searchPath }, { context });
}

/** Where a new table or view goes. */
export function newName(session: SparkSession, parts: readonly string[]): TableName {
  const name = session.catalog.tableName(parts);
  if (name !== undefined) {
    session.catalog.tables.database(name.database);
    return name;
  }
  const identifier = quotedParts(parts);
  return raise('REQUIRES_SINGLE_PART_NAMESPACE', { sessionCatalog: session.catalog.currentCatalog, identifier });
}

/** A table or a persistent view. */
export function entryNamed(session: SparkSession, parts: readonly string[], context?: QueryContext): CatalogTable {
  return session.catalog.findTable(parts) ?? raiseMissing(session, parts, context);
}

/** A table that `operation` may be done to: no view of any kind. */
export function tableNamed(
  session: SparkSession,
  parts: readonly string[],
  operation: string,
  context?: QueryContext,
): CatalogTable {
  if (session.catalog.findView(parts) !== undefined) {
    const viewName = quotedParts(parts);
    raise('EXPECT_TABLE_NOT_VIEW.NO_ALTERNATIVE', { viewName, operation }, { context });
  }
  const table = entryNamed(session, parts, context);
  if (table.type !== 'VIEW') return table;
  return raise('EXPECT_TABLE_NOT_VIEW.NO_ALTERNATIVE', { viewName: quotedTable(table), operation }, { context });
}
