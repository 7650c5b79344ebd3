import { expect, test } from 'vitest';
import type { Attribute } from '../../tree/expression.ts';
import { batchOf, runPhysical } from '../in-process.fixture.ts';
import type { HashJoin, LocalScan } from '../node.ts';

const KEY: Attribute = {
  kind: 'attribute',
  id: 1,
  name: 'k',
  type: { kind: 'integer' },
  nullable: true,
  qualifier: [],
  metadata: {},
};

const scan = (...batches: readonly (readonly (number | null)[])[]): LocalScan => ({
  kind: 'local-scan',
  output: [KEY],
  partitions: [
    batches.map((keys) =>
      batchOf(
        [KEY],
        keys.map((key) => [key]),
      ),
    ),
  ],
});

function join(left: LocalScan, right: LocalScan, more: Partial<HashJoin> = {}): HashJoin {
  return {
    kind: 'hash-join',
    output: left.output,
    type: 'left-semi',
    build: 'right',
    leftKeys: [{ kind: 'bound', ordinal: 0, type: KEY.type, nullable: true }],
    rightKeys: [{ kind: 'bound', ordinal: 0, type: KEY.type, nullable: true }],
    nullSafe: [false],
    condition: undefined,
    nullAware: false,
    left,
    right: { kind: 'broadcast-exchange', output: right.output, child: right },
    ...more,
  };
}

const keysOf = async (node: HashJoin, hasMemory = true): Promise<unknown[]> =>
  (await runPhysical(node, {}, hasMemory)).flat(2);

const FEW = scan([1, 2, 2, null]);
const SOME = scan([1, 3, null, 2, 1], [4]);

test('rows with a partner, or without, are given once and in order', async () => {
  expect(await keysOf(join(SOME, FEW))).toEqual([1, 2, 1]);
  expect(await keysOf(join(SOME, FEW, { type: 'left-anti' }))).toEqual([3, null, 4]);
  expect(await keysOf(join(SOME, FEW, { nullSafe: [true] }))).toEqual([1, null, 2, 1]);
  expect(await keysOf(join(SOME, scan(), { type: 'left-anti' }))).toEqual([1, 3, null, 2, 1, 4]);
  expect(await keysOf(join(SOME, scan()))).toEqual([]);
});

test('a runtime filter that drops little, or has no memory, lets all pass', async () => {
  const partnered = Array.from({ length: 70_000 }, () => 1);
  const filter = { runtimeFilter: true } as const;
  expect(await keysOf(join(SOME, FEW, filter))).toEqual([1, 2, 1]);
  expect(await keysOf(join(SOME, FEW, filter), false)).toEqual([1, 3, null, 2, 1, 4]);
  expect(await keysOf(join(scan(partnered, [4]), FEW, filter))).toHaveLength(70_001);
  expect(await keysOf(join(scan(partnered, [4]), FEW))).toHaveLength(70_000);
});
