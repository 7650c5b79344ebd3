/** Python functions of each evaluation type in real workers: values, types, batch sizes, groups, errors. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PythonUdfCall } from '../physical/operator.ts';
import { EVAL } from '../tree/eval-type.ts';
import type { Attribute, PythonFunction } from '../tree/expression.ts';
import * as t from '../types/data-type.ts';
import type { Value } from '../types/value.ts';
import type { Batch } from '../types/vector.ts';
import { vectorBuilder } from '../types/vector-builder.ts';
import { readRow, valueReader } from '../types/vector-reader.ts';
import { aggregatePython } from './aggregate-python.ts';
import { PythonDaemons } from './daemon.ts';
import { mapPython } from './map-python.ts';
import type { PythonHost, PythonTaskFacts } from './python-host.ts';
import { PYTHON, runPython } from './test-python.ts';
import { evaluateUdfs } from './udf-eval.ts';
import { WorkerPool } from './worker-pool.ts';

const daemons = new PythonDaemons();
const pool = new WorkerPool();
const host: PythonHost = {
  pool,
  filesDir: '',
  daemonPath: (exec, env) =>
    daemons.socketPath({ exec, env, daemonModule: 'pyspark.daemon', workerModule: 'pyspark.worker' }),
  broadcastFile: (id) => Promise.resolve({ id, path: `/no/such/broadcast-${id}` }),
};
const facts = (conf: Readonly<Record<string, string>> = {}): PythonTaskFacts => ({
  stage: 0,
  partition: 0,
  attempt: 0,
  taskId: 0n,
  signal: new AbortController().signal,
  conf: { 'spark.sql.session.timeZone': 'America/New_York', ...conf },
  localProperties: {},
  accumulate: () => undefined,
});

let version = '';
beforeAll(() => {
  version = runPython('import sys; print("%d.%d" % sys.version_info[:2], end="")').toString();
});
afterAll(async () => {
  pool.close();
  await daemons.close();
});

/** `body` defines `f`; `typeText` makes its return type in Python. */
function pythonFunction(evalType: number, body: string, typeText: string): PythonFunction {
  const command = runPython(`
import sys
from pyspark.serializers import CloudPickleSerializer
from pyspark.sql.types import *
${body}
sys.stdout.buffer.write(CloudPickleSerializer().dumps((f, ${typeText})))`);
  return {
    command,
    env: { PYTHONHASHSEED: '0' },
    includes: [],
    exec: PYTHON,
    version,
    broadcastIds: [],
    evalType,
    deterministic: true,
  };
}

function udf(
  evalType: number,
  body: string,
  returns: t.DataType,
  typeText: string,
  args: readonly number[],
  columns: readonly Attribute[],
  chained: readonly PythonFunction[] = [],
): PythonUdfCall {
  return {
    function: pythonFunction(evalType, body, typeText),
    chained,
    args: args.map((ordinal) => ({
      kind: 'bound',
      ordinal,
      type: columns[ordinal]!.type,
      nullable: columns[ordinal]!.nullable,
    })),
    argNames: args.map(() => undefined),
    returns,
    id: 1,
    name: 'f',
  };
}

let lastId = 0;
const column = (name: string, type: t.DataType): Attribute => ({
  kind: 'attribute',
  name,
  type,
  nullable: true,
  metadata: {},
  id: ++lastId,
  qualifier: [],
});

function batch(columns: readonly Attribute[], rows: readonly (readonly Value[])[]): Batch {
  return {
    length: rows.length,
    columns: columns.map(({ type }, i) => {
      const builder = vectorBuilder(type);
      for (const row of rows) builder.append(row[i]!);
      return builder.finish();
    }),
  };
}

async function* each<T>(items: readonly T[]): AsyncIterable<T> {
  yield* items;
}

async function rowsOf(batches: AsyncIterable<Batch>, types: readonly t.DataType[]): Promise<Value[][]> {
  const readers = types.map(valueReader);
  const out: Value[][] = [];
  for await (const b of batches) {
    for (let i = 0; i < b.length; i++) out.push(readRow(b, readers, i));
  }
  return out;
}

const LONGS = [column('a', t.LONG), column('s', t.STRING), column('d', t.DATE)];
const ROWS: Value[][] = Array.from({ length: 250 }, (_, i) => [BigInt(i), i % 7 === 0 ? null : `s${i}`, i]);
const INPUT = [batch(LONGS, ROWS.slice(0, 130)), batch(LONGS, ROWS.slice(130))];
const TYPES = LONGS.map((c) => c.type);

