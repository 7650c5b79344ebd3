/** INSERT: rows of a query into a table's files. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type AssignmentPolicy, assigned, readPadded } from '../../analysis/store-assignment.ts';
import { type CatalogTable, quotedTable } from '../../catalog/catalog-table.ts';
import { raise } from '../../errors/raise.ts';
import { folderPath, partitionFolders } from '../../sources/partition-folders.ts';
import type { Attribute, Expression } from '../../tree/expression.ts';
import { typeOf } from '../../tree/output.ts';
import type { PartitionSpec } from '../../tree/table-command.ts';
import { quoteIdentifier, type StructField } from '../../types/data-type.ts';
import type { Dataset } from '../dataset.ts';
import type { RunOptions } from '../run-query.ts';
import type { SparkSession } from '../spark-session.ts';
import { overwritesDynamically, writeRowsTo } from '../write.ts';
import { defaultOf } from './column-defaults.ts';
import { constantExpression } from './constant-expression.ts';
import { keepingCached } from './keeping-cached.ts';
import { type FixedPartition, fixedFolder, fixedPartition, folderTexts } from './partition-values.ts';
import { tablesIn } from './table-relation.ts';

export interface InsertRequest {
  readonly table: CatalogTable;
  readonly overwrite: boolean;
  readonly partition: PartitionSpec;
  /** Leave a partition that is there as it is. */
  readonly ifNotExists: boolean;
  /** The table's columns in the order of the query's; all of them when empty. */
  readonly columns: readonly string[];
  readonly byName: boolean;
  /** Options of this write, over those of the table. */
  readonly options: Readonly<Record<string, string>>;
}

export async function insertInto(rows: Dataset, request: InsertRequest, run: RunOptions): Promise<void> {
  const { session } = rows;
  const { table, overwrite } = request;
  if (overwrite && tablesIn(rows.plan).some((relation) => isTable(relation.tableName, table)))
    raise('UNSUPPORTED_OVERWRITE.TABLE', { table: quotedTable(table) });
  requirePartitions(session, request);
  const fixed = await fixedPartition(session, table, request.partition);
  const list = await columnValues(rows, request, fixed);
  const shaped = await rows.derive((child) => ({ kind: 'project', list, child }));
  const replaces = overwrite ? await replacedFolders(session, table, fixed, request.options) : [];
  if (request.ifNotExists && replaces.length > 0) return;
  const { provider, location, options, partitionBy, bucket } = table;
  const target = {
    source: provider as string,
    directory: location,
    options: { ...options, ...request.options },
    partitionBy,
    bucket,
    replaces,
  };
  await keepingCached(session, table, () => writeRowsTo(shaped, target, run));
  // Without rows a partition named outright is there all the same.
  if (fixed.size > 0 && fixed.size === partitionBy.length)
    await mkdir(join(location, fixedFolder(session, table, fixed)), { recursive: true });
}

/** PARTITION (…) names all of the table's partition columns or is not there. */
function requirePartitions(session: SparkSession, { table, partition }: InsertRequest): void {
  const names = partition.map(([name]) => name);
  const unknown = names.find((name) => !table.partitionBy.some((column) => session.sameName(column, name)));
  const tableName = quotedTable(table);
  if (unknown !== undefined) raise('PARTITIONS_NOT_FOUND', { partitionList: quoteIdentifier(unknown), tableName });
  if (names.length === 0 || names.length === table.partitionBy.length) return;
  raise('_LEGACY_ERROR_TEMP_1169', {
    tableName,
    normalizedPartSpec: names.join(','),
    partColNames: table.partitionBy.join(','),
  });
}

const isTable = (name: readonly string[] | undefined, { database, name: own }: CatalogTable): boolean =>
  name?.[1] === database && name[2] === own;

async function replacedFolders(
  session: SparkSession,
  table: CatalogTable,
  fixed: FixedPartition,
  options: Readonly<Record<string, string>>,
): Promise<readonly string[] | 'written partitions'> {
  if (table.partitionBy.length === 0) return [table.location];
  const isOpen = fixed.size < table.partitionBy.length;
  if (isOpen && overwritesDynamically(session, options)) return 'written partitions';
  if (fixed.size === 0) return [table.location];
  const folders = await partitionFolders(table.location, table.partitionBy, folderTexts(session, fixed));
  return folders.map((folder) => join(table.location, folderPath(folder)));
}

