/** RDDs from lineage to records, with real Python workers; expected partitions and texts are those of Spark 4.3. */
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { BlockStore } from '../exec/block-store.ts';
import { ExecutorPool } from '../exec/executor-pool.ts';
import { budgetOf } from '../exec/memory-budget.ts';
import { Scheduler } from '../exec/scheduler.ts';
import { PythonDaemons } from '../python/daemon.ts';
import { javaText } from '../python/java-text.ts';
import { unpickle } from '../python/pickle-reader.ts';
import { listItems } from '../python/rows-to-batches.ts';
import { PYTHON, runPython } from '../python/test-python.ts';
import { debugString } from '../rdd/debug-string.ts';
import type { RddNode } from '../rdd/node.ts';
import { RddGraph, type RddStorage } from '../rdd/rdd-graph.ts';
import { runRdd } from '../rdd/run-rdd.ts';
import { saveAsTextFile } from '../rdd/save-rdd.ts';
import type { PythonFunction } from '../tree/expression.ts';

const folder = mkdtempSync(join(tmpdir(), 'rdd-'));
const budget = budgetOf(undefined, 2);
const store = new BlockStore(budget, folder);
const pool = new ExecutorPool({
  entry: new URL('./rdd.fixture.ts', import.meta.url),
  size: 2,
  budget,
  localDir: folder,
  application: {},
});
const scheduler = new Scheduler({ pool, store, maxFailures: 1 });
const graph = new RddGraph(store, pool, folder);
const daemons = new PythonDaemons();
pool.serve('python-daemon', (args) => {
  const { exec, env } = args as { exec: string; env: Record<string, string> };
  return daemons.socketPath({ exec, env, daemonModule: 'pyspark.daemon', workerModule: 'pyspark.worker' });
});

afterAll(async () => {
  await daemons.close();
  await pool.stop();
  rmSync(folder, { recursive: true, force: true });
});

const SITE = 'test at rdd.test.ts:1';
const version = runPython('import sys; print("%d.%d" % sys.version_info[:2], end="")').toString();

/** `de` and `ser` are Python expressions for the serializers. */
function fn(lambda: string, de = 'pickles', ser = 'pickles'): PythonFunction {
  const command = runPython(`
import sys
from pyspark.serializers import BatchedSerializer, CPickleSerializer, CloudPickleSerializer, NoOpSerializer, PairDeserializer, pack_long
pickles = BatchedSerializer(CPickleSerializer(), 10)
single = CPickleSerializer()
sys.stdout.buffer.write(CloudPickleSerializer().dumps((${lambda}, None, ${de}, ${ser})))`);
  return {
    command,
    env: { PYTHONHASHSEED: '0' },
    includes: [],
    exec: PYTHON,
    version,
    broadcastIds: [],
    evalType: 0,
    deterministic: true,
  };
}

/** What `sc.parallelize(range(n), slices)` hands over: batches of the size PySpark would choose. */
async function numbers(n: number, slices: number): Promise<RddNode> {
  const path = join(folder, 'upload');
  const size = Math.max(1, Math.floor(n / slices));
  const bytes = runPython(`
import sys
from pyspark.serializers import BatchedSerializer, CPickleSerializer, CloudPickleSerializer, NoOpSerializer, PairDeserializer, pack_long
BatchedSerializer(CPickleSerializer(), ${size}).dump_stream(range(${n}), sys.stdout.buffer)`);
  writeFileSync(path, bytes);
  const rdd = await graph.parallelizeFile(path, slices, SITE);
  rmSync(path);
  return rdd;
}

/** `sc.parallelize(range(n), slices)`: made in the workers, from no data. */
async function ranged(n: number, slices: number): Promise<RddNode> {
  const start = (i: string): string => `int(${i} * ${n} / ${slices})`;
  return graph.python(await numbers(0, slices), fn(`lambda i, it: range(${start('i')}, ${start('(i + 1)')})`), false);
}

async function records(node: RddNode, partitions?: readonly number[]): Promise<(Uint8Array | null)[][]> {
  const out: (Uint8Array | null)[][] = [];
  for await (const { frames } of runRdd({ graph, scheduler }, node, { properties: {}, conf: {} }, partitions)) {
    out.push(unframed(Buffer.concat(frames)));
  }
  return out;
}

function unframed(bytes: Buffer): (Uint8Array | null)[] {
  const out: (Uint8Array | null)[] = [];
  for (let at = 0; at < bytes.length; ) {
    const length = bytes.readInt32BE(at);
    at += 4;
    out.push(length < 0 ? null : bytes.subarray(at, at + length));
    at += Math.max(0, length);
  }
  return out;
}

const texts = async (node: RddNode): Promise<string[][]> =>
  (await records(node)).map((part) => part.map((record) => Buffer.from(record as Uint8Array).toString()));

