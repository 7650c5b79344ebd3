/** Filters and projections, compiled into one loop over each batch. */
import { compilePipeline } from '../../codegen/pipeline.ts';
import type { Batch } from '../../types/vector.ts';
import type { Pipeline } from '../node.ts';
import type { TaskContext } from '../operator.ts';
import { envOf } from './task-input.ts';

export async function* runPipeline(node: Pipeline, task: TaskContext): AsyncGenerator<Batch, void, undefined> {
  const types = node.child.output.map((a) => a.type);
  const apply = compilePipeline(node.steps, types, envOf(task));
  for await (const batch of task.run(node.child)) {
    const made = apply(batch, task.partition);
    if (made.length > 0) yield made;
  }
}
