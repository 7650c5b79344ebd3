/** Python functions over window frames. */
import { compileValues } from '../../codegen/pipeline.ts';
import { assert, internal } from '../../errors/internal.ts';
import type { BoundReference, Expression, WindowFrame } from '../../tree/expression.ts';
import { INT } from '../../types/data-type.ts';
import type { Batch, Vector } from '../../types/vector.ts';
import { concatBatches, sliceBatch } from '../../types/vector-ops.ts';
import type { PythonWindowNode } from '../node.ts';
import type { PythonUdfCall, TaskContext } from '../operator.ts';
import { argColumn, callOf } from './python.ts';
import { envOf, inPieces } from './task-input.ts';
import { findPartitions, wholePartitions } from './window.ts';
import { compileFrames, type Partition } from './window-frames.ts';

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
  const moving = node.calls.map(({ frame }) => frame).filter((frame) => !isWhole(frame));
  const schema = [...args, ...moving.flatMap((_, i) => edgesAt(args.length + 2 * i))].map(argColumn);
  const compute = compileValues(args, envOf(task));
  const waiting: Batch[] = [];

  async function* partitions(): AsyncGenerator<Batch, void, undefined> {
    for await (const all of wholePartitions(node, task)) {
      waiting.push(all);
      const columns = compute(all, task.partition);
      const framesOf = moving.map((frame) => compileFrames(frame, node.orderBy, all, task));
      for (const partition of findPartitions(all, node.partitionBy, node.orderBy, task)) {
        const rows = sliceBatch({ length: all.length, columns }, partition.start, partition.end);
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

function edgeColumns(
  { frameStart, frameEnd }: ReturnType<ReturnType<typeof compileFrames>>,
  { start, end }: Partition,
): readonly Vector[] {
  // An empty frame may end before it starts, which a slice in Python may not.
  const ends = frameEnd.map((edge, row) => Math.max(edge, frameStart[row] as number));
  const fixed = (values: Int32Array): Vector => ({ layout: 'fixed', length: end - start, validity: undefined, values });
  return [fixed(frameStart), fixed(ends)];
}
