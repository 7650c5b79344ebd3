/** The application's folder for what memory has no room for: below `spark.local.dir`, gone when the application stops. */
import { mkdirSync, mkdtempSync, readdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';

/** Also removes the folders of engines on this machine that were killed before they could. */
export function openLocalDir(configured: string | undefined): string {
  const root = localRoot(configured);
  mkdirSync(root, { recursive: true });
  for (const name of readdirSync(root))
    if (isAbandoned(name)) void rm(join(root, name), { recursive: true, force: true }).catch(() => {});
  return mkdtempSync(join(root, `${PREFIX}${process.pid}-`));
}

/** Ids of processes mean nothing on other machines that share the folder. */
const PREFIX = `tspark-${hostname()}-`;

function isAbandoned(name: string): boolean {
  const pid = name.startsWith(PREFIX) ? /^(\d+)-\w{6}$/.exec(name.slice(PREFIX.length))?.[1] : undefined;
  return pid !== undefined && !isRunning(Number(pid));
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

/** `SPARK_LOCAL_DIRS` goes before the setting, as in Spark; the first of several is used. */
function localRoot(configured: string | undefined): string {
  const list = process.env.SPARK_LOCAL_DIRS ?? configured ?? tmpdir();
  return list.split(',')[0] ?? tmpdir();
}
