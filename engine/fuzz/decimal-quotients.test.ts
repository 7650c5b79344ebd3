/** Quotients and averages of decimals around the lengths at which the native engine computes them in another way. */
import { afterAll, expect, test } from 'vitest';
import { attribute } from '../src/tree/build.ts';
import { decimal } from '../src/types/data-type.ts';
import type { Value } from '../src/types/value.ts';
import { valueText } from './answer.ts';
import { type Dice, dice } from './dice.ts';
import { Lab, NATIVE, PLAIN } from './lab.ts';

const lab = new Lab();
afterAll(() => lab.close(), 60_000);

const power = (exponent: number): bigint => 10n ** BigInt(exponent);

/** Unscaled: around powers of ten, and any of each length. */
function values(precision: number, roll: Dice): readonly bigint[] {
  const digits = Array.from({ length: precision }, (_, i) => i + 1);
  const random = digits.map((n) => BigInt(Array.from({ length: n }, () => 1 + roll(9)).join('')));
  const edges = digits.flatMap((n) => [power(n) - 1n, power(n - 1), 5n * power(n - 1)]);
  return [...random, ...edges].flatMap((value) => [value, -value]).filter((value) => value < power(precision));
}

const TYPES: readonly (readonly [number, number, number, number])[] = [
  [8, 2, 1, 0],
  [9, 2, 7, 2],
  [15, 2, 12, 2],
  [15, 0, 15, 0],
  [16, 2, 13, 2],
  [17, 2, 17, 2],
  [27, 2, 27, 2],
  [38, 6, 10, 4],
  [20, 16, 18, 14],
  [38, 0, 38, 0],
];

test.each(TYPES)('decimal(%i,%i) by decimal(%i,%i)', async (...[p, s, q, t]) => {
  const roll = dice(p * 1000 + q);
  // More digits than these may not fit 128 bits on the way; the evaluator has such rows.
  const [dividends, divisors] = [values(Math.min(p, 17), roll), values(Math.min(q, 14), roll)];
  const pick = <T>(of: readonly T[]): T => of[roll(of.length)] as T;
  const rows: (readonly Value[])[] = Array.from({ length: 3000 }, () => [pick(dividends), pick(divisors)]);
  rows.push([null, 1n], [1n, null], [0n, 1n], [1n, 0n]);
  const output = [attribute('a', decimal(p, s)), attribute('b', decimal(q, t))];
  await lab.open(new Map([['t', { output, parts: [rows] }]]), { ansi: false, timeZone: 'UTC' });
  for (const sql of [
    'select distinct a, b, a / b as q from t where abs(b) >= 1 or b = 0 or abs(a) < 1000000000',
    'select b, avg(a) as m, avg(a / nullif(b, 0)) as n from t where abs(a) < 1000000000 and abs(b) >= 1 group by b',
  ]) {
    const prepared = await lab.prepare(sql);
    if ('kind' in prepared) throw new Error(JSON.stringify(prepared));
    const [evaluated, native] = [await lab.run(prepared, PLAIN), await lab.run(prepared, NATIVE)];
    const texts = [evaluated, native].map(({ answer }) =>
      answer.kind === 'rows' ? answer.rows.map((row) => row.map(valueText).join(' ')).sort() : answer,
    );
    expect(native.plan?.breaks, sql).toEqual([]);
    expect(native.nativeFailures, sql).toEqual([]);
    expect(texts[1], sql).toEqual(texts[0]);
  }
});