/** One value for each column of the table, in its order. */
async function columnValues(
  rows: Dataset,
  request: InsertRequest,
  fixed: FixedPartition,
): Promise<readonly Expression[]> {
  const { table } = request;
  const { session } = rows;
  const policy = session.conf.snapshot().getString('spark.sql.storeAssignmentPolicy').toUpperCase() as AssignmentPolicy;
  const given = givenValues(rows, request, fixed);
  const list: Expression[] = [];
  for (const column of table.schema.fields) {
    const known = given.get(column.name) ?? fixed.get(column.name);
    const value = known ?? (await constantExpression(session, defaultOf(session, column)));
    const put = assigned(value, typeOf(value), column, { policy, table: quotedTable(table) });
    const isFolder = table.partitionBy.includes(column.name);
    list.push(isFolder && put.kind === 'alias' ? { ...put, child: readPadded(put.child, column) } : put);
  }
  return list;
}

function givenValues(rows: Dataset, request: InsertRequest, fixed: FixedPartition): ReadonlyMap<string, Attribute> {
  const { table, columns, byName } = request;
  const open = table.schema.fields.filter((column) => !fixed.has(column.name));
  if (byName) return byNames(rows, table, open);
  const twice = columns.find((name, i) => columns.slice(0, i).some((other) => rows.session.sameName(name, other)));
  if (twice !== undefined) raise('COLUMN_ALREADY_EXISTS', { columnName: quoteIdentifier(twice) });
  const targets = columns.length === 0 ? open : columns.map((name) => columnNamed(rows.session, table, open, name));
  if (targets.length !== rows.output.length) raiseArity(rows, table, targets);
  return new Map(targets.map((column, i) => [column.name, rows.output[i] as Attribute]));
}

function byNames(rows: Dataset, table: CatalogTable, open: readonly StructField[]): ReadonlyMap<string, Attribute> {
  const { sameName } = rows.session;
  const extra = rows.output.filter((attribute) => !open.some((column) => sameName(column.name, attribute.name)));
  if (extra.length > 0) {
    if (rows.output.length > open.length) raiseArity(rows, table, open);
    raise('INCOMPATIBLE_DATA_FOR_TABLE.EXTRA_COLUMNS', {
      tableName: quotedTable(table),
      extraColumns: extra.map((attribute) => quoteIdentifier(attribute.name)).join(', '),
    });
  }
  return new Map(
    open.flatMap((column) => {
      const found = rows.output.find((attribute) => sameName(column.name, attribute.name));
      return found === undefined ? [] : [[column.name, found] as const];
    }),
  );
}

function columnNamed(
  session: SparkSession,
  table: CatalogTable,
  open: readonly StructField[],
  name: string,
): StructField {
  const found = open.find((column) => session.sameName(column.name, name));
  return (
    found ??
    raise('UNRESOLVED_COLUMN.WITH_SUGGESTION', {
      objectName: quoteIdentifier(name),
      proposal: table.schema.fields.map((column) => quoteIdentifier(column.name)).join(', '),
    })
  );
}

const quotedNames = (columns: readonly { readonly name: string }[]): string =>
  columns.map((column) => quoteIdentifier(column.name)).join(', ');

function raiseArity(rows: Dataset, table: CatalogTable, targets: readonly StructField[]): never {
  const tableName = quotedTable(table);
  const dataColumns = quotedNames(rows.output);
  const few = rows.output.length < targets.length;
  const tableColumns = quotedNames(targets);
  return few
    ? raise('INSERT_COLUMN_ARITY_MISMATCH.NOT_ENOUGH_DATA_COLUMNS', { tableName, tableColumns, dataColumns })
    : raise('INSERT_COLUMN_ARITY_MISMATCH.TOO_MANY_DATA_COLUMNS', { tableName, tableColumns, dataColumns });
}
