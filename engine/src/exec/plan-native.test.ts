import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { confOf } from '../conf/conf.ts';
import { NativeClient } from '../native/client.ts';
import { runNativeScan } from '../native/native-scan.ts';
import { NativeThread } from '../native/thread.ts';
import { explainText } from '../physical/explain.ts';
import type { Exchange, FileScan, HashAggregate, HashJoin, NativeScan, PhysicalNode } from '../physical/node.ts';
import { predicate } from '../tree/conjunction.ts';
import type { Attribute, BoundReference, Expression } from '../tree/expression.ts';
import type { Plan } from '../tree/plan.ts';
import { DATE, type DataType, decimal, INT, LONG, STRING, struct, TIMESTAMP } from '../types/data-type.ts';
import type { Value } from '../types/value.ts';
import { readRow, valueReader } from '../types/vector-reader.ts';
import { explainNative, type NativeOptions, type Observed, planNative } from './plan-native.ts';

const folder = mkdtempSync(join(tmpdir(), 'lower-'));
const thread = new NativeThread({ threads: 2, memoryLimit: 256 * 1024 ** 2, tempDirectory: folder, admitted: 2 });
const client = new NativeClient(thread.openPort());
const subquery = (): never => expect.unreachable('no plan here has a subquery');
const options = (settings: Readonly<Record<string, string>> = {}, observed: Observed = 'rows'): NativeOptions => ({
  conf: confOf(new Map(Object.entries(settings))),
  observed,
  subquery,
});

afterAll(async () => {
  await thread.stop();
  rmSync(folder, { recursive: true, force: true });
});

const TYPES: readonly [string, DataType][] = [
  ['i', INT],
  ['s', STRING],
  ['x', decimal(7, 2)],
  ['d', DATE],
  ['t', TIMESTAMP],
];
const path = join(folder, "it's [a] *?.parquet");

async function run(sql: string, types: readonly DataType[] = []): Promise<Value[][]> {
  return rows({ sql, parameters: [], output: types.map((type) => ({ type })) });
}

async function rows(
  plan: Pick<NativeScan, 'sql' | 'parameters'> & { readonly output: readonly { readonly type: DataType }[] },
): Promise<Value[][]> {
  const readers = plan.output.map((a) => valueReader(a.type));
  const found: Value[][] = [];
  const task = { signal: new AbortController().signal, conf: { 'spark.sql.session.timeZone': 'America/New_York' } };
  for await (const batch of runNativeScan(client, plan, 0, task)) {
    for (let row = 0; row < batch.length; row++) found.push(readRow(batch, readers, row));
  }
  return found.sort((a, b) => (String(a) < String(b) ? -1 : 1));
}

const attribute = (name: string, type: DataType): Attribute => ({
  kind: 'attribute',
  id: 0,
  name,
  type,
  nullable: true,
  qualifier: [],
  metadata: {},
});
const bound = (ordinal: number, type: DataType): BoundReference => ({ kind: 'bound', ordinal, type, nullable: true });

function scan(): FileScan {
  const output = TYPES.map(([name, type]) => attribute(name, type));
  return {
    kind: 'file-scan',
    source: 'parquet',
    options: {},
    dataSchema: struct(output.map(({ name, type }) => ({ name, type, nullable: true, metadata: {} }))),
    partitionSchema: struct([]),
    required: output.map((a) => a.name),
    filters: [],
    partitionColumns: [],
    partitionFilters: [],
    rootPaths: [path],
    tableName: undefined,
    partitions: [[{ path, start: 0, length: 1, fileSize: 1, modified: 0, partitionValues: [] }]],
    output,
  };
}

/** SELECT DISTINCT of these columns of `child`, as planned: partial, exchange, final. */
function distinct(child: PhysicalNode, ordinals: readonly number[]): HashAggregate {
  const output = ordinals.map((i) => child.output[i] as Attribute);
  const keys = ordinals.map((i) => bound(i, child.output[i]!.type));
  const partial: HashAggregate = { kind: 'hash-aggregate', partial: true, keys, aggregates: [], child, output };
  const own = output.map((a, i) => bound(i, a.type));
  const exchange: Exchange = {
    kind: 'exchange',
    partitioning: { kind: 'hash', keys: own, count: 5 },
    origin: 'ensure-requirements',
    child: partial,
    output,
  };
  return { kind: 'hash-aggregate', partial: false, keys: own, aggregates: [], child: exchange, output };
}

