/** What lives as long as an executor thread, beyond single tasks. */
import type { Executor, WorkHandler } from '../exec/executor-task.ts';
import { NativeClient } from '../native/client.ts';
import type { PythonHost } from '../python/python-host.ts';
import type { BroadcastFile } from '../python/task-message.ts';
import { WorkerPool } from '../python/worker-pool.ts';
import type { RddServices } from '../rdd/compute.ts';
import { BROADCAST_FILE, PYTHON_DAEMON, PYTHON_EXPECTED } from './driver-python.ts';
import { rddServices } from './rdd-services.ts';
import { filesFolder } from './shared-files.ts';
import { factsOf } from './task-facts.ts';

export interface ExecutorServices {
  readonly python: PythonHost;
  readonly native: NativeClient;
  readonly rdd: RddServices;
}

/** `handlers` by kind of work: an RDD made from a query runs the query's last stage. */
export function executorServices(
  executor: Executor,
  handlers: () => Readonly<Record<string, WorkHandler>>,
): ExecutorServices {
  const { localDir, ports } = executor.data;
  const pool = new WorkerPool();
  const python: PythonHost = {
    pool,
    daemonPath: async (exec, env) => (await executor.call(PYTHON_DAEMON, { exec, env })) as string,
    broadcastFile: async (id) => (await executor.call(BROADCAST_FILE, id)) as BroadcastFile,
    filesDir: filesFolder(localDir),
  };
  // Where this fails, the first task that needs Python says why.
  executor
    .call(PYTHON_EXPECTED, undefined)
    .then((path) => pool.warm(path as string))
    .catch(() => undefined);
  return { python, native: new NativeClient(ports.native as never), rdd: rddServices(python, factsOf, handlers) };
}
