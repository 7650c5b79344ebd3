/** What analysis is given from outside: settings, functions, tables. Passed explicitly, never kept. */
import type { Conf } from '../conf/conf.ts';
import type { Expression, Literal, PythonFunction } from '../tree/expression.ts';
import type { Plan, UserTableFunction } from '../tree/plan.ts';
import type { SqlFunction } from '../tree/sql-function.ts';
import type { DataType } from '../types/data-type.ts';
import type { Value } from '../types/value.ts';

export interface AnalysisContext {
  readonly conf: Conf;
  readonly functions: FunctionReader;
  readonly currentCatalog: string;
  readonly currentDatabase: string;
  readonly user: string;
  /** Values of `:name` and `?` (by position, as `_0`, `_1`, …). */
  readonly parameters: ReadonlyMap<string, Expression>;
  /** The session variable a name leads to, and how many of its parts name it: the others are fields. */
  lookupVariable?(parts: readonly string[]): { readonly value: Literal; readonly taken: number } | undefined;
  /** The type a schema's text names: DDL, or JSON. Rules that resolve calls of their own have no use for it. */
  parseSchema?(text: string): DataType;
  /** The value of a constant expression; raises what evaluating it raises. */
  evaluate(expression: Expression): Value;
}

/** A function a user registered under a name. */
export interface UserFunction {
  readonly kind: 'python';
  readonly name: string;
  readonly function: PythonFunction;
  readonly returnType: DataType;
}

export interface FunctionReader {
  lookupFunction(parts: readonly string[]): UserFunction | undefined;
  lookupTableFunction?(parts: readonly string[]): UserTableFunction | undefined;
}

/**
 * Where names of relations lead. A relation comes back analysed and, where it has a name, wrapped in SubqueryAlias with
 * its full qualifier; `undefined` where there is none. Files by path (`parquet.\`/x\``) are relations too.
 */
export interface CatalogReader {
  lookupRelation(parts: readonly string[], options: Readonly<Record<string, string>>): Promise<Plan | undefined>;
  /** The function written in SQL that a name leads to; absent where there are none at all. */
  readonly lookupRoutine?: ((parts: readonly string[]) => SqlFunction | undefined) | undefined;
}
