/**
 * Every native lowering against the evaluator: on the declarations' examples, and on values of every type the arguments
 * can have. A native error is no difference: the evaluator then does the work.
 */
import { afterAll, describe, expect, it, vi } from 'vitest';
import { batchOf } from '../physical/in-process.fixture.ts';
import { alias, attribute, call } from '../tree/build.ts';
import type { Plan } from '../tree/plan.ts';
import { decimal, INT, LONG, STRING } from '../types/data-type.ts';
import {
  aggregated,
  LOWERED_AGGREGATES,
  LOWERED_SCALARS,
  LoweringCheck,
  Tally,
  uncompared,
} from './lowering-check.fixture.ts';
import { evaluate, exactly, Oracle, type OracleSettings } from './lowering-oracle.fixture.ts';
import { TYPED_VALUES } from './lowering-values.fixture.ts';

const oracle = new Oracle();
afterAll(() => oracle.close(), 60_000);
vi.setConfig({ testTimeout: 60_000 });

const SETTINGS: readonly OracleSettings[] = [
  { ansi: true, timeZone: 'America/Los_Angeles' },
  { ansi: false, timeZone: 'Asia/Kathmandu' },
  { ansi: true, timeZone: 'America/St_Johns' },
  { ansi: true, timeZone: 'Europe/Amsterdam' },
];
const check = new LoweringCheck(oracle, TYPED_VALUES, SETTINGS);

function expectSame(tally: Tally, rows: number): void {
  expect(tally.differences).toEqual([]);
  expect(tally.rows).toBeGreaterThan(rows);
}

/** Each overload with a lowering has been compared. */
function expectAll(declaration: Parameters<typeof uncompared>[0], tally: Tally): void {
  expectSame(tally, 0);
  expect(uncompared(declaration, tally)).toEqual([]);
}

describe('aggregates', () => {
  it.each(LOWERED_AGGREGATES.map((d) => [d.name, d] as const))('%s', async (_, declaration) => {
    expectAll(declaration, await check.aggregate(declaration));
  });

  it.each([
    ['BIGINT', LONG, [9n, 2n ** 63n - 1n]],
    ['DECIMAL(38,0)', decimal(38, 0), [6n * 10n ** 37n, 6n * 10n ** 37n]],
    ['DECIMAL(38,0) far beyond', decimal(38, 0), Array.from({ length: 17 }, () => 10n ** 38n - 1n)],
  ] as const)('sum of %s fails where it leaves its type', async (_, type, values) => {
    const columns = [attribute('g', INT), attribute('a', type)];
    const rows = values.map((v) => [1, v]);
    const plan: Plan = { kind: 'local-relation', output: columns, batches: [batchOf(columns, rows)] };
    const settings: OracleSettings = { ansi: true, timeZone: 'UTC' };
    const query = aggregated({ plan, columns }, (args) => call('sum', args));
    const node = oracle.physical(query, settings);
    expect(await evaluate(node, settings)).toBeUndefined();
    expect(await oracle.compare(node, settings, exactly, false)).toEqual({ kind: 'same', rows: 0, errors: 1 });
  });

  it('groups by every type', async () => expectSame(await check.grouping(), 100));
});

describe('expressions that are no functions', () => {
  it('casts', async () => expectSame(await check.casts(), 1000));
  it('IN and CASE', async () => expectSame(await check.inAndCase(), 1000));
});

it('examples', async () => expectSame(await check.examples(), 50));

describe('scalar functions', () => {
  it.each(LOWERED_SCALARS.map((d) => [d.name, d] as const))('%s', async (_, declaration) => {
    expectAll(declaration, await check.scalar(declaration));
  });
});

it('capitals and small letters, by blocks of characters with an alphabet or more', async () => {
  const settings: OracleSettings = { ansi: true, timeZone: 'UTC' };
  const tally = new Tally();
  const blocks = [...Array.from({ length: 0x80 }, (_, i) => i * 64), 0x3040, 0x4e00, 0xac00, 0x1f600];
  for (const block of blocks) {
    const columns = [attribute('s', STRING)];
    const rows = Array.from({ length: 64 }, (_, i) => [`a${String.fromCodePoint(block + i)} ${i}`]);
    const child: Plan = { kind: 'local-relation', output: columns, batches: [batchOf(columns, rows)] };
    const list = ['upper', 'lower'].map((name) => alias(call(name, columns), name));
    const node = oracle.physical({ kind: 'project', list, child }, settings);
    tally.add(await oracle.compare(node, settings, exactly, false), node, `from ${block.toString(16)} on`);
  }
  expectSame(tally, 6000);
});
