/** Python on the driver's side: the daemons that executors get their workers from, and the files of broadcast values. */
import { confOf } from '../conf/conf.ts';
import { raise } from '../errors/raise.ts';
import type { ExecutorPool } from '../exec/executor-pool.ts';
import { PythonDaemons } from '../python/daemon.ts';
import type { BroadcastFile } from '../python/task-message.ts';

/** What executors ask for. */
export const PYTHON_DAEMON = 'python-daemon';
export const PYTHON_EXPECTED = 'python-expected';
export const BROADCAST_FILE = 'broadcast-file';

/** What PySpark names when `PYSPARK_PYTHON` is not set; the launcher knows which interpreter the client itself is. */
const DEFAULT_PYTHON = 'python3';

export class DriverPython {
  readonly #daemons = new PythonDaemons();
  readonly #broadcasts = new Map<number, BroadcastFile>();
  readonly #conf: ReadonlyMap<string, string>;
  readonly #expected = Promise.withResolvers<string>();
  #isExpected = false;
  #lastBroadcast = -1;

  constructor(pool: ExecutorPool, conf: ReadonlyMap<string, string>) {
    this.#conf = conf;
    pool.serve(PYTHON_DAEMON, (args) => {
      const { exec, env } = args as { readonly exec: string; readonly env: Readonly<Record<string, string>> };
      return this.daemonPath(exec, env);
    });
    pool.serve(PYTHON_EXPECTED, () => this.#expected.promise);
    pool.serve(BROADCAST_FILE, (id) => this.#broadcastFile(id as number));
    this.#expected.promise.catch(() => undefined);
  }

  /** Python code is about to run: the daemon starts now, and each executor thread has a worker forked and loaded. */
  expect(exec: string, env: Readonly<Record<string, string>>): void {
    if (this.#isExpected) return;
    this.#isExpected = true;
    this.daemonPath(exec, env).then(this.#expected.resolve, this.#expected.reject);
  }

  /** Starts the daemon where there is none. */
  daemonPath(exec: string, env: Readonly<Record<string, string>>): Promise<string> {
    const timeout = this.#conf.get('spark.python.authenticate.socketTimeout')?.replace(/s$/, '') ?? '15';
    const rows = this.#conf.get('spark.sql.execution.python.udf.maxRecordsPerBatch');
    return this.#daemons.socketPath({
      exec: exec === DEFAULT_PYTHON ? process.env.TSPARK_CLIENT_PYTHON || exec : exec,
      daemonModule: this.#conf.get('spark.python.daemon.module') ?? 'pyspark.daemon',
      workerModule: this.#conf.get('spark.python.worker.module') ?? 'pyspark.worker',
      env: {
        SPARK_AUTH_SOCKET_TIMEOUT: timeout,
        // Libraries in workers get as many threads as their task has cores.
        OMP_NUM_THREADS: this.#conf.get('spark.task.cpus') ?? '1',
        ...this.#memory(),
        ...(rows === undefined ? {} : { PYTHON_UDF_BATCH_SIZE: rows }),
        ...env,
      },
    });
  }

  /** What a worker may use: its task's part of what is set for all of them. */
  #memory(): Readonly<Record<string, string>> {
    const conf = confOf(this.#conf);
    if (conf.get('spark.executor.pyspark.memory') === undefined) return {};
    const share = Math.min(1, Number(this.#conf.get('spark.task.cpus') ?? 1));
    const mebibytes = Math.floor((conf.getNumber('spark.executor.pyspark.memory') / 1024 ** 2) * share);
    return { PYSPARK_EXECUTOR_MEMORY_MB: String(mebibytes) };
  }

  /** A value that the client has pickled into a file. */
  broadcast(path: string): BroadcastFile {
    const file = { id: ++this.#lastBroadcast, path };
    this.#broadcasts.set(file.id, file);
    return file;
  }

  /** The file is the client's to delete. */
  dropBroadcast(id: number): void {
    this.#broadcasts.delete(id);
  }

  #broadcastFile(id: number): BroadcastFile {
    return this.#broadcasts.get(id) ?? raise('BROADCAST_DESTROYED', { broadcast: `Broadcast(${id})` });
  }

  /** Before the executor threads end. */
  close(): Promise<void> {
    return this.#daemons.close();
  }
}
