/**
 * Random queries over random Parquet tables, each answered in several ways that must agree.
 * `node engine/fuzz/queries.ts FROM TO` runs the seeds of a range, prints those that differ and ends with
 * `N passed, M failed`.
 */
import { differences, type Report } from './check.ts';

const say = (line: string): boolean => process.stdout.write(`${line}\n`);

const [from, to] = [Number(process.argv[2] ?? 0), Number(process.argv[3] ?? 1000)];
let failed = 0;
const report: Report = await differences(from, to, ({ seed, variant, what, sql }) => {
  failed += 1;
  say(`seed ${seed} differs under ${variant}: ${what.slice(0, 600)}\n${sql}\n`);
});
say(report.summary.join('\n'));
say(`${to - from - failed} passed, ${failed} failed`);
process.exit(failed === 0 && report.missing.length === 0 ? 0 : 1);
