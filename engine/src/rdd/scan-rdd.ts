/** RDDs under queries: a partition's pickled rows as columns, or its texts as one. */
import type { ExecutorTask } from '../exec/executor-task.ts';
import type { RddScan } from '../physical/node.ts';
import { field, STRING, struct } from '../types/data-type.ts';
import { recordsOf } from '../types/record-frames.ts';
import type { Batch } from '../types/vector.ts';
import { vectorBuilder } from '../types/vector-builder.ts';
import { compute, type RddCompute, type RddServices } from './compute.ts';

export function scanRdd(
  services: RddServices,
  node: RddScan,
  partition: number,
  task: ExecutorTask,
): AsyncIterable<Batch> {
  const records = compute(node.rdd as RddCompute, partition, task, services);
  if (node.records === 'texts') return texts(records);
  return services.unpickleRows(frames(records), struct(node.output.map((a) => field(a.name, a.type, a.nullable))));
}

/** Texts are UTF-8 in records and columns alike. */
async function* texts(batches: AsyncIterable<Batch>): AsyncIterable<Batch> {
  for await (const batch of batches) {
    const builder = vectorBuilder(STRING, batch.length);
    for (const record of recordsOf(batch)) builder.append(record);
    if (builder.length > 0) yield { length: builder.length, columns: [builder.finish()] };
  }
}

async function* frames(batches: AsyncIterable<Batch>): AsyncIterable<Uint8Array> {
  for await (const batch of batches) for (const record of recordsOf(batch)) if (record !== null) yield record;
}
