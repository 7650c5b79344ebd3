/** Runs RDD tasks in an executor thread: computes partitions, and splits records by bucket for shuffles. */
import type { ExecutorTask, WorkHandler } from '../exec/executor-task.ts';
import type { TaskWork } from '../exec/messages.ts';
import type { Batch, BytesVector, FixedVector } from '../types/vector.ts';
import { BytesBuilder } from '../types/vector-builder.ts';
import { XorShiftRandom } from '../types/xor-shift-random.ts';
import { compute, type RddCompute, type RddServices } from './compute.ts';

export interface RddWork extends TaskWork {
  readonly kind: 'rdd';
  readonly rdd: RddCompute;
  readonly shuffle: RddShuffle | undefined;
}

/** Which reduce partition a record goes to: that of its bucket, or each in turn. */
export type RddShuffle =
  | { readonly by: 'bucket'; readonly partitions: number }
  | { readonly by: 'turn'; readonly partitions: number };

export function rddHandler(services: RddServices): WorkHandler {
  return {
    run(work, task) {
      const { rdd, shuffle } = work as RddWork;
      const records = compute(rdd, task.partition, task, services);
      if (shuffle === undefined) return records;
      return shuffle.by === 'bucket' ? bucketed(records, shuffle.partitions) : dealt(records, shuffle.partitions, task);
    },
    splitter: () => (batch) => (batch.columns[1] as FixedVector).values as Int32Array,
  };
}

/** Records come as pairs of an 8-byte bucket and bytes; the buckets become the second column. */
async function* bucketed(records: AsyncIterable<Batch>, partitions: number): AsyncIterable<Batch> {
  let bucket: number | undefined;
  for await (const batch of records) {
    const { offsets, data } = batch.columns[0] as BytesVector;
    const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
    const values = new BytesBuilder(batch.length);
    const buckets: number[] = [];
    for (let row = 0; row < batch.length; row++) {
      const from = offsets[row] as number;
      if (bucket === undefined) {
        bucket = Number(view.getBigInt64(from, false));
        continue;
      }
      values.appendBytes(data, from, offsets[row + 1] as number);
      buckets.push(((bucket % partitions) + partitions) % partitions);
      bucket = undefined;
    }
    if (buckets.length > 0) yield withBuckets(values.finish(), Int32Array.from(buckets));
  }
}

async function* dealt(records: AsyncIterable<Batch>, partitions: number, task: ExecutorTask): AsyncIterable<Batch> {
  let position = new XorShiftRandom(BigInt(task.partition)).nextBelow(partitions);
  for await (const batch of records) {
    const buckets = new Int32Array(batch.length);
    for (let row = 0; row < batch.length; row++) {
      position = (position + 1) % partitions;
      buckets[row] = position;
    }
    yield withBuckets(batch.columns[0] as BytesVector, buckets);
  }
}

function withBuckets(records: Batch['columns'][number], buckets: Int32Array): Batch {
  const { length } = buckets;
  return { length, columns: [records, { layout: 'fixed', length, validity: undefined, values: buckets }] };
}
