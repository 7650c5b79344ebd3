/** Executor entry of the RDD tests: RDD tasks with real Python workers. */
import { runExecutor } from '../exec/executor.ts';
import type { ExecutorTask } from '../exec/executor-task.ts';
import type { PythonHost } from '../python/python-host.ts';
import { WorkerPool } from '../python/worker-pool.ts';
import { rddHandler } from '../rdd/rdd-handler.ts';
import { rddServices } from './rdd-services.ts';

runExecutor((executor) => {
  const python: PythonHost = {
    pool: new WorkerPool(),
    daemonPath: async (exec, env) => (await executor.call('python-daemon', { exec, env })) as string,
    broadcastFile: (id) => Promise.resolve({ id, path: '' }),
    filesDir: '',
  };
  const facts = (task: ExecutorTask) => ({
    ...task,
    accumulate: (updates: readonly Uint8Array[]): void => {
      for (const update of updates) task.accumulate(0, update);
    },
  });
  return { rdd: rddHandler(rddServices(python, facts, () => ({}))) };
});
