import { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { confOf } from '../conf/conf.ts';
import { heapOf } from '../exec/executor-start.ts';
import { collectRows } from './actions.ts';
import { ExecutorAhead } from './executor-ahead.ts';
import { resourcesOf } from './resources.ts';
import { SparkContext } from './spark-context.ts';
import { SparkSession } from './spark-session.ts';

const SETTINGS = new Map([
  ['spark.master', 'local[2]'],
  ['spark.driver.memory', '512m'],
  ['spark.app.name', 'ahead'],
]);
const foreseen = confOf(SETTINGS);
const heap = heapOf(resourcesOf(foreseen).budget, 2);

test('a thread is taken once, and only with the heap that it was started with', async () => {
  const ahead = new ExecutorAhead(foreseen);
  const worker = ahead.take(heap);
  expect(worker).toBeInstanceOf(Worker);
  expect(ahead.take(heap)).toBeUndefined();
  await worker?.terminate();
  expect(new ExecutorAhead(foreseen).take({ ...heap, limitMb: heap.limitMb + 1 })).toBeUndefined();
});

test('a context works with a thread started ahead, whether or not it suits', async () => {
  for (const memory of ['512m', '700m']) {
    const ahead = new ExecutorAhead(foreseen);
    const context = new SparkContext(new Map([...SETTINGS, ['spark.driver.memory', memory]]), ahead);
    expect(ahead.take(heap), 'it has been taken').toBeUndefined();
    const dataset = await new SparkSession(context).sql('SELECT sum(id) AS s FROM range(10)');
    expect(await collectRows(dataset, { properties: {} })).toEqual([[45n]]);
    await context.stop();
  }
});
