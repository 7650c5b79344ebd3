import { expect, test } from 'vitest';
import { type Difference, differences } from './check.ts';
import { Coverage } from './coverage.ts';

const QUERIES = 300;

test(`${QUERIES} queries give the same rows however they are run`, async () => {
  const found: Difference[] = [];
  for await (const difference of differences(0, QUERIES, new Coverage())) found.push(difference);
  expect(found).toEqual([]);
}, 120_000);
