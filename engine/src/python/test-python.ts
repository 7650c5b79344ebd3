/** Runs a piece of Python in the project's environment: for tests that compare with the real libraries. */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const PYTHON = fileURLToPath(new URL('../../../.venv/bin/python', import.meta.url));

/** The script gets `input` on stdin; what it prints comes back. */
export function runPython(script: string, input: Uint8Array = new Uint8Array(0)): Buffer {
  return execFileSync(PYTHON, ['-c', script], { input, maxBuffer: 1 << 28 });
}
