/**
 * Where the time of queries goes, as lines of JSON in the file that `spark.sql.profile.file` names: the phases of
 * planning, jobs and stages as they begin and end, and of each task what its operators took. For tools: `bench/` reads it.
 */
import { appendFileSync } from 'node:fs';
import type { ExecutorPool } from '../exec/executor-pool.ts';
import type { SchedulerStatus } from '../exec/status.ts';
import { now, TASK_PROFILE, type TaskTimes } from './task-profile.ts';

export interface Profile {
  /** Does `work`, which is a phase of planning by Spark's names for them. */
  phase<T>(name: string, work: () => T): T;
}

export const NO_PROFILE: Profile = { phase: (_, work) => work() };

/** Times are milliseconds since 1970, so that a client in another process can put its own beside them. */
export function profileTo(path: string, status: SchedulerStatus, pool: ExecutorPool): Profile {
  const write = (event: object): void => appendFileSync(path, `${JSON.stringify(event, withoutBigints)}\n`);
  status.addListener({
    jobStarted: ({ id }) => write({ event: 'job started', job: id, at: now() }),
    jobEnded: ({ id }) => write({ event: 'job ended', job: id, at: now() }),
    stageStarted: ({ id, job, name }) => write({ event: 'stage started', stage: id, job, name, at: now() }),
    stageEnded: ({ id }) => write({ event: 'stage ended', stage: id, at: now() }),
    nativeFailed: (reason) => write({ event: 'native failed', reason, at: now() }),
  });
  pool.serve(TASK_PROFILE, (times) => {
    write({ event: 'task', ...(times as TaskTimes) });
    return Promise.resolve(undefined);
  });
  return {
    phase(name, work) {
      const start = now();
      const end = (): void => write({ event: 'phase', phase: name, at: start, ms: now() - start });
      const result = work();
      if (result instanceof Promise) result.then(end, end);
      else end();
      return result;
    },
  };
}

const withoutBigints = (_: string, value: unknown): unknown =>
  typeof value === 'bigint' ? { bigint: String(value) } : value;
