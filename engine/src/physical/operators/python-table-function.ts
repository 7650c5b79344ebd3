/** Rows a Python table function makes of each input row, beside the input's columns. */
import { compileValues } from '../../codegen/pipeline.ts';
import { raise } from '../../errors/raise.ts';
import type { Expression, PythonUdf } from '../../tree/expression.ts';
import type { Batch } from '../../types/vector.ts';
import { sliceBatch, takeBatch } from '../../types/vector-ops.ts';
import type { GenerateNode } from '../node.ts';
import type { TaskContext } from '../operator.ts';
import { argColumn, callOf } from './python.ts';
import { envOf, inPieces } from './task-input.ts';

/** SQL_ARROW_UDTF: takes whole batches, so that its results belong to no row. */
const OVER_BATCHES = 302;

export async function* runPythonTableFunction(
  node: GenerateNode,
  generator: PythonUdf,
  task: TaskContext,
): AsyncGenerator<Batch, void, undefined> {
  if (generator.function.evalType === OVER_BATCHES && node.required.length > 0) {
    raise('UNSUPPORTED_FEATURE_BY_NAME', { feature: `the Arrow table function ${generator.name} in a lateral join` });
  }
  const args: Expression[] = [];
  const call = callOf(generator, args);
  const compute = compileValues(args, envOf(task));
  const sources: Batch[] = [];
  async function* argumentBatches(): AsyncGenerator<Batch, void, undefined> {
    for await (const batch of task.run(node.child)) {
      for (let row = 0; row < batch.length && node.required.length > 0; row++) sources.push(rowOf(batch, row, node));
      yield { length: batch.length, columns: compute(batch, task.partition) };
    }
  }
  let source: Batch | undefined;
  for await (const rows of task.services.tableFunctionPython(call, argumentBatches(), args.map(argColumn))) {
    // What `terminate` gives stands beside the last row.
    source = sources.shift() ?? source;
    if (rows.length === 0) continue;
    const kept = source === undefined ? [] : takeBatch(source, new Int32Array(rows.length)).columns;
    yield* inPieces({ length: rows.length, columns: [...kept, ...rows.columns] });
  }
}

function rowOf(batch: Batch, row: number, { required }: GenerateNode): Batch {
  const columns = required.map((ordinal) => batch.columns[ordinal] as Batch['columns'][number]);
  return sliceBatch({ length: batch.length, columns }, row, row + 1);
}
