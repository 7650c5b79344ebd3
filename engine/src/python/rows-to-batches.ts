/** Pickled rows of a Python worker or driver, frame by frame, as batches of a schema. */
import type { StructType } from '../types/data-type.ts';
import { BATCH_ROWS, type Batch } from '../types/vector.ts';
import { type VectorBuilder, vectorBuilder } from '../types/vector-builder.ts';
import { type Appender, appendFields, pythonAppender } from './from-python.ts';
import { pickleError } from './pickle-construct.ts';
import { unpickle } from './pickle-reader.ts';
import type { PyValue } from './py-value.ts';

/** Every frame is a pickled list or tuple of rows; every row a tuple or list of the schema's width. */
export async function* rowsToBatches(
  frames: AsyncIterable<Uint8Array>,
  schema: StructType,
  batchRows = BATCH_ROWS,
): AsyncIterable<Batch> {
  const rows = new RowCollector(schema);
  for await (const frame of frames) {
    for (const row of listItems(unpickle(frame))) {
      rows.append(row);
      if (rows.length >= batchRows) yield rows.finish();
    }
  }
  if (rows.length > 0) yield rows.finish();
}

export class RowCollector {
  readonly #appenders: readonly Appender[];
  readonly #builders: readonly VectorBuilder[];
  length = 0;

  constructor(schema: StructType) {
    this.#appenders = schema.fields.map((f) => pythonAppender(f.type));
    this.#builders = schema.fields.map((f) => vectorBuilder(f.type));
  }

  append(row: PyValue): void {
    appendFields(this.#appenders, this.#builders, listItems(row));
    this.length++;
  }

  finish(): Batch {
    const length = this.length;
    this.length = 0;
    return { length, columns: this.#builders.map((builder) => builder.finish()) };
  }
}

/** The items of a tuple or list. */
export function listItems(value: PyValue): readonly PyValue[] {
  if (Array.isArray(value)) return value as readonly PyValue[];
  if (typeof value === 'object' && value !== null && 'py' in value && value.py === 'list') return value.items;
  return pickleError('a tuple or list was expected');
}
