/** Functions written in SQL, by name: those of a session, or of all databases. */
import type { SqlFunction } from '../tree/sql-function.ts';

const keyOf = (name: readonly string[]): string => name.join('.').toLowerCase();

export class SqlFunctions {
  readonly #functions = new Map<string, SqlFunction>();

  get all(): readonly SqlFunction[] {
    return [...this.#functions.values()];
  }

  find(name: readonly string[]): SqlFunction | undefined {
    return this.#functions.get(keyOf(name));
  }

  put(fn: SqlFunction): void {
    this.#functions.set(keyOf(fn.name), fn);
  }

  drop(name: readonly string[]): boolean {
    return this.#functions.delete(keyOf(name));
  }
}
