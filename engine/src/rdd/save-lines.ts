/** Writes one partition's records as lines of a part file, which takes its place when complete. */
import { open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { Batch, BytesVector } from '../types/vector.ts';

/** Unfinished files are kept here, below the output folder. */
export const TEMPORARY = '_temporary';

export async function saveLines(
  folder: string,
  partition: number,
  attempt: number,
  records: AsyncIterable<Batch>,
): Promise<void> {
  const name = `part-${String(partition).padStart(5, '0')}`;
  const temporary = join(folder, TEMPORARY, `${name}-${attempt}`);
  const file = await open(temporary, 'w');
  try {
    for await (const batch of records) await file.write(asLines(batch));
  } finally {
    await file.close();
  }
  await rename(temporary, join(folder, name));
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
