/** Runs a Python script as a client of this process: it finds the gateway through its environment. */

import { spawn } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { basename, delimiter, join } from 'node:path';

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
  const python =
    run.conf.get('spark.pyspark.driver.python') ?? workerPython ?? PYSPARK_DRIVER_PYTHON ?? PYSPARK_PYTHON ?? 'python3';
  const moduleFolder = mkdtempSync(join(tmpdir(), 'spark-'));
  try {
    const modules = importPath(run.conf.get('spark.submit.pyFiles') ?? '', moduleFolder);
    const child = spawn(python, [run.script, ...run.scriptArguments], {
      stdio: 'inherit',
      env: {
        ...process.env,
        ...(workerPython === undefined ? {} : { PYSPARK_PYTHON: workerPython }),
        PYTHONPATH: [...modules, PYTHONPATH].filter(Boolean).join(delimiter),
        PYTHONUNBUFFERED: 'YES',
        PYTHONHASHSEED: '0',
        PYSPARK_GATEWAY_PORT: String(run.port),
        PYSPARK_GATEWAY_SECRET: run.secret,
        SPARK_HOME: run.sparkHome,
      },
    });
    for (const signal of ['SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal));
    return await new Promise<number>((resolve, reject) => {
      child.on('error', (error) => reject(new Error(`Cannot run program "${python}": ${error.message}`)));
      child.on('exit', (code, signal) => resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal])));
    });
  } finally {
    rmSync(moduleFolder, { recursive: true, force: true });
  }
}

/** Import path for `--py-files`: archives as they are, a single module by a copy in a folder of its own. */
function importPath(pyFiles: string, moduleFolder: string): string[] {
  const files = pyFiles.split(',').filter((file) => file !== '');
  const modules = files.filter((file) => file.endsWith('.py'));
  for (const file of modules) copyFileSync(file, join(moduleFolder, basename(file)));
  return [...(modules.length > 0 ? [moduleFolder] : []), ...files.filter((file) => !file.endsWith('.py'))];
}