/** Elements by partition, batches undone. */
const glom = async (node: RddNode, partitions?: readonly number[]): Promise<string> => {
  const parts = await records(node, partitions);
  return parts
    .map((part) =>
      part
        .flatMap((record) => [...listItems(unpickle(record as Uint8Array))])
        .map((v) => javaText(v))
        .join(','),
    )
    .join(' | ');
};

test('parallelize cuts as Spark does; functions run over partitions', async () => {
  const rdd = await numbers(10, 3);
  expect(await glom(rdd)).toBe('0,1,2 | 3,4,5 | 6,7,8,9');
  expect(await glom(graph.python(rdd, fn('lambda i, it: (x * 10 + i for x in it)'), false))).toBe(
    '0,10,20 | 31,41,51 | 62,72,82,92',
  );
  expect(await glom(await numbers(100_000, 2), [1])).toMatch(/^50000,50001,.*,99999$/);
  expect(await glom(graph.empty(SITE))).toBe('');
});

const shuffled = (rdd: RddNode, partitions: number, identity: number): RddNode => {
  const bucket = `lambda i, it: (r for x in it for r in (pack_long(x % ${partitions}), CPickleSerializer().dumps([x])))`;
  const pairs = graph.pairwise(graph.python(rdd, fn(bucket, 'pickles', 'NoOpSerializer()'), false), SITE);
  return graph.mapped(graph.partitionBy(pairs, { partitions, identity }, SITE), true, SITE);
};

test('a shuffle brings records to their bucket, in order of the map partitions', async () => {
  const rdd = shuffled(await numbers(10, 3), 4, 1);
  expect(await glom(rdd)).toBe('0,4,8 | 1,5,9 | 2,6 | 3,7');
  const run = (): number => [...scheduler.status.stages.values()].filter((stage) => stage.tasks > 0).length;
  const before = run();
  expect(await glom(rdd, [3])).toBe('3,7');
  expect(run()).toBe(before + 1);
});

