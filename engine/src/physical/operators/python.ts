/** Python functions: scalar ones append columns to their input, the others replace it. */
import { compileValues } from '../../codegen/pipeline.ts';
import { assert, internal } from '../../errors/internal.ts';
import type { Attribute, BoundReference, Expression, PythonFunction, PythonUdf } from '../../tree/expression.ts';
import { nullableOf, typeOf } from '../../tree/output.ts';
import type { Batch } from '../../types/vector.ts';
import type { PythonEvalNode, PythonMapNode } from '../node.ts';
import type { PythonUdfCall, TaskContext } from '../operator.ts';
import { envOf } from './task-input.ts';

/** Only the arguments go to Python; the rows they belong to wait here. */
export async function* runPythonEval(node: PythonEvalNode, task: TaskContext): AsyncGenerator<Batch, void, undefined> {
  const args: Expression[] = [];
  const calls = node.udfs.map((udf) => {
    assert(udf.kind === 'python-udf', `${udf.kind} is no Python function`);
    return callOf(udf, args);
  });
  const compute = compileValues(args, envOf(task));
  const schema = args.map((arg, i): Attribute => argColumn(arg, i));
  const waiting: Batch[] = [];
  async function* argumentBatches(): AsyncGenerator<Batch, void, undefined> {
    for await (const batch of task.run(node.child)) {
      waiting.push(batch);
      yield { length: batch.length, columns: compute(batch, task.partition) };
    }
  }
  for await (const results of task.services.evaluatePython(calls, argumentBatches(), schema, task)) {
    const batch = waiting.shift() ?? internal('Python gave more batches than it got');
    assert(batch.length === results.length, `Python gave ${results.length} results for ${batch.length} rows`);
    yield { length: batch.length, columns: [...batch.columns, ...results.columns] };
  }
  assert(waiting.length === 0, 'Python gave fewer batches than it got');
}

/** `f(g(x))` with both in Python goes there once; the inner functions come first in `chained`. */
export function callOf(udf: PythonUdf, args: Expression[]): PythonUdfCall {
  const chained: PythonFunction[] = [];
  let inner = udf;
  for (let only = inner.args[0]; inner.args.length === 1 && only?.kind === 'python-udf'; only = inner.args[0]) {
    chained.unshift(only.function);
    inner = only;
  }
  const bound = inner.args.map((arg): BoundReference => {
    args.push(arg);
    return { kind: 'bound', ordinal: args.length - 1, type: typeOf(arg), nullable: nullableOf(arg) };
  });
  const { function: fn, type, id, name } = udf;
  return { function: fn, chained, args: bound, argNames: inner.argNames, returns: type, id, name };
}

export const argColumn = (arg: Expression, index: number): Attribute => ({
  kind: 'attribute',
  id: -1 - index,
  name: `_${index}`,
  type: typeOf(arg),
  nullable: nullableOf(arg),
  qualifier: [],
  metadata: {},
});

export function runPythonMap(node: PythonMapNode, task: TaskContext): AsyncIterable<Batch> {
  const { function: fn, grouping, values, output, child } = node;
  const call = { function: fn, grouping, values, inputSchema: child.output, output };
  return task.services.mapPython(call, task.run(child), task);
}
