import { expect, test } from 'vitest';
import { optimize } from '../optimizer/optimizer.ts';
import { alias, attribute, literal } from '../tree/build.ts';
import { predicate } from '../tree/conjunction.ts';
import { outputOf } from '../tree/output.ts';
import type { Plan } from '../tree/plan.ts';
import { INT, LONG } from '../types/data-type.ts';
import { runPhysical, testContext } from './in-process.fixture.ts';
import { planQuery } from './planner.ts';

const context = testContext();
const id = attribute('id', LONG, false);
const range: Plan = { kind: 'range', start: 0n, end: 10n, step: 1n, slices: 2, output: [id] };

test('2,000 projections on top of each other become one', async () => {
  let plan: Plan = range;
  for (let i = 0; i < 2000; i++)
    plan = { kind: 'project', list: [...outputOf(plan), alias(literal(i, INT), `c${i}`)], child: plan };
  const node = planQuery(optimize(plan, context), context);
  expect(node.kind === 'pipeline' ? node.steps.length : 0).toBe(1);
  const rows = (await runPhysical(node)).flat();
  expect(rows.length).toBe(10);
  expect(rows[0]?.[2000]).toBe(1999);
});

test('2,000 filters on top of each other become one', async () => {
  let plan: Plan = range;
  for (let i = 0; i < 2000; i++)
    plan = { kind: 'filter', condition: predicate('>', [id, literal(BigInt(-i), LONG)]), child: plan };
  expect((await runPhysical(planQuery(optimize(plan, context), context))).flat().length).toBe(9);
});
