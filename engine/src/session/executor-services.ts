/** What lives as long as an executor thread, beyond single tasks. */
import type { Executor } from '../exec/executor-task.ts';
import { NativeClient } from '../native/client.ts';
import type { PythonHost } from '../python/python-host.ts';
import { WorkerPool } from '../python/worker-pool.ts';
import type { RddHost } from '../rdd/rdd-host.ts';

export interface ExecutorServices {
  readonly python: PythonHost;
  readonly native: NativeClient;
  readonly rdd: RddHost;
}

export function executorServices(executor: Executor): ExecutorServices {
  const { application, ports } = executor.data;
  const python: PythonHost = {
    pool: new WorkerPool(),
    daemonPath: async (exec, env) => (await executor.call('python-daemon', { exec, env })) as string,
    broadcastFile: async (id) => (await executor.call('broadcast-file', id)) as never,
    filesDir: application['spark.tspark.files'] ?? '',
  };
  return { python, native: new NativeClient(ports['native'] as never), rdd: { python } };
}
