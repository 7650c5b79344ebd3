/** A Python function over the records of one RDD partition. */

import { EVAL } from '../tree/eval-type.ts';
import type { PythonFunction } from '../tree/expression.ts';
import { batchRecords, frameRecords } from '../types/record-frames.ts';
import type { Batch } from '../types/vector.ts';
import { type PythonHost, type PythonTaskFacts, preparePython } from './python-host.ts';
import { pickledInput, pythonFrames } from './python-runner.ts';

export async function* runRddFunction(
  host: PythonHost,
  task: PythonTaskFacts,
  fn: PythonFunction,
  records: AsyncIterable<Batch>,
): AsyncIterable<Batch> {
  async function* frames(): AsyncIterable<Uint8Array> {
    for await (const batch of records) yield frameRecords(batch);
  }
  const run = await preparePython(host, task, {
    function: fn,
    evalType: EVAL.rdd,
    command: { kind: 'rdd', bytes: fn.command },
    input: pickledInput(frames()),
  });
  yield* batchRecords(pythonFrames(run));
}
