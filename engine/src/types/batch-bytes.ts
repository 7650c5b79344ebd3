/** How many bytes of memory a batch's rows take. */
import type { Batch, Vector } from './vector.ts';

export function batchBytes(batch: Batch): number {
  let bytes = 0;
  for (const column of batch.columns) bytes += vectorBytes(column);
  return bytes;
}

function vectorBytes(vector: Vector): number {
  switch (vector.layout) {
    case 'null':
      return 0;
    case 'fixed':
      return vector.length * vector.values.BYTES_PER_ELEMENT;
    case 'wide':
      return vector.length * 16;
    case 'bytes':
      return vector.length * 4 + (vector.offsets[vector.length] ?? 0) - (vector.offsets[0] ?? 0);
    case 'list':
      return vector.length * 4 + vectorBytes(vector.child);
    case 'struct':
      return vector.children.reduce((sum, child) => sum + vectorBytes(child), vector.length >> 3);
  }
}
