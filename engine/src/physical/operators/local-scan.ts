/** Rows that came with the plan. */
import { markAsUntransferable } from 'node:worker_threads';
import type { Batch, Vector } from '../../types/vector.ts';
import type { LocalScan } from '../node.ts';
import type { TaskContext } from '../operator.ts';
import { inPieces } from './task-input.ts';

/** The plan serves other tasks and attempts too: what they read must not leave the thread. */
export async function* runLocalScan(node: LocalScan, task: TaskContext): AsyncGenerator<Batch, void, undefined> {
  for (const batch of node.partitions[task.partition] ?? []) {
    task.signal.throwIfAborted();
    batch.columns.forEach(keepHere);
    yield* inPieces(batch);
  }
}

function keepHere(vector: Vector): void {
  switch (vector.layout) {
    case 'null':
      return;
    case 'fixed':
    case 'wide':
      keep(vector.values);
      break;
    case 'bytes':
      keep(vector.offsets);
      keep(vector.data);
      break;
    case 'list':
      keep(vector.offsets);
      keepHere(vector.child);
      break;
    case 'struct':
      vector.children.forEach(keepHere);
  }
  keep(vector.validity);
}

function keep(view: ArrayBufferView | undefined): void {
  if (view?.buffer instanceof ArrayBuffer) markAsUntransferable(view.buffer);
}