const filtered = (child: PhysicalNode, condition: Expression): PhysicalNode => ({
  kind: 'pipeline',
  steps: [{ kind: 'filter', condition }],
  child,
  output: child.output,
});

test('a distinct over a filter of a file goes native and gives its rows; time zone and quotes do no harm', async () => {
  await run(
    `COPY (SELECT (i % 4)::INTEGER AS i, 'name ' || (i % 2) AS s, (i % 3)::DECIMAL(7,2) AS x, DATE '2020-01-01' + (i % 2)::INTEGER AS d,
    make_timestamptz(i % 2) AS t FROM range(100) r(i)) TO '${path.replaceAll("'", "''")}' (FORMAT parquet)`,
    [LONG],
  );
  const condition: Expression = {
    kind: 'in',
    child: bound(1, STRING),
    list: [
      { kind: 'literal', type: STRING, value: 'name 1' },
      { kind: 'literal', type: STRING, value: "'; DROP" },
    ],
  };
  const plan = planNative(distinct(filtered(scan(), condition), [0, 4, 3]), options());
  expect(plan.kind).toBe('native-scan');
  expect((plan as NativeScan).sql).not.toContain('DROP');
  expect(await rows(plan as NativeScan)).toEqual([
    [1, 1n, 18263],
    [3, 1n, 18263],
  ]);
  const dates: Expression = {
    kind: 'in',
    child: bound(3, DATE),
    list: [{ kind: 'literal', type: DATE, value: 18262 }],
  };
  expect(await rows(planNative(distinct(filtered(scan(), dates), [3, 2]), options()) as NativeScan)).toEqual([
    [18262, 0n],
    [18262, 100n],
    [18262, 200n],
  ]);
});

function joined(type: HashJoin['type'], left: PhysicalNode, right: PhysicalNode): HashJoin {
  const output = type === 'left-semi' || type === 'left-anti' ? left.output : [...left.output, ...right.output];
  return {
    kind: 'hash-join',
    type,
    build: 'right',
    leftKeys: [bound(0, INT)],
    rightKeys: [bound(0, INT)],
    nullSafe: [false],
    condition: undefined,
    nullAware: false,
    left,
    right,
    output,
  };
}

test('joins below an aggregate go with it', async () => {
  const two: Expression = { kind: 'in', child: bound(0, INT), list: [{ kind: 'literal', type: INT, value: 2 }] };
  const right: PhysicalNode = { kind: 'broadcast-exchange', child: filtered(scan(), two), output: scan().output };
  const ids = async (type: HashJoin['type']): Promise<Value[][]> => {
    const plan = planNative(distinct(joined(type, scan(), right), [0]), options());
    expect(plan.kind).toBe('native-scan');
    return rows(plan as NativeScan);
  };
  expect(await ids('inner')).toEqual([[2]]);
  expect(await ids('left-anti')).toEqual([[0], [1], [3]]);
  expect(await ids('left-semi')).toEqual([[2]]);
});

test('DuckDB never compares all pairs of rows of a join by keys: such a join stays', async () => {
  const in1 = (ordinal: number): Expression => ({
    kind: 'in',
    child: bound(ordinal, INT),
    list: [{ kind: 'literal', type: INT, value: 1 }],
  });
  const between = predicate('<', [bound(2, decimal(7, 2)), bound(7, decimal(7, 2))]);
  const mixed = predicate('or', [between, in1(0)]);
  const planned = (type: HashJoin['type'], condition: Expression): PhysicalNode =>
    planNative(distinct({ ...joined(type, scan(), scan()), condition }, [0]), options());
  for (const type of ['left', 'right', 'full', 'left-semi', 'left-anti'] as const) {
    for (const condition of [
      between,
      in1(0),
      in1(5),
      predicate('and', [between, predicate('and', [in1(0), in1(5)])]),
    ]) {
      const plan = planned(type, condition) as NativeScan;
      const [[, text]] = (await rows({
        ...plan,
        sql: `EXPLAIN ${plan.sql}`,
        output: [STRING, STRING].map((t) => ({ type: t })),
      })) as [string[]];
      expect(text, `${type} join`).toContain('HASH_JOIN');
      expect(text, `${type} join`).not.toMatch(/BLOCKWISE_NL_JOIN|NESTED_LOOP_JOIN|DELIM_JOIN/);
    }
    expect(planned(type, mixed).kind).toBe(type.startsWith('left-') ? 'native-scan' : 'hash-aggregate');
  }
  const kept = planned('left', in1(0)) as NativeScan;
  expect(await rows(kept)).toEqual([[0], [1], [2], [3]]);
  expect(await rows(planned('left-anti', in1(0)) as NativeScan)).toEqual([[0], [2], [3]]);
  expect(await rows(planned('full', predicate('and', [in1(0), in1(5)])) as NativeScan)).toEqual([
    [null],
    [0],
    [1],
    [2],
    [3],
  ]);
});

