/** Python functions that turn each group into one value (grouped aggregate pandas and Arrow functions). */
import type { PythonUdfCall } from '../physical/operator.ts';
import type { Attribute } from '../tree/expression.ts';
import { eachOf, groupsOf } from '../types/batch-groups.ts';
import type { Batch } from '../types/vector.ts';
import { sliceBatch } from '../types/vector-ops.ts';
import { checkResultTypes } from './arrow-result.ts';
import { ARROW_END, ArrowWriter } from './arrow-writer.ts';
import { int32Bytes } from './binary-writer.ts';
import { type PythonHost, type PythonTaskFacts, preparePython } from './python-host.ts';
import { pythonBatches } from './python-runner.ts';
import { ResultJoiner, rebatch } from './rebatch.ts';
import { planUdfInput } from './udf-command.ts';
import { arrowBatchRows, arrowOptions } from './udf-eval.ts';

/**
 * The input is sorted by `grouping`; gives one row a group: the grouping's columns, then one column for each call.
 * Without grouping the whole input is one group; as in Spark there is none, and so no row, when it has no rows.
 */
export async function* aggregatePython(
  host: PythonHost,
  task: PythonTaskFacts,
  calls: readonly PythonUdfCall[],
  input: AsyncIterable<Batch>,
  grouping: readonly number[],
  columns: readonly Attribute[],
): AsyncIterable<Batch> {
  const plan = planUdfInput(calls, columns);
  const writer = new ArrowWriter(plan.schema, arrowOptions(task.conf));
  const joiner = new ResultJoiner();
  const start = [int32Bytes(1), writer.schema()];
  async function* groups(): AsyncIterable<readonly Uint8Array[]> {
    for await (const group of groupsOf(input, grouping)) {
      const key = sliceBatch(group[0]!, 0, 1);
      joiner.send({ length: 1, columns: grouping.map((ordinal) => key.columns[ordinal]!) });
      yield start;
      for await (const batch of rebatch(eachOf(group), arrowBatchRows(task.conf))) {
        yield writer.batch({ length: batch.length, columns: plan.ordinals.map((i) => batch.columns[i]!) });
      }
      yield [ARROW_END];
    }
    yield [int32Bytes(0)];
  }
  const evalType = plan.function.evalType;
  const run = await preparePython(host, task, {
    function: plan.function,
    evalType,
    command: { kind: 'udfs', udfs: plan.udfs },
    input: groups(),
  });
  const onArrowSchema = checkResultTypes(
    evalType,
    calls.map((call) => call.returns),
  );
  for await (const results of pythonBatches({ ...run, onArrowSchema })) yield* joiner.receive(results);
  joiner.finish();
}
