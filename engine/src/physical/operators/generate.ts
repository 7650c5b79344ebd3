/** Rows a generator function makes of each input row, beside the input's columns. */
import { compileValues } from '../../codegen/pipeline.ts';
import { assert } from '../../errors/internal.ts';
import { declared } from '../../functions/registry.ts';
import { typeOf } from '../../tree/output.ts';
import { BATCH_ROWS, type Batch } from '../../types/vector.ts';
import { vectorBuilder } from '../../types/vector-builder.ts';
import { takeVector } from '../../types/vector-ops.ts';
import { valueReader } from '../../types/vector-reader.ts';
import type { GenerateNode } from '../node.ts';
import type { TaskContext } from '../operator.ts';
import { runPythonTableFunction } from './python-table-function.ts';
import { envOf } from './task-input.ts';

export async function* runGenerate(node: GenerateNode, task: TaskContext): AsyncGenerator<Batch, void, undefined> {
  const { generator } = node;
  if (generator.kind === 'python-udf') {
    yield* runPythonTableFunction(node, generator, task);
    return;
  }
  assert(generator.kind === 'call', 'a generator is a call');
  const overload = declared('generator', generator.fn).overloads[generator.overload];
  assert(overload !== undefined, `${generator.fn} has no overload ${generator.overload}`);
  const compute = compileValues(generator.args, envOf(task));
  const readers = generator.args.map((arg) => valueReader(typeOf(arg)));
  const builders = node.output.slice(node.required.length).map((a) => vectorBuilder(a.type));

  for await (const batch of task.run(node.child)) {
    const args = compute(batch, task.partition);
    let sources: number[] = [];
    const flush = (): Batch => {
      const rows = Int32Array.from(sources);
      sources = [];
      const kept = node.required.map((ordinal) => takeVector(batch.columns[ordinal]!, rows));
      return { length: rows.length, columns: [...kept, ...builders.map((b) => b.finish())] };
    };
    for (let row = 0; row < batch.length; row++) {
      const before = sources.length;
      for (const made of overload.rows(args.map((vector, i) => readers[i]!(vector, row)))) {
        builders.forEach((builder, i) => {
          builder.append(made[i] ?? null);
        });
        sources.push(row);
      }
      if (node.outer && sources.length === before) {
        for (const builder of builders) builder.appendNull();
        sources.push(row);
      }
      if (sources.length >= BATCH_ROWS) {
        yield flush();
        task.signal.throwIfAborted();
      }
    }
    if (sources.length > 0) yield flush();
  }
}
