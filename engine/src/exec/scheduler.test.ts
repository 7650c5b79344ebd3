import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { SparkError } from '../errors/raise.ts';
import type { FixedVector } from '../types/vector.ts';
import { BlockStore } from './block-store.ts';
import { ExecutorPool } from './executor-pool.ts';
import { collectBatches, type Job, type JobRequest } from './job.ts';
import { budgetOf, type MemoryBudget } from './memory-budget.ts';
import type { CountWork, SumWork } from './scheduler.fixture.ts';
import { Scheduler } from './scheduler.ts';
import type { Stage } from './stage.ts';
import { openTaskMemory } from './task-memory.ts';

const localDir = mkdtempSync(join(tmpdir(), 'exec-'));
const pools: ExecutorPool[] = [];

function engine(options: { maxFailures?: number; memory?: number; entry?: URL } = {}): {
  scheduler: Scheduler;
  store: BlockStore;
  pool: ExecutorPool;
  budget: MemoryBudget;
} {
  const budget = budgetOf(options.memory, 2);
  const store = new BlockStore(budget, localDir);
  const entry = options.entry ?? new URL('./scheduler.fixture.ts', import.meta.url);
  const pool = new ExecutorPool({ entry, size: 2, budget, localDir, application: {}, cancelGrace: 500 });
  pools.push(pool);
  return { scheduler: new Scheduler({ pool, store, maxFailures: options.maxFailures ?? 1 }), store, pool, budget };
}

const main = engine();

afterAll(async () => {
  await Promise.all(pools.map((p) => p.stop()));
  rmSync(localDir, { recursive: true, force: true });
});

function counting(partitions: number, rows: number, more: Partial<CountWork> = {}): Stage {
  const work: CountWork = { kind: 'count', rows, ...more };
  return {
    name: 'count',
    set: undefined,
    parents: [],
    prepare: () => ({ partitions, work, output: { kind: 'result' }, reads: [] }),
  };
}

/** Numbers split by their value modulo `reducers`, summed in each reduce partition. */
function summing(set: number, maps: number, rows: number, reducers: number, more: Partial<CountWork> = {}): Stage {
  const map: Stage = {
    ...counting(maps, rows),
    set,
    prepare: () => ({
      partitions: maps,
      work: { kind: 'count', rows, ...more } as CountWork,
      output: { kind: 'split', set, partitions: reducers, partitioning: reducers },
      reads: [],
    }),
  };
  const work: SumWork = { kind: 'sum', set };
  const ranges = Array.from({ length: reducers }, (_, i) => [i, i + 1] as const);
  return {
    name: 'sum',
    set: undefined,
    parents: [map],
    prepare: () => ({ partitions: reducers, work, output: { kind: 'result' }, reads: [{ set, by: 'range', ranges }] }),
  };
}

async function numbers(job: Job): Promise<number[]> {
  return (await collectBatches(job)).flatMap((b) => [...((b.columns[0] as FixedVector).values as Int32Array)]);
}

const run = (e: { scheduler: Scheduler }, stage: Stage, more: Partial<JobRequest> = {}): Job =>
  e.scheduler.run({ stage, properties: {}, conf: {}, ...more });

test('results come in the order asked for, from the partitions asked for', async () => {
  const updates: unknown[] = [];
  const job = run(main, counting(5, 2), { partitions: () => [3, 0], onAccumulator: (u) => updates.push(...u) });
  expect(await numbers(job)).toEqual([6, 7, 0, 1]);
  expect(await job.partitionCount).toBe(5);
  expect(updates).toEqual([
    { id: 1, update: 2 },
    { id: 1, update: 2 },
  ]);
});

test('a shuffle moves every row to its partition, and a second job skips the finished stage', async () => {
  const set = main.store.create();
  const stage = summing(set, 3, 50_000, 4);
  const expected = [0, 1, 2, 3].map((r) => {
    let total = 0;
    for (let v = r; v < 150_000; v += 4) total = (total + v) | 0;
    return total;
  });
  expect(await numbers(run(main, stage))).toEqual(expected);
  const computed = (): number => [...main.scheduler.status.stages.values()].filter((s) => s.tasks > 0).length;
  const stages = computed();
  expect(main.store.liveSlabs).toBeGreaterThan(0);
  expect(await numbers(run(main, stage, { partitions: () => [2] }))).toEqual([expected[2]]);
  expect(computed()).toBe(stages + 1);
  main.store.release(set);
  expect(main.store.liveSlabs).toBe(0);
});

