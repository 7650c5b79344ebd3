/** What running Python functions in an executor thread needs from the rest of the engine. */
import { EVAL } from '../tree/eval-type.ts';
import type { PythonFunction } from '../tree/expression.ts';
import type { PythonRun } from './python-runner.ts';
import type { BroadcastFile, PythonCommand } from './task-message.ts';
import type { WorkerPool } from './worker-pool.ts';

export interface PythonHost {
  readonly pool: WorkerPool;
  /** Socket of the daemon for an interpreter and environment; the driver starts and owns daemons. */
  daemonPath(exec: string, env: Readonly<Record<string, string>>): Promise<string>;
  broadcastFile(id: number): Promise<BroadcastFile>;
  /** Where files added to the application lie (`SparkFiles.getRootDirectory()`). */
  readonly filesDir: string;
}

/** The running task, as far as Python code can see it. */
export interface PythonTaskFacts {
  readonly stage: number;
  readonly partition: number;
  readonly attempt: number;
  readonly taskId: number | bigint;
  readonly signal: AbortSignal;
  readonly conf: Readonly<Record<string, string>>;
  readonly localProperties: Readonly<Record<string, string>>;
  /** Updates of the client's accumulators: pickled `(id, value)` pairs, counted if the task succeeds. */
  readonly accumulate: (updates: readonly Uint8Array[]) => void;
}

/** Settings that the worker understands; the rest stays here. */
const RUNNER_CONF = [
  'spark.sql.legacy.execution.pandas.groupedMap.assignColumnsByName',
  'spark.sql.execution.arrow.useLargeVarTypes',
  'spark.sql.legacy.execution.pythonUDF.pandas.conversion.enabled',
  'spark.sql.legacy.execution.pythonUDTF.pandas.conversion.enabled',
  'spark.sql.execution.pythonUDF.mapInBatch.legacy.acceptAnyIterable.enabled',
  'spark.sql.execution.pyspark.binaryAsBytes',
  'spark.sql.execution.pandas.convertToArrowArraySafely',
  'spark.sql.execution.pythonUDF.pandas.intToDecimalCoercionEnabled',
  'spark.sql.execution.pythonUDF.pandas.preferIntExtensionDtype',
  'spark.sql.session.timeZone',
  'spark.sql.execution.arrow.maxRecordsPerBatch',
  'spark.sql.execution.arrow.maxBytesPerBatch',
  'spark.sql.execution.pythonUDF.arrow.concurrency.level',
  'spark.sql.pyspark.udf.profiler',
  'spark.sql.pyspark.dataSource.profiler',
] as const;

/** Whether columns of the rows that functions give are taken by position, not by name. */
export const isByPosition = (task: PythonTaskFacts): boolean =>
  task.conf['spark.sql.legacy.execution.pandas.groupedMap.assignColumnsByName'] === 'false';

export interface PythonCall {
  readonly function: PythonFunction;
  readonly evalType: number;
  readonly evalConf?: Readonly<Record<string, string>>;
  /** Besides the settings that the worker understands. */
  readonly runnerConf?: Readonly<Record<string, string>>;
  readonly command: PythonCommand;
  readonly input: AsyncIterable<readonly Uint8Array[]>;
}

/** Puts together what the runner needs. */
export async function preparePython(host: PythonHost, task: PythonTaskFacts, call: PythonCall): Promise<PythonRun> {
  const { exec, env, broadcastIds, includes, version } = call.function;
  const runnerConf: Record<string, string> = { ...call.runnerConf };
  if (call.evalType !== EVAL.rdd) {
    for (const key of RUNNER_CONF) {
      const value = task.conf[key];
      if (value !== undefined) runnerConf[key] = value;
    }
  }
  return {
    pool: host.pool,
    daemonPath: await host.daemonPath(exec, env),
    signal: task.signal,
    input: call.input,
    onOutcome: ({ accumulators }) => {
      if (accumulators.length > 0) task.accumulate(accumulators);
    },
    task: {
      context: {
        stageId: task.stage,
        partitionId: task.partition,
        attemptNumber: task.attempt,
        taskAttemptId: Number(task.taskId),
        localProperties: task.localProperties,
        cpus: Number(task.conf['spark.task.cpus'] ?? 1),
      },
      pythonVersion: version,
      filesDir: host.filesDir,
      includes,
      broadcasts: await Promise.all(broadcastIds.map((id) => host.broadcastFile(id))),
      evalType: call.evalType,
      runnerConf,
      evalConf: call.evalConf ?? {},
      command: call.command,
    },
  };
}
