/** Statements that do something rather than compute rows. A family that grows gets a file of its own. */
import type { QueryContext } from '../errors/query-context.ts';
import type { StructType } from '../types/data-type.ts';
import type { Expression } from './expression.ts';
import type { Plan } from './plan.ts';
import type { SqlFunctionCommand } from './sql-function.ts';
import type { PartitionSpec, TableCommand } from './table-command.ts';
import type { VariableCommand } from './variable-command.ts';

/** What a persistent view does when the columns of its query are no longer those it was created with. */
export type ViewSchemaMode = 'BINDING' | 'COMPENSATION' | 'TYPE EVOLUTION' | 'EVOLUTION';

export type Command =
  | TableCommand
  | VariableCommand
  | SqlFunctionCommand
  | {
      readonly kind: 'create-view';
      readonly name: readonly string[];
      readonly scope: 'temporary' | 'global-temporary' | 'persistent';
      readonly columns: readonly { readonly name: string; readonly comment: string | undefined }[];
      readonly comment: string | undefined;
      readonly properties: Readonly<Record<string, string>>;
      /** Undefined where the statement does not say. */
      readonly schemaMode: ViewSchemaMode | undefined;
      readonly query: Plan;
      readonly sqlText: string;
      readonly replace: boolean;
      readonly ifNotExists: boolean;
    }
  /** `CREATE TEMPORARY VIEW v USING csv OPTIONS (…)`. */
  | {
      readonly kind: 'create-view-using';
      readonly name: readonly string[];
      readonly global: boolean;
      readonly replace: boolean;
      readonly schema: StructType | undefined;
      readonly source: string;
      readonly options: Readonly<Record<string, string>>;
    }
  | {
      readonly kind: 'drop';
      readonly object: 'view' | 'table';
      readonly name: readonly string[];
      readonly ifExists: boolean;
    }
  /** `key` undefined lists all; `value` undefined shows one. */
  | {
      readonly kind: 'set';
      readonly key: string | undefined;
      readonly value: string | undefined;
      readonly verbose: boolean;
    }
  | { readonly kind: 'reset'; readonly key: string | undefined }
  | { readonly kind: 'set-time-zone'; readonly zone: Expression | 'local' }
  | {
      readonly kind: 'cache-table';
      readonly name: readonly string[];
      readonly query: Plan | undefined;
      readonly lazy: boolean;
      readonly options: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'uncache-table'; readonly name: readonly string[]; readonly ifExists: boolean }
  | { readonly kind: 'clear-cache' }
  | {
      readonly kind: 'explain';
      readonly mode: 'simple' | 'extended' | 'codegen' | 'cost' | 'formatted';
      readonly plan: Plan;
    }
  | {
      readonly kind: 'show-tables';
      readonly namespace: readonly string[] | undefined;
      readonly pattern: string | undefined;
      readonly views: boolean;
    }
  | {
      readonly kind: 'show-functions';
      readonly scope: 'all' | 'user' | 'system';
      readonly pattern: string | undefined;
      readonly namespace?: readonly string[] | undefined;
    }
  | { readonly kind: 'describe-function'; readonly name: readonly string[]; readonly extended: boolean }
  | { readonly kind: 'describe-query'; readonly query: Plan }
  | {
      readonly kind: 'describe-relation';
      readonly name: readonly string[];
      readonly extended: boolean;
      readonly column?: readonly string[] | undefined;
      readonly partition?: PartitionSpec | undefined;
    }
  | { readonly kind: 'use'; readonly namespace: readonly string[] }
  | {
      readonly kind: 'show-columns';
      readonly table: readonly string[];
      /** Where the table's name stands. */
      readonly tablePlace: QueryContext;
      readonly namespace: readonly string[] | undefined;
    }
  | {
      readonly kind: 'show-namespaces';
      readonly namespace: readonly string[] | undefined;
      readonly pattern: string | undefined;
    }
  | { readonly kind: 'show-current-namespace' }
  | { readonly kind: 'show-catalogs'; readonly pattern: string | undefined }
  | { readonly kind: 'refresh-table'; readonly name: readonly string[] };
