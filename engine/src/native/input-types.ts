/** Types whose columns can be brought into DuckDB, and its types of the same layout. */
import type { DataType } from '../types/data-type.ts';

/** By the binding's names; those of decimals depend on their digits. */
export const INPUT_TYPES = {
  boolean: 'BOOLEAN',
  byte: 'TINYINT',
  short: 'SMALLINT',
  integer: 'INTEGER',
  date: 'DATE',
  long: 'BIGINT',
  timestamp: 'TIMESTAMP_TZ',
  timestamp_ntz: 'TIMESTAMP',
  float: 'FLOAT',
  double: 'DOUBLE',
  decimal: 'DECIMAL',
  string: 'VARCHAR',
} as const;

export type InputType = DataType & { readonly kind: keyof typeof INPUT_TYPES };

export const isInputType = (type: DataType): type is InputType =>
  type.kind in INPUT_TYPES && (type.kind !== 'string' || type.collation === 'UTF8_BINARY');