test('joins below grouping sets see each row once', async () => {
  const expand: PhysicalNode = {
    kind: 'expand',
    projections: [[bound(0, INT)], [{ kind: 'literal', type: INT, value: null }]],
    child: joined('inner', scan(), scan()),
    output: [attribute('i', INT)],
  };
  const plan = planNative(distinct(expand, [0]), options()) as NativeScan;
  // The numbers stand beside the finished join, not among its tables.
  expect(plan.sql).toMatch(/WHERE \([^()]*\([^()]*\) = [^()]*\([^()]*\)\)\) AS t\d+, \(SELECT range/);
  expect(await rows(plan)).toEqual([[null], [0], [1], [2], [3]]);
});

test('an aggregate of which no column is read is one row all the same', async () => {
  const one: PhysicalNode = { kind: 'broadcast-exchange', child: distinct(scan(), []), output: [] };
  const pairs: PhysicalNode = {
    kind: 'nested-loop-join',
    type: 'cross',
    build: 'right',
    condition: undefined,
    left: scan(),
    right: one,
    output: scan().output,
  };
  const count: HashAggregate = {
    ...distinct(pairs, []),
    aggregates: [
      {
        mode: 'complete',
        fn: 'count',
        overload: 0,
        args: [bound(0, INT)],
        argTypes: [INT],
        returns: LONG,
        filter: undefined,
        ansi: true,
        label: 'count(i)',
        buffers: [],
      },
    ],
    child: pairs,
    output: [attribute('count(i)', LONG)],
  };
  expect(await rows(planNative(count, options()) as NativeScan)).toEqual([[100n]]);
});

test('averages of decimals are rounded half up, away from zero; they and sums are NULL without rows', async () => {
  const at = join(folder, 'avg.parquet');
  const data = [
    ['a', -5],
    ['a', 0],
    ['a', 0],
    ['b', 2],
    ['b', 1],
    ['c', null],
    ['d', 9999999],
  ];
  const values = data.map(([s, x]) => `('${s}', ${x === null ? 'NULL' : `${x} * 0.01`})`).join(', ');
  await run(`COPY (SELECT s, x::DECIMAL(7,2) AS x FROM (VALUES ${values}) v(s, x)) TO '${at}' (FORMAT parquet)`, [
    LONG,
  ]);
  const input = scan();
  const child: FileScan = {
    ...input,
    required: ['s', 'x'],
    output: [input.output[1]!, input.output[2]!],
    partitions: [[{ ...input.partitions[0]![0]!, path: at }]],
  };
  const by = (fn: string, overload: number, returns: DataType): HashAggregate => ({
    kind: 'hash-aggregate',
    partial: false,
    keys: [bound(0, STRING)],
    aggregates: [
      {
        mode: 'complete',
        fn,
        overload,
        args: [bound(1, decimal(7, 2))],
        argTypes: [decimal(7, 2)],
        returns,
        filter: undefined,
        ansi: true,
        label: fn,
        buffers: [],
      },
    ],
    child,
    output: [child.output[0]!, attribute(fn, returns)],
  });
  expect(await rows(planNative(by('avg', 0, decimal(11, 6)), options()) as NativeScan)).toEqual([
    ['a', -16667n],
    ['b', 15000n],
    ['c', null],
    ['d', 99999990000n],
  ]);
  // As wide as can be, so that it is tested for more digits than there may be.
  expect(await rows(planNative(by('sum', 3, decimal(38, 2)), options()) as NativeScan)).toEqual([
    ['a', -5n],
    ['b', 3n],
    ['c', null],
    ['d', 9999999n],
  ]);
});

