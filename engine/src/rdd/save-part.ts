/** Writes one partition's records to a part file, which takes its place when complete: lines of text, or frames. */
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createDeflate, createGzip } from 'node:zlib';
import { frameRecords } from '../types/record-frames.ts';
import type { Batch, BytesVector } from '../types/vector.ts';

/** Unfinished files are kept here, below the output folder. */
export const TEMPORARY = '_temporary';

export type PartFormat = 'lines' | 'gzip-lines' | 'deflate-lines' | 'frames';

const SUFFIX: Readonly<Record<PartFormat, string>> = {
  lines: '',
  'gzip-lines': '.gz',
  'deflate-lines': '.deflate',
  frames: '',
};

export const partName = (partition: number, format: PartFormat): string =>
  `part-${String(partition).padStart(5, '0')}${SUFFIX[format]}`;

export async function savePart(
  folder: string,
  format: PartFormat,
  partition: number,
  attempt: number,
  records: AsyncIterable<Batch>,
): Promise<void> {
  const name = partName(partition, format);
  const temporary = join(folder, TEMPORARY, `${name}-${attempt}`);
  const bytes = Readable.from(encoded(records, format), { objectMode: false });
  const file = createWriteStream(temporary);
  try {
    if (format === 'gzip-lines') await pipeline(bytes, createGzip(), file);
    else if (format === 'deflate-lines') await pipeline(bytes, createDeflate(), file);
    else await pipeline(bytes, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  await rename(temporary, join(folder, name));
}

async function* encoded(batches: AsyncIterable<Batch>, format: PartFormat): AsyncIterable<Uint8Array> {
  for await (const batch of batches) {
    if (batch.length > 0) yield format === 'frames' ? frameRecords(batch) : asLines(batch);
  }
}

function asLines(batch: Batch): Uint8Array {
  const { offsets, data } = batch.columns[0] as BytesVector;
  const start = offsets[0] as number;
  const out = new Uint8Array((offsets[batch.length] as number) - start + batch.length);
  for (let row = 0; row < batch.length; row++) {
    const from = offsets[row] as number;
    const to = offsets[row + 1] as number;
    out.set(data.subarray(from, to), from - start + row);
    out[to - start + row] = 0x0a;
  }
  return out;
}
