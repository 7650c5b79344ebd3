/** Databases and their tables, in memory: what all sessions of an application share. The files are in the warehouse. */
import { raise } from '../errors/raise.ts';
import { quoteIdentifier } from '../types/data-type.ts';
import { CATALOG, type CatalogTable, quotedTable, type TableName } from './catalog-table.ts';
import { SqlFunctions } from './sql-functions.ts';

export interface Database {
  readonly name: string;
  readonly comment: string;
  /** An absolute folder. */
  readonly location: string;
  readonly properties: Readonly<Record<string, string>>;
}

interface Entry {
  readonly database: Database;
  readonly tables: Map<string, CatalogTable>;
}

export const DEFAULT_DATABASE = 'default';

export class TableCatalog {
  readonly #databases = new Map<string, Entry>();
  /** With catalog and database in their names. */
  readonly routines = new SqlFunctions();

  constructor(warehouse: string) {
    this.createDatabase({
      name: DEFAULT_DATABASE,
      comment: 'default database',
      location: warehouse,
      properties: {},
    });
  }

  get databases(): readonly Database[] {
    return [...this.#databases.values()].map((entry) => entry.database);
  }

  findDatabase(name: string): Database | undefined {
    return this.#databases.get(name.toLowerCase())?.database;
  }

  database(name: string): Database {
    return this.#entry(name).database;
  }

  createDatabase(database: Database): void {
    if (this.findDatabase(database.name) !== undefined)
      raise('SCHEMA_ALREADY_EXISTS', { schemaName: quoteIdentifier(database.name) });
    this.#databases.set(database.name.toLowerCase(), { database, tables: new Map() });
  }

  alterDatabase(database: Database): void {
    const { tables } = this.#entry(database.name);
    this.#databases.set(database.name.toLowerCase(), { database, tables });
  }

  dropDatabase(name: string): void {
    this.#entry(name);
    this.#databases.delete(name.toLowerCase());
  }

  tables(database: string): readonly CatalogTable[] {
    return [...this.#entry(database).tables.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  find({ database, name }: TableName): CatalogTable | undefined {
    return this.#databases.get(database.toLowerCase())?.tables.get(name.toLowerCase());
  }

  create(table: CatalogTable): void {
    const { tables } = this.#entry(table.database);
    if (tables.has(table.name.toLowerCase()))
      raise('TABLE_OR_VIEW_ALREADY_EXISTS', { relationName: quotedTable(table) });
    tables.set(table.name.toLowerCase(), table);
  }

  /** Puts a table in the place of the one of that name. */
  alter(table: CatalogTable): void {
    this.#entry(table.database).tables.set(table.name.toLowerCase(), table);
  }

  drop({ database, name }: TableName): void {
    this.#entry(database).tables.delete(name.toLowerCase());
  }

  #entry(name: string): Entry {
    return (
      this.#databases.get(name.toLowerCase()) ??
      raise('SCHEMA_NOT_FOUND', { schemaName: [CATALOG, name].map(quoteIdentifier).join('.') })
    );
  }
}
