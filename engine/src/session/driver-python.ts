/** Python on the driver's side: the daemons that executors get their workers from, and the files of broadcast values. */
import type { ExecutorPool } from '../exec/executor-pool.ts';
import { PythonDaemons } from '../python/daemon.ts';
import type { BroadcastFile } from '../python/task-message.ts';

export class DriverPython {
  readonly #daemons = new PythonDaemons();
  readonly #broadcasts = new Map<number, BroadcastFile>();
  readonly #conf: ReadonlyMap<string, string>;
  #lastBroadcast = -1;

  constructor(pool: ExecutorPool, conf: ReadonlyMap<string, string>) {
    this.#conf = conf;
    pool.serve('python-daemon', (args) => {
      const { exec, env } = args as { readonly exec: string; readonly env: Readonly<Record<string, string>> };
      return this.daemonPath(exec, env);
    });
    pool.serve('broadcast-file', (id) => this.#broadcasts.get(id as number));
  }

  /** Starts the daemon where there is none; call it early to have one warm. */
  daemonPath(exec: string, env: Readonly<Record<string, string>>): Promise<string> {
    const timeout = this.#conf.get('spark.python.authenticate.socketTimeout')?.replace(/s$/, '') ?? '15';
    const rows = this.#conf.get('spark.sql.execution.python.udf.maxRecordsPerBatch');
    return this.#daemons.socketPath({
      exec,
      daemonModule: this.#conf.get('spark.python.daemon.module') ?? 'pyspark.daemon',
      workerModule: this.#conf.get('spark.python.worker.module') ?? 'pyspark.worker',
      env: {
        SPARK_AUTH_SOCKET_TIMEOUT: timeout,
        ...(rows === undefined ? {} : { PYTHON_UDF_BATCH_SIZE: rows }),
        ...env,
      },
    });
  }

  /** A value that the client has pickled into a file. */
  broadcast(path: string): BroadcastFile {
    const file = { id: ++this.#lastBroadcast, path };
    this.#broadcasts.set(file.id, file);
    return file;
  }

  dropBroadcast(id: number): void {
    this.#broadcasts.delete(id);
  }

  /** Before the executor threads end. */
  close(): Promise<void> {
    return this.#daemons.close();
  }
}
