/** Which child partition a partition of a union or of a coalesced plan consists of. */
import { internal } from '../../errors/internal.ts';
import type { Batch } from '../../types/vector.ts';
import type { CoalesceNode, UnionNode } from '../node.ts';
import type { TaskContext } from '../operator.ts';
import { partitionCount } from '../properties.ts';

export function runUnion(node: UnionNode, task: TaskContext): AsyncIterable<Batch> {
  let partition = task.partition;
  for (const child of node.children) {
    const count = partitionCount(child);
    if (partition < count) return task.run(child, partition);
    partition -= count;
  }
  return internal(`a union has no partition ${task.partition}`);
}

export async function* runCoalesce(node: CoalesceNode, task: TaskContext): AsyncGenerator<Batch, void, undefined> {
  for (const partition of node.groups[task.partition] ?? []) yield* task.run(node.child, partition);
}
