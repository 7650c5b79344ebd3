/** SQL tasks in an executor thread: the services operators ask for, put together from the layers that provide them. */
import { SparkError } from '../errors/raise.ts';
import type { SqlWork } from '../exec/cut-stages.ts';
import type { Executor, ExecutorTask, WorkHandler } from '../exec/executor-task.ts';
import type { TaskWork } from '../exec/messages.ts';
import { nativeInputs } from '../exec/native-inputs.ts';
import { type NativeClient, NativeFailure } from '../native/client.ts';
import { runNativeScan } from '../native/native-scan.ts';
import type { NativeScan, Partitioning } from '../physical/node.ts';
import type { TaskContext, TaskMemory, TaskServices } from '../physical/operator.ts';
import { envOf } from '../physical/operators/task-input.ts';
import { rowPartitioner } from '../physical/row-partitioner.ts';
import { openTask } from '../physical/run.ts';
import { aggregatePython } from '../python/aggregate-python.ts';
import { cogroupPython } from '../python/cogroup-python.ts';
import { mapPython } from '../python/map-python.ts';
import { tableFunctionPython } from '../python/table-function-python.ts';
import { evaluateUdfs } from '../python/udf-eval.ts';
import { windowPython } from '../python/window-python.ts';
import { scanRdd } from '../rdd/scan-rdd.ts';
import { readsAlike } from '../sources/parquet/reads-alike.ts';
import { scanFiles } from '../sources/scan-files.ts';
import { writeRows } from '../sources/write-rows.ts';
import { batchBytes } from '../types/batch-bytes.ts';
import type { Batch } from '../types/vector.ts';
import { encodeRows } from './encode-rows.ts';
import type { ExecutorServices } from './executor-services.ts';
import type { EncodedWork } from './row-format.ts';
import { factsOf } from './task-facts.ts';
import { TaskProfile } from './task-profile.ts';

export function sqlHandler(executor: Executor, services: ExecutorServices): WorkHandler {
  return {
    run: (work, task) => runPlan(work as SqlWork, task, executor, services, (rows) => rows),
    splitter(partitioning, _work, task) {
      const split = rowPartitioner(
        partitioning as Partitioning,
        task.partition,
        envOf(contextOf(task, executor, services)),
      );
      return (batch) => split(batch);
    },
  };
}

/** The same rows as bytes: pickles for PySpark's serializers, Arrow record batches. */
export function encodedSqlHandler(executor: Executor, services: ExecutorServices): WorkHandler {
  return {
    run(work: TaskWork, task) {
      const { sql, format } = work as EncodedWork;
      return runPlan(sql, task, executor, services, (rows) => encodeRows(rows, format, task.conf));
    },
    splitter: (partitioning, work, task) =>
      sqlHandler(executor, services).splitter(partitioning, (work as EncodedWork).sql, task),
  };
}

function runPlan(
  work: SqlWork,
  task: ExecutorTask,
  executor: Executor,
  services: ExecutorServices,
  encode: (rows: AsyncIterable<Batch>) => AsyncIterable<Batch>,
): AsyncIterable<Batch> {
  if (executor.data.application['spark.sql.profile.file'] === undefined)
    return encode(contextOf(task, executor, services).run(work.plan));
  const profile = new TaskProfile(task, work.plan);
  const context = contextOf(task, executor, services, (node, rows) => profile.measure(node, rows));
  return profile.told(encode(context.run(work.plan)));
}

function contextOf(
  task: ExecutorTask,
  executor: Executor,
  services: ExecutorServices,
  measure?: TaskContext['measure'],
): TaskContext {
  return openTask({
    ...(measure === undefined ? {} : { measure }),
    stage: task.stage,
    partition: task.partition,
    attempt: task.attempt,
    taskId: BigInt(task.taskId),
    signal: task.signal,
    conf: task.conf,
    localProperties: task.localProperties,
    services: servicesOf(task, executor, services),
  });
}

function servicesOf(task: ExecutorTask, executor: Executor, { python, native, rdd }: ExecutorServices): TaskServices {
  const facts = factsOf(task);
  return {
    memory: task.memory,
    spill: () => task.spill(),
    readShuffle: (shuffle, partition) => task.blocks.read(shuffle, partition),
    readStored: (set) => task.blocks.read(set, 0),
    readBroadcast: (broadcast, memory) => allOf(task.blocks.read(broadcast, 0), memory),
    derived: (broadcast, key, make) => executor.derived(broadcast, key, make),
    readCache: (cache, partition) => task.blocks.read(cache, partition),
    scan: (node, partition, context) => scanFiles(node, partition, context, native),
    native: (node, partition, context) => runNative(native, node, partition, context),
    rdd: (node, partition) => scanRdd(rdd, node, partition, task),
    write: (node, rows, context) => writeRows(node, rows, context),
    evaluatePython: (udfs, input, schema) => evaluateUdfs(python, facts, udfs, input, schema),
    mapPython: (call, input) => mapPython(python, facts, call, input),
    cogroupPython: (call, input) => cogroupPython(python, facts, call, input),
    aggregatePython: (udfs, input, grouping, schema) => aggregatePython(python, facts, udfs, input, grouping, schema),
    tableFunctionPython: (call, input, schema) => tableFunctionPython(python, facts, call, input, schema),
    windowPython: (udfs, bounds, input, schema) => windowPython(python, facts, udfs, bounds, input, schema),
  };
}

/** DuckDB plans and begins while the files are looked at; none of its rows is used before they are found to be alike. */
async function* runNative(
  native: NativeClient,
  node: NativeScan,
  partition: number,
  context: TaskContext,
): AsyncGenerator<Batch> {
  if (partition !== 0) return;
  const { conf, services } = context;
  const lent = node.memory?.lent ?? 0;
  await services.memory.take(lent).catch((error: unknown) => {
    throw error instanceof SparkError ? new NativeFailure('there is no memory to lend') : error;
  });
  const alike = readsAlike(node.reads, conf);
  const stop = new AbortController();
  const signal = AbortSignal.any([context.signal, stop.signal]);
  const rows = runNativeScan(native, node, partition, { conf, signal }, nativeInputs(node, context));
  const first = rows.next();
  // Whoever awaits it below is told.
  first.catch(() => undefined);
  try {
    if (!(await alike)) throw new NativeFailure('a file has columns that are read otherwise');
    for (let row = await first; row.done !== true; row = await rows.next()) yield row.value;
  } finally {
    stop.abort();
    await rows.return(undefined).catch(() => undefined);
    services.memory.shrink(lent);
  }
}

async function allOf(batches: AsyncIterable<Batch>, memory: TaskMemory): Promise<readonly Batch[]> {
  const all: Batch[] = [];
  for await (const batch of batches) {
    await memory.take(batchBytes(batch));
    all.push(batch);
  }
  return all;
}
