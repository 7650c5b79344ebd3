/** Python functions over window frames. */
import { compileValues } from '../../codegen/pipeline.ts';
import { assert, internal } from '../../errors/internal.ts';
import type { BoundReference, Expression, WindowFrame } from '../../tree/expression.ts';
import { batchBytes } from '../../types/batch-bytes.ts';
import { INT } from '../../types/data-type.ts';
import type { Batch, Vector } from '../../types/vector.ts';
import { concatBatches, sliceBatch } from '../../types/vector-ops.ts';
import type { PythonWindowNode } from '../node.ts';
import type { PythonUdfCall, TaskContext } from '../operator.ts';
import { HeldMemory } from './held-memory.ts';
import { argColumn, callOf } from './python.ts';
import { withoutMarks } from './stretch.ts';
import { envOf, inPieces } from './task-input.ts';
import { compileFrames, type Frames, type Partition, ValueList } from './window-frames.ts';
import { type StretchOptions, stretchesOf } from './window-input.ts';

/** Each window partition goes to Python as a group; where frames move, with the rows where each of them begins and ends. */
export async function* runPythonWindow(
  node: PythonWindowNode,
  task: TaskContext,
): AsyncGenerator<Batch, void, undefined> {
  const args: Expression[] = [];
  const calls = node.calls.map(({ udf }) => {
    assert(udf.kind === 'python-udf', `${udf.kind} is no Python function`);
    return callOf(udf, args);
  });
  const list = new ValueList();
  const framesOf = node.calls
    .filter(({ frame }) => !isWhole(frame))
    .map(({ frame }) => compileFrames(frame, node.orderBy, list, task));
  const schema = [...args, ...framesOf.flatMap((_, i) => edgesAt(args.length + 2 * i))].map(argColumn);
  const compute = compileValues(args, envOf(task));
  const memory = new HeldMemory(task.services.memory);
  const waiting: Batch[] = [];

  async function* partitions(): AsyncGenerator<Batch, void, undefined> {
    const options: StretchOptions = { unit: 'partition', values: list.expressions, spills: false };
    for await (const stretch of stretchesOf(node, options, task)) {
      const { batch, from, to } = stretch.at(stretch.from);
      const all = withoutMarks(batch);
      await memory.take(batchBytes(all));
      waiting.push(all);
      const columns = compute(all, task.partition);
      for (let start = from, end = from; start < to; start = end) {
        end = stretch.partitionEnd(start);
        const rows = sliceBatch({ length: all.length, columns }, start - from, end - from);
        const partition: Partition = { start, end, at: stretch.at };
        const edges = framesOf.flatMap((frames) => edgeColumns(frames(partition), partition));
        yield { length: rows.length, columns: [...rows.columns, ...edges] };
      }
    }
  }

  let next = args.length;
  const bounded = calls.map((call, i): PythonUdfCall => {
    if (isWhole((node.calls[i] as (typeof node.calls)[number]).frame)) return call;
    const edges = edgesAt(next);
    next += 2;
    const argNames = call.argNames.length > 0 ? [undefined, undefined, ...call.argNames] : [];
    return { ...call, args: [...edges, ...call.args], argNames };
  });
  const bounds = node.calls.map(({ frame }) => (isWhole(frame) ? 'unbounded' : 'bounded'));
  let results: Batch[] = [];
  let ready = 0;
  for await (const partition of task.services.windowPython(bounded, bounds, partitions(), schema)) {
    results.push(partition);
    ready += partition.length;
    const all = waiting[0] ?? internal('Python gave more window partitions than it got');
    if (ready < all.length) continue;
    waiting.shift();
    if (waiting.length === 0) memory.release();
    yield* inPieces({ length: all.length, columns: [...all.columns, ...columnsOf(results)] });
    results = [];
    ready = 0;
  }
  assert(waiting.length === 0, 'Python gave fewer window partitions than it got');
}

const columnsOf = (results: readonly Batch[]): readonly Vector[] => concatBatches(results).columns;

const isWhole = ({ lower, upper }: WindowFrame): boolean =>
  lower.kind === 'unbounded-preceding' && upper.kind === 'unbounded-following';

const edgesAt = (ordinal: number): readonly BoundReference[] =>
  [ordinal, ordinal + 1].map((at) => ({ kind: 'bound', ordinal: at, type: INT, nullable: false }));

function edgeColumns(frames: Frames, { start, end }: Partition): readonly Vector[] {
  const length = end - start;
  const starts = Int32Array.from({ length }, (_, row) => frames.start(start + row) - start);
  // An empty frame may end before it starts, which a slice in Python may not.
  const ends = starts.map((first, row) => Math.max(first, frames.end(start + row) - start));
  const fixed = (values: Int32Array): Vector => ({ layout: 'fixed', length, validity: undefined, values });
  return [fixed(starts), fixed(ends)];
}
