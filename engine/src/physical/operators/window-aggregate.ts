/** Aggregate functions over window frames: once for each partition, running, or anew for each frame. */
import { type AggregateUse, compileAggregator } from '../../codegen/aggregator.ts';
import type { Value } from '../../types/value.ts';
import type { Vector } from '../../types/vector.ts';
import { valueReader } from '../../types/vector-reader.ts';
import type { TaskContext } from '../operator.ts';
import { envOf } from './task-input.ts';
import type { Frames, Partition } from './window-frames.ts';

/** The value for all rows of a partition in turn. */
export type ValueAt = (position: number) => Value;

export function aggregateOverFrames(
  use: AggregateUse,
  framesOf: (partition: Partition) => Frames,
  task: TaskContext,
): (partition: Partition) => ValueAt {
  const aggregator = compileAggregator({ keys: [], aggregates: [use] }, envOf(task));
  const read = valueReader(use.returns);
  const result = (): Value => {
    for (const { columns } of aggregator.results()) return read(columns[0] as Vector, 0);
    throw new RangeError('an aggregate without keys has one row');
  };
  let counted = 0;
  const countState = (): void => {
    const grown = aggregator.bytes - counted;
    if (grown <= 0) return;
    task.services.memory.claim(grown);
    counted += grown;
  };
  return (partition) => {
    const frames = framesOf(partition);
    aggregator.clear();
    let from = partition.start;
    let to = partition.start;
    let value = result();
    const fold = (start: number, end: number): void => {
      for (let at = start; at < end; ) {
        task.signal.throwIfAborted();
        const piece = partition.at(at);
        const stop = Math.min(end, piece.to);
        aggregator.update(piece.batch, task.partition, at - piece.from, stop - piece.from);
        if (stop === piece.to) countState();
        at = stop;
      }
    };
    return (position) => {
      const start = frames.start(position);
      const end = Math.max(start, frames.end(position));
      if (start === from && end === to) return value;
      if (start === from && end > to) fold(to, end);
      else {
        aggregator.clear();
        fold(start, end);
      }
      from = start;
      to = end;
      value = result();
      return value;
    };
  };
}
