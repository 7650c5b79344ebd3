/** What a session knows by name: temporary views, registered functions, tables by the current database. */
import type { FunctionReader, UserFunction } from '../analysis/context.ts';
import { raise } from '../errors/raise.ts';
import { findFunction } from '../functions/registry.ts';
import type { Plan, UserTableFunction } from '../tree/plan.ts';
import type { SqlFunction } from '../tree/sql-function.ts';
import { quoteIdentifier } from '../types/data-type.ts';
import { CATALOG, type CatalogTable, type TableName } from './catalog-table.ts';
import { SqlFunctions } from './sql-functions.ts';
import { DEFAULT_DATABASE, type TableCatalog } from './table-catalog.ts';
import { type View, Views } from './views.ts';

export type ViewScope = 'temporary' | 'global-temporary';

/** The database that global temporary views are in. */
export const GLOBAL_TEMP = 'global_temp';

export class SessionCatalog implements FunctionReader {
  readonly #views = new Views();
  readonly #globalViews: Views;
  readonly #functions = new Map<string, UserFunction>();
  readonly #tableFunctions = new Map<string, UserTableFunction>();
  /** The session's functions written in SQL. */
  readonly temporaryRoutines = new SqlFunctions();
  /** Shared with the application's other sessions. */
  readonly tables: TableCatalog;
  readonly currentCatalog = CATALOG;
  #currentDatabase = DEFAULT_DATABASE;

  constructor(globalViews: Views, tables: TableCatalog) {
    this.#globalViews = globalViews;
    this.tables = tables;
  }

  get currentDatabase(): string {
    return this.#currentDatabase;
  }

  /** Where names without a database are looked for, as errors print it. */
  get searchPath(): string {
    return `[\`system\`.\`builtin\`, \`system\`.\`session\`, ${quoteIdentifier(this.currentCatalog)}.${quoteIdentifier(this.#currentDatabase)}]`;
  }

  setCurrentDatabase(name: string): void {
    if (!this.databaseExists(name))
      raise('SCHEMA_NOT_FOUND', { schemaName: `${quoteIdentifier(this.currentCatalog)}.${quoteIdentifier(name)}` });
    this.#currentDatabase = name.toLowerCase();
  }

  databaseExists(name: string): boolean {
    return this.tables.findDatabase(name) !== undefined;
  }

  /** Which table a name means, be there one or not; undefined for names of other catalogs. */
  tableName(parts: readonly string[], currentDatabase = this.#currentDatabase): TableName | undefined {
    const own = parts.length === 3 && parts[0]?.toLowerCase() === CATALOG ? parts.slice(1) : parts;
    const [first, second] = own;
    if (own.length === 1) return { database: currentDatabase, name: (first as string).toLowerCase() };
    return own.length === 2
      ? { database: (first as string).toLowerCase(), name: (second as string).toLowerCase() }
      : undefined;
  }

  findTable(parts: readonly string[], currentDatabase = this.#currentDatabase): CatalogTable | undefined {
    const name = this.tableName(parts, currentDatabase);
    return name && this.tables.find(name);
  }

  #viewsOf(scope: ViewScope): Views {
    return scope === 'temporary' ? this.#views : this.#globalViews;
  }

  createView(name: string, plan: Plan, scope: ViewScope, replace: boolean): void {
    const views = this.#viewsOf(scope);
    if (!replace && views.find(name) !== undefined) {
      const relationName =
        scope === 'temporary' ? quoteIdentifier(name) : `${quoteIdentifier(GLOBAL_TEMP)}.${quoteIdentifier(name)}`;
      raise('TEMP_TABLE_OR_VIEW_ALREADY_EXISTS', { relationName });
    }
    views.put(name, plan);
  }

  dropView(name: string, scope: ViewScope): boolean {
    return this.#viewsOf(scope).drop(name);
  }

  /** A view by its name in a query; undefined where the name leads nowhere. */
  findView(parts: readonly string[]): View | undefined {
    const [first, second] = parts;
    if (first === undefined) return undefined;
    if (parts.length === 1) return this.#views.find(first);
    return parts.length === 2 && first.toLowerCase() === GLOBAL_TEMP
      ? this.#globalViews.find(second as string)
      : undefined;
  }

  relationExists(parts: readonly string[]): boolean {
    return this.findView(parts) !== undefined || this.findTable(parts) !== undefined;
  }

  /** Views that `SHOW TABLES` and `SHOW VIEWS` list: the session's, or those of the global database. */
  views(scope: ViewScope): readonly View[] {
    return this.#viewsOf(scope).all;
  }

  registerFunction(fn: UserFunction): void {
    this.#functions.set(fn.name.toLowerCase(), fn);
  }

  lookupFunction(parts: readonly string[]): UserFunction | undefined {
    return parts.length === 1 ? this.#functions.get((parts[0] as string).toLowerCase()) : undefined;
  }

  registerTableFunction(fn: UserTableFunction): void {
    this.#tableFunctions.set(fn.name.toLowerCase(), fn);
  }

  lookupTableFunction(parts: readonly string[]): UserTableFunction | undefined {
    return parts.length === 1 ? this.#tableFunctions.get((parts[0] as string).toLowerCase()) : undefined;
  }

  get hasRoutines(): boolean {
    return this.temporaryRoutines.all.length + this.tables.routines.all.length > 0;
  }

  /** A name alone is that of a built-in function first, then of the session's, then of the current database's. */
  lookupRoutine(parts: readonly string[]): SqlFunction | undefined {
    const qualifier = parts.slice(0, -1).join('.').toLowerCase();
    const { routines } = this.tables;
    switch (parts.length) {
      case 1:
        if (findFunction(parts[0] as string) !== undefined) return undefined;
        return this.temporaryRoutines.find(parts) ?? routines.find([CATALOG, this.#currentDatabase, ...parts]);
      case 2:
        return qualifier === 'session'
          ? this.temporaryRoutines.find(parts.slice(1))
          : routines.find([CATALOG, ...parts]);
      default:
        return qualifier === 'system.session' ? this.temporaryRoutines.find(parts.slice(2)) : routines.find(parts);
    }
  }

  /** As they were registered. */
  functionNames(): readonly string[] {
    return [...this.#functions.values()].map((fn) => fn.name);
  }

  functionExists(name: string): boolean {
    return this.#functions.has(name.toLowerCase()) || findFunction(name) !== undefined;
  }
}
