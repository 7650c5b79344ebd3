/** The same plan on compiled code and on the native engine, compared value by value. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { analyze } from '../analysis/analyzer.ts';
import { evaluateConstant } from '../codegen/evaluate-constant.ts';
import { confOf } from '../conf/conf.ts';
import { internal } from '../errors/internal.ts';
import { SparkError } from '../errors/raise.ts';
import { type LowerOptions, lowerPlan } from '../exec/lowering/lower-plan.ts';
import { PHYSICAL } from '../exec/physical-shape.ts';
import { renderSql } from '../fragments/sql.ts';
import { NativeClient, NativeFailure } from '../native/client.ts';
import { NoLowering } from '../native/lower-expression.ts';
import { NativeThread } from '../native/thread.ts';
import { runPhysical, testContext } from '../physical/in-process.fixture.ts';
import type { LocalScan, PhysicalNode } from '../physical/node.ts';
import { planQuery } from '../physical/planner.ts';
import { openParquetWriter } from '../sources/parquet/write-parquet.ts';
import { attribute } from '../tree/build.ts';
import type { Attribute } from '../tree/expression.ts';
import type { Plan } from '../tree/plan.ts';
import { preorder, transformUp } from '../tree/transform.ts';
import { type DataType, INT, struct } from '../types/data-type.ts';
import type { Value } from '../types/value.ts';
import type { Batch } from '../types/vector.ts';
import { concatBatches, nullVector, takeBatch } from '../types/vector-ops.ts';
import { readRow, valueReader } from '../types/vector-reader.ts';

export interface OracleSettings {
  readonly ansi: boolean;
  readonly timeZone: string;
}

const lowerOptions = (timeZone: string): LowerOptions => ({
  timeZone,
  subquery: () => internal('a plan without subqueries'),
});

type Rows = readonly (readonly Value[])[];

/** `refused`: there is no lowering. `same` tells how many values were compared and how many native errors there were. */
export type Verdict =
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'same'; readonly rows: number; readonly errors: number }
  | { readonly kind: 'different'; readonly what: string };

/** Whether two values of a type are the same. */
export type Equal = (a: Value, b: Value, type: DataType) => boolean;

/** Queries spent on finding the rows at which the native engine fails. */
const MOST_QUERIES = 15;

export class Oracle {
  readonly #folder = mkdtempSync(join(tmpdir(), 'oracle-'));
  readonly #thread: NativeThread;
  readonly #client: NativeClient;
  readonly #files = new Map<Batch, Promise<string>>();
  #last = 0;

