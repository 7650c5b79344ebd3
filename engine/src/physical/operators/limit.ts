/** Some rows of a partition's beginning or end. */
import { batchBytes } from '../../types/batch-bytes.ts';
import type { Batch } from '../../types/vector.ts';
import { sliceBatch } from '../../types/vector-ops.ts';
import type { LimitNode, TailNode } from '../node.ts';
import type { TaskContext } from '../operator.ts';

export async function* runLimit(node: LimitNode, task: TaskContext): AsyncGenerator<Batch, void, undefined> {
  let skip = node.offset;
  let left = node.count ?? Number.POSITIVE_INFINITY;
  if (left === 0) return;
  for await (const batch of task.run(node.child)) {
    const from = Math.min(skip, batch.length);
    skip -= from;
    const to = Math.min(batch.length, from + left);
    if (from === to) continue;
    left -= to - from;
    yield sliceBatch(batch, from, to);
    if (left === 0) return;
  }
}

export async function* runTail(node: TailNode, task: TaskContext): AsyncGenerator<Batch, void, undefined> {
  const kept: Batch[] = [];
  let rows = 0;
  for await (const batch of task.run(node.child)) {
    await task.services.memory.take(batchBytes(batch));
    kept.push(batch);
    rows += batch.length;
    for (let first = kept[0]; first !== undefined && rows - first.length >= node.count; first = kept[0]) {
      task.services.memory.shrink(batchBytes(first));
      rows -= first.length;
      kept.shift();
    }
  }
  let skip = Math.max(0, rows - node.count);
  for (const batch of kept) {
    const from = Math.min(skip, batch.length);
    skip -= from;
    if (from < batch.length) yield sliceBatch(batch, from, batch.length);
  }
}
