/** RDDs under queries: a partition's pickled rows as columns. */
import type { ExecutorTask } from '../exec/executor-task.ts';
import type { RddScan } from '../physical/node.ts';
import { field, struct } from '../types/data-type.ts';
import { recordsOf } from '../types/record-frames.ts';
import type { Batch } from '../types/vector.ts';
import { compute, type RddCompute, type RddServices } from './compute.ts';

export function scanRdd(
  services: RddServices,
  node: RddScan,
  partition: number,
  task: ExecutorTask,
): AsyncIterable<Batch> {
  const records = compute(node.rdd as RddCompute, partition, task, services);
  return services.unpickleRows(frames(records), struct(node.output.map((a) => field(a.name, a.type, a.nullable))));
}

async function* frames(batches: AsyncIterable<Batch>): AsyncIterable<Uint8Array> {
  for await (const batch of batches) for (const record of recordsOf(batch)) if (record !== null) yield record;
}