  constructor() {
    this.#thread = new NativeThread({
      threads: 2,
      memoryLimit: 256 * 1024 ** 2,
      tempDirectory: this.#folder,
      admitted: 2,
    });
    this.#client = new NativeClient(this.#thread.openPort());
  }

  async close(): Promise<void> {
    await this.#thread.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  physical(plan: Plan, { ansi, timeZone }: OracleSettings): PhysicalNode {
    const settings = {
      'spark.sql.ansi.enabled': String(ansi),
      'spark.sql.session.timeZone': timeZone,
      'spark.sql.shuffle.partitions': '2',
    };
    const analyzed = analyze(plan, {
      conf: confOf(new Map(Object.entries(settings))),
      functions: { lookupFunction: () => undefined },
      currentCatalog: 'spark_catalog',
      currentDatabase: 'default',
      user: 'test',
      parameters: new Map(),
      evaluate: (expression) => evaluateConstant(expression, { timeZone }),
    });
    return planQuery(analyzed, testContext(settings));
  }

  /**
   * Row by row where one side fails: a row at which the evaluator fails must fail natively too. `byRow` off is for
   * aggregates: rows in any order, as `key` gives them, all or nothing.
   */
  async compare(node: PhysicalNode, settings: OracleSettings, equal: Equal, byRow: boolean): Promise<Verdict> {
    const [leaf] = [...preorder(PHYSICAL, node)].filter((n): n is LocalScan => n.kind === 'local-scan');
    if (leaf === undefined) return { kind: 'refused', reason: 'no rows' };
    const batch = concatBatches(leaf.partitions.flat());
    try {
      lowerPlan(await this.#onFile(node, batch), lowerOptions(settings.timeZone));
    } catch (error) {
      if (error instanceof NoLowering) return { kind: 'refused', reason: error.message };
      throw error;
    }
    const types = node.output.map((a) => a.type);
    const expected = byRow ? await evaluateByRow(node, batch, settings) : [await evaluate(node, settings)];
    const good = byRow ? rowsWhere(expected, (e) => e !== undefined) : [];
    const bad = byRow ? rowsWhere(expected, (e) => e === undefined) : [];
    if (!byRow) {
      const [rows] = expected;
      const found = await this.#native(await this.#onFile(node, batch), settings);
      if (found === undefined) return { kind: 'same', rows: 0, errors: 1 };
      if (rows === undefined) return { kind: 'different', what: 'only the evaluator fails' };
      const difference = firstDifference(sorted(rows), sorted(found), types, equal);
      return difference === undefined
        ? { kind: 'same', rows: rows.length, errors: 0 }
        : { kind: 'different', what: difference };
    }
    for (const row of bad.slice(0, 3)) {
      const piece = takeBatch(batch, Int32Array.of(row));
      if ((await this.#native(await this.#onFile(node, piece), settings)) !== undefined)
        return { kind: 'different', what: `only the evaluator fails for ${inputText(leaf, batch, row)}` };
    }
    return this.#compareRows(node, leaf, batch, good, expected as readonly Rows[], settings, types, equal);
  }

  async #compareRows(
    node: PhysicalNode,
    leaf: LocalScan,
    batch: Batch,
    good: readonly number[],
    expected: readonly Rows[],
    settings: OracleSettings,
    types: readonly DataType[],
    equal: Equal,
  ): Promise<Verdict> {
    const waiting: (readonly number[])[] = good.length === 0 ? [] : [good];
    let [rows, errors, queries] = [0, 0, 0];
    for (let piece = waiting.pop(); piece !== undefined && queries < MOST_QUERIES; piece = waiting.pop()) {
      queries += 1;
      const input = piece.length === batch.length ? batch : takeBatch(batch, Int32Array.from(piece));
      const found = await this.#native(await this.#onFile(node, input), settings);
      if (found === undefined) {
        errors += 1;
        const middle = piece.length >> 1;
        if (middle > 0) waiting.push(piece.slice(0, middle), piece.slice(middle));
        continue;
      }
      if (found.length !== piece.length)
        return { kind: 'different', what: `${found.length} rows instead of ${piece.length}` };
      for (const [i, row] of piece.entries()) {
        const difference = firstDifference(expected[row] as Rows, [found[i] as readonly Value[]], types, equal);
        if (difference !== undefined)
          return { kind: 'different', what: `${difference} for ${inputText(leaf, batch, row)}` };
      }
      rows += piece.length;
    }
    return { kind: 'same', rows, errors };
  }

  /** Undefined: the query failed. */
  async #native(plan: PhysicalNode, { timeZone }: OracleSettings): Promise<Rows | undefined> {
    const { text: sql, parameters } = renderSql(lowerPlan(plan, lowerOptions(timeZone)).sql);
    const types = plan.output.map((a) => a.type);
    const readers = types.map(valueReader);
    const rows: Value[][] = [];
    try {
      for await (const batch of this.#client.query({ sql, parameters, types, timeZone })) {
        for (let row = 0; row < batch.length; row++) rows.push(readRow(batch, readers, row));
      }
    } catch (error) {
      if (error instanceof NativeFailure) return undefined;
      throw error;
    }
    return rows;
  }

  async #onFile(node: PhysicalNode, batch: Batch): Promise<PhysicalNode> {
    let output: readonly Attribute[] = [];
    for (const n of preorder(PHYSICAL, node)) if (n.kind === 'local-scan') output = n.output;
    const written = this.#files.get(batch) ?? this.#write(output, batch);
    this.#files.set(batch, written);
    const path = await written;
    return transformUp<PhysicalNode>(PHYSICAL, node, (n) =>
      n.kind !== 'local-scan'
        ? n
        : {
            kind: 'file-scan',
            source: 'parquet',
            options: {},
            dataSchema: schemaOf(n.output),
            partitionSchema: struct([]),
            required: n.output.map((_, i) => `v${i}`),
            filters: [],
            partitionColumns: [],
            partitionFilters: [],
            rootPaths: [path],
            tableName: undefined,
            partitions: [[{ path, start: 0, length: 1, fileSize: 1, modified: 0, partitionValues: [] }]],
            output: n.output,
          },
    );
  }

  async #write(attributes: readonly Attribute[], batch: Batch): Promise<string> {
    // A file needs a column, though nobody reads it.
    const output = attributes.length === 0 ? [attribute('unread', INT)] : attributes;
    const columns = attributes.length === 0 ? [nullVector(INT, batch.length)] : batch.columns;
    const path = join(this.#folder, `${this.#last++}.parquet`);
    const writer = await openParquetWriter({
      path,
      schema: schemaOf(output),
      options: { compression: 'none' },
      timeZone: 'UTC',
      conf: { 'spark.sql.parquet.outputTimestampType': 'TIMESTAMP_MICROS' },
    });
    await writer.write({ length: batch.length, columns });
    await writer.close();
    return path;
  }
}

