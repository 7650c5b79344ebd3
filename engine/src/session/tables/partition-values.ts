/** PARTITION (…) of a statement against a table's partition columns. */
import { join } from 'node:path';
import { declaredType } from '../../analysis/store-assignment.ts';
import { type CatalogTable, quotedTable } from '../../catalog/catalog-table.ts';
import type { QueryContext } from '../../errors/query-context.ts';
import { raise } from '../../errors/raise.ts';
import { folderPath, type PartitionFolder, partitionFolders } from '../../sources/partition-folders.ts';
import { partText } from '../../sources/write-rows.ts';
import { literal } from '../../tree/build.ts';
import type { Expression, Literal } from '../../tree/expression.ts';
import { NULL_PARTITION } from '../../tree/null-partition.ts';
import type { PartitionSpec } from '../../tree/table-command.ts';
import { quoteIdentifier, STRING, type StructField } from '../../types/data-type.ts';
import type { SparkSession } from '../spark-session.ts';
import { constantExpression } from './constant-expression.ts';

/** Constants by the table's own column names. */
export type FixedPartition = ReadonlyMap<string, Literal>;

export async function fixedPartition(
  session: SparkSession,
  table: CatalogTable,
  spec: PartitionSpec,
  context?: QueryContext,
): Promise<FixedPartition> {
  const fixed = new Map<string, Literal>();
  for (const [name, value] of spec) {
    const column = partitionColumn(session, table, name, context);
    if (value !== undefined) fixed.set(column.name, await constant(session, value, column));
  }
  return fixed;
}

function partitionColumn(
  session: SparkSession,
  table: CatalogTable,
  name: string,
  context?: QueryContext,
): StructField {
  const own = table.partitionBy.find((column) => session.sameName(column, name));
  const column = table.schema.fields.find((field) => field.name === own);
  return column ?? raise('NON_PARTITION_COLUMN', { columnName: quoteIdentifier(name) }, { context });
}

/** By way of its text, whatever type the constant was written in. */
async function constant(session: SparkSession, value: Expression, column: StructField): Promise<Literal> {
  const text: Expression = { kind: 'cast', child: value, to: STRING, mode: 'ansi', implicit: true };
  return literal(session.evaluate(await constantExpression(session, cast(text, column))), column.type);
}

function cast(text: Expression, column: StructField): Expression {
  const { type } = column;
  const declared = declaredType(column);
  if (declared.kind === 'char' || type.kind === 'string') return text;
  return { kind: 'cast', child: text, to: type, mode: 'ansi', implicit: true };
}

/** Folder texts by lower-case column name. */
export function folderTexts(session: SparkSession, fixed: FixedPartition): ReadonlyMap<string, string> {
  const zone = session.conf.snapshot().getString('spark.sql.session.timeZone');
  return new Map([...fixed].map(([name, { value, type }]) => [name.toLowerCase(), partText(value, type, zone)]));
}

/** Below the table's own folder, when every partition column is fixed. */
export function fixedFolder(session: SparkSession, table: CatalogTable, fixed: FixedPartition): string {
  const texts = folderTexts(session, fixed);
  return folderPath(table.partitionBy.map((column) => [column, texts.get(column.toLowerCase()) as string]));
}

export function partitionList(session: SparkSession, fixed: FixedPartition): string {
  const zone = session.conf.snapshot().getString('spark.sql.session.timeZone');
  const parts = [...fixed].map(([name, { value, type }]) => {
    const text = partText(value, type, zone);
    return `${quoteIdentifier(name)} = ${text === NULL_PARTITION ? 'NULL' : text}`;
  });
  return `PARTITION (${parts.join(', ')})`;
}

/** Every partition column must have its value. */
export function requireWhole(table: CatalogTable, fixed: FixedPartition): void {
  if (fixed.size === table.partitionBy.length) return;
  raise('_LEGACY_ERROR_TEMP_1232', {
    specKeys: [...fixed.keys()].join(', '),
    partitionColumnNames: table.partitionBy.join(', '),
    tableName: quotedTable(table),
  });
}

/** The folder of one whole partition, and its values as they are shown. */
export async function partitionFolder(
  session: SparkSession,
  table: CatalogTable,
  spec: PartitionSpec,
): Promise<{ readonly values: PartitionFolder; readonly folder: string }> {
  const fixed = await fixedPartition(session, table, spec);
  requireWhole(table, fixed);
  const [values] = await partitionFolders(table.location, table.partitionBy, folderTexts(session, fixed));
  if (values !== undefined) return { values, folder: join(table.location, folderPath(values)) };
  return raise('PARTITIONS_NOT_FOUND', {
    partitionList: partitionList(session, fixed),
    tableName: [table.database, table.name].map(quoteIdentifier).join('.'),
  });
}
