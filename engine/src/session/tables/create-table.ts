/** CREATE TABLE in its forms, and `saveAsTable`. */
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { withoutLength } from '../../analysis/store-assignment.ts';
import { type BucketSpec, type CatalogTable, quotedTable, type TableName } from '../../catalog/catalog-table.ts';
import { raise } from '../../errors/raise.ts';
import { localPath, shownPath } from '../../sources/list-files.ts';
import { sourceNamed } from '../../sources/registry.ts';
import type { ColumnDefinition, CreateTable, TableCommand } from '../../tree/table-command.ts';
import { field, type Metadata, type StructType, struct } from '../../types/data-type.ts';
import type { Dataset } from '../dataset.ts';
import { checkNames, fileRelation } from '../read.ts';
import { NO_OPTIONS, type RunOptions } from '../run-query.ts';
import type { SparkSession } from '../spark-session.ts';
import { writeRowsTo } from '../write.ts';
import { CURRENT_DEFAULT, EXISTS_DEFAULT } from './column-defaults.ts';
import { uncached } from './keeping-cached.ts';
import { entryNamed, newName } from './table-named.ts';
import { raiseUndefinedColumn } from './undefined-column.ts';

export interface NewTable {
  readonly name: TableName;
  readonly provider: string | undefined;
  readonly options: Readonly<Record<string, string>>;
  readonly partitionBy: readonly string[];
  readonly bucket: BucketSpec | undefined;
  readonly clusterBy: readonly string[];
  readonly location: string | undefined;
  readonly comment: string | undefined;
  readonly properties: Readonly<Record<string, string>>;
}

export async function createTable(session: SparkSession, command: CreateTable, query?: Dataset): Promise<void> {
  const name = newName(session, command.name);
  if (command.replace) {
    const operation = query === undefined ? 'REPLACE TABLE' : 'REPLACE TABLE AS SELECT';
    raise('UNSUPPORTED_FEATURE.TABLE_OPERATION', { tableName: quotedTable(name), operation });
  }
  if (session.catalog.tables.find(name) !== undefined) {
    if (command.ifNotExists) return;
    raise('TABLE_OR_VIEW_ALREADY_EXISTS', { relationName: quotedTable(name) });
  }
  const wanted: NewTable = { ...command, name };
  if (query !== undefined) {
    await createFilled(query, wanted, NO_OPTIONS);
    return;
  }
  const columns = command.columns.length > 0 ? definedColumns(command.columns) : await foundColumns(session, wanted);
  await createEmpty(session, wanted, columns);
}

/** `spark.catalog.createTable`. */
export async function createNamedTable(
  session: SparkSession,
  parts: readonly string[],
  given: {
    readonly provider: string;
    readonly schema: StructType | undefined;
    readonly comment: string;
    readonly options: Readonly<Record<string, string>>;
  },
): Promise<void> {
  const { provider, options } = given;
  const wanted: NewTable = {
    name: newName(session, parts),
    provider,
    options,
    partitionBy: [],
    bucket: undefined,
    clusterBy: [],
    location: undefined,
    comment: given.comment === '' ? undefined : given.comment,
    properties: {},
  };
  await createEmpty(session, wanted, given.schema ?? (await foundColumns(session, wanted)));
}

async function createEmpty(session: SparkSession, wanted: NewTable, columns: StructType): Promise<void> {
  const table = catalogTable(session, wanted, columns);
  sourceNamed(table.provider as string).checkWritable(table.schema);
  await requireFree(table);
  session.catalog.tables.create(table);
  if (table.type === 'MANAGED') await mkdir(table.location, { recursive: true });
}

/** A table with the rows of a Dataset. */
export async function createFilled(rows: Dataset, wanted: NewTable, run: RunOptions): Promise<void> {
  const { session } = rows;
  const columns = rows.schema.fields.map((column) => withoutLength({ ...column, nullable: true }));
  const table = catalogTable(session, wanted, struct(columns));
  await requireFree(table);
  const { provider, location: directory, options, partitionBy, bucket } = table;
  const replaces = table.type === 'EXTERNAL' ? [directory] : [];
  await writeRowsTo(rows, { source: provider as string, directory, options, partitionBy, bucket, replaces }, run);
  session.catalog.tables.create(table);
}

export async function createTableLike(
  session: SparkSession,
  command: Extract<TableCommand, { kind: 'create-table-like' }>,
): Promise<void> {
  const name = newName(session, command.name);
  if (session.catalog.tables.find(name) !== undefined && command.ifNotExists) return;
  const { schema, partitionBy, bucket, comment, provider, options } = entryNamed(session, command.like);
  const table = catalogTable(
    session,
    {
      name,
      provider: command.provider ?? provider,
      options,
      partitionBy,
      bucket,
      clusterBy: [],
      location: command.location,
      comment,
      properties: command.properties,
    },
    schema,
  );
  session.catalog.tables.create(table);
  if (table.type === 'MANAGED') await mkdir(table.location, { recursive: true });
}

