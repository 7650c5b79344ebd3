/** The buffers of a batch whose columns own their memory. */
import type { Batch, Vector } from '../types/vector.ts';

export function transferList(batch: Batch): readonly ArrayBuffer[] {
  const buffers = new Set<ArrayBuffer>();
  const visit = (vector: Vector): void => {
    if (vector.layout !== 'null' && vector.validity !== undefined) buffers.add(vector.validity.buffer as ArrayBuffer);
    switch (vector.layout) {
      case 'null':
        return;
      case 'fixed':
      case 'wide':
        buffers.add(vector.values.buffer as ArrayBuffer);
        return;
      case 'bytes':
        buffers.add(vector.offsets.buffer as ArrayBuffer);
        buffers.add(vector.data.buffer as ArrayBuffer);
        return;
      case 'list':
        buffers.add(vector.offsets.buffer as ArrayBuffer);
        visit(vector.child);
        return;
      case 'struct':
        for (const child of vector.children) visit(child);
        return;
    }
  };
  batch.columns.forEach(visit);
  return [...buffers];
}
