import { expect, test } from 'vitest';
import type { FileScan, HashAggregate, HashJoin, PhysicalNode, SortNode } from '../../physical/node.ts';
import type { Attribute, BoundReference } from '../../tree/expression.ts';
import { type DataType, LONG, STRING, struct } from '../../types/data-type.ts';
import { memoryNeeded, type NativeMemory } from './memory.ts';

const MIB = 1024 ** 2;

let last = 0;
const attribute = (name: string, type: DataType): Attribute => {
  const id = ++last;
  return { kind: 'attribute', id, name, type, nullable: true, qualifier: [], metadata: {} };
};
const bound = (ordinal: number, type: DataType): BoundReference => ({ kind: 'bound', ordinal, type, nullable: true });

/** A number and a text of 84 bytes: 124 bytes a row, of which 16 are for its hash. */
function scan(rows: number, passing = rows, widths: readonly number[] = [8, 84]): FileScan {
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
    estimate: { rows, passing, widths },
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
const room = (most: number, threads = 2): NativeMemory => ({ own: MIB, most: most * MIB, threads });
const counted = (plan: PhysicalNode, of = room(400)): number => Math.round(memoryNeeded(plan, of).counted / MIB);

// 124 million bytes are 118 MiB.
test('what groups need grows with the root of their bytes and of the threads', () => {
  const grouped = (rows: number): PhysicalNode => longest(scan(rows), [bound(0, LONG)]);
  expect(counted(grouped(1_000_000))).toBe(54);
  expect(counted(grouped(9_000_000))).toBe(161);
  expect(counted(grouped(9_000_000), room(400, 8))).toBe(323);
});

test('a join needs room for two parts of its smaller side, or for very many parts', () => {
  const join = (rows: number): PhysicalNode => joined(scan(90_000_000), scan(rows));
  expect(counted(join(10_000_000))).toBe(Math.round(1182.6 / 8 + 16));
  expect(counted(joined(scan(90_000_000), filtered(scan(30_000_000, 10_000_000))))).toBe(counted(join(10_000_000)));
  expect(counted(join(40_000_000))).toBe(Math.round(4730.2 / 8 + 16));
  expect(counted(join(50_000_000))).toBe(Math.round(3.5 * Math.sqrt(2 * 5912.8)));
});

test('few different keys are few groups', () => {
  const few = longest(scan(1_000_000, 1_000_000, [0.3, 84]), [bound(0, LONG)]);
  expect(counted(few)).toBe(0);
  expect(counted(sorted(few))).toBe(0);
});

test('operators in one plan share', () => {
  const one = joined(scan(90_000_000), scan(10_000_000));
  expect(counted(joined(scan(10_000_000), one))).toBe(Math.round(counted(one) * Math.SQRT2));
});

test('a sort holds the rows it merges besides, unless few are wanted', () => {
  expect(counted(sorted(scan(1_000_000)))).toBe(Math.round((2 * 122_880 * 124) / MIB + 2.25 * Math.sqrt(2 * 118.26)));
  expect(counted(sorted(scan(1_000_000), 100))).toBe(0);
});

test('texts in the states of groups are told apart; of one group there are few', () => {
  expect(memoryNeeded(longest(scan(1000), [bound(0, LONG)]), room(400)).uncounted).toBe(84_000);
  expect(memoryNeeded(longest(scan(1000), []), room(400)).uncounted).toBe(0);
});
