/**
 * Shows that the net holds: plants one fault after the other and looks for a query that differs.
 * `node engine/fuzz/find-faults.ts [FAULT…]` ends with `N passed, M failed`.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { FAULTS } from './faults.ts';

/** Each fault must be found among so many queries. */
const QUERIES = 10_000;

const say = (line: string): boolean => process.stdout.write(`${line}\n`);

const here = import.meta.dirname;
const wanted = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [...FAULTS.keys()];
let failed = 0;
for (const number of wanted) {
  const fault = FAULTS[number];
  if (fault === undefined) throw new Error(`there is no fault ${number}`);
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', join(here, 'plant-fault.ts'), join(here, 'first-difference.ts'), String(QUERIES)],
    { encoding: 'utf8', env: { ...process.env, FAULT: String(number) } },
  );
  if (status !== 0) failed += 1;
  say(`${number} ${fault.file}: ${fault.why}: ${status === 0 ? stdout.trim() : `not found ${stderr.slice(-300)}`}`);
}
say(`${wanted.length - failed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
