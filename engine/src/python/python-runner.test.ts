/** Tasks in real workers of the installed PySpark: data, errors, deaths, early ends, reuse. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { framed } from './binary-writer.ts';
import { type DaemonSpec, PythonDaemons } from './daemon.ts';
import { unpickle } from './pickle-reader.ts';
import type { PyValue } from './py-value.ts';
import { type PythonOutcome, type PythonRun, pickledInput, pythonFrames } from './python-runner.ts';
import { listItems } from './rows-to-batches.ts';
import type { PythonTask } from './task-message.ts';
import { PYTHON, runPython } from './test-python.ts';
import { WorkerPool } from './worker-pool.ts';

const SPEC: DaemonSpec = {
  exec: PYTHON,
  daemonModule: 'pyspark.daemon',
  workerModule: 'pyspark.worker',
  env: { PYTHONHASHSEED: '0' },
};
const VERSION = runPython('import sys; print("%d.%d" % sys.version_info[:2], end="")').toString();

/** A pickled RDD function of `(index, iterator)`, with PySpark's usual serializers. */
function command(lambda: string, prelude = ''): Uint8Array {
  return runPython(`
import sys, os, time
from pyspark.serializers import BatchedSerializer, CPickleSerializer, CloudPickleSerializer
${prelude}
ser = BatchedSerializer(CPickleSerializer(), 1000)
sys.stdout.buffer.write(CloudPickleSerializer().dumps((${lambda}, None, ser, ser)))`);
}

function task(bytes: Uint8Array, changes: Partial<PythonTask> = {}): PythonTask {
  return {
    context: { stageId: 1, partitionId: 3, attemptNumber: 0, taskAttemptId: 7, localProperties: { a: 'b' }, cpus: 1 },
    pythonVersion: VERSION,
    filesDir: '',
    includes: [],
    broadcasts: [],
    evalType: 0,
    runnerConf: {},
    evalConf: {},
    command: { kind: 'rdd', bytes },
    ...changes,
  };
}

function* pickledLists(lists: number, size: number): Iterable<Uint8Array> {
  const data = runPython(
    `import pickle,sys\nsys.stdout.buffer.write(b''.join(pickle.dumps(list(range(i, i+${size}))) for i in range(${lists})))`,
  );
  // Pickles delimit themselves: each starts with its protocol.
  let at = 0;
  while (at < data.length) {
    let end = data.indexOf(Buffer.from([0x80, 4, 0x95]), at + 3);
    if (end < 0) end = data.length;
    yield framed(data.subarray(at, end));
    at = end;
  }
}

async function itemsOf(frames: AsyncIterable<Uint8Array>): Promise<PyValue[]> {
  const out: PyValue[] = [];
  for await (const frame of frames) out.push(...listItems(unpickle(frame)));
  return out;
}

const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

async function until(test: () => boolean): Promise<void> {
  for (let i = 0; i < 200 && !test(); i++) await new Promise((resolve) => setTimeout(resolve, 20));
  expect(test()).toBe(true);
}

const daemons = new PythonDaemons();
const pool = new WorkerPool();
let daemonPath = '';

beforeAll(async () => {
  daemonPath = await daemons.socketPath(SPEC);
});
afterAll(async () => {
  pool.close();
  await daemons.close();
});

const run = (lambda: string, changes: Partial<PythonRun> = {}, prelude = ''): AsyncGenerator<Uint8Array> =>
  pythonFrames({
    pool,
    daemonPath,
    task: task(command(lambda, prelude)),
    input: pickledInput(pickledLists(2, 3)),
    ...changes,
  });

