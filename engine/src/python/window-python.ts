/** Python functions over window frames: each partition of the window is a group, and every row gets a result. */
import type { PythonUdfCall } from '../physical/operator.ts';
import { EVAL } from '../tree/eval-type.ts';
import type { Attribute } from '../tree/expression.ts';
import type { Batch } from '../types/vector.ts';
import { arrowResults, joinedResults } from './arrow-call.ts';
import { ARROW_END, ArrowWriter } from './arrow-writer.ts';
import { int32Bytes } from './binary-writer.ts';
import type { PythonCall, PythonHost, PythonTaskFacts } from './python-host.ts';
import { ResultJoiner } from './rebatch.ts';
import { planUdfInput } from './udf-command.ts';
import { arrowOptions } from './udf-eval.ts';

/** `bounds` says for each call whether its frame is the whole partition; else its first two arguments are the frame's edges. */
export async function* windowPython(
  host: PythonHost,
  task: PythonTaskFacts,
  calls: readonly PythonUdfCall[],
  bounds: readonly string[],
  partitions: AsyncIterable<Batch>,
  columns: readonly Attribute[],
): AsyncIterable<Batch> {
  const plan = planUdfInput(calls, columns);
  const writer = new ArrowWriter(plan.schema, arrowOptions(task.conf));
  const joiner = new ResultJoiner();
  async function* groups(): AsyncIterable<readonly Uint8Array[]> {
    for await (const { length, columns: sent } of partitions) {
      joiner.send({ length, columns: [] });
      yield [int32Bytes(1), writer.schema()];
      yield writer.batch({ length, columns: plan.ordinals.map((i) => sent[i]!) });
      yield [ARROW_END];
    }
    yield [int32Bytes(0)];
  }
  const evalType = plan.function.evalType === EVAL.groupedAggPandas ? EVAL.windowAggPandas : EVAL.windowAggArrow;
  const call: PythonCall = {
    function: plan.function,
    evalType,
    runnerConf: { window_bound_types: bounds.join(',') },
    command: { kind: 'udfs', udfs: plan.udfs },
    input: groups(),
  };
  const returns = calls.map((each) => each.returns);
  yield* joinedResults(arrowResults(host, task, call, returns), joiner);
}
