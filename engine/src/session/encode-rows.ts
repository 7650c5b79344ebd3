/** Rows as bytes, made where they were computed: batches of one binary column, each row a frame to be sent as it is. */
import { assert } from '../errors/internal.ts';
import { BatchPickler } from '../python/pickle-writer.ts';
import { BINARY } from '../types/data-type.ts';
import type { Batch } from '../types/vector.ts';
import { vectorBuilder } from '../types/vector-builder.ts';
import type { EncodedWork } from './row-format.ts';

export async function* encodeRows(
  rows: AsyncIterable<Batch>,
  format: EncodedWork['format'],
  conf: Readonly<Record<string, string>>,
): AsyncGenerator<Batch> {
  const frames = framesOf(format, conf);
  for await (const batch of rows) {
    const bytes = vectorBuilder(BINARY, 1);
    let count = 0;
    for (const frame of frames(batch)) {
      bytes.append(frame);
      count += 1;
    }
    assert(count > 0, 'a batch has rows');
    yield { length: count, columns: [bytes.finish()] };
  }
}

function framesOf(
  format: EncodedWork['format'],
  conf: Readonly<Record<string, string>>,
): (batch: Batch) => Iterable<Uint8Array> {
  const binaryAsBytes = conf['spark.sql.execution.pyspark.binaryAsBytes'] !== 'false';
  const pickler = new BatchPickler(format.schema, { form: 'row', binaryAsBytes });
  return (batch) => pickler.frames(batch);
}
