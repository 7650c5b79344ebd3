/**
 * Random queries over random Parquet tables, each answered in several ways that must agree.
 * `node engine/fuzz/queries.ts FROM TO` runs the seeds of a range, prints those that differ, says what it covered and
 * ends with `N passed, M failed`. A long run also fails where it met something too seldom.
 */
import { differences } from './check.ts';
import { Coverage } from './coverage.ts';

/** A long run must have met everything this often. */
const HITS_WANTED = 50;
const LONG_RUN = 50_000;

const say = (line: string): boolean => process.stdout.write(`${line}\n`);

const [from, to] = [Number(process.argv[2] ?? 0), Number(process.argv[3] ?? 1000)];
const coverage = new Coverage();
let failed = 0;
for await (const { seed, variant, what, sql } of differences(from, to, coverage)) {
  failed += 1;
  say(`seed ${seed} differs under ${variant}: ${what.slice(0, 600)}\n${sql}\n`);
}
for (const line of coverage.summary()) say(line);
const rare = to - from < LONG_RUN ? [] : coverage.below(HITS_WANTED);
if (rare.length > 0) say(`under ${HITS_WANTED} times: ${rare.join(', ')}`);
say(`${to - from - failed} passed, ${failed} failed`);
process.exit(failed + rare.length > 0 ? 1 : 0);
