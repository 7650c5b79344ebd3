/** Keys under spark.sql. */
import type { ConfRow } from './conf.ts';

export const SQL_KEYS = {
  'spark.sql.ansi.enabled': { type: 'boolean', default: 'true', doc: 'Errors instead of NULL on overflow, bad casts and division by zero.' },
  'spark.sql.session.timeZone': { type: 'string', default: 'UTC', doc: 'Time zone of timestamps in text and of date functions; the machine\u2019s zone unless set.' },
  'spark.sql.caseSensitive': { type: 'boolean', default: 'false', doc: 'Whether names are told apart by case.' },
  'spark.sql.shuffle.partitions': { type: 'int', default: '200', doc: 'Partitions after a shuffle.' },
  'spark.sql.adaptive.enabled': { type: 'boolean', default: 'true', doc: 'Merge small shuffle partitions once their sizes are known.' },
  'spark.sql.adaptive.coalescePartitions.enabled': { type: 'boolean', default: 'true', doc: 'Merge small shuffle partitions once their sizes are known.' },
  'spark.sql.adaptive.advisoryPartitionSizeInBytes': { type: 'bytes', default: '64MB', doc: 'Size partitions are merged up to.' },
  'spark.sql.files.maxPartitionBytes': { type: 'bytes', default: '128MB', doc: 'Most bytes of files one scan partition reads.' },
  'spark.sql.files.openCostInBytes': { type: 'bytes', default: '4MB', doc: 'What opening a file counts as when splits are packed.' },
  'spark.sql.autoBroadcastJoinThreshold': { type: 'bytes', default: '10MB', doc: 'Largest side that is broadcast in a join.' },
  'spark.sql.execution.arrow.maxRecordsPerBatch': { type: 'int', default: '10000', doc: 'Rows of one Arrow batch to Python.' },
  'spark.sql.optimizer.enabled': { type: 'boolean', default: 'true', doc: 'Whether the optimizer\u2019s rules run.' },
  'spark.sql.native.enabled': { type: 'boolean', default: 'true', doc: 'Whether subplans are handed to the native engine.' },
} as const satisfies Record<string, ConfRow>;
