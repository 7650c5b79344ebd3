import { expect, test } from 'vitest';
import type { FileScan, HashAggregate, HashJoin, PhysicalNode, SortNode } from '../../physical/node.ts';
import type { Attribute, BoundReference } from '../../tree/expression.ts';
import { type DataType, LONG, STRING, struct } from '../../types/data-type.ts';
import { memoryNeeded } from './memory.ts';

const MIB = 1024 ** 2;
const THREADS = 2;

let last = 0;
const attribute = (name: string, type: DataType): Attribute => {
  const id = ++last;
  return { kind: 'attribute', id, name, type, nullable: true, qualifier: [], metadata: {} };
};
const bound = (ordinal: number, type: DataType): BoundReference => ({ kind: 'bound', ordinal, type, nullable: true });

/** A number and a text of 84 bytes: 124 bytes a row, of which 16 are for its hash. */
function scan(rows: number, passing = rows): FileScan {
  const output = [attribute('k', LONG), attribute('s', STRING)];
  return {
    kind: 'file-scan',
    source: 'parquet',
    options: {},
    dataSchema: struct([]),
    partitionSchema: struct([]),
    required: ['k', 's'],
    filters: [],
    partitionColumns: [],
    partitionFilters: [],
    rootPaths: [],
    tableName: undefined,
    partitions: [],
    estimate: { rows, passing, widths: [8, 84] },
    output,
  };
}

const filtered = (child: PhysicalNode): PhysicalNode => ({
  kind: 'pipeline',
  steps: [{ kind: 'filter', condition: bound(0, LONG) }],
  child,
  output: child.output,
});
const sorted = (child: PhysicalNode, limit?: number): SortNode => ({
  kind: 'sort',
  orders: [],
  limit,
  global: true,
  child,
  output: child.output,
});
const joined = (left: PhysicalNode, right: PhysicalNode): HashJoin => ({
  kind: 'hash-join',
  type: 'inner',
  build: 'right',
  leftKeys: [bound(0, LONG)],
  rightKeys: [bound(0, LONG)],
  nullSafe: [false],
  condition: undefined,
  nullAware: false,
  left,
  right,
  output: [...left.output, ...right.output],
});
const longest = (child: PhysicalNode, keys: HashAggregate['keys']): HashAggregate => ({
  kind: 'hash-aggregate',
  partial: false,
  keys,
  aggregates: [
    {
      mode: 'complete',
      fn: 'max',
      overload: 0,
      args: [bound(1, STRING)],
      argTypes: [STRING],
      returns: STRING,
      filter: undefined,
      ansi: true,
      label: 'max(s)',
      buffers: [],
    },
  ],
  child,
  output: [attribute('s', STRING)],
});
const counted = (plan: PhysicalNode): number => Math.round(memoryNeeded(plan, THREADS).counted / MIB);

test('what a hash table needs grows with the root of the smaller side and of the threads', () => {
  const million = scan(1_000_000);
  // 124 million bytes are 118 MiB.
  expect(counted(joined(million, scan(9_000_000)))).toBe(54);
  expect(counted(joined(scan(9_000_000), scan(16_000_000)))).toBe(161);
  const [few, many] = [2, 8].map((threads) => memoryNeeded(joined(million, million), threads).counted);
  expect(many! / few!).toBeCloseTo(2);
});

test('filters leave less, and several tables share', () => {
  expect(counted(joined(filtered(scan(9_000_000, 1_000_000)), scan(9_000_000)))).toBe(54);
  const two = joined(joined(scan(1_000_000), scan(9_000_000)), scan(1_000_000));
  expect(counted(two)).toBe(Math.round(54 * Math.SQRT2));
});

test('a sort holds the rows it merges besides, unless few are wanted', () => {
  expect(counted(sorted(scan(1_000_000)))).toBe(29 + 31);
  expect(counted(sorted(scan(1_000_000), 100))).toBe(0);
});

test('texts in the states of groups are told apart; of one group there are few', () => {
  expect(memoryNeeded(longest(scan(1000), [bound(0, LONG)]), THREADS).uncounted).toBe(84_000);
  expect(memoryNeeded(longest(scan(1000), []), THREADS).uncounted).toBe(0);
});
