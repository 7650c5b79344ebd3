/**
 * Every native lowering held against the evaluator on values made by chance. `node engine/fuzz/lowerings.ts FROM TO`
 * runs the seeds of a range, prints what differs and ends with `N passed, M failed`: one for each function and seed.
 */
import {
  LOWERED_AGGREGATES,
  LOWERED_SCALARS,
  LoweringCheck,
  type Tally,
} from '../src/session/lowering-check.fixture.ts';
import { Oracle, type OracleSettings } from '../src/session/lowering-oracle.fixture.ts';
import { randomValues } from '../src/session/lowering-values.fixture.ts';
import { dice, one } from './dice.ts';
import { TIME_ZONES } from './random-tables.ts';

const say = (line: string): boolean => process.stdout.write(`${line}\n`);

const [from, to] = [Number(process.argv[2] ?? 0), Number(process.argv[3] ?? 1)];
const oracle = new Oracle();
let [passed, failed, rows] = [0, 0, 0];

function count(seed: number, tally: Tally): void {
  if (tally.differences.length === 0) passed += 1;
  else failed += 1;
  rows += tally.rows;
  for (const difference of tally.differences.slice(0, 5)) say(`seed ${seed}: ${difference.slice(0, 600)}`);
}

for (let seed = from; seed < to; seed++) {
  const roll = dice(seed);
  const settings = [true, false, true].map((ansi): OracleSettings => ({ ansi, timeZone: one(roll, ...TIME_ZONES) }));
  const check = new LoweringCheck(oracle, randomValues(roll), settings);
  for (const declaration of LOWERED_SCALARS) count(seed, await check.scalar(declaration));
  for (const declaration of LOWERED_AGGREGATES) count(seed, await check.aggregate(declaration));
  count(seed, await check.grouping());
  count(seed, await check.casts());
  count(seed, await check.inAndCase());
}
await oracle.close();
say(`${rows} rows compared`);
say(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
