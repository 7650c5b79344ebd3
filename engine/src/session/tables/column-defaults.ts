/** DEFAULT of a table's columns: what a column left out gets, and the word DEFAULT among a statement's values. */
import type { CatalogTable } from '../../catalog/catalog-table.ts';
import { parseExpression } from '../../sql/parse.ts';
import { literal } from '../../tree/build.ts';
import type { Expression } from '../../tree/expression.ts';
import type { Plan } from '../../tree/plan.ts';
import type { StructField } from '../../types/data-type.ts';
import type { SparkSession } from '../spark-session.ts';

/** In a column's metadata: the text to use for new rows, and for rows of files without the column. */
export const CURRENT_DEFAULT = 'CURRENT_DEFAULT';
export const EXISTS_DEFAULT = 'EXISTS_DEFAULT';

export function defaultText({ metadata }: StructField): string | undefined {
  const text = metadata[CURRENT_DEFAULT];
  return typeof text === 'string' ? text : undefined;
}

/** Parsed only. */
export function defaultOf(session: SparkSession, column: StructField): Expression {
  const text = defaultText(column);
  return text === undefined ? literal(null, column.type) : parseExpression(text, session.parseOptions);
}

/** A parsed query whose top lists say DEFAULT for some column: `columns` are the statement's, in the query's order. */
export function withDefaults(
  session: SparkSession,
  table: CatalogTable,
  columns: readonly string[],
  query: Plan,
): Plan {
  const names = columns.length > 0 ? columns : table.schema.fields.map((field) => field.name);
  const value = (e: Expression, i: number): Expression => {
    if (e.kind !== 'unresolved-attribute' || e.parts.length !== 1 || e.parts[0]?.toUpperCase() !== 'DEFAULT') return e;
    const column = table.schema.fields.find((field) => session.sameName(field.name, names[i] ?? ''));
    return column === undefined ? e : defaultOf(session, column);
  };
  switch (query.kind) {
    case 'inline-table':
      return { ...query, rows: query.rows.map((row) => row.map(value)) };
    case 'project':
      return { ...query, list: query.list.map(value) };
    case 'subquery-alias':
    case 'with':
      return { ...query, child: withDefaults(session, table, columns, query.child) };
    default:
      return query;
  }
}
