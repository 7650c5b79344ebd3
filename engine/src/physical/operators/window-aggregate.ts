/** Aggregate functions over window frames: once for each partition, running, or anew for each frame. */
import { type AggregateUse, compileAggregator } from '../../codegen/aggregator.ts';
import type { Batch, Vector } from '../../types/vector.ts';
import { vectorBuilder } from '../../types/vector-builder.ts';
import { valueReader } from '../../types/vector-reader.ts';
import type { TaskContext } from '../operator.ts';
import { envOf } from './task-input.ts';
import type { Frames, Partition } from './window-frames.ts';

export function aggregateOverFrames(
  use: AggregateUse,
  all: Batch,
  partitions: readonly Partition[],
  framesOf: (partition: Partition) => Frames,
  task: TaskContext,
): Vector {
  const aggregator = compileAggregator({ keys: [], aggregates: [use] }, envOf(task));
  const read = valueReader(use.returns);
  const builder = vectorBuilder(use.returns, all.length);
  for (const partition of partitions) {
    const { frameStart, frameEnd } = framesOf(partition);
    const { start: base } = partition;
    aggregator.clear();
    let from = 0;
    let to = 0;
    let value = read(onlyColumn(aggregator.results()), 0);
    for (let row = 0; row < frameStart.length; row++) {
      const start = frameStart[row]!;
      const end = Math.max(start, frameEnd[row]!);
      if (start !== from || end !== to) {
        task.signal.throwIfAborted();
        if (start === from && end > to) aggregator.update(all, task.partition, base + to, base + end);
        else {
          aggregator.clear();
          aggregator.update(all, task.partition, base + start, base + end);
        }
        from = start;
        to = end;
        value = read(onlyColumn(aggregator.results()), 0);
      }
      builder.append(value);
    }
  }
  return builder.finish();
}

function onlyColumn(results: Iterable<Batch>): Vector {
  for (const batch of results) return batch.columns[0]!;
  throw new RangeError('an aggregate without keys has one row');
}
