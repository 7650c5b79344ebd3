/** DESCRIBE TABLE, SHOW CREATE TABLE, SHOW TBLPROPERTIES: what the catalog knows of one table, as rows. */
import { declaredType } from '../../analysis/store-assignment.ts';
import { CATALOG, type CatalogTable, quotedTable } from '../../catalog/catalog-table.ts';
import { shownPath } from '../../sources/list-files.ts';
import type { Plan } from '../../tree/plan.ts';
import { quoteIdentifier, STRING, type StructField, simpleString } from '../../types/data-type.ts';
import { localRows } from '../local-rows.ts';
import { SPARK_VERSION } from '../spark-context.ts';
import { defaultText } from './column-defaults.ts';
import { createTableStatement } from './create-table-text.ts';
import { javaDateText } from './java-date-text.ts';
import { redacted } from './redacted.ts';

type Row = readonly [name: string, value: string, comment: string | null];

const COLUMNS = [
  ['col_name', STRING],
  ['data_type', STRING],
  ['comment', STRING],
] as const;

const columnRow = (column: StructField): Row => [
  column.name,
  simpleString(declaredType(column)),
  typeof column.metadata.comment === 'string' ? column.metadata.comment : null,
];

const heading = (title: string): readonly Row[] => [
  ['', '', ''],
  [title, '', ''],
];

export function describeTable(table: CatalogTable, extended: boolean, details = tableDetails): Plan {
  const partition = table.schema.fields.filter((column) => table.partitionBy.includes(column.name));
  const rows: Row[] = table.schema.fields.map(columnRow);
  if (partition.length > 0)
    rows.push(['# Partition Information', '', ''], ['# col_name', 'data_type', 'comment'], ...partition.map(columnRow));
  if (table.clusterBy.length > 0) {
    const clustering = table.schema.fields.filter((column) => table.clusterBy.includes(column.name));
    rows.push(
      ['# Clustering Information', '', ''],
      ['# col_name', 'data_type', 'comment'],
      ...clustering.map(columnRow),
    );
  }
  if (extended) rows.push(...defaultRows(table), ...details(table));
  return localRows(COLUMNS, rows);
}

function defaultRows({ schema }: CatalogTable): readonly Row[] {
  const rows = schema.fields.flatMap((column): Row[] => {
    const text = defaultText(column);
    return text === undefined ? [] : [[column.name, simpleString(declaredType(column)), text]];
  });
  return rows.length === 0 ? [] : [...heading('# Column Default Values'), ...rows];
}

function tableDetails(table: CatalogTable): readonly Row[] {
  const { view } = table;
  const names = (columns: readonly string[]): string => `[${columns.map(quoteIdentifier).join(', ')}]`;
  const lines: readonly (readonly [string, string | undefined])[] = [
    ['Catalog', CATALOG],
    ['Database', table.database],
    ['Table', table.name],
    ['Created Time', javaDateText(table.created)],
    ['Last Access', 'UNKNOWN'],
    ['Created By', `Spark ${SPARK_VERSION}`],
    ['Type', table.type],
    ['Provider', table.provider],
    ...bucketLines(table),
    ['Comment', table.comment],
    ['View Text', view?.text],
    ['View Original Text', view?.text],
    ['View Schema Mode', view?.schemaMode],
    ['View Catalog and Namespace', view && `${CATALOG}.${view.database}`],
    ['View Query Output Columns', view && names(view.queryColumns)],
    ['Table Properties', propertyText(table.properties)],
    ['Location', view === undefined ? shownPath(table.location) : undefined],
    ['Storage Properties', propertyText(table.options)],
    ['Partition Provider', table.partitionBy.length > 0 ? 'Catalog' : undefined],
  ];
  return [...heading('# Detailed Table Information'), ...shownLines(lines)];
}

const shownLines = (lines: readonly (readonly [string, string | undefined])[]): readonly Row[] =>
  lines.flatMap(([name, value]): Row[] => (value === undefined ? [] : [[name, value, '']]));

function bucketLines({ bucket }: CatalogTable): readonly (readonly [string, string | undefined])[] {
  if (bucket === undefined) return [];
  const names = (columns: readonly string[]): string => `[${columns.map(quoteIdentifier).join(', ')}]`;
  return [
    ['Num Buckets', String(bucket.buckets)],
    ['Bucket Columns', names(bucket.columns)],
    ['Sort Columns', names(bucket.sortColumns)],
  ];
}

function propertyText(properties: Readonly<Record<string, string>>): string | undefined {
  const entries = redacted(properties);
  return entries.length === 0 ? undefined : `[${entries.map(([key, value]) => `${key}=${value}`).join(', ')}]`;
}

/** What DESCRIBE … PARTITION adds. */
export function partitionDetails(values: readonly (readonly [string, string])[], folder: string) {
  return (table: CatalogTable): readonly Row[] => [
    ...heading('# Detailed Partition Information'),
    ...shownLines([
      ['Database', table.database],
      ['Table', table.name],
      ['Partition Values', `[${values.map(([column, value]) => `${column}=${value}`).join(', ')}]`],
      ['Location', shownPath(folder)],
      ['Storage Properties', propertyText(table.options)],
      ['Created Time', javaDateText(table.created)],
      ['Last Access', 'UNKNOWN'],
    ]),
    ...heading('# Storage Information'),
    ...shownLines([
      ...bucketLines(table),
      ['Location', shownPath(table.location)],
      ['Storage Properties', propertyText(table.options)],
    ]),
  ];
}

/** Statistics of columns are not kept. */
const COLUMN_STATISTICS = ['min', 'max', 'num_nulls', 'distinct_count', 'avg_col_len', 'max_col_len', 'histogram'];

export function describeColumn(column: StructField, extended: boolean): Plan {
  const { comment } = column.metadata;
  return localRows(
    [
      ['info_name', STRING],
      ['info_value', STRING],
    ],
    [
      ['col_name', column.name],
      ['data_type', simpleString(declaredType(column))],
      ['comment', typeof comment === 'string' ? comment : 'NULL'],
      ...(extended ? COLUMN_STATISTICS.map((name) => [name, 'NULL']) : []),
      ...(defaultText(column) === undefined ? [] : [['default', defaultText(column) as string]]),
    ],
  );
}

export const showCreateTable = (table: CatalogTable): Plan =>
  localRows([['createtab_stmt', STRING]], [[createTableStatement(table)]]);

export function showProperties(table: CatalogTable, key: string | undefined): Plan {
  const all = redacted(table.properties);
  if (key === undefined) {
    return localRows(
      [
        ['key', STRING],
        ['value', STRING],
      ],
      all,
    );
  }
  const value = all.find(([own]) => own === key)?.[1];
  const missing = `Table ${quotedTable(table).replaceAll('`', '')} does not have property: ${key}`;
  return localRows(
    [
      ['key', STRING],
      ['value', STRING],
    ],
    [[key, value ?? missing]],
  );
}
