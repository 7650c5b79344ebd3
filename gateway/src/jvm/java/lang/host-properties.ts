// The system properties a JVM finds out about its machine and user.

import { EOL, homedir, tmpdir, userInfo } from 'node:os';
import { delimiter, sep } from 'node:path';

export function hostProperties(): ReadonlyMap<string, string> {
  return new Map([
    ['java.io.tmpdir', tmpdir()],
    ['user.dir', process.cwd()],
    ['user.home', homedir()],
    ['user.name', userInfo().username],
    ['file.separator', sep],
    ['path.separator', delimiter],
    ['line.separator', EOL],
  ]);
}