const schemaOf = (output: readonly Attribute[]) =>
  struct(output.map(({ type }, i) => ({ name: `v${i}`, type, nullable: true, metadata: {} })));

const rowsWhere = (all: readonly unknown[], test: (each: unknown) => boolean): readonly number[] =>
  all.flatMap((each, row) => (test(each) ? [row] : []));

function withRows(node: PhysicalNode, batch: Batch): PhysicalNode {
  return transformUp<PhysicalNode>(PHYSICAL, node, (n) =>
    n.kind === 'local-scan' ? { ...n, partitions: [[batch]] } : n,
  );
}

/** Undefined where a condition is raised. */
export async function evaluate(node: PhysicalNode, { timeZone }: OracleSettings): Promise<Rows | undefined> {
  try {
    return (await runPhysical(node, { 'spark.sql.session.timeZone': timeZone })).flat();
  } catch (error) {
    if (error instanceof SparkError) return undefined;
    throw error;
  }
}

async function evaluateByRow(
  node: PhysicalNode,
  batch: Batch,
  settings: OracleSettings,
): Promise<(Rows | undefined)[]> {
  const all = await evaluate(withRows(node, batch), settings);
  if (all !== undefined) return all.map((row) => [row]);
  const rows: (Rows | undefined)[] = [];
  for (let row = 0; row < batch.length; row++)
    rows.push(await evaluate(withRows(node, takeBatch(batch, Int32Array.of(row))), settings));
  return rows;
}

const sorted = (rows: Rows): Rows => {
  const keyed = rows.map((row) => ({ row, key: textOf(row[0] ?? null) }));
  return keyed.sort((a, b) => (a.key < b.key ? -1 : 1)).map(({ row }) => row);
};

function firstDifference(expected: Rows, found: Rows, types: readonly DataType[], equal: Equal): string | undefined {
  if (expected.length !== found.length) return `${found.length} rows instead of ${expected.length}`;
  for (const [r, row] of expected.entries()) {
    for (const [i, type] of types.entries()) {
      const [a, b] = [row[i] ?? null, found[r]?.[i] ?? null];
      if (!equal(a, b, type)) return `${textOf(b)} instead of ${textOf(a)}`;
    }
  }
  return undefined;
}

export function exactly(a: Value, b: Value): boolean {
  if (a === null || b === null || typeof a !== 'object' || typeof b !== 'object') return Object.is(a, b);
  return textOf(a) === textOf(b);
}

function inputText(leaf: LocalScan, batch: Batch, row: number): string {
  const readers = leaf.output.map((a) => valueReader(a.type));
  return readRow(batch, readers, row).map(textOf).join(', ');
}

function textOf(value: Value): string {
  if (typeof value === 'string')
    return JSON.stringify(value.length > 60 ? `${value.length}:${value.slice(0, 60)}` : value);
  if (typeof value === 'bigint') return `${value}n`;
  if (Object.is(value, -0)) return '-0';
  if (value instanceof Uint8Array) return `x${Buffer.from(value).toString('hex')}`;
  return Array.isArray(value) ? `[${value.map(textOf).join(', ')}]` : String(value);
}