test('a failing task fails its job with the condition as cause; with more attempts it succeeds', async () => {
  const error = await numbers(run(main, counting(2, 1, { failing: 'always' }))).catch((e: unknown) => e as Error);
  expect(error).toMatchObject({
    name: 'JobAborted',
    message: expect.stringContaining('failed 1 times, most recent failure'),
  });
  expect((error as Error).cause).toBeInstanceOf(SparkError);
  expect(((error as Error).cause as SparkError).condition).toBe('DIVIDE_BY_ZERO');
  const patient = engine({ maxFailures: 2 });
  expect(await numbers(run(patient, counting(2, 1, { failing: 'once' })))).toEqual([0, 1]);
});

test('tasks of a dead thread run again', async () => {
  expect(await numbers(run(main, counting(2, 3, { failing: 'crash-once' })))).toEqual([0, 1, 2, 3, 4, 5]);
});

test('cancelling ends waiting tasks and loops that never wait, and the executors go on', async () => {
  for (const kind of ['hang', 'spin']) {
    const stage: Stage = {
      ...counting(4, 1),
      prepare: () => ({ partitions: 4, work: { kind }, output: { kind: 'result' }, reads: [] }),
    };
    const job = run(main, stage, { properties: { 'spark.jobGroup.id': 'g' } });
    const failure = numbers(job).catch((e: unknown) => (e as Error).name);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(main.scheduler.status.jobIdsForGroup('g')[0]).toBe(job.id);
    main.scheduler.cancelGroup('g');
    expect(await failure).toBe('JobCancelled');
  }
  expect(await numbers(run(main, counting(1, 1)))).toEqual([0]);
});

test('blocks over the budget go to files; a lost one is computed again', async () => {
  const small = engine({ memory: 1 });
  // The budget's floor is 64 MB: take it all.
  while (true) if ((await small.store.allocate(16 * 1024 ** 2, -1)) === undefined) break;
  const set = small.store.create();
  const stage = summing(set, 2, 200_000, 3);
  const first = await numbers(run(small, stage));
  expect(small.store.use(set)).toMatchObject({ partitions: 2, memoryBytes: 0 });
  expect(small.store.use(set).diskBytes).toBeGreaterThan(1_600_000);
  for (const file of readdirSync(localDir)) rmSync(join(localDir, file));
  expect(await numbers(run(small, stage))).toEqual(first);
});

test('a task that fails leaves no file', async () => {
  const small = engine({ memory: 1 });
  while (true) if ((await small.store.allocate(16 * 1024 ** 2, -1)) === undefined) break;
  const before = readdirSync(localDir);
  const stage = summing(small.store.create(), 2, 200_000, 3, { failing: 'late' });
  await expect(numbers(run(small, stage))).rejects.toThrow('DIVIDE_BY_ZERO');
  // The other task ends a little later.
  await vi.waitFor(() => expect(readdirSync(localDir)).toEqual(before), { timeout: 5000 });
});

test('a cache is moved to disk for newer blocks, and read from there', async () => {
  const e = engine({ memory: 1 });
  const set = e.store.create({ memory: true, disk: true });
  const keep: Stage = {
    ...counting(1, 100_000),
    set,
    prepare: () => ({
      partitions: 1,
      work: { kind: 'count', rows: 100_000 } as CountWork,
      output: { kind: 'keep', set },
      reads: [],
    }),
  };
  const work: SumWork = { kind: 'sum', set };
  const stage: Stage = {
    ...counting(1, 1),
    parents: [keep],
    prepare: () => ({ partitions: 1, work, output: { kind: 'result' }, reads: [{ set, by: 'map' }] }),
  };
  const first = await numbers(run(e, stage));
  expect(e.store.use(set).diskBytes).toBe(0);
  expect(await e.store.evictOne()).toBe(true);
  expect(e.store.use(set).memoryBytes).toBe(0);
  expect(await numbers(run(e, stage))).toEqual(first);
});

/** The store's part of the least budget, taken but for `left` bytes. */
async function fill(store: BlockStore, left: number): Promise<void> {
  const pieces: number[] = [];
  for (let slab = await store.allocate(1024 ** 2, -1); slab !== undefined; slab = await store.allocate(1024 ** 2, -1))
    pieces.push(slab.id);
  if (left > 0) store.settle(-1);
  for (let i = left >> 20; i < pieces.length; i++) await store.allocate(1024 ** 2, -1);
}

