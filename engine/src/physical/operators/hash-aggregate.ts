/** Grouping by hash; a partial aggregate that grows large hands on what it has and starts anew. */
import { compileAggregator } from '../../codegen/aggregator.ts';
import type { Batch } from '../../types/vector.ts';
import type { HashAggregate } from '../node.ts';
import type { TaskContext } from '../operator.ts';
import { envOf } from './task-input.ts';

/** Over this a partial aggregate no longer saves much. */
const PARTIAL_BYTES = 64 * 1024 ** 2;

export async function* runHashAggregate(
  node: HashAggregate,
  task: TaskContext,
): AsyncGenerator<Batch, void, undefined> {
  const aggregator = compileAggregator(node, envOf(task));
  const { memory } = task.services;
  let counted = 0;
  for await (const batch of task.run(node.child)) {
    aggregator.update(batch, task.partition);
    const { bytes } = aggregator;
    if (node.partial && node.keys.length > 0 && bytes > PARTIAL_BYTES) {
      yield* aggregator.results();
      aggregator.clear();
      memory.shrink(counted);
      counted = 0;
    } else if (bytes > counted) {
      await memory.grow(bytes - counted);
      counted = bytes;
    }
  }
  if (aggregator.groups > 0) yield* aggregator.results();
}
