import { expect, test } from 'vitest';
import { type Difference, differences } from './check.ts';

const QUERIES = 300;

test(`${QUERIES} queries give the same rows however they are run`, async () => {
  const found: Difference[] = [];
  await differences(0, QUERIES, (difference) => found.push(difference));
  expect(found).toEqual([]);
}, 120_000);
