/** Executor entry of the RDD tests: RDD tasks with real Python workers. */
import { runExecutor } from '../exec/executor.ts';
import type { PythonHost } from '../python/python-host.ts';
import { WorkerPool } from '../python/worker-pool.ts';
import { rddHandler } from '../rdd/rdd-handler.ts';
import { rddServices } from './rdd-services.ts';
import { factsOf } from './task-facts.ts';

runExecutor((executor) => {
  const python: PythonHost = {
    pool: new WorkerPool(),
    daemonPath: async (exec, env) => (await executor.call('python-daemon', { exec, env })) as string,
    broadcastFile: (id) => Promise.resolve({ id, path: '' }),
    filesDir: '',
  };
  return { rdd: rddHandler(rddServices(python, factsOf, () => ({}))) };
});
