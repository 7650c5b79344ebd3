/**
 * Makes a batch safe to be transferred to another thread: no shared memory, and no buffer of which another
 * batch may hold a part (slices share memory).
 */
import { isMarkedAsUntransferable } from 'node:worker_threads';
import type { Batch, NullVector, Vector } from '../types/vector.ts';
import { sliceVector } from '../types/vector-ops.ts';

export interface Transferable {
  readonly batch: Batch;
  readonly buffers: readonly ArrayBuffer[];
}

export function ownBatch(batch: Batch): Transferable {
  const buffers = new Set<ArrayBuffer>();
  const own = <T extends Uint8Array | BigInt64Array | Int32Array>(view: T): T => {
    const { buffer } = view;
    const keep =
      buffer instanceof ArrayBuffer && !isMarkedAsUntransferable(buffer) && view.byteLength === buffer.byteLength;
    const kept = keep ? view : (view.slice() as T);
    buffers.add(kept.buffer as ArrayBuffer);
    return kept;
  };
  const column = (vector: Vector): Vector => (vector.layout === 'null' ? vector : present(vector));
  const present = (vector: Exclude<Vector, NullVector>): Vector => {
    const validity = vector.validity === undefined ? undefined : own(vector.validity);
    switch (vector.layout) {
      case 'fixed':
        return { ...vector, validity, values: own(vector.values as Uint8Array) };
      case 'wide':
        return { ...vector, validity, values: own(vector.values) };
      case 'bytes':
        return ownBytes(vector.length, validity, vector.offsets, vector.data, own);
      case 'list': {
        const { length, offsets, child } = vector;
        const first = offsets[0] ?? 0;
        const last = offsets[length] ?? 0;
        return {
          ...vector,
          validity,
          offsets: own(rebased(offsets, length)),
          child: column(sliceVector(child, first, last)),
        };
      }
      case 'struct':
        return { ...vector, validity, children: vector.children.map(column) };
    }
  };
  return { batch: { length: batch.length, columns: batch.columns.map(column) }, buffers: [...buffers] };
}

function rebased(offsets: Int32Array, length: number): Int32Array {
  const used = offsets.subarray(0, length + 1);
  const first = used[0] ?? 0;
  return first === 0 ? used : used.map((o) => o - first);
}

function ownBytes(
  length: number,
  validity: Uint8Array | undefined,
  offsets: Int32Array,
  data: Uint8Array,
  own: <T extends Uint8Array | Int32Array>(view: T) => T,
): Vector {
  const used = data.subarray(offsets[0] ?? 0, offsets[length] ?? 0);
  return { layout: 'bytes', length, validity, offsets: own(rebased(offsets, length)), data: own(used) };
}