describe('scalar functions', () => {
  it.each([
    ['pickled', EVAL.batchedUdf],
    ['Arrow', EVAL.arrowBatchedUdf],
  ])('calls %s functions row by row, several at once, chained', async (_name, evalType) => {
    const inner = pythonFunction(evalType, 'def f(x): return None if x is None else x + "!"', 'StringType()');
    const calls = [
      udf(
        evalType,
        'def f(d, a): return (d.year * 100 + d.month, [a, None])',
        t.struct([t.field('x', t.INT), t.field('y', t.array(t.LONG))]),
        'StructType([StructField("x", IntegerType()), StructField("y", ArrayType(LongType()))])',
        [2, 0],
        LONGS,
      ),
      udf(evalType, 'def f(x): return None if x is None else x * 2', t.STRING, 'StringType()', [1], LONGS, [inner]),
      udf(evalType, 'def f(): return 7', t.INT, 'IntegerType()', [], LONGS),
    ];
    const rows = await rowsOf(
      evaluateUdfs(host, facts(), calls, each(INPUT), LONGS),
      calls.map((c) => c.returns),
    );
    expect(rows.length).toBe(250);
    expect(rows[0]).toEqual([[197001, [0n, null]], null, 7]);
    expect(rows[249]).toEqual([[197009, [249n, null]], 's249!s249!', 7]);
  });

  it('gives NULL for results of another type where values are pickled', async () => {
    const call = udf(EVAL.batchedUdf, 'def f(x): return [1.5, x, "t"][x % 3]', t.LONG, 'LongType()', [0], LONGS);
    const rows = await rowsOf(evaluateUdfs(host, facts(), [call], each(INPUT), LONGS), [t.LONG]);
    expect(rows.slice(0, 4).map((r) => r[0])).toEqual([null, 1n, null, null]);
  });

  it('cuts batches for pandas functions as told, keeping rows in order', async () => {
    const call = udf(EVAL.scalarPandas, 'def f(x):\n    return x * 0 + len(x)', t.LONG, 'LongType()', [0], LONGS);
    const conf = { 'spark.sql.execution.arrow.maxRecordsPerBatch': '100' };
    const rows = await rowsOf(evaluateUdfs(host, facts(conf), [call], each(INPUT), LONGS), [t.LONG]);
    expect(rows.map((r) => r[0])).toEqual(ROWS.map((_, i) => (i < 200 ? 100n : 50n)));
  });

  it('answers each batch of the input with one of the same length', async () => {
    const call = udf(EVAL.scalarPandas, 'def f(x): return x', t.LONG, 'LongType()', [0], LONGS);
    const lengths: number[] = [];
    const input = [0, 90, 91, 200].map((from, i, all) => batch(LONGS, ROWS.slice(from, all[i + 1] ?? 250)));
    const conf = { 'spark.sql.execution.arrow.maxRecordsPerBatch': '70' };
    for await (const results of evaluateUdfs(host, facts(conf), [call], each(input), LONGS))
      lengths.push(results.length);
    expect(lengths).toEqual([90, 1, 109, 50]);
  });

  it('lets iterators of pandas regroup batches', async () => {
    const body = `
def f(it):
    import pandas as pd
    for x in it:
        half = len(x) // 2
        yield x[:half] + 1
        yield x[half:] + 1`;
    const call = udf(EVAL.scalarPandasIter, body, t.LONG, 'LongType()', [0], LONGS);
    const rows = await rowsOf(evaluateUdfs(host, facts(), [call], each(INPUT), LONGS), [t.LONG]);
    expect(rows.map((r) => r[0])).toEqual(ROWS.map((_, i) => BigInt(i + 1)));
  });

  it('keeps timestamps as they are, whatever the session zone', async () => {
    const columns = [column('t', t.TIMESTAMP), column('n', t.TIMESTAMP_NTZ)];
    const rows = [
      [1_600_000_000_000_001n, -5n],
      [null, null],
    ];
    for (const evalType of [EVAL.batchedUdf, EVAL.arrowBatchedUdf, EVAL.scalarPandas]) {
      const calls = [0, 1].map((i) =>
        udf(
          evalType,
          'def f(x): return x',
          columns[i]!.type,
          i === 0 ? 'TimestampType()' : 'TimestampNTZType()',
          [i],
          columns,
        ),
      );
      const env = { TZ: 'America/New_York', PYTHONHASHSEED: '0' };
      const zoned = calls.map((c) => ({ ...c, function: { ...c.function, env } }));
      const out = await rowsOf(
        evaluateUdfs(host, facts(), zoned, each([batch(columns, rows)]), columns),
        columns.map((c) => c.type),
      );
      expect(out).toEqual(rows);
    }
  });

  it('says what Python raised', async () => {
    const call = udf(EVAL.arrowBatchedUdf, 'def f(x): return 1 // x', t.LONG, 'LongType()', [0], LONGS);
    await expect(rowsOf(evaluateUdfs(host, facts(), [call], each(INPUT), LONGS), TYPES)).rejects.toMatchObject({
      condition: 'PYTHON_EXCEPTION',
    });
  });

  it('runs on no rows', async () => {
    for (const evalType of [EVAL.batchedUdf, EVAL.arrowBatchedUdf]) {
      const call = udf(evalType, 'def f(x): return x', t.LONG, 'LongType()', [0], LONGS);
      expect(await rowsOf(evaluateUdfs(host, facts(), [call], each([]), LONGS), TYPES)).toEqual([]);
    }
  });
});

