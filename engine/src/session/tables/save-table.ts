/** `saveAsTable`, `insertInto` and `writeTo`: a Dataset's rows as a table of the catalog. */
import { type BucketSpec, CATALOG, type CatalogTable, quotedTable } from '../../catalog/catalog-table.ts';
import { raise } from '../../errors/raise.ts';
import { sourceNamed } from '../../sources/registry.ts';
import type { SourceDeclaration } from '../../sources/source.ts';
import { simpleString } from '../../types/data-type.ts';
import type { Dataset } from '../dataset.ts';
import type { RunOptions } from '../run-query.ts';
import type { SaveMode } from '../write.ts';
import { createFilled, dropTable, type NewTable } from './create-table.ts';
import { type InsertRequest, insertInto } from './insert.ts';
import { newName, tableNamed } from './table-named.ts';
import { tablesIn } from './table-relation.ts';

export type TableDefinition = Omit<NewTable, 'name'>;

export async function saveAsTable(
  rows: Dataset,
  parts: readonly string[],
  definition: TableDefinition,
  mode: SaveMode,
  run: RunOptions,
): Promise<void> {
  const { session } = rows;
  const name = newName(session, parts);
  const known = session.catalog.tables.find(name);
  const wanted: NewTable = { ...definition, name };
  if (known === undefined) return createFilled(rows, wanted, run);
  if (known.type === 'VIEW')
    raise('EXPECT_TABLE_NOT_VIEW.NO_ALTERNATIVE', { viewName: quotedTable(known), operation: 'saveAsTable' });
  switch (mode) {
    case 'ignore':
      return;
    case 'errorifexists':
      return raise('TABLE_OR_VIEW_ALREADY_EXISTS', { relationName: quotedTable(known) });
    case 'overwrite':
      if (tablesIn(rows.plan).some(({ tableName }) => tableName?.[1] === name.database && tableName[2] === name.name))
        raise('UNSUPPORTED_OVERWRITE.TABLE', { table: quotedTable(known) });
      await dropTable(session, known);
      return createFilled(rows, wanted, run);
    case 'append':
      requireSameShape(rows, known, wanted);
      return insertInto(rows, { ...plainInsert(definition), table: known, overwrite: false, byName: true }, run);
  }
}

/** What an append says of the table must be what the table is. */
function requireSameShape(rows: Dataset, known: CatalogTable, wanted: NewTable): void {
  const tableName = [CATALOG, known.database, known.name].join('.');
  const existing = sourceNamed(known.provider as string);
  const specified = sourceNamed(wanted.provider ?? existing.name);
  if (specified !== existing) {
    raise('_LEGACY_ERROR_TEMP_1159', {
      tableName,
      existingProvider: className(existing),
      specifiedProvider: className(specified),
    });
  }
  if (rows.output.length !== known.schema.fields.length) {
    raise('_LEGACY_ERROR_TEMP_1161', {
      tableName,
      existingTableSchema: simpleString(known.schema),
      querySchema: simpleString(rows.schema),
    });
  }
  const [existingPartCols, specifiedPartCols] = [known.partitionBy.join(', '), wanted.partitionBy.join(', ')];
  if (!rows.session.sameName(existingPartCols, specifiedPartCols))
    raise('_LEGACY_ERROR_TEMP_1163', { tableName, specifiedPartCols, existingPartCols });
  const [existingBucketString, specifiedBucketString] = [bucketText(known.bucket), bucketText(wanted.bucket)];
  if (existingBucketString !== specifiedBucketString)
    raise('_LEGACY_ERROR_TEMP_1164', { tableName, specifiedBucketString, existingBucketString });
}

const className = ({ name, title }: SourceDeclaration): string => `${title ?? name.toUpperCase()}DataSourceV2`;

function bucketText(bucket: BucketSpec | undefined): string {
  if (bucket === undefined) return 'not bucketed';
  const sorted = bucket.sortColumns.length === 0 ? '' : `, sort columns: [${bucket.sortColumns.join(', ')}]`;
  return `${bucket.buckets} buckets, bucket columns: [${bucket.columns.join(', ')}]${sorted}`;
}

/** By position; `saveAsTable` goes by name. */
export async function insertIntoTable(
  rows: Dataset,
  parts: readonly string[],
  overwrite: boolean,
  options: Readonly<Record<string, string>>,
  run: RunOptions,
): Promise<void> {
  const table = tableNamed(rows.session, parts, 'INSERT');
  await insertInto(rows, { ...plainInsert({ options }), table, overwrite, byName: false }, run);
}

const plainInsert = ({
  options,
}: Pick<TableDefinition, 'options'>): Pick<InsertRequest, 'partition' | 'ifNotExists' | 'columns' | 'options'> => ({
  partition: [],
  ifNotExists: false,
  columns: [],
  options,
});

export type TableWrite = 'create' | 'replace' | 'createOrReplace' | 'append' | 'overwrite' | 'overwritePartitions';

/** `writeTo(…)`: tables of this catalog can be created, all else needs a catalog that replaces and overwrites. */
export async function writeToTable(
  rows: Dataset,
  parts: readonly string[],
  definition: TableDefinition,
  write: TableWrite,
  run: RunOptions,
): Promise<void> {
  const { session } = rows;
  const name = newName(session, parts);
  switch (write) {
    case 'create':
      return saveAsTable(rows, parts, definition, 'errorifexists', run);
    case 'replace':
    case 'createOrReplace':
      return raise('UNSUPPORTED_FEATURE.TABLE_OPERATION', {
        tableName: quotedTable(name),
        operation: 'REPLACE TABLE AS SELECT',
      });
    default: {
      const table = tableNamed(session, parts, 'INSERT');
      return raise('_LEGACY_ERROR_TEMP_1322', { tableName: quotedTable(table) });
    }
  }
}
