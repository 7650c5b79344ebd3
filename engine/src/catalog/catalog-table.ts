/** What the catalog keeps of a table or a view. */
import type { ViewSchemaMode } from '../tree/command.ts';
import { quoteIdentifier, type StructType } from '../types/data-type.ts';

export interface CatalogTable {
  readonly database: string;
  readonly name: string;
  readonly type: 'MANAGED' | 'EXTERNAL' | 'VIEW';
  /** The source that reads and writes it; undefined for a view. */
  readonly provider: string | undefined;
  /** Partition columns last. */
  readonly schema: StructType;
  readonly partitionBy: readonly string[];
  readonly bucket: BucketSpec | undefined;
  readonly clusterBy: readonly string[];
  /** An absolute folder; empty for a view. */
  readonly location: string;
  readonly options: Readonly<Record<string, string>>;
  readonly properties: Readonly<Record<string, string>>;
  readonly comment: string | undefined;
  readonly owner: string;
  /** Milliseconds since the epoch. */
  readonly created: number;
  readonly view: ViewText | undefined;
}

export interface BucketSpec {
  readonly buckets: number;
  readonly columns: readonly string[];
  readonly sortColumns: readonly string[];
}

/** A view is its text, and what its text meant when it was created. */
export interface ViewText {
  readonly text: string;
  /** The database that unqualified names are looked for in. */
  readonly database: string;
  readonly conf: ReadonlyMap<string, string>;
  readonly schemaMode: ViewSchemaMode;
  /** Whether the view names its columns itself. */
  readonly namesColumns: boolean;
  /** The query's own names, by the place of the view's columns. */
  readonly queryColumns: readonly string[];
}

export interface TableName {
  readonly database: string;
  readonly name: string;
}

export const CATALOG = 'spark_catalog';

/** As errors print it. */
export const quotedTable = ({ database, name }: TableName): string =>
  [CATALOG, database, name].map(quoteIdentifier).join('.');
