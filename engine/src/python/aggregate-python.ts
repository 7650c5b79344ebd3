/** Python functions that turn each group into one value (grouped aggregate pandas and Arrow functions). */
import type { PythonUdfCall } from '../physical/operator.ts';
import type { Attribute } from '../tree/expression.ts';
import { eachOf, groupsOf } from '../types/batch-groups.ts';
import type { Batch } from '../types/vector.ts';
import { sliceBatch } from '../types/vector-ops.ts';
import { arrowResults, joinedResults } from './arrow-call.ts';
import { ARROW_END, ArrowWriter } from './arrow-writer.ts';
import { int32Bytes } from './binary-writer.ts';
import type { PythonCall, PythonHost, PythonTaskFacts } from './python-host.ts';
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
  const call: PythonCall = {
    function: plan.function,
    evalType: plan.function.evalType,
    command: { kind: 'udfs', udfs: plan.udfs },
    input: groups(),
  };
  const returns = calls.map((each) => each.returns);
  yield* joinedResults(arrowResults(host, task, call, returns), joiner);
}
