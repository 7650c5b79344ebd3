/** Archives of `--archives` and `addArchive`, unpacked by programs that let no member lead out of the target folder. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync } from 'node:fs';
import { basename } from 'node:path';

/** As in Spark, a file that is no archive is taken over as it is. */
export function unpackArchive(archive: string, target: string): void {
  const name = basename(archive).toLowerCase();
  if (/\.(tar|tar\.gz|tgz)$/.test(name)) {
    mkdirSync(target, { recursive: true });
    execFileSync('tar', ['-xf', archive, '-C', target]);
  } else if (/\.(zip|jar)$/.test(name)) {
    mkdirSync(target, { recursive: true });
    // There is always a Python: it is the client's.
    const python = process.env.PYSPARK_PYTHON || process.env.TSPARK_CLIENT_PYTHON || 'python3';
    execFileSync(python, ['-I', '-m', 'zipfile', '-e', archive, target]);
  } else cpSync(archive, target, { recursive: true });
}
