import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { clusterSpark, isClusterMaster } from './hand-over.ts';

const packages = mkdtempSync(join(tmpdir(), 'hand-over-'));
afterAll(() => rmSync(packages, { recursive: true }));
const ours = join(packages, 'tspark/spark-home');

const spark = (name: string, version: string): string => {
  const home = join(packages, name);
  rmSync(home, { recursive: true, force: true });
  for (const folder of ['bin', 'jars']) mkdirSync(join(home, folder), { recursive: true });
  writeFileSync(join(home, 'bin/spark-submit'), '');
  writeFileSync(join(home, `jars/spark-core_2.13-${version}.jar`), '');
  return home;
};

test.each([
  ['spark://h:7077', true],
  ['yarn', true],
  ['k8s://https://h', true],
  ['local[*]', false],
  ['local-cluster[2,1,1024]', false],
  ['mesos://h', false],
  ['yarn-client', false],
])('%s is for a cluster: %s', (master, expected) => {
  expect(isClusterMaster(master)).toBe(expected);
});

test('the stock package beside ours serves a cluster, if it is of our version', () => {
  const stock = spark('pyspark', '4.3.0');
  expect(clusterSpark(undefined, ours)).toEqual({ home: stock });
  spark('pyspark', '3.5.8');
  expect(clusterSpark(undefined, ours)).toEqual({ missing: expect.stringContaining('TSPARK_CLUSTER_SPARK_HOME') });
});

test('a Spark that is named is taken as it is, and named where it is none', () => {
  const named = spark('other', '4.0.1');
  expect(clusterSpark(named, ours)).toEqual({ home: named });
  expect(clusterSpark('/no/spark', ours)).toEqual({ missing: expect.stringContaining('names /no/spark') });
});
