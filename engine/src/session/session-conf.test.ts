import { expect, test } from 'vitest';
import { SparkError } from '../errors/raise.ts';
import { SessionConf } from './session-conf.ts';

function conditionOf(act: () => void): string | undefined {
  try {
    act();
    return undefined;
  } catch (error) {
    if (error instanceof SparkError) return error.condition;
    throw error;
  }
}

test.each([
  ['spark.sql.shuffle.partitions', '7', undefined],
  ['spark.sql.shuffle.partitions', '7.5', 'INVALID_CONF_VALUE.TYPE_MISMATCH'],
  ['spark.sql.shuffle.partitions', '0', 'INVALID_CONF_VALUE.REQUIREMENT'],
  ['spark.sql.session.timeZone', '+01:00', undefined],
  ['spark.sql.session.timeZone', 'Nowhere/Land', 'INVALID_CONF_VALUE.TIME_ZONE'],
  ['spark.sql.files.maxPartitionBytes', '1xb', 'INVALID_CONF_VALUE.TYPE_MISMATCH'],
  ['spark.sql.sources.partitionOverwriteMode', 'dynamic', undefined],
  ['spark.sql.sources.partitionOverwriteMode', 'other', 'INVALID_CONF_VALUE.OUT_OF_RANGE_OF_OPTIONS'],
  ['spark.sql.warehouse.dir', 'x', 'CANNOT_MODIFY_STATIC_CONFIG'],
  ['spark.executor.memory', '1g', 'CANNOT_MODIFY_CONFIG'],
  ['spark.app.name', 'x', undefined],
  ['any.key', 'x', undefined],
])('%s = %s: %s', (key, value, condition) => {
  const conf = new SessionConf(new Map());
  expect(conditionOf(() => conf.set(key, value))).toBe(condition);
  if (condition === undefined) expect(conf.get(key)).toBe(value);
});

test('a default shows through until it is covered, and again when that is unset', () => {
  const conf = new SessionConf(new Map([['spark.sql.shuffle.partitions', '5']]));
  conf.set('spark.sql.shuffle.partitions', '6');
  conf.unset('spark.sql.shuffle.partitions');
  expect(conf.get('spark.sql.shuffle.partitions')).toBe('5');
  expect(conf.get('spark.sql.files.maxPartitionBytes')).toBe('134217728b');
  expect(conf.snapshot().getNumber('spark.sql.files.maxPartitionBytes')).toBe(128 * 1024 * 1024);
  expect(conf.get('spark.task.cpus')).toBeUndefined();
});

test('a key takes the value of its older name until it is set itself', () => {
  const conf = new SessionConf(new Map());
  expect(conf.get('spark.sql.execution.arrow.pyspark.enabled')).toBe('true');
  conf.set('spark.sql.execution.arrow.enabled', 'false');
  expect(conf.get('spark.sql.execution.arrow.pyspark.enabled')).toBe('false');
  expect(conf.snapshot().getBoolean('spark.sql.execution.arrow.pyspark.enabled')).toBe(false);
  conf.set('spark.sql.execution.arrow.pyspark.enabled', 'true');
  expect(conf.get('spark.sql.execution.arrow.pyspark.enabled')).toBe('true');
});