/** Columns as written; files may lack any value, so none is NOT NULL. */
export function definedColumns(columns: readonly ColumnDefinition[]): StructType {
  return struct(
    columns.map(({ name, type, comment, defaultText }) => {
      const metadata: Metadata = {
        ...(comment === undefined ? {} : { comment }),
        ...(defaultText === undefined ? {} : { [CURRENT_DEFAULT]: defaultText, [EXISTS_DEFAULT]: defaultText }),
      };
      return withoutLength(field(name, type, true, metadata));
    }),
  );
}

/** Columns that files have which are there already. */
async function foundColumns(session: SparkSession, wanted: NewTable): Promise<StructType> {
  const source = sourceNamed(providerOf(session, wanted));
  const path = wanted.location ?? wanted.options.path;
  if (path === undefined) raise('UNABLE_TO_INFER_SCHEMA', { format: source.title ?? source.name.toUpperCase() });
  const relation = await fileRelation(session, {
    source,
    options: lowerCased(wanted.options),
    declared: undefined,
    paths: [path],
  });
  if (relation.kind !== 'source-relation') return struct([]);
  return struct([...relation.dataSchema.fields, ...relation.partitionSchema.fields]);
}

const lowerCased = (options: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(options).map(([key, value]) => [key.toLowerCase(), value]));

function providerOf(session: SparkSession, { provider }: NewTable): string {
  const name = provider ?? session.conf.snapshot().getString('spark.sql.sources.default');
  if (name.toLowerCase() === 'hive')
    raise('NOT_SUPPORTED_COMMAND_WITHOUT_HIVE_SUPPORT', { cmd: 'CREATE Hive TABLE (AS SELECT)' });
  sourceNamed(name);
  return name;
}

function catalogTable(session: SparkSession, wanted: NewTable, columns: StructType): CatalogTable {
  checkNames(session, columns);
  if (wanted.clusterBy.length > 0 && wanted.partitionBy.length > 0)
    raise('SPECIFY_CLUSTER_BY_WITH_PARTITIONED_BY_IS_NOT_ALLOWED', {});
  if (wanted.clusterBy.length > 0 && wanted.bucket !== undefined)
    raise('SPECIFY_CLUSTER_BY_WITH_BUCKETING_IS_NOT_ALLOWED', {});
  const path = Object.entries(wanted.options).find(([key]) => key.toLowerCase() === 'path')?.[1];
  const given = wanted.location ?? path;
  const inTable = (names: readonly string[], colType: string): readonly string[] =>
    names.map((name) => {
      const found = columns.fields.find((column) => session.sameName(column.name, name));
      return found?.name ?? raiseUndefinedColumn(name, colType, quotedTable(wanted.name), columns);
    });
  const partitionBy = inTable(wanted.partitionBy, 'partition');
  if (partitionBy.length > 0 && partitionBy.length === columns.fields.length)
    raise('ALL_PARTITION_COLUMNS_NOT_ALLOWED', {});
  const isPartition = (name: string): boolean => partitionBy.includes(name);
  const ofPartition = partitionBy.flatMap((name) => columns.fields.filter((column) => column.name === name));
  return {
    ...wanted.name,
    type: given === undefined ? 'MANAGED' : 'EXTERNAL',
    provider: providerOf(session, wanted),
    schema: struct([...columns.fields.filter(({ name }) => !isPartition(name)), ...ofPartition]),
    partitionBy,
    bucket: wanted.bucket && {
      ...wanted.bucket,
      columns: inTable(wanted.bucket.columns, 'bucket'),
      sortColumns: inTable(wanted.bucket.sortColumns, 'sort'),
    },
    clusterBy: inTable(wanted.clusterBy, 'clustering'),
    location: given === undefined ? managedLocation(session, wanted.name) : localPath(given),
    options: Object.fromEntries(Object.entries(wanted.options).filter(([key]) => key.toLowerCase() !== 'path')),
    properties: wanted.properties,
    comment: wanted.comment,
    owner: session.context.user,
    created: Date.now(),
    view: undefined,
  };
}

export const managedLocation = (session: SparkSession, { database, name }: TableName): string =>
  join(session.catalog.tables.database(database).location, name);

/** A managed table does not take over files that lie where its own would be. */
async function requireFree(table: CatalogTable): Promise<void> {
  if (table.type !== 'MANAGED') return;
  const names = await readdir(table.location).catch(() => []);
  if (names.length === 0) return;
  const identifier = quotedTable(table);
  raise('LOCATION_ALREADY_EXISTS', { identifier, location: `'${shownPath(table.location)}'` });
}

/** The table and, where they are its own, its files. */
export async function dropTable(session: SparkSession, table: CatalogTable): Promise<void> {
  if (table.type !== 'VIEW') await uncached(session, table);
  session.catalog.tables.drop(table);
  if (table.type === 'MANAGED') await rm(table.location, { recursive: true, force: true });
}
