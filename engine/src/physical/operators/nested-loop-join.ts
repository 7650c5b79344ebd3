/** Joins without equality keys: every row of one side with every row of the other. */
import type { Batch } from '../../types/vector.ts';
import { concatBatches, sliceBatch } from '../../types/vector-ops.ts';
import type { NestedLoopJoin } from '../node.ts';
import type { TaskContext } from '../operator.ts';
import { JoinWriter, type Pairs } from './join-writer.ts';
import { collectRows } from './task-input.ts';

/** Pairs of one step: as many probe rows are taken at once as keep below it. */
const STEP_PAIRS = 1 << 18;

export async function* runNestedLoopJoin(
  node: NestedLoopJoin,
  task: TaskContext,
): AsyncGenerator<Batch, void, undefined> {
  const [build, probe] = node.build === 'left' ? [node.left, node.right] : [node.right, node.left];
  const rows =
    build.kind === 'broadcast-read'
      ? await task.services.derived(build.broadcast, 'rows', async (memory) =>
          joined(await task.services.readBroadcast(build.broadcast, memory)),
        )
      : await collectRows(build, task);
  const writer = new JoinWriter(node, rows, task);
  const width = rows?.length ?? 0;
  const step = Math.max(1, Math.floor(STEP_PAIRS / Math.max(1, width)));
  for await (const batch of task.run(probe)) {
    for (let from = 0; from < batch.length; from += step) {
      task.signal.throwIfAborted();
      const part = sliceBatch(batch, from, Math.min(from + step, batch.length));
      yield* writer.add(part, allPairs(part.length, width));
    }
  }
  yield* writer.finish();
}

const joined = (batches: readonly Batch[]): Batch | undefined =>
  batches.length === 0 ? undefined : concatBatches(batches);

function allPairs(probe: number, build: number): Pairs {
  const probeRows = new Int32Array(probe * build);
  const buildRows = new Int32Array(probe * build);
  for (let p = 0, at = 0; p < probe; p++) {
    for (let b = 0; b < build; b++, at++) {
      probeRows[at] = p;
      buildRows[at] = b;
    }
  }
  return { probeRows, buildRows };
}