test('union, coalesce, zip and cartesian keep the order of Spark', async () => {
  const a = await numbers(4, 2);
  const b = await numbers(3, 3);
  expect(await glom(await graph.union([a, b, graph.empty(SITE)], SITE))).toBe('0,1 | 2,3 | 0 | 1 | 2');
  const aligned = await graph.union([shuffled(a, 2, 7), shuffled(b, 2, 7)], SITE);
  expect(aligned.className).toBe('PartitionerAwareUnionRDD');
  expect(await glom(aligned)).toBe('0,2,0,2 | 1,3,1');
  const seven = await ranged(20, 7);
  expect(await glom(graph.coalesce(seven, 3, false, SITE))).toBe(
    '0,1,2,3,4 | 5,6,7,8,9,10 | 11,12,13,14,15,16,17,18,19',
  );
  expect(await glom(graph.coalesce(seven, 3, true, SITE))).toBe(
    '0,1,8,9,10,17,18,19 | 2,3,4 | 5,6,7,11,12,13,14,15,16',
  );
  const three = await ranged(10, 3);
  expect(await glom(graph.coalesce(three, 4, true, SITE))).toBe('6,7,8,9 | 0,1,2,3,4,5 |  | ');
  const pairs = graph.zip(a, graph.python(a, fn('lambda i, it: (-x for x in it)'), false), SITE);
  const joined = fn('lambda i, it: it', 'PairDeserializer(pickles, pickles)');
  expect(await glom(graph.python(pairs, joined, false))).toMatch(/^\[L.*,\[L.* \| \[L/);
  expect((await records(pairs)).map((p) => p.length)).toEqual([2, 2]);
  expect((await records(graph.cartesian(a, b, SITE))).map((p) => p.length)).toEqual([2, 2, 2, 2, 2, 2]);
  await expect(records(graph.zip(a, b, SITE))).rejects.toThrow(
    "Can't zip RDDs with unequal numbers of partitions: List(2, 3)",
  );
  const uneven = graph.zip(await numbers(5, 2), graph.coalesce(await numbers(2, 2), 2, false, SITE), SITE);
  await expect(records(uneven)).rejects.toThrow('Can only zip RDDs with same number of elements in each partition');
});

test('text files are split by bytes, lines belong to where they start', async () => {
  const path = join(folder, 't.txt');
  writeFileSync(path, 'a\nb\n\nccc');
  expect(await texts(graph.textFile(path, 2, SITE))).toEqual([['a', 'b', ''], ['ccc']]);
  expect(await texts(graph.textFile(`file://${path}`, 5, SITE))).toEqual([['a'], ['b'], [], [''], ['ccc'], [], [], []]);
  writeFileSync(path, Array.from({ length: 1000 }, (_, i) => `l${i}é\r\n`).join(''));
  for (const parts of [1, 3, 17]) {
    expect((await texts(graph.textFile(path, parts, SITE))).flat()).toEqual(
      Array.from({ length: 1000 }, (_, i) => `l${i}é`),
    );
  }
  expect((await texts(graph.wholeTextFiles(path, 2, SITE)))[0]?.[0]).toBe(`file:${path}`);
  await expect(records(graph.textFile(join(folder, 'missing'), 2, SITE))).rejects.toThrow(
    /Input path does not exist: file:.*missing/,
  );
});

test('lines are saved as part files, once', async () => {
  const path = join(folder, 'saved');
  const strings = fn('lambda i, it: (str(x).encode() for x in it)', 'pickles', 'NoOpSerializer()');
  const rdd = graph.python(await numbers(5, 2), strings, false);
  const runtime = { graph, scheduler };
  await saveAsTextFile(runtime, rdd, path, { properties: {}, conf: {} });
  expect(readdirSync(path).sort()).toEqual(['_SUCCESS', 'part-00000', 'part-00001']);
  expect(await texts(graph.textFile(path, 1, SITE))).toEqual([
    ['0', '1'],
    ['2', '3', '4'],
  ]);
  await expect(saveAsTextFile(runtime, rdd, path, { properties: {}, conf: {} })).rejects.toThrow(
    /file:.*saved already exists/,
  );
});

test('persisted partitions are computed once each, when they are asked for', async () => {
  const marker = join(folder, 'computed');
  const lambda = `lambda i, it: (open('${marker}', 'a').write(str(i)), list(it))[1]`;
  const rdd = graph.python(await numbers(6, 3), fn(lambda), false);
  const level: RddStorage = { memory: true, disk: false, offHeap: false, deserialized: false, replication: 1 };
  await graph.persist(rdd, level);
  expect(await glom(rdd, [1])).toBe('2,3');
  expect(graph.cacheUse(rdd)).toMatchObject({ partitions: 1 });
  expect(await glom(rdd)).toBe('0,1 | 2,3 | 4,5');
  expect(await glom(rdd)).toBe('0,1 | 2,3 | 4,5');
  expect([...runPython(`print(open('${marker}').read(), end='')`).toString()].sort()).toEqual(['0', '1', '2']);
  expect((await debugString(graph, rdd)).split('\n')[1]).toMatch(
    /^ \| {7}CachedPartitions: 3; MemorySize: \d+\.0 B; DiskSize: 0\.0 B$/,
  );
  graph.unpersist(rdd);
  expect(await glom(rdd, [0])).toBe('0,1');
});

test('debug strings show the lineage as Spark does', async () => {
  const own = new RddGraph(store, pool, folder);
  const path = join(folder, 'd.txt');
  writeFileSync(path, 'a\nb\nc\nd\n');
  const site = (what: string): string => `${what} at NativeMethodAccessorImpl.java:0`;
  const lines = own.textFile(path, 2, site('textFile'));
  const counted = own.pairwise(
    own.python(lines, fn('lambda i, it: it'), false, 'reduceByKey at q.py:4'),
    'reduceByKey at q.py:4',
  );
  const spread = own.partitionBy(counted, { partitions: 3, identity: 5 }, site('partitionBy'));
  const values = own.mapped(spread, true, 'mapPartitions at PythonRDD.scala:197');
  const both = await own.union([own.python(values, fn('lambda i, it: it'), true), lines], site('union'));
  expect(await debugString(own, both)).toBe(`(5) UnionRDD[7] at union at NativeMethodAccessorImpl.java:0 []
 |  PythonRDD[6] at RDD at PythonRDD.scala:59 []
 |  MapPartitionsRDD[5] at mapPartitions at PythonRDD.scala:197 []
 |  ShuffledRDD[4] at partitionBy at NativeMethodAccessorImpl.java:0 []
 +-(2) PairwiseRDD[3] at reduceByKey at q.py:4 []
    |  PythonRDD[2] at reduceByKey at q.py:4 []
    |  ${path} MapPartitionsRDD[1] at textFile at NativeMethodAccessorImpl.java:0 []
    |  ${path} HadoopRDD[0] at textFile at NativeMethodAccessorImpl.java:0 []
 |  ${path} MapPartitionsRDD[1] at textFile at NativeMethodAccessorImpl.java:0 []
 |  ${path} HadoopRDD[0] at textFile at NativeMethodAccessorImpl.java:0 []`);
});

test('a Python error ends the job with its traceback', async () => {
  const rdd = graph.python(await numbers(4, 2), fn('lambda i, it: (1 // x for x in it)'), false);
  await expect(records(rdd)).rejects.toMatchObject({ condition: 'PYTHON_EXCEPTION' });
});