describe('pythonFrames', () => {
  it('runs a function over the frames and reports accumulators and times', async () => {
    let outcome: PythonOutcome | undefined;
    const frames = run(
      'f',
      {
        onOutcome: (o) => {
          outcome = o;
        },
      },
      `
def f(index, it):
    from pyspark.accumulators import Accumulator, AddingAccumulatorParam, _accumulatorRegistry
    from pyspark import TaskContext
    acc = Accumulator(5, 0, AddingAccumulatorParam(0))
    c = TaskContext.get()
    yield (index, c.stageId(), c.partitionId(), c.taskAttemptId(), c.getLocalProperty('a'))
    for x in it:
        acc += x
        yield x * 2`,
    );
    expect(await itemsOf(frames)).toEqual([[3, 1, 3, 7, 'b'], 0, 2, 4, 2, 4, 6]);
    expect(outcome?.accumulators.map((bytes) => unpickle(bytes))).toEqual([[5, 9]]);
    expect(outcome?.metrics?.finishMs).toBeGreaterThan(1.7e12);
  });

  it('gives the worker the next task, with broadcasts it does not hold yet', async () => {
    const file = runPython(`
import pickle, tempfile
f = tempfile.NamedTemporaryFile(delete=False); pickle.dump('shared value', f, 5); f.close(); print(f.name, end='')`).toString();
    const lambda = `lambda i, it: [*it, os.getpid(), sorted(__import__('pyspark').core.broadcast._broadcastRegistry.keys())]`;
    const bytes = command(lambda);
    const empty = () => ({ input: pickledInput([]) });
    const [pid, none] = await itemsOf(run(lambda, empty()));
    expect(none).toMatchObject({ items: [] });
    const results = [];
    for (const ids of [[1], [1, 2], [2]]) {
      const broadcasts = ids.map((id) => ({ id, path: file }));
      results.push(await itemsOf(run(lambda, { ...empty(), task: task(bytes, { broadcasts }) })));
    }
    expect(results).toMatchObject([
      [pid, { items: [1] }],
      [pid, { items: [1, 2] }],
      [pid, { items: [2] }],
    ]);
  });

  it('moves much data both ways at once', async () => {
    const bytes = new Uint8Array(1 << 20).fill(7);
    async function* input() {
      for (let i = 0; i < 64; i++) yield framed(bytes);
    }
    const echo = runPython(`
import sys
from pyspark.serializers import NoOpSerializer, CloudPickleSerializer
sys.stdout.buffer.write(CloudPickleSerializer().dumps((lambda i, it: it, None, NoOpSerializer(), NoOpSerializer())))`);
    let total = 0;
    for await (const frame of run('0', { task: task(echo), input: pickledInput(input()) })) total += frame.length;
    expect(total).toBe(64 << 20);
  });

  it('raises what Python raised, with its traceback', async () => {
    const failing = itemsOf(run('lambda i, it: [1 // x for x in it]'));
    await expect(failing).rejects.toMatchObject({
      condition: 'PYTHON_EXCEPTION',
      parameters: {
        msg: 'An exception was thrown from the Python worker',
        traceback: expect.stringMatching(
          /^Traceback.*ZeroDivisionError: integer division or modulo by zero\n$/s,
        ) as string,
      },
    });
  });

  it.each(['os._exit(5)', 'os.kill(os.getpid(), 9)'])('tells a worker that died by %s from an error', async (how) => {
    await expect(itemsOf(run(`lambda i, it: ${how}`))).rejects.toMatchObject({ condition: 'PYTHON_WORKER_CRASHED' });
    expect(await itemsOf(run('lambda i, it: it'))).toEqual([0, 1, 2, 1, 2, 3]);
  });

  it('ends the worker when its output is not wanted to the end', async () => {
    const frames = run('f', {}, 'def f(i, it):\n    yield os.getpid()\n    while True: yield 0');
    const first = await frames.next();
    const [pid] = listItems(unpickle(first.value as Uint8Array)) as [number];
    expect(isRunning(pid)).toBe(true);
    await frames.return(undefined);
    await until(() => !isRunning(pid));
  });

  it('takes a worker that leaves its input unread, but not twice', async () => {
    const lambda = 'lambda i, it: [os.getpid()]';
    const [first] = await itemsOf(run(lambda));
    const [second] = await itemsOf(run(lambda));
    expect(second).not.toBe(first);
    await until(() => !isRunning(first as number));
  });

  it('passes on an error of the input', async () => {
    async function* broken() {
      yield* pickledLists(1, 3);
      throw new Error('the parent failed');
    }
    await expect(itemsOf(run('lambda i, it: it', { input: pickledInput(broken()) }))).rejects.toThrow(
      'the parent failed',
    );
  });

  it('stops at once when the task is cancelled', async () => {
    const controller = new AbortController();
    const frames = itemsOf(run('lambda i, it: time.sleep(1000)', { signal: controller.signal }));
    setTimeout(() => controller.abort(new Error('cancelled')), 100);
    await expect(frames).rejects.toThrow('cancelled');
  });

  it('does not hand out a worker that died while idle', async () => {
    const [pid] = await itemsOf(run('lambda i, it: [os.getpid(), *it]'));
    process.kill(pid as number, 'SIGKILL');
    await until(() => !isRunning(pid as number));
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await itemsOf(run('lambda i, it: it'))).toEqual([0, 1, 2, 1, 2, 3]);
  });
});

describe('PythonDaemons', () => {
  it('says which interpreter does not start', async () => {
    await expect(daemons.socketPath({ ...SPEC, exec: '/no/such/python' })).rejects.toThrow('/no/such/python');
    await expect(daemons.socketPath({ ...SPEC, daemonModule: 'no.such.module' })).rejects.toThrow(
      'ended before it listened',
    );
  });

  it('leaves no process behind', async () => {
    const own = new PythonDaemons();
    const ownPool = new WorkerPool();
    const path = await own.socketPath(SPEC);
    const [pid] = await itemsOf(run('lambda i, it: [os.getpid(), *it]', { pool: ownPool, daemonPath: path }));
    expect(isRunning(pid as number)).toBe(true);
    await own.close();
    await until(() => !isRunning(pid as number));
    ownPool.close();
  });
});
