/** Rows as bytes, made where they were computed: batches of one binary column, each row a frame to be sent as it is. */
import { assert } from '../errors/internal.ts';
import { ArrowWriter } from '../python/arrow-writer.ts';
import { BatchPickler } from '../python/pickle-writer.ts';
import { BINARY } from '../types/data-type.ts';
import type { Batch } from '../types/vector.ts';
import { vectorBuilder } from '../types/vector-builder.ts';
import { sliceBatch } from '../types/vector-ops.ts';
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

function framesOf(format: EncodedWork['format'], conf: Readonly<Record<string, string>>): (batch: Batch) => Iterable<Uint8Array> {
  if (format.kind === 'pickled') {
    const binaryAsBytes = conf['spark.sql.execution.pyspark.binaryAsBytes'] !== 'false';
    const pickler = new BatchPickler(format.schema, { form: 'row', binaryAsBytes });
    return (batch) => pickler.frames(batch);
  }
  const largeVarTypes = conf['spark.sql.execution.arrow.useLargeVarTypes'] === 'true';
  const writer = new ArrowWriter(format.schema, { timeZone: format.timeZone, largeVarTypes });
  return function* (batch) {
    for (let from = 0; from < batch.length; from += format.maxRows) {
      yield Buffer.concat(writer.batch(sliceBatch(batch, from, Math.min(batch.length, from + format.maxRows))));
    }
  };
}
