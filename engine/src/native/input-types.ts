/** Types whose columns can be brought into DuckDB. */
import type { DataType } from '../types/data-type.ts';

export const isInputType = (type: DataType): boolean =>
  type.kind === 'string' ? type.collation === 'UTF8_BINARY' : KINDS.has(type.kind);

const KINDS: ReadonlySet<DataType['kind']> = new Set([
  'boolean',
  'byte',
  'short',
  'integer',
  'date',
  'long',
  'timestamp',
  'timestamp_ntz',
  'float',
  'double',
  'decimal',
]);
