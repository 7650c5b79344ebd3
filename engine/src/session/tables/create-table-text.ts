/** The statement that would make a table or a view again. */
import { declaredType } from '../../analysis/store-assignment.ts';
import { CATALOG, type CatalogTable } from '../../catalog/catalog-table.ts';
import { shownPath } from '../../sources/list-files.ts';
import { quoteIfNeeded, quoteString, type StructField, simpleString } from '../../types/data-type.ts';
import { defaultText } from './column-defaults.ts';
import { redacted } from './redacted.ts';

const dotted = (parts: readonly string[]): string => parts.map(quoteIfNeeded).join('.');

export function createTableStatement(table: CatalogTable): string {
  const { view, bucket } = table;
  const parts = [table.database, table.name];
  const list = (items: readonly string[]): string => ` (\n  ${items.join(',\n  ')})\n`;
  const properties = (values: Readonly<Record<string, string>>): string =>
    list(redacted(values).map(([key, value]) => `${quoteString(key)} = ${quoteString(value)}`));
  const hasEntries = (values: Readonly<Record<string, string>>): boolean => Object.keys(values).length > 0;
  const comment = table.comment === undefined ? '' : `COMMENT ${quoteString(table.comment)}\n`;
  const plain = Object.fromEntries(
    Object.entries(table.properties).filter(([key]) => !Object.hasOwn(table.options, key)),
  );
  const own = hasEntries(plain) ? `TBLPROPERTIES${properties(plain)}` : '';
  if (view !== undefined) {
    const columns = table.schema.fields.map(({ name: column, metadata }) => {
      const words = typeof metadata.comment === 'string' ? ` COMMENT ${quoteString(metadata.comment)}` : '';
      return `${quoteIfNeeded(column)}${words}`;
    });
    const text = `CREATE VIEW ${dotted(parts)}${list(columns)}${comment}${own}WITH SCHEMA ${view.schemaMode}\nAS ${view.text}\n`;
    return text;
  }
  const names = (columns: readonly string[]): string => `(${columns.map(quoteIfNeeded).join(', ')})`;
  const clauses = [
    `CREATE TABLE ${dotted([CATALOG, ...parts])}${list(table.schema.fields.map(columnSql))}`,
    `USING ${table.provider}\n`,
    hasEntries(table.options) ? `OPTIONS${properties(table.options)}` : '',
    table.partitionBy.length > 0 ? `PARTITIONED BY ${names(table.partitionBy)}\n` : '',
    table.clusterBy.length > 0 ? `CLUSTER BY ${names(table.clusterBy)}\n` : '',
    bucket === undefined ? '' : `CLUSTERED BY ${names(bucket.columns)}\n`,
    bucket === undefined || bucket.sortColumns.length === 0 ? '' : `SORTED BY ${names(bucket.sortColumns)}\n`,
    bucket === undefined ? '' : `INTO ${bucket.buckets} BUCKETS\n`,
    comment,
    table.type === 'EXTERNAL' ? `LOCATION ${quoteString(shownPath(table.location))}\n` : '',
    own,
  ];
  return clauses.join('');
}

function columnSql(column: StructField): string {
  const type = declaredType(column);
  const isText = type.kind === 'string' || type.kind === 'char' || type.kind === 'varchar';
  const plain = isText ? { ...type, collation: 'UTF8_BINARY' } : type;
  const shown = `${simpleString(plain).toUpperCase()}${isText ? ` COLLATE ${type.collation}` : ''}`;
  const text = defaultText(column);
  const { comment } = column.metadata;
  return [
    `${quoteIfNeeded(column.name)} ${shown}`,
    ...(text === undefined ? [] : [`DEFAULT ${text}`]),
    ...(typeof comment === 'string' ? [`COMMENT ${quoteString(comment)}`] : []),
  ].join(' ');
}
