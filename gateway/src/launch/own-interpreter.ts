/** The Python of the environment that this package is installed into: what a script runs on where none is named. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Undefined in a source tree, and where the packages of a system lie elsewhere than its Python. */
export function ownInterpreter(sparkHome: string): string | undefined {
  const environment = /^(.*)\/lib\/python3[^/]*\/site-packages\/tspark\/spark-home$/.exec(sparkHome)?.[1];
  const python = environment === undefined ? undefined : join(environment, 'bin/python3');
  return python !== undefined && existsSync(python) ? python : undefined;
}
