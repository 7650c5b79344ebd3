/**
 * Python worker factories: `pyspark.daemon` processes, one for each interpreter, module and environment. Owned by
 * the driver; executors only need the path of the socket. A daemon ends when its stdin closes, so with this process.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { raise } from '../errors/raise.ts';
import { ByteReader, UnexpectedEnd } from './byte-reader.ts';

export interface DaemonSpec {
  /** The interpreter, a name on the path or a file. */
  readonly exec: string;
  readonly daemonModule: string;
  readonly workerModule: string;
  /** On top of this process's environment. */
  readonly env: Readonly<Record<string, string>>;
}

export class PythonDaemons {
  readonly #daemons = new Map<string, Promise<Daemon>>();
  readonly #folder: string;

  constructor() {
    // Socket paths are limited to about 100 characters, so not below a session's own folders.
    this.#folder = mkdtempSync(join(tmpdir(), 'tspark-py-'));
  }

  /** Path of the socket where each connection gives a new worker; starts the daemon when there is none. */
  async socketPath(spec: DaemonSpec): Promise<string> {
    const key = JSON.stringify([spec.exec, spec.daemonModule, spec.workerModule, Object.entries(spec.env).sort()]);
    const known = await this.#daemons.get(key);
    if (known !== undefined && known.process.exitCode === null && known.process.signalCode === null) return known.path;
    const started = startDaemon(spec, this.#folder);
    this.#daemons.set(key, started);
    started.catch(() => this.#daemons.delete(key));
    return (await started).path;
  }

  /** Close this before ending threads that are connected to workers: workers complain when a connection goes first. */
  async close(): Promise<void> {
    const daemons = await Promise.allSettled(this.#daemons.values());
    this.#daemons.clear();
    await Promise.all(daemons.map(async (d) => (d.status === 'fulfilled' ? endDaemon(d.value.process) : undefined)));
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

async function endDaemon(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.stdin?.end();
  const late = setTimeout(() => child.kill('SIGKILL'), 2000);
  await ended;
  clearTimeout(late);
}

interface Daemon {
  readonly process: ChildProcess;
  readonly path: string;
}

async function startDaemon(spec: DaemonSpec, folder: string): Promise<Daemon> {
  const child = spawn(spec.exec, ['-m', spec.daemonModule, spec.workerModule], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: {
      ...process.env,
      PYTHONUNBUFFERED: 'YES',
      SPARK_REUSE_WORKER: '1',
      SPARK_BUFFER_SIZE: '65536',
      SPARK_PYTHON_RUNTIME: 'PYTHON_WORKER',
      ...spec.env,
      PYTHON_UNIX_DOMAIN_ENABLED: 'true',
      PYTHON_WORKER_FACTORY_SOCK_DIR: folder,
    },
  });
  child.stdin?.on('error', () => undefined);
  const failed = new Promise<never>((_, reject) => child.once('error', reject));
  try {
    const path = await Promise.race([readPath(child), failed]);
    // What Python functions print goes to stderr, as in Spark; the script's own output stays apart.
    child.stdout?.pipe(process.stderr, { end: false });
    child.unref();
    for (const pipe of [child.stdin, child.stdout]) if (pipe instanceof Socket) pipe.unref();
    return { process: child, path };
  } catch (error) {
    child.kill('SIGKILL');
    const detail = error instanceof UnexpectedEnd ? 'the daemon ended before it listened' : String(error);
    return raise('PYTHON_WORKER_START_FAILED', { exec: spec.exec, detail }, { cause: error });
  }
}

async function readPath({ stdout }: ChildProcess): Promise<string> {
  if (stdout === null) throw new UnexpectedEnd('no output');
  const source = stdout.iterator({ destroyOnReturn: false });
  const reader = new ByteReader(source);
  const path = await reader.text();
  await source.return?.();
  return path;
}
