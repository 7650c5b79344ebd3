/** Runs one task in a Python worker: writes its input and reads its output at the same time. */
import { internal } from '../errors/internal.ts';
import { SparkError, sparkError } from '../errors/raise.ts';
import type { Batch } from '../types/vector.ts';
import { ArrowReader } from './arrow-reader.ts';
import type { ArrowField } from './arrow-schema.ts';
import { int32Bytes } from './binary-writer.ts';
import { UnexpectedEnd } from './byte-reader.ts';
import { type PythonTask, taskMessage } from './task-message.ts';
import { crashed, type PythonWorker, type WorkerPool } from './worker-pool.ts';

const END_OF_DATA = -1;
const EXCEPTION = -2;
const TIMING = -3;
const END_OF_STREAM = -4;
const START_ARROW = -6;

export interface PythonMetrics {
  readonly bootMs: number;
  readonly initMs: number;
  readonly finishMs: number;
  readonly processingMs: number;
  readonly memoryBytesSpilled: number;
  readonly diskBytesSpilled: number;
}

/** Told once, when the worker has given all its output. */
export interface PythonOutcome {
  /** Pickled `(id, value)` pairs; the driver passes them on to the client's accumulators. */
  readonly accumulators: readonly Uint8Array[];
  readonly metrics: PythonMetrics | undefined;
}

export interface PythonRun {
  readonly pool: WorkerPool;
  /** Socket of the daemon that gives the workers. */
  readonly daemonPath: string;
  readonly task: PythonTask;
  /** The data section as it goes over the wire, in groups of chunks that belong together, with its own end mark. */
  readonly input: AsyncIterable<readonly Uint8Array[]>;
  readonly signal?: AbortSignal | undefined;
  readonly onOutcome?: ((outcome: PythonOutcome) => void) | undefined;
  /** May refuse an Arrow stream by its schema. */
  readonly onArrowSchema?: ((fields: readonly ArrowField[]) => void) | undefined;
}

/** Pickled or otherwise opaque frames. */
export async function* pythonFrames(run: PythonRun): AsyncGenerator<Uint8Array, void, void> {
  for await (const item of pythonOutput(run))
    yield item instanceof Uint8Array ? item : internal('Arrow data among frames');
}

/** Batches of an Arrow stream; none at all when the worker had nothing to give. */
export async function* pythonBatches(run: PythonRun): AsyncGenerator<Batch, void, void> {
  for await (const item of pythonOutput(run))
    yield item instanceof Uint8Array ? internal('frames among Arrow data') : item;
}

async function* pythonOutput(run: PythonRun): AsyncGenerator<Uint8Array | Batch, void, void> {
  run.signal?.throwIfAborted();
  const worker = await run.pool.take(run.daemonPath);
  const abort = () => worker.kill();
  run.signal?.addEventListener('abort', abort, { once: true });
  const input = new InputPump(worker, run);
  let isReusable = false;
  try {
    isReusable = yield* readOutput(worker, run);
  } catch (error) {
    throw input.failure ?? (run.signal?.aborted === true ? run.signal.reason : asWorkerError(error));
  } finally {
    run.signal?.removeEventListener('abort', abort);
    if (isReusable) run.pool.give(run.daemonPath, worker);
    else worker.kill();
    await input.stop();
  }
}

/** Yields the output; the result says whether the worker can take another task. */
async function* readOutput(worker: PythonWorker, run: PythonRun): AsyncGenerator<Uint8Array | Batch, boolean, void> {
  const { output } = worker;
  let metrics: PythonMetrics | undefined;
  while (true) {
    const length = await output.int32();
    if (length >= 0) {
      yield await output.read(length);
    } else if (length === START_ARROW) {
      const arrow = new ArrowReader(output);
      run.onArrowSchema?.(await arrow.fields());
      for (let batch = await arrow.next(); batch !== undefined; batch = await arrow.next()) yield batch;
    } else if (length === TIMING) {
      metrics = await readMetrics(worker);
    } else if (length === EXCEPTION) {
      throw pythonException(await output.text());
    } else if (length === END_OF_DATA) {
      const accumulators: Uint8Array[] = [];
      for (let count = await output.int32(); count > 0; count--)
        accumulators.push(await output.read(await output.int32()));
      run.onOutcome?.({ accumulators, metrics });
      return (await output.int32()) === END_OF_STREAM;
    } else {
      internal(`a Python worker answered ${length}`);
    }
  }
}

async function readMetrics({ output }: PythonWorker): Promise<PythonMetrics> {
  const next = async () => Number(await output.int64());
  return {
    bootMs: await next(),
    initMs: await next(),
    finishMs: await next(),
    processingMs: await next(),
    memoryBytesSpilled: await next(),
    diskBytesSpilled: await next(),
  };
}

export function pythonException(traceback: string): SparkError {
  return sparkError('PYTHON_EXCEPTION', { msg: 'An exception was thrown from the Python worker', traceback });
}

function asWorkerError(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return error instanceof UnexpectedEnd || code === 'ECONNRESET' || code === 'EPIPE' ? crashed(error) : error;
}

/** Writes a task's message and data while its output is being read. */
class InputPump {
  /** An error of the input itself, as opposed to one of the connection. */
  failure: unknown;
  readonly #worker: PythonWorker;
  readonly #done: Promise<void>;
  #isStopped = false;

  constructor(worker: PythonWorker, run: PythonRun) {
    this.#worker = worker;
    this.#done = this.#pump(run);
  }

  async #pump({ task, input }: PythonRun): Promise<void> {
    const chunks = input[Symbol.asyncIterator]();
    try {
      if (!(await this.#write([taskMessage(task, this.#worker.broadcasts)]))) return;
      while (!this.#isStopped) {
        const next = await this.#next(chunks);
        if (next === undefined) return;
        if (next.done === true) {
          await this.#write([int32Bytes(END_OF_STREAM)]);
          return;
        }
        if (!(await this.#write(next.value))) return;
      }
    } finally {
      await chunks.return?.();
    }
  }

  async #next(
    chunks: AsyncIterator<readonly Uint8Array[]>,
  ): Promise<IteratorResult<readonly Uint8Array[]> | undefined> {
    try {
      return await chunks.next();
    } catch (error) {
      this.failure = error;
      // The reading side waits for output that will never come.
      this.#worker.kill();
      return undefined;
    }
  }

  /** False when the worker no longer listens: it has all it wanted, or died, which the reading side finds out. */
  async #write(chunks: readonly Uint8Array[]): Promise<boolean> {
    try {
      await this.#worker.write(chunks);
      return true;
    } catch (error) {
      if (!(error instanceof SparkError)) throw error;
      return false;
    }
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#done.catch(() => undefined);
  }
}

/** Frames with their length in front, and the end mark that pickled input has. */
export async function* pickledInput(
  frames: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncIterable<readonly Uint8Array[]> {
  for await (const frame of frames) yield [frame];
  yield [int32Bytes(END_OF_DATA)];
}
