/** Rows that came with the plan. */
import type { Batch } from '../../types/vector.ts';
import type { LocalScan } from '../node.ts';
import type { TaskContext } from '../operator.ts';
import { inPieces } from './task-input.ts';

export async function* runLocalScan(node: LocalScan, task: TaskContext): AsyncGenerator<Batch, void, undefined> {
  for (const batch of node.partitions[task.partition] ?? []) {
    task.signal.throwIfAborted();
    yield* inPieces(batch);
  }
}