test('what has no lowering, or whose partitions are counted on, stays', () => {
  const cast: Expression = { kind: 'cast', child: bound(1, STRING), to: INT, mode: 'ansi', implicit: false };
  const output = [attribute('n', INT)];
  const child: PhysicalNode = {
    kind: 'pipeline',
    steps: [{ kind: 'project', list: [cast], output }],
    child: scan(),
    output,
  };
  expect(planNative(distinct(child, [0]), options()).kind).toBe('hash-aggregate');
  expect(planNative(distinct({ ...scan(), source: 'csv' }, [0]), options()).kind).toBe('hash-aggregate');
  const side = distinct(scan(), [0]);
  const other: Exchange = { ...(distinct(scan(), [0]).child as Exchange) };
  const plan = planNative(joined('inner', side, other), options({}, 'partitions')) as HashJoin;
  expect(plan.left.kind).toBe('hash-aggregate');
  expect(planNative(side, options({ 'spark.sql.native.enabled': 'false' })).kind).toBe('hash-aggregate');
});

test('a nested-loop join, NOT IN, DISTINCT and FILTER go native; a join whose order or partitions show does not', async () => {
  const even: Expression = {
    kind: 'in',
    child: bound(0, INT),
    list: [0, 2].map((value) => ({ kind: 'literal', type: INT, value })),
  };
  const right: PhysicalNode = { kind: 'broadcast-exchange', child: filtered(scan(), even), output: scan().output };
  const { leftKeys: _, rightKeys: __, nullSafe: ___, nullAware: ____, ...cross } = joined('inner', scan(), right);
  const loop: PhysicalNode = {
    ...cross,
    kind: 'nested-loop-join',
    condition: { kind: 'in', child: bound(5, INT), list: [bound(0, INT)] },
  };
  expect(await rows(planNative(distinct(loop, [0, 5]), options()) as NativeScan)).toEqual([
    [0, 0],
    [2, 2],
  ]);
  const notIn: HashJoin = { ...joined('left-anti', scan(), right), nullAware: true };
  expect(await rows(planNative(distinct(notIn, [0]), options()) as NativeScan)).toEqual([[1], [3]]);

  const gathered = (child: PhysicalNode): Exchange => ({
    kind: 'exchange',
    partitioning: { kind: 'single' },
    origin: 'ensure-requirements',
    child,
    output: child.output,
  });
  const limited = (child: PhysicalNode): PhysicalNode => ({
    kind: 'limit',
    count: 1,
    offset: 0,
    child,
    output: child.output,
  });
  expect(planNative(loop, options({}, 'partitions')).kind).toBe('nested-loop-join');
  expect(planNative(loop, options()).kind).toBe('native-scan');
  expect((planNative(gathered(loop), options({}, 'partitions')) as Exchange).child.kind).toBe('native-scan');
  expect((planNative(limited(gathered(loop)), options()) as { child: Exchange }).child.child.kind).toBe(
    'nested-loop-join',
  );
});

test('EXPLAIN says at length what goes native and why the rest does not; its operators stay as Spark prints them', () => {
  const physical = distinct(
    joined('inner', scan(), { kind: 'broadcast-exchange', child: scan(), output: scan().output }),
    [0],
  );
  const shown = (plan: PhysicalNode, mode: Parameters<typeof explainText>[1]): string => {
    const logical: Plan = { kind: 'one-row' };
    const { subtrees, breaks } = explainNative(plan, options({}, 'partitions'));
    return explainText(
      { parsed: logical, analyzed: logical, optimized: logical, physical: plan, native: { subtrees, breaks } },
      mode,
    );
  };
  expect(shown(physical, 'simple')).toMatch(/== Native Engine ==\nNative: HashAggregate/);
  expect(shown(physical, 'formatted')).toMatch(
    /== Native Engine ==\nNative: HashAggregate\(keys=\[i#0\], functions=\[\]\) and everything below it\n$/,
  );
  expect(shown(joined('inner', scan(), distinct(scan(), [0])), 'extended')).toMatch(
    /Not native: ShuffledHashJoin .* \(its partitions are those of the result\)\nNot native: HashAggregate.* \(its partitions are counted on\)\n$/,
  );
});
