/** Keys of the context: application, scheduling, memory, Python workers. */
import type { ConfRow } from './conf.ts';

export const CORE_KEYS = {
  'spark.app.name': { type: 'string', default: undefined, doc: 'Name of the application.', settable: true },
  'spark.master': {
    type: 'string',
    default: undefined,
    doc: 'Where to run: local, local[N], local[*].',
    settable: true,
  },
  'spark.default.parallelism': {
    type: 'int',
    default: undefined,
    doc: 'Partitions of RDDs made without a number.',
    settable: true,
  },
  'spark.driver.memory': { type: 'bytes', default: undefined, doc: 'Memory budget of the engine.' },
  'spark.driver.maxResultSize': { type: 'bytes', default: '1g', doc: 'Most bytes an action may bring to the driver.' },
  'spark.local.dir': { type: 'string', default: '/tmp', doc: 'Where spilled data goes.' },
  'spark.task.maxFailures': {
    type: 'int',
    default: '4',
    doc: 'Attempts of a task before its job fails; 1 in local mode unless local[N,F].',
  },
  'spark.ui.showConsoleProgress': { type: 'boolean', default: 'false', doc: 'Progress bar on a terminal.' },
  'spark.python.worker.reuse': { type: 'boolean', default: 'true', doc: 'Keep Python workers between tasks.' },
  'spark.executor.memory': {
    type: 'bytes',
    default: '1g',
    doc: 'Memory of an executor: here part of the engine\u2019s budget.',
  },
  'spark.executor.pyspark.memory': { type: 'bytes', default: undefined, doc: 'What a Python worker may use.' },
  'spark.executor.cores': { type: 'int', default: '1', doc: 'Cores of an executor.' },
  'spark.task.cpus': { type: 'int', default: '1', doc: 'Cores that one task takes.' },
} as const satisfies Record<string, ConfRow>;
