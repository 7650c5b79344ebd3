/** Statements about databases, tables and their rows. */
import type { QueryContext } from '../errors/query-context.ts';
import type { DataType } from '../types/data-type.ts';
import type { ViewSchemaMode } from './command.ts';
import type { Expression } from './expression.ts';
import type { Plan } from './plan.ts';

export type TableCommand =
  | CreateTable
  | {
      readonly kind: 'create-table-like';
      readonly name: readonly string[];
      readonly like: readonly string[];
      readonly ifNotExists: boolean;
      readonly provider: string | undefined;
      readonly location: string | undefined;
      readonly properties: Readonly<Record<string, string>>;
    }
  | Insert
  | { readonly kind: 'truncate-table'; readonly name: readonly string[]; readonly partition: PartitionSpec | undefined }
  | AlterTable
  | { readonly kind: 'show-create-table'; readonly name: readonly string[]; readonly asSerde: boolean }
  | {
      readonly kind: 'show-table-properties';
      readonly name: readonly string[];
      readonly key: string | undefined;
    }
  | {
      readonly kind: 'show-partitions';
      readonly name: readonly string[];
      readonly partition: PartitionSpec | undefined;
    }
  | {
      readonly kind: 'create-database';
      readonly name: readonly string[];
      readonly ifNotExists: boolean;
      readonly comment: string | undefined;
      readonly location: string | undefined;
      readonly properties: Readonly<Record<string, string>>;
    }
  | {
      readonly kind: 'drop-database';
      readonly name: readonly string[];
      readonly ifExists: boolean;
      readonly cascade: boolean;
    }
  | { readonly kind: 'describe-database'; readonly name: readonly string[]; readonly extended: boolean }
  | {
      readonly kind: 'comment-on';
      readonly object: 'table' | 'database';
      readonly name: readonly string[];
      readonly comment: string;
    };

/** Columns by name; a value left out is taken from the rows. */
export type PartitionSpec = readonly (readonly [column: string, value: Expression | undefined])[];

export interface ColumnDefinition {
  readonly name: string;
  readonly type: DataType;
  readonly nullable: boolean;
  readonly comment: string | undefined;
  /** The text of DEFAULT. */
  readonly defaultText: string | undefined;
}

export interface CreateTable {
  readonly kind: 'create-table';
  readonly name: readonly string[];
  readonly ifNotExists: boolean;
  readonly replace: boolean;
  readonly columns: readonly ColumnDefinition[];
  readonly provider: string | undefined;
  readonly options: Readonly<Record<string, string>>;
  readonly partitionBy: readonly string[];
  readonly bucket: TableBuckets | undefined;
  readonly clusterBy: readonly string[];
  readonly location: string | undefined;
  readonly comment: string | undefined;
  readonly properties: Readonly<Record<string, string>>;
  readonly query: Plan | undefined;
}

export interface TableBuckets {
  readonly buckets: number;
  readonly columns: readonly string[];
  readonly sortColumns: readonly string[];
}

export interface Insert {
  readonly kind: 'insert';
  readonly table: readonly string[];
  /** Where the table's name stands. */
  readonly tablePlace: QueryContext;
  readonly overwrite: boolean;
  readonly partition: PartitionSpec;
  /** With OVERWRITE: leave a partition that is there as it is. */
  readonly ifNotExists: boolean;
  readonly columns: readonly string[];
  readonly byName: boolean;
  readonly query: Plan;
}

export interface AlterTable {
  readonly kind: 'alter-table';
  readonly object: 'table' | 'view';
  readonly name: readonly string[];
  readonly change: TableChange;
}

export type TableChange =
  | { readonly kind: 'rename'; readonly to: readonly string[] }
  | { readonly kind: 'set-properties'; readonly properties: Readonly<Record<string, string>> }
  | { readonly kind: 'unset-properties'; readonly keys: readonly string[] }
  | { readonly kind: 'add-columns'; readonly columns: readonly ColumnDefinition[] }
  | { readonly kind: 'comment-column'; readonly column: string; readonly comment: string }
  | { readonly kind: 'retype-column'; readonly column: string; readonly type: DataType }
  | { readonly kind: 'set-default'; readonly column: string; readonly defaultText: string | undefined }
  | { readonly kind: 'set-location'; readonly location: string }
  | { readonly kind: 'add-partitions'; readonly partitions: readonly PartitionSpec[]; readonly ifNotExists: boolean }
  | { readonly kind: 'drop-partitions'; readonly partitions: readonly PartitionSpec[]; readonly ifExists: boolean }
  | { readonly kind: 'recover-partitions' }
  | { readonly kind: 'set-query'; readonly query: Plan; readonly sqlText: string }
  | { readonly kind: 'set-schema-mode'; readonly mode: ViewSchemaMode };
