/** What Python code can see of the task it runs in. */
import type { ExecutorTask } from '../exec/executor-task.ts';
import type { PythonTaskFacts } from '../python/python-host.ts';

export function factsOf(task: ExecutorTask): PythonTaskFacts {
  return {
    stage: task.stage,
    partition: task.partition,
    attempt: task.attempt,
    taskId: task.taskId,
    signal: task.signal,
    conf: task.conf,
    localProperties: task.localProperties,
    accumulate: (updates) => {
      for (const update of updates) task.accumulate(0, update);
    },
  };
}
