/** What a task brings over to the native engine: the rows of a native scan's children. */
import type { NativeInput } from '../native/native-scan.ts';
import type { NativeScan } from '../physical/node.ts';
import type { TaskContext } from '../physical/operator.ts';
import type { Batch } from '../types/vector.ts';
import { ownBatch } from './own-batch.ts';

export const nativeInputs = (node: NativeScan, task: TaskContext): readonly NativeInput[] =>
  node.children.map((child) => ({ types: child.output.map((a) => a.type), rows: owned(task.run(child)) }));

async function* owned(batches: AsyncIterable<Batch>): AsyncGenerator<Batch> {
  for await (const batch of batches) yield ownBatch(batch).batch;
}
