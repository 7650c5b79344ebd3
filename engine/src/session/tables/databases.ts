/** CREATE, DROP and DESCRIBE DATABASE. */
import { mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Database, DEFAULT_DATABASE } from '../../catalog/table-catalog.ts';
import { raise } from '../../errors/raise.ts';
import { localPath, shownPath } from '../../sources/list-files.ts';
import type { Plan } from '../../tree/plan.ts';
import type { TableCommand } from '../../tree/table-command.ts';
import { quoteIdentifier, STRING } from '../../types/data-type.ts';
import { localRows } from '../local-rows.ts';
import type { SparkSession } from '../spark-session.ts';
import { redacted } from './redacted.ts';
import { quotedParts } from './table-named.ts';

type Of<K extends TableCommand['kind']> = Extract<TableCommand, { kind: K }>;

/** The last part of a name; a catalog may stand before it. */
export function databaseName(session: SparkSession, parts: readonly string[]): string {
  const { currentCatalog } = session.catalog;
  if (parts.length === 1 || (parts.length === 2 && parts[0]?.toLowerCase() === currentCatalog))
    return (parts.at(-1) as string).toLowerCase();
  return raise('REQUIRES_SINGLE_PART_NAMESPACE', { sessionCatalog: currentCatalog, identifier: quotedParts(parts) });
}

export async function createDatabase(session: SparkSession, command: Of<'create-database'>): Promise<void> {
  const { tables } = session.catalog;
  const name = databaseName(session, command.name);
  if (command.ifNotExists && tables.findDatabase(name) !== undefined) return;
  const warehouse = tables.database(DEFAULT_DATABASE).location;
  const location = command.location === undefined ? join(warehouse, `${name}.db`) : below(warehouse, command.location);
  tables.createDatabase({ name, comment: command.comment ?? '', location, properties: command.properties });
  await mkdir(location, { recursive: true });
}

/** A plain relative location is one in the warehouse. */
const below = (warehouse: string, location: string): string =>
  location.includes(':') || location.startsWith('/') ? localPath(location) : join(warehouse, location);

export async function dropDatabase(session: SparkSession, command: Of<'drop-database'>): Promise<void> {
  const { tables } = session.catalog;
  const name = databaseName(session, command.name);
  if (command.ifExists && tables.findDatabase(name) === undefined) return;
  if (name === DEFAULT_DATABASE) {
    raise('UNSUPPORTED_FEATURE.DROP_DATABASE', { database: quotedParts([session.catalog.currentCatalog, name]) });
  }
  const { location } = tables.database(name);
  const all = tables.tables(name);
  if (all.length > 0 && !command.cascade) raise('SCHEMA_NOT_EMPTY', { schemaName: quoteIdentifier(name) });
  for (const table of all) if (table.type === 'MANAGED') await rm(table.location, { recursive: true, force: true });
  tables.dropDatabase(name);
  if (dirname(location) === tables.database(DEFAULT_DATABASE).location)
    await rm(location, { recursive: true, force: true });
}

export function describeDatabase(session: SparkSession, command: Of<'describe-database'>): Plan {
  const database = session.catalog.tables.database(databaseName(session, command.name));
  const rows = [
    ['Catalog Name', session.catalog.currentCatalog],
    ['Namespace Name', database.name],
    ['Comment', database.comment],
    ['Location', shownPath(database.location)],
    ['Owner', session.context.user],
    ...(command.extended ? [['Properties', propertiesText(database)]] : []),
  ];
  return localRows(
    [
      ['info_name', STRING],
      ['info_value', STRING],
    ],
    rows,
  );
}

function propertiesText({ properties }: Database): string {
  const pairs = redacted(properties).map(([key, value]) => `(${key},${value})`);
  return pairs.length === 0 ? '' : `(${pairs.join(', ')})`;
}
