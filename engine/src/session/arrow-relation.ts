/** Arrow data that the client has written to a file, as a Dataset. */
import { createReadStream } from 'node:fs';
import { ArrowReader, arrowBatches } from '../python/arrow-reader.ts';
import { ByteReader } from '../python/byte-reader.ts';
import { attribute } from '../tree/build.ts';
import type { StructType } from '../types/data-type.ts';
import type { Batch } from '../types/vector.ts';
import type { Dataset } from './dataset.ts';
import type { SparkSession } from './spark-session.ts';

/** Whole: the client deletes the file as soon as it is told that it was read. */
export async function readArrowFile(path: string): Promise<readonly Batch[]> {
  const reader = new ArrowReader(new ByteReader(createReadStream(path, { highWaterMark: 1 << 20 })));
  const batches: Batch[] = [];
  for await (const batch of arrowBatches(reader)) batches.push(batch);
  return batches;
}

/** The batches are of the types of `schema`: the client has cast them. */
export function arrowDataset(session: SparkSession, batches: readonly Batch[], schema: StructType): Promise<Dataset> {
  const output = schema.fields.map((f) => attribute(f.name, f.type, f.nullable, { metadata: f.metadata }));
  return session.dataset({ kind: 'local-relation', output, batches });
}
