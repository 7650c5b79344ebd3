/**
 * The interpreter that started us, as it was named. Workers use it where PySpark says no more than `python3`: that one
 * may have no PySpark, while the client's own surely has.
 */
import { existsSync, readFileSync } from 'node:fs';
import { basename, delimiter, isAbsolute, join, resolve } from 'node:path';

/** Undefined where the system does not tell (no /proc), or the parent is no Python. */
export function clientInterpreter(parent: number, path: string): string | undefined {
  const name = commandOf(parent);
  if (name === undefined || !/^python[\d.]*$/.test(basename(name))) return undefined;
  if (isAbsolute(name)) return name;
  if (name.includes('/')) return resolve(name);
  return path
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find((file) => existsSync(file));
}

function commandOf(pid: number): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')[0];
  } catch {
    return undefined;
  }
}
