/** Each row once for every projection, one after the other, as grouping sets need them. */
import { compileValues } from '../../codegen/pipeline.ts';
import type { Batch } from '../../types/vector.ts';
import { concatVectors, takeVector } from '../../types/vector-ops.ts';
import type { ExpandNode } from '../node.ts';
import type { TaskContext } from '../operator.ts';
import { envOf, inPieces } from './task-input.ts';

export async function* runExpand(node: ExpandNode, task: TaskContext): AsyncGenerator<Batch, void, undefined> {
  const env = envOf(task);
  const projections = node.projections.map((list) => compileValues(list, env));
  const width = projections.length;
  for await (const batch of task.run(node.child)) {
    const parts = projections.map((compute) => compute(batch, task.partition));
    const order = new Int32Array(batch.length * width);
    for (let row = 0, at = 0; row < batch.length; row++) {
      for (let p = 0; p < width; p++) order[at++] = p * batch.length + row;
    }
    const columns = node.output.map((_, c) => takeVector(concatVectors(parts.map((part) => part[c]!)), order));
    yield* inPieces({ length: order.length, columns });
  }
}
