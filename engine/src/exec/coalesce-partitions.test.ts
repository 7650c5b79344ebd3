import { expect, test } from 'vitest';
import { coalescedRanges } from './coalesce-partitions.ts';

const MB = 1024 ** 2;
const rule = { advisory: 64 * MB, minimum: MB, parallelism: 2 };

test('tiny partitions become one, empty ones none', () => {
  expect(coalescedRanges([[10, 0, 20, 5]], rule)).toEqual([[0, 4]]);
  expect(coalescedRanges([[0, 0, 0]], rule)).toEqual([[0, 3]]);
  expect(coalescedRanges([[]], rule)).toEqual([[0, 0]]);
});

test('partitions merge up to the target, over all shuffles read together', () => {
  const sizes = [100, 100, 100, 100].map((n) => n * MB);
  expect(coalescedRanges([sizes], rule)).toEqual([
    [0, 1],
    [1, 2],
    [2, 3],
    [3, 4],
  ]);
  const small = [20, 20, 20, 0, 0, 20].map((n) => n * MB);
  expect(coalescedRanges([small], rule)).toEqual([
    [0, 2],
    [2, 6],
  ]);
  expect(coalescedRanges([small, small.map(() => 20 * MB)], rule)).toEqual([
    [0, 1],
    [1, 2],
    [2, 4],
    [4, 6],
  ]);
});
