/** `node engine/fuzz/first-difference.ts COUNT`: the first of so many seeds that differs; fails where none does. */
import { differences } from './check.ts';
import { Coverage } from './coverage.ts';

for await (const { seed, variant } of differences(0, Number(process.argv[2]), new Coverage())) {
  process.stdout.write(`query ${seed + 1} differs under ${variant}\n`);
  process.exit(0);
}
process.exit(1);
