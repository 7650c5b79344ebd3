/** Numbers of a range: each partition counts through its share of the elements. */
import { BATCH_ROWS, type Batch } from '../../types/vector.ts';
import type { RangeScan } from '../node.ts';
import type { TaskContext } from '../operator.ts';
import { rangeLength } from '../statistics.ts';

export async function* runRangeScan(node: RangeScan, task: TaskContext): AsyncGenerator<Batch, void, undefined> {
  const { start, end, step } = node;
  const total = rangeLength(start, end, step);
  const slices = BigInt(node.slices);
  const first = (BigInt(task.partition) * total) / slices;
  const last = ((BigInt(task.partition) + 1n) * total) / slices;
  let value = start + first * step;
  for (let left = Number(last - first); left > 0; left -= BATCH_ROWS) {
    task.signal.throwIfAborted();
    const length = Math.min(left, BATCH_ROWS);
    const values = new BigInt64Array(length);
    for (let i = 0; i < length; i++) {
      values[i] = value;
      value += step;
    }
    yield { length, columns: [{ layout: 'fixed', length, validity: undefined, values }] };
  }
}
