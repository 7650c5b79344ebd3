/** Runs a Python script as a client of this process: it finds the gateway through its environment. */

import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { basename, delimiter, join } from 'node:path';
import { execa } from 'execa';
import { ownInterpreter } from './own-interpreter.ts';

export interface ScriptRun {
  readonly script: string;
  readonly scriptArguments: readonly string[];
  readonly conf: ReadonlyMap<string, string>;
  readonly port: number;
  readonly secret: string;
  readonly sparkHome: string;
}

/** The script's exit code; a script that cannot be started rejects. */
export async function runScript(run: ScriptRun): Promise<number> {
  const { PYSPARK_DRIVER_PYTHON, PYSPARK_PYTHON, PYTHONPATH } = process.env;
  const workerPython = run.conf.get('spark.pyspark.python');
  const named = run.conf.get('spark.pyspark.driver.python') ?? workerPython ?? PYSPARK_DRIVER_PYTHON ?? PYSPARK_PYTHON;
  const python = named ?? ownInterpreter(run.sparkHome) ?? 'python3';
  const moduleFolder = mkdtempSync(join(tmpdir(), 'spark-'));
  try {
    const modules = importPath(run.conf.get('spark.submit.pyFiles') ?? '', moduleFolder);
    const child = execa(python, [run.script, ...run.scriptArguments], {
      stdio: 'inherit',
      reject: false,
      env: {
        ...(workerPython === undefined ? {} : { PYSPARK_PYTHON: workerPython }),
        PYTHONPATH: [...modules, PYTHONPATH].filter(Boolean).join(delimiter),
        PYTHONUNBUFFERED: 'YES',
        PYTHONHASHSEED: '0',
        SPARK_HOME: run.sparkHome,
        ...server(run),
      },
    });
    for (const signal of ['SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal));
    const { exitCode, signal, cause } = await child;
    if (exitCode !== undefined) return exitCode;
    if (signal !== undefined) return 128 + constants.signals[signal];
    throw new Error(`Cannot run program "${python}": ${cause instanceof Error ? cause.message : 'it did not start'}`);
  } finally {
    rmSync(moduleFolder, { recursive: true, force: true });
  }
}

/** Where the script's client connects: to this process, or to the Spark Connect server of `--remote`. */
function server({ conf, port, secret }: ScriptRun): NodeJS.ProcessEnv {
  const remote = conf.get('spark.remote');
  return remote === undefined
    ? { PYSPARK_GATEWAY_PORT: String(port), PYSPARK_GATEWAY_SECRET: secret }
    : { SPARK_REMOTE: remote, SPARK_CONNECT_MODE_ENABLED: '1' };
}

/** Import path for `--py-files`: archives as they are, a single module by a copy in a folder of its own. */
function importPath(pyFiles: string, moduleFolder: string): string[] {
  const files = pyFiles.split(',').filter((file) => file !== '');
  const modules = files.filter((file) => file.endsWith('.py'));
  for (const file of modules) copyFileSync(file, join(moduleFolder, basename(file)));
  return [...(modules.length > 0 ? [moduleFolder] : []), ...files.filter((file) => !file.endsWith('.py'))];
}
