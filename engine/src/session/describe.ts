/** SHOW and DESCRIBE: what there is, as rows. */
import { namePattern } from '../catalog/name-pattern.ts';
import { GLOBAL_TEMP } from '../catalog/session-catalog.ts';
import { raise } from '../errors/raise.ts';
import { findFunction, functionNames } from '../functions/registry.ts';
import type { Command } from '../tree/command.ts';
import type { Attribute } from '../tree/expression.ts';
import type { Plan } from '../tree/plan.ts';
import { BOOLEAN, quoteIdentifier, STRING, simpleString } from '../types/data-type.ts';
import { localRows } from './local-rows.ts';
import type { SparkSession } from './spark-session.ts';
import { describeColumn, describeTable, partitionDetails } from './tables/describe-table.ts';
import { partitionFolder } from './tables/partition-values.ts';

/** A database's tables and views, then the session's views. */
export function showTables(
  session: SparkSession,
  { namespace, pattern, views }: Extract<Command, { kind: 'show-tables' }>,
): Plan {
  const { catalog } = session;
  const matches = namePattern(pattern);
  const database = namespace === undefined ? catalog.currentDatabase : (namespace.at(-1) as string).toLowerCase();
  const kept = database === GLOBAL_TEMP ? [] : catalog.tables.tables(database);
  const shown = kept.filter((entry) => !views || entry.type === 'VIEW');
  const global = database === GLOBAL_TEMP ? catalog.views('global-temporary') : [];
  const byName = (a: { readonly name: string }, b: { readonly name: string }): number => (a.name < b.name ? -1 : 1);
  const rows = [
    ...shown.map(({ name }) => [database, name, false] as const),
    ...[...global].sort(byName).map(({ name }) => [GLOBAL_TEMP, name, true] as const),
    ...[...catalog.views('temporary')].sort(byName).map(({ name }) => ['', name, true] as const),
  ].filter(([, name]) => matches(name));
  const columns = [
    ['namespace', STRING],
    [views ? 'viewName' : 'tableName', STRING],
    ['isTemporary', BOOLEAN],
  ] as const;
  return localRows(columns, rows);
}

export function showDatabases(session: SparkSession, pattern: string | undefined): Plan {
  const names = session.catalog.tables.databases.map((database) => database.name).filter(namePattern(pattern));
  return localRows(
    [['namespace', STRING]],
    names.sort().map((name) => [name]),
  );
}

export async function showColumns(
  session: SparkSession,
  { table, tablePlace, namespace }: Extract<Command, { kind: 'show-columns' }>,
): Promise<Plan> {
  const [database, given] = [namespace?.at(-1), table.at(-2)];
  if (database !== undefined && given !== undefined && !session.sameName(database, given)) {
    raise('SHOW_COLUMNS_WITH_CONFLICT_NAMESPACE', {
      namespaceA: quoteIdentifier(database),
      namespaceB: quoteIdentifier(given),
    });
  }
  const parts = database === undefined ? table : [database, table.at(-1) as string];
  const { currentCatalog, currentDatabase } = session.catalog;
  if (!session.catalog.relationExists(parts)) {
    const own = [currentCatalog, currentDatabase].map(quoteIdentifier).join('.');
    raise(
      'TABLE_OR_VIEW_NOT_FOUND',
      { relationName: parts.map(quoteIdentifier).join('.'), searchPath: `[\`system\`.\`session\`, ${own}]` },
      { context: tablePlace },
    );
  }
  return localRows(
    [['col_name', STRING]],
    (await session.table(parts)).columns.map((name) => [name]),
  );
}

export async function describeRelation(
  session: SparkSession,
  { name, extended, column, partition }: Extract<Command, { kind: 'describe-relation' }>,
): Promise<Plan> {
  const table = session.catalog.findView(name) === undefined ? session.catalog.findTable(name) : undefined;
  if (partition !== undefined && (table === undefined || table.type === 'VIEW')) {
    const objectType = table === undefined ? 'TEMPORARY VIEW' : 'VIEW';
    const objectName = name.map(quoteIdentifier).join('.');
    raise('FORBIDDEN_OPERATION', { statement: 'DESC PARTITION', objectType, objectName });
  }
  if (table === undefined) {
    const { output } = await session.table(name);
    return describeColumns(column === undefined ? output : [columnOf(session, output, column)]);
  }
  if (column !== undefined) return describeColumn(columnOf(session, table.schema.fields, column), extended);
  if (partition === undefined) return describeTable(table, extended);
  const { values, folder } = await partitionFolder(session, table, partition);
  return describeTable(table, extended, partitionDetails(values, folder));
}

function columnOf<C extends { readonly name: string }>(
  session: SparkSession,
  columns: readonly C[],
  parts: readonly string[],
): C {
  const found = columns.find((column) => session.sameName(column.name, parts.at(-1) as string));
  return (
    found ??
    raise('COLUMN_NOT_FOUND', {
      colName: parts.map(quoteIdentifier).join('.'),
      caseSensitiveConfig: '"spark.sql.caseSensitive"',
    })
  );
}

type ShowFunctions = Extract<Command, { kind: 'show-functions' }>;

export function showFunctions({ catalog }: SparkSession, { scope, pattern }: ShowFunctions): Plan {
  const routines = [...catalog.temporaryRoutines.all, ...catalog.tables.routines.all].map(({ name }) => name.join('.'));
  const users = [...catalog.functionNames(), ...routines];
  const names = [...(scope === 'user' ? [] : functionNames()), ...(scope === 'system' ? [] : users)];
  return localRows(
    [['function', STRING]],
    names
      .filter(namePattern(pattern))
      .sort()
      .map((name) => [name]),
  );
}

export function describeFunction(parts: readonly string[], extended: boolean): Plan {
  const name = parts.join('.');
  const found = findFunction(name);
  if (found === undefined) {
    return raise('UNRESOLVED_ROUTINE', {
      routineName: `\`${name}\``,
      searchPath: '[`system`.`builtin`, `system`.`session`, `spark_catalog`.`default`]',
    });
  }
  const lines = [`Function: ${found.name}`, `Usage: ${found.usage}`];
  if (extended) {
    const examples = found.examples.map(([call, shown]) => `      > SELECT ${call};\n       ${shown}`).join('\n');
    lines.push(`Extended Usage:\n    Examples:\n${examples}\n\n    Since: ${found.since}\n`);
  }
  return localRows(
    [['function_desc', STRING]],
    lines.map((line) => [line]),
  );
}

export function describeColumns(output: readonly Attribute[]): Plan {
  const rows = output.map((attribute) => [
    attribute.name,
    simpleString(attribute.type),
    (attribute.metadata.comment as string | undefined) ?? null,
  ]);
  return localRows(
    [
      ['col_name', STRING],
      ['data_type', STRING],
      ['comment', STRING],
    ],
    rows,
  );
}
