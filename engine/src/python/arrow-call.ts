/** Calls of Python functions whose results come back as Arrow. */
import { internal } from '../errors/internal.ts';
import type { DataType } from '../types/data-type.ts';
import type { Batch } from '../types/vector.ts';
import { checkResultTypes } from './arrow-result.ts';
import { type PythonCall, type PythonHost, type PythonTaskFacts, preparePython } from './python-host.ts';
import { pythonBatches } from './python-runner.ts';
import type { ResultJoiner } from './rebatch.ts';

/** The results' batches, once their types are known to be the expected ones. */
export async function* arrowResults(
  host: PythonHost,
  task: PythonTaskFacts,
  call: PythonCall,
  expected: readonly DataType[],
  byPosition = false,
): AsyncGenerator<Batch, void, undefined> {
  const run = await preparePython(host, task, call);
  yield* pythonBatches({ ...run, onArrowSchema: checkResultTypes(call.evalType, expected, byPosition) });
}

/** The results beside the rows that were sent for them. */
export async function* joinedResults(
  results: AsyncIterable<Batch>,
  joiner: ResultJoiner,
): AsyncGenerator<Batch, void, undefined> {
  for await (const batch of results) yield* joiner.receive(batch);
  joiner.finish();
}

/** The fields of the one column of structs as columns. */
export function rowsOf({ length, columns: [rows] }: Batch): Batch {
  if (rows?.layout !== 'struct') return internal('rows of a Python function come as structs');
  return { length, columns: rows.children };
}
