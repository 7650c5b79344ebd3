/** What RDD tasks ask of other layers: Python functions, queries' rows, unpickled rows. */
import { internal } from '../errors/internal.ts';
import type { ExecutorTask, WorkHandler } from '../exec/executor-task.ts';
import type { TaskWork } from '../exec/messages.ts';
import type { PythonHost, PythonTaskFacts } from '../python/python-host.ts';
import { runRddFunction } from '../python/rdd-function.ts';
import { rowsToBatches } from '../python/rows-to-batches.ts';
import type { RddServices } from '../rdd/compute.ts';
import { RecordCollector } from '../types/record-frames.ts';
import type { Batch, BytesVector } from '../types/vector.ts';
import type { EncodedWork } from './row-format.ts';

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
      const rows = handler.run(work, { ...task, partition });
      return isPickled(work) ? unframed(rows) : rows;
    },
    unpickleRows: rowsToBatches,
  };
}

const isPickled = (work: TaskWork): boolean =>
  work.kind === 'encoded-sql' && (work as EncodedWork).format.kind === 'pickled';

/** Pickled rows come with their lengths in front, as a socket wants them; records of an RDD have none. */
async function* unframed(batches: AsyncIterable<Batch>): AsyncIterable<Batch> {
  const records = new RecordCollector();
  for await (const batch of batches) {
    const { data, offsets } = batch.columns[0] as BytesVector;
    for (let row = 0; row < batch.length; row++) {
      records.addRange(data, (offsets[row] as number) + 4, offsets[row + 1] as number);
      if (records.isFull) yield records.finish();
    }
  }
  if (records.length > 0) yield records.finish();
}
