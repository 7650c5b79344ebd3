/** Conditions of RDDs, broadcast values and files of an application. */
import type { ConditionRow } from './conditions.ts';

export const RDD_CONDITIONS = {
  BROADCAST_DESTROYED: { sqlState: '55000', kind: 'spark', message: '<broadcast> is used after it was destroyed.' },
  RDD_STORAGE_LEVEL_FIXED: {
    sqlState: '0A000',
    kind: 'unsupported',
    message: 'Cannot change storage level of an RDD after it was already assigned a level',
  },
  RDD_PARTITION_NOT_FOUND: {
    sqlState: '22023',
    kind: 'illegal-argument',
    message: 'Attempting to access a non-existent partition: <partition>. Total number of partitions: <count>',
  },
  CHECKPOINT_DIRECTORY_MISSING: {
    sqlState: '55000',
    kind: 'spark',
    message: 'Checkpoint directory has not been set in the SparkContext',
  },
} as const satisfies Record<string, ConditionRow>;
