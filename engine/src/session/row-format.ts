/**
 * The forms rows leave the executors in. Pickles are made in the executor threads; they come back as batches of one
 * binary column, whose rows are to be sent one after the other.
 */
import type { SqlWork } from '../exec/cut-stages.ts';
import type { TaskWork } from '../exec/messages.ts';
import type { StructType } from '../types/data-type.ts';

export type RowFormat = { readonly kind: 'columns' } | { readonly kind: 'pickled'; readonly schema: StructType };

export interface EncodedWork extends TaskWork {
  readonly kind: 'encoded-sql';
  readonly sql: SqlWork;
  readonly format: Exclude<RowFormat, { kind: 'columns' }>;
}

export function encodeWork(format: RowFormat): ((work: SqlWork) => EncodedWork) | undefined {
  return format.kind === 'columns' ? undefined : (sql) => ({ kind: 'encoded-sql', sql, format });
}
