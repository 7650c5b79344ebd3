/** Connections to Python workers, kept for the next task of this thread when a task ends cleanly. */
import { connect, type Socket } from 'node:net';
import { raise, sparkError } from '../errors/raise.ts';
import { ByteReader } from './byte-reader.ts';

/** Idle workers are let go after Spark's minute. */
const IDLE_MS = 60_000;

export class PythonWorker {
  readonly pid: number;
  readonly output: ByteReader;
  /** Broadcasts this worker holds. */
  readonly broadcasts = new Set<number>();
  readonly #socket: Socket;
  #onGone = (): void => undefined;

  constructor(socket: Socket, output: ByteReader, pid: number) {
    this.#socket = socket;
    this.output = output;
    this.pid = pid;
  }

  /** Resolves when more may be written; rejects when the worker has closed its side. */
  async write(chunks: readonly Uint8Array[]): Promise<void> {
    const socket = this.#socket;
    if (socket.destroyed || socket.errored !== null) throw crashed();
    socket.cork();
    let ready = true;
    for (const chunk of chunks) ready = socket.write(chunk);
    socket.uncork();
    if (!ready) await drained(socket);
  }

  /** Ends the process at once: user code may be running in it that reads nothing, and a closed socket makes it complain. */
  kill(): void {
    try {
      process.kill(this.pid, 'SIGKILL');
    } catch {
      // Already gone.
    }
    this.#socket.destroy();
  }

  get isAlive(): boolean {
    return !this.#socket.destroyed && !this.#socket.readableEnded;
  }

  /** An idle worker does not keep this thread alive; whatever it says, or its end, makes it useless. */
  rest(onGone: () => void): void {
    this.#socket.unref();
    this.#onGone = onGone;
    this.#socket.once('readable', onGone).once('close', onGone);
  }

  wake(): void {
    this.#socket.off('readable', this.#onGone).off('close', this.#onGone);
    this.#socket.ref();
  }
}

function drained(socket: Socket): Promise<void> {
  return new Promise((resolve, reject) => {
    const finish = (): void => {
      socket.off('drain', finish).off('close', finish);
      if (socket.destroyed) reject(crashed());
      else resolve();
    };
    socket.on('drain', finish).on('close', finish);
  });
}

export function crashed(cause?: unknown): Error {
  return sparkError(
    'PYTHON_WORKER_CRASHED',
    {
      detail:
        "Consider setting 'spark.sql.execution.pyspark.udf.faulthandler.enabled' or'spark.python.worker.faulthandler.enabled' configuration to 'true' for the better Python traceback.",
    },
    { cause },
  );
}

interface IdleWorker {
  readonly worker: PythonWorker;
  readonly timer: NodeJS.Timeout;
}

export class WorkerPool {
  readonly #idle = new Map<string, IdleWorker[]>();
  readonly #warming = new Map<string, Promise<void>>();

  /** A worker of the daemon at this socket, an idle one if there is. */
  async take(path: string): Promise<PythonWorker> {
    await this.#warming.get(path);
    const idle = this.#idle.get(path) ?? [];
    for (let entry = idle.pop(); entry !== undefined; entry = idle.pop()) {
      clearTimeout(entry.timer);
      if (!entry.worker.isAlive) continue;
      entry.worker.wake();
      return entry.worker;
    }
    return connectWorker(path);
  }

  give(path: string, worker: PythonWorker): void {
    if (!worker.isAlive) return;
    const idle = this.#idle.get(path) ?? [];
    this.#idle.set(path, idle);
    const drop = (): void => {
      clearTimeout(entry.timer);
      const at = idle.indexOf(entry);
      if (at >= 0) idle.splice(at, 1);
      worker.kill();
    };
    const entry: IdleWorker = { worker, timer: setTimeout(drop, IDLE_MS).unref() };
    worker.rest(drop);
    idle.push(entry);
  }

  /** Has a worker forked and its modules loaded before the first task asks for one. */
  async warm(path: string): Promise<void> {
    const ready = connectWorker(path).then((worker) => this.give(path, worker));
    // Whoever takes a worker meanwhile waits for this one, and makes its own if this one fails.
    this.#warming.set(
      path,
      ready.catch(() => undefined).finally(() => this.#warming.delete(path)),
    );
    await ready;
  }

  close(): void {
    for (const { worker, timer } of [...this.#idle.values()].flat()) {
      clearTimeout(timer);
      worker.kill();
    }
    this.#idle.clear();
  }
}

async function connectWorker(path: string): Promise<PythonWorker> {
  const socket = connect({ path });
  // Reads and writes report errors where they happen; without a listener Node would end the process.
  socket.on('error', () => undefined);
  const output = new ByteReader(socket);
  try {
    return new PythonWorker(socket, output, await output.int32());
  } catch (error) {
    socket.destroy();
    return raise('PYTHON_WORKER_START_FAILED', { exec: path, detail: String(error) }, { cause: error });
  }
}
