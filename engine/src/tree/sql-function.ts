/** Functions written in SQL, and the statements that create and drop them. */
import type { QueryContext } from '../errors/query-context.ts';
import type { DataType, StructField } from '../types/data-type.ts';
import type { Expression } from './expression.ts';
import type { Plan } from './plan.ts';

export interface SqlParameter {
  readonly name: string;
  readonly type: DataType;
  /** Parsed; undefined where an argument must be given. */
  readonly defaultValue: Expression | undefined;
}

/** What a function gives: one value, or a table. */
export type SqlResult =
  | { readonly kind: 'scalar'; readonly type: DataType }
  | { readonly kind: 'table'; readonly columns: readonly StructField[] };

export interface SqlFunction {
  /** Alone where it is temporary, else with catalog and database. */
  readonly name: readonly string[];
  readonly parameters: readonly SqlParameter[];
  /** The body is analysed as when it was written. */
  readonly ansi: boolean;
  /** The body reads tables or views, itself or by the functions it calls. */
  readonly readsData: boolean;
  /** Undefined only while the body is asked for it. */
  readonly result: SqlResult | undefined;
  /** Parsed: the query of a table, or a projection of the one value. Calls hold it with its relations loaded. */
  readonly body: Plan;
}

export type SqlFunctionCommand =
  | CreateFunction
  | {
      readonly kind: 'drop-function';
      readonly name: readonly string[];
      readonly temporary: boolean;
      readonly ifExists: boolean;
    };

export interface CreateFunction {
  readonly kind: 'create-function';
  readonly name: readonly string[];
  readonly temporary: boolean;
  readonly replace: boolean;
  readonly ifNotExists: boolean;
  readonly parameters: readonly SqlParameter[];
  /** Undefined where the body says. */
  readonly result: SqlResult | 'table' | undefined;
  readonly body: Plan;
  readonly isQuery: boolean;
  /** CONTAINS SQL: the body must not read tables. */
  readonly readsNothing: boolean;
  readonly bodyText: string;
  readonly context: QueryContext;
}