describe('functions over partitions and groups', () => {
  const OUT = [column('k', t.LONG), column('n', t.LONG)];
  const map = (evalType: number, body: string, grouping: readonly number[]) => ({
    function: pythonFunction(
      evalType,
      body,
      'StructType([StructField("k", LongType()), StructField("n", LongType())])',
    ),
    grouping,
    values: LONGS.map((_, i) => i),
    inputSchema: LONGS,
    output: OUT,
  });
  const outTypes = OUT.map((c) => c.type);

  it('maps partitions with pandas and Arrow', async () => {
    const pandas = `
def f(it):
    import pandas as pd
    for df in it: yield pd.DataFrame({'k': [int(df.a.min())], 'n': [len(df)]})`;
    expect(await rowsOf(mapPython(host, facts(), map(EVAL.mapPandasIter, pandas, []), each(INPUT)), outTypes)).toEqual([
      [0n, 250n],
    ]);
    const arrow = `
def f(it):
    import pyarrow as pa
    for b in it:
        yield pa.RecordBatch.from_pydict({'k': [b.column('s').null_count], 'n': [b.num_rows]})
        yield pa.RecordBatch.from_pydict({'k': pa.array([], pa.int64()), 'n': pa.array([], pa.int64())})`;
    const conf = { 'spark.sql.execution.arrow.maxRecordsPerBatch': '200' };
    expect(
      await rowsOf(mapPython(host, facts(conf), map(EVAL.mapArrowIter, arrow, []), each(INPUT)), outTypes),
    ).toEqual([
      [29n, 200n],
      [7n, 50n],
    ]);
  });

  it('refuses columns of other types than declared', async () => {
    const arrow = `
def f(it):
    import pyarrow as pa
    for b in it: yield pa.RecordBatch.from_pydict({'k': ['x'], 'n': [1]})`;
    await expect(
      rowsOf(mapPython(host, facts(), map(EVAL.mapArrowIter, arrow, []), each(INPUT)), outTypes),
    ).rejects.toThrow(
      'Invalid schema from SQL_MAP_ARROW_ITER_UDF: expected [struct<k:bigint,n:bigint>], got [struct<k:string,n:bigint>]',
    );
  });

  const KEYED = [column('k', t.DOUBLE), column('v', t.LONG)];
  const KEYS = [null, null, Number.NaN, 1, 1, 1, 2.5];
  const keyed = () => [
    batch(
      KEYED,
      KEYS.slice(0, 4).map((k, i) => [k, BigInt(i)]),
    ),
    batch(
      KEYED,
      KEYS.slice(4).map((k, i) => [k, BigInt(i + 4)]),
    ),
  ];

  it.each([
    [
      'pandas',
      EVAL.groupedMapPandas,
      'import pandas as pd\n    return pd.DataFrame({"k": [len(g)], "n": [int(g.v.sum())]})',
    ],
    [
      'Arrow',
      EVAL.groupedMapArrow,
      'import pyarrow as pa\n    import pyarrow.compute as pc\n    return pa.table({"k": [g.num_rows], "n": [pc.sum(g["v"]).as_py()]})',
    ],
  ])('gives each group whole to %s functions', async (_name, evalType, body) => {
    const call = { ...map(evalType, `def f(g):\n    ${body}`, [0]), values: [0, 1], inputSchema: KEYED };
    expect(await rowsOf(mapPython(host, facts(), call, each(keyed())), outTypes)).toEqual([
      [2n, 1n],
      [1n, 2n],
      [3n, 12n],
      [1n, 6n],
    ]);
  });

  it('aggregates groups, each to one row behind its key', async () => {
    const calls = [
      udf(EVAL.groupedAggPandas, 'def f(v): return v.sum()', t.LONG, 'LongType()', [1], KEYED),
      udf(EVAL.groupedAggPandas, 'def f(v): return float(v.max())', t.DOUBLE, 'DoubleType()', [1], KEYED),
    ];
    const rows = await rowsOf(aggregatePython(host, facts(), calls, each(keyed()), [0], KEYED), [
      t.DOUBLE,
      t.LONG,
      t.DOUBLE,
    ]);
    expect(rows).toEqual([
      [null, 1n, 1],
      [Number.NaN, 2n, 2],
      [1, 12n, 5],
      [2.5, 6n, 6],
    ]);
  });
});
