/** What RDD tasks ask of other layers: Python functions, queries' rows, unpickled rows. */
import { internal } from '../errors/internal.ts';
import type { ExecutorTask, WorkHandler } from '../exec/executor-task.ts';
import type { PythonHost, PythonTaskFacts } from '../python/python-host.ts';
import { runRddFunction } from '../python/rdd-function.ts';
import { rowsToBatches } from '../python/rows-to-batches.ts';
import type { RddServices } from '../rdd/compute.ts';

/** `handlers` run the last stage of a query that an RDD is made from. */
export function rddServices(
  python: PythonHost,
  factsOf: (task: ExecutorTask) => PythonTaskFacts,
  handlers: () => Readonly<Record<string, WorkHandler>>,
): RddServices {
  return {
    python: (fn, partition, records, task) => runRddFunction(python, { ...factsOf(task), partition }, fn, records),
    query: (work, partition, task) => {
      const handler = handlers()[work.kind] ?? internal(`no handler for tasks of kind ${work.kind}`);
      return handler.run(work, { ...task, partition });
    },
    unpickleRows: rowsToBatches,
  };
}
