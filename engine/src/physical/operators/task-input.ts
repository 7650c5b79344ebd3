/** What most operators do with their input: settings of the task, rows as one batch, memory accounted for. */
import type { EvalEnv } from '../../codegen/eval-env.ts';
import { batchBytes } from '../../types/batch-bytes.ts';
import { BATCH_ROWS, type Batch } from '../../types/vector.ts';
import { concatBatches, sliceBatch } from '../../types/vector-ops.ts';
import type { PhysicalNode } from '../node.ts';
import type { TaskContext } from '../operator.ts';

export function envOf(task: TaskContext): EvalEnv {
  return { timeZone: task.conf['spark.sql.session.timeZone'] ?? 'UTC', conf: task.conf };
}

/** All rows of a child in the task's partition, their memory counted; undefined when there are none. */
export async function collectRows(child: PhysicalNode, task: TaskContext): Promise<Batch | undefined> {
  const batches = await collectBatches(child, task);
  return batches.length === 0 ? undefined : concatBatches(batches);
}

async function collectBatches(child: PhysicalNode, task: TaskContext): Promise<readonly Batch[]> {
  const batches: Batch[] = [];
  for await (const batch of task.run(child)) {
    await task.services.memory.take(batchBytes(batch));
    batches.push(batch);
  }
  return batches;
}

/** A large batch in pieces of the usual size. */
export function* inPieces(batch: Batch): Generator<Batch, void, undefined> {
  if (batch.length <= BATCH_ROWS) {
    if (batch.length > 0) yield batch;
    return;
  }
  for (let from = 0; from < batch.length; from += BATCH_ROWS)
    yield sliceBatch(batch, from, Math.min(from + BATCH_ROWS, batch.length));
}