test('what of a cache in memory only has no room is computed again by each job', async () => {
  const e = engine({ memory: 1 });
  await fill(e.store, 2 * 1024 ** 2);
  const set = e.store.create({ memory: true, disk: false });
  const keep: Stage = {
    ...counting(3, 200_000),
    set,
    prepare: () => ({
      partitions: 3,
      work: { kind: 'count', rows: 200_000 } as CountWork,
      output: { kind: 'keep', set },
      reads: [],
    }),
  };
  const stage: Stage = {
    ...counting(3, 1),
    parents: [keep],
    prepare: () => ({
      partitions: 3,
      work: { kind: 'sum', set } as SumWork,
      output: { kind: 'result' },
      reads: [{ set, by: 'map' }],
    }),
  };
  const sums = [200_000 - 1, 600_000 - 1, 1_000_000 - 1].map((ends) => (ends * 200_000) / 2);
  for (let jobs = 0; jobs < 2; jobs++) {
    const computed: unknown[] = [];
    expect(await numbers(run(e, stage, { onAccumulator: (u) => computed.push(...u) }))).toEqual(sums.map((s) => s | 0));
    await e.store.makeRoom(0);
    expect(e.store.use(set)).toMatchObject({ partitions: 2, diskBytes: 0 });
    expect(computed).toHaveLength(jobs === 0 ? 3 : 1);
  }
});

test('a thread that dies gives back the memory its tasks held', async () => {
  const e = engine();
  const free = e.budget.used();
  expect(await numbers(run(e, counting(1, 2, { failing: 'crash-once' })))).toEqual([0, 1]);
  expect(e.budget.used()).toBe(free);
});

test('a task gets memory while there is some, and then learns that there is none', async () => {
  const budget = budgetOf(1, 2);
  const task = openTaskMemory(budget, new BigInt64Array(1), () => Promise.resolve(0));
  expect(await task.grow(budget.perTask)).toBe(budget.perTask);
  expect(await task.grow(1)).toBe(0);
  await task.take(budget.total - budget.perTask);
  await task.take(task.free);
  await expect(task.take(100)).rejects.toThrow(
    '[UNABLE_TO_ACQUIRE_MEMORY] Unable to acquire 100 bytes of memory, got 0. SQLSTATE: 53200',
  );
  task.releaseAll();
  expect(budget.used()).toBe(0);
});

test('a warm job of two stages costs little', async () => {
  const times: number[] = [];
  for (let i = 0; i < 30; i++) {
    const set = main.store.create();
    const start = performance.now();
    await numbers(run(main, summing(set, 2, 10, 2)));
    times.push(performance.now() - start);
    main.store.release(set);
  }
  times.sort((a, b) => a - b);
  expect(times[5]).toBeLessThan(10);
});

test('results over the limit end their job while they come in; without a limit all are taken', async () => {
  const flood: Stage = {
    ...counting(2, 0),
    prepare: () => ({ partitions: 2, work: { kind: 'flood' }, output: { kind: 'result' }, reads: [] }),
  };
  await expect(collectBatches(run(main, flood, { maxResultBytes: 3 * 1024 ** 2 }))).rejects.toThrow(
    /^Job aborted due to stage failure: Total size of serialized results of [12] tasks \(3\.\d MiB\) is bigger than spark\.driver\.maxResultSize \(3\.0 MiB\)$/,
  );
  expect(await collectBatches(run(main, counting(3, 100_000), { maxResultBytes: 0 }))).toHaveLength(3);
});

test('threads that cannot start fail their job, and say why', async () => {
  const entry = new URL('data:text/javascript,throw new Error("no such library")');
  const broken = engine({ entry });
  for (const partitions of [1, 4]) {
    await expect(numbers(run(broken, counting(partitions, 10)))).rejects.toThrow(
      /Job aborted due to stage failure.*an executor thread could not start: no such library/,
    );
  }
});

test('a thread that holds some batches does not look through its whole heap, unless there is little memory', async () => {
  const hold: Stage = {
    ...counting(1, 0),
    prepare: () => ({ partitions: 1, work: { kind: 'hold' }, output: { kind: 'result' }, reads: [] }),
  };
  expect(await numbers(run(main, hold))).toEqual([0, 768]);
  // All threads' dead objects have to go into what the budget leaves over.
  expect((await numbers(run(engine({ memory: 1 }), hold)))[0]).toBeGreaterThan(0);
});
