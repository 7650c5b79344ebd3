/** Python functions that turn each group into one row, and those over pairs of groups. */
import { compileValues } from '../../codegen/pipeline.ts';
import { assert } from '../../errors/internal.ts';
import type { Attribute, BoundReference, Expression } from '../../tree/expression.ts';
import { groupsOf } from '../../types/batch-groups.ts';
import type { Batch } from '../../types/vector.ts';
import type { PhysicalNode, PythonAggregateNode, PythonCogroupNode } from '../node.ts';
import { ascending } from '../node-builders.ts';
import type { Cogroup, TaskContext } from '../operator.ts';
import { argColumn, callOf } from './python.ts';
import { compileKeyComparator } from './sort.ts';
import { envOf } from './task-input.ts';

export async function* runPythonAggregate(
  node: PythonAggregateNode,
  task: TaskContext,
): AsyncGenerator<Batch, void, undefined> {
  const columns: Expression[] = node.grouping.map((ordinal) => bound(ordinal, node.child.output));
  const calls = node.udfs.map((udf) => {
    assert(udf.kind === 'python-udf', `${udf.kind} is no Python function`);
    return callOf(udf, columns);
  });
  const compute = compileValues(columns, envOf(task));
  async function* input(): AsyncGenerator<Batch, void, undefined> {
    for await (const batch of task.run(node.child)) {
      yield { length: batch.length, columns: compute(batch, task.partition) };
    }
  }
  const keys = node.grouping.map((_, i) => i);
  yield* task.services.aggregatePython(calls, input(), keys, columns.map(argColumn));
}

function bound(ordinal: number, output: readonly Attribute[]): BoundReference {
  const { type, nullable } = output[ordinal] as Attribute;
  return { kind: 'bound', ordinal, type, nullable };
}

export function runPythonCogroup(node: PythonCogroupNode, task: TaskContext): AsyncIterable<Batch> {
  const { function: fn, grouping, values, output, left, right } = node;
  const call = { function: fn, grouping, values, inputSchemas: [left.output, right.output] as const, output };
  return task.services.cogroupPython(call, cogroups(node, task));
}

/** Merges the groups of both sides, which are sorted by their keys; a key of one side meets an empty group. */
async function* cogroups(node: PythonCogroupNode, task: TaskContext): AsyncGenerator<Cogroup, void, undefined> {
  const orders = (child: PhysicalNode, keys: readonly number[]) => keys.map((i) => ascending(bound(i, child.output)));
  const left = compileKeyComparator(orders(node.left, node.grouping[0]), task);
  const right = compileKeyComparator(orders(node.right, node.grouping[1]), task);
  const compare = (a: readonly Batch[], b: readonly Batch[]): number =>
    left.comparator(left.keysOf(a[0] as Batch, task.partition), right.keysOf(b[0] as Batch, task.partition))(0, 0);
  const lefts = groupsOf(task.run(node.left), node.grouping[0])[Symbol.asyncIterator]();
  const rights = groupsOf(task.run(node.right), node.grouping[1])[Symbol.asyncIterator]();
  try {
    let [a, b] = [await lefts.next(), await rights.next()];
    while (a.done !== true || b.done !== true) {
      const order = a.done === true ? 1 : b.done === true ? -1 : compare(a.value, b.value);
      yield [order <= 0 ? a.value : [], order >= 0 ? b.value : []];
      if (order <= 0) a = await lefts.next();
      if (order >= 0) b = await rights.next();
    }
  } finally {
    await Promise.all([lefts.return?.(), rights.return?.()]);
  }
}
