/**
 * Runs one query in several ways over the same tables: with and without the optimizer, natively and on the evaluator,
 * in one partition and in many, with memory and without, in this thread and in a context's executor threads.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SparkError } from '../src/errors/raise.ts';
import { nativeInputs } from '../src/exec/native-inputs.ts';
import { PHYSICAL } from '../src/exec/physical-shape.ts';
import { explainNative, type NativeChoice } from '../src/exec/plan-native.ts';
import { NativeClient, NativeFailure } from '../src/native/client.ts';
import { runNativeScan } from '../src/native/native-scan.ts';
import { NativeThread } from '../src/native/thread.ts';
import { batchOf, runPhysical } from '../src/physical/in-process.fixture.ts';
import type { FileScan, PhysicalNode } from '../src/physical/node.ts';
import type { TaskServices } from '../src/physical/operator.ts';
import { collectRows } from '../src/session/actions.ts';
import { Dataset } from '../src/session/dataset.ts';
import { QueryExecution, subqueriesLeft } from '../src/session/query-execution.ts';
import { readFiles } from '../src/session/read.ts';
import { SparkContext } from '../src/session/spark-context.ts';
import { SparkSession } from '../src/session/spark-session.ts';
import { openParquetWriter } from '../src/sources/parquet/write-parquet.ts';
import type { ScalarSubquery } from '../src/tree/expression.ts';
import type { Plan } from '../src/tree/plan.ts';
import { scalarSubqueriesOf, withSubqueryValues } from '../src/tree/subquery.ts';
import { transformUp } from '../src/tree/transform.ts';
import { type DataType, struct } from '../src/types/data-type.ts';
import type { Value } from '../src/types/value.ts';
import type { Batch } from '../src/types/vector.ts';
import { takeBatch } from '../src/types/vector-ops.ts';
import type { Answer } from './answer.ts';
import type { TableRows } from './random-tables.ts';

export interface Variant {
  readonly name: string;
  readonly settings: Readonly<Record<string, string>>;
  /** Operators spill as soon as they can. */
  readonly spills?: true;
  /** In the context's executor threads, as users' queries run. */
  readonly threads?: true;
  /** Tables are cached, and all of their rows brought over to the native engine. */
  readonly cached?: true;
}

const OPTIMIZER_OFF = { 'spark.sql.optimizer.enabled': 'false' };
const NATIVE_OFF = { 'spark.sql.native.enabled': 'false' };
const SORTED_JOINS = { 'spark.sql.autoBroadcastJoinThreshold': '-1' };
const partitions = (count: number) => ({ 'spark.sql.shuffle.partitions': String(count) });

/** What all others must agree with. */
export const PLAIN: Variant = { name: 'plain', settings: { ...OPTIMIZER_OFF, ...NATIVE_OFF, ...partitions(1) } };
export const NATIVE: Variant = { name: 'native', settings: partitions(2) };
export const EVALUATOR: Variant = { name: 'evaluator', settings: { ...NATIVE_OFF, ...partitions(3) } };
export const OTHERS: readonly Variant[] = [
  EVALUATOR,
  { name: 'native, shuffled joins', settings: { ...SORTED_JOINS, ...partitions(3) } },
  { name: 'native, not optimized', settings: { ...OPTIMIZER_OFF, ...partitions(2) } },
  { name: 'spilled', settings: { ...NATIVE_OFF, ...SORTED_JOINS, ...partitions(2) }, spills: true },
  { name: 'native, from the cache', settings: partitions(2), cached: true },
  { name: 'threads', settings: partitions(3), threads: true },
];

/** What all variants share: other values are other queries. */
export interface Dialect {
  readonly ansi: boolean;
  readonly timeZone: string;
}

/** What a run gave, and the plan it was by: unknown of executor threads, and of what fails before. */
export interface Run {
  readonly answer: Answer;
  readonly plan: NativeChoice | undefined;
  /** Of a query that has rows all the same. */
  readonly nativeFailures: readonly string[];
}

/** By which plans rows are made, subqueries' before; what the native engine did not manage. */
interface Told {
  readonly plans: NativeChoice[];
  readonly nativeFailures: string[];
}

export interface Prepared {
  readonly execution: QueryExecution;
  readonly types: readonly DataType[];
}

export class Lab {
  readonly #folder = mkdtempSync(join(tmpdir(), 'fuzz-'));
  readonly #context = new SparkContext(
    new Map([
      ['spark.master', 'local[2]'],
      ['spark.app.name', 'fuzz'],
    ]),
  );
  readonly #thread: NativeThread;
  readonly #native: NativeClient;
  readonly #files = new Map<string, Batch>();
  /** What stands in the cache's place. */
  #scans: FileScan[] = [];
  readonly #sessions = new Map<Variant, SparkSession>();
  #session: SparkSession | undefined;
  #dialect: Dialect = { ansi: true, timeZone: 'UTC' };
  #last = 0;

  constructor() {
    this.#thread = new NativeThread({
      threads: 1,
      memoryLimit: 256 * 1024 ** 2,
      tempDirectory: join(this.#folder, 'native'),
      admitted: 2,
    });
    this.#native = new NativeClient(this.#thread.openPort());
  }

  async close(): Promise<void> {
    await this.#context.stop();
    await this.#thread.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** New tables, by name, in place of the ones before. */
  async open(tables: ReadonlyMap<string, TableRows>, dialect: Dialect): Promise<void> {
    for (const path of this.#files.keys()) rmSync(path, { force: true });
    this.#files.clear();
    this.#scans = [];
    this.#sessions.clear();
    this.#dialect = dialect;
    this.#session = this.#newSession({});
    for (const [name, { output, parts }] of tables) {
      const paths: string[] = [];
      for (const rows of parts) paths.push(await this.#write(output, batchOf(output, rows)));
      const read = await readFiles(this.#session, 'parquet', new Map(), undefined, paths);
      this.#session.createView(name, read, 'temporary', true);
    }
  }

  async #write(output: TableRows['output'], batch: Batch): Promise<string> {
    const path = join(this.#folder, `${++this.#last}.parquet`);
    const writer = await openParquetWriter({
      path,
      schema: struct(output.map(({ name, type }) => ({ name, type, nullable: true, metadata: {} }))),
      options: { compression: 'none' },
      timeZone: 'UTC',
      conf: {},
    });
    if (batch.length > 0) await writer.write(batch);
    await writer.close();
    this.#files.set(path, batch);
    return path;
  }

  /** The query analysed, or why it could not be. */
  async prepare(sql: string): Promise<Prepared | Answer> {
    try {
      const { execution, output } = await (this.#session as SparkSession).sql(sql);
      return { execution, types: output.map(({ type }) => type) };
    } catch (error) {
      return failure(error);
    }
  }

  async run({ execution, types }: Prepared, variant: Variant): Promise<Run> {
    const { parsed, analyzed } = execution;
    const session = this.#sessionOf(variant);
    const told: Told = { plans: [], nativeFailures: [] };
    try {
      const rows = variant.threads
        ? await collectRows(new Dataset(session, parsed, analyzed), { properties: {} })
        : await this.#rows(new QueryExecution(session, parsed, analyzed), variant, told);
      return { answer: { kind: 'rows', rows, types }, plan: told.plans.at(-1), nativeFailures: told.nativeFailures };
    } catch (error) {
      return { answer: failure(error), plan: told.plans.at(-1), nativeFailures: [] };
    }
  }

  async #rows(execution: QueryExecution, variant: Variant, told: Told): Promise<readonly (readonly Value[])[]> {
    const conf = { 'spark.sql.session.timeZone': this.#dialect.timeZone };
    const inPlace = (node: PhysicalNode): ReturnType<typeof runPhysical> =>
      runPhysical(node, conf, variant.spills !== true, this.#services());
    try {
      const first = this.#handOver(execution, execution.optimized, variant);
      const left = subqueriesLeft(first.plan);
      const values = left.length === 0 ? undefined : await this.#withValues(execution, left, variant, told);
      const choice = values === undefined ? first : this.#handOver(execution, values, variant);
      told.plans.push(choice);
      return (await inPlace(choice.plan)).flat();
    } catch (error) {
      if (!(error instanceof NativeFailure)) throw error;
      told.nativeFailures.push(error.message);
      const plan = await this.#withValues(execution, scalarSubqueriesOf(execution.optimized), variant, told);
      return (await inPlace(execution.physical(plan))).flat();
    }
  }

  async #withValues(
    execution: QueryExecution,
    subqueries: readonly ScalarSubquery[],
    variant: Variant,
    told: Told,
  ): Promise<Plan> {
    const values = new Map<number, Value>();
    for (const { id, plan: inner } of subqueries) {
      const rows = await this.#rows(execution.of(inner), variant, told);
      values.set(id, rows[0]?.[0] ?? null);
    }
    return withSubqueryValues(execution.optimized, values);
  }

  #handOver(execution: QueryExecution, plan: Plan, variant: Variant): NativeChoice {
    const ofVariant = (node: PhysicalNode): PhysicalNode => (variant.cached === true ? this.#cached(node) : node);
    return explainNative(ofVariant(execution.physical(plan)), {
      conf: execution.session.conf.snapshot(),
      observed: 'rows',
      subquery: ({ plan: inner }) => ofVariant(execution.of(inner).physical()),
      ...(variant.cached === true ? { pays: () => true } : {}),
    });
  }

  /** The scans of files as scans of a cache, of which so many rows are claimed that they may be worth being brought over. */
  #cached(plan: PhysicalNode): PhysicalNode {
    return transformUp<PhysicalNode>(PHYSICAL, plan, (node) => {
      if (node.kind !== 'file-scan') return node;
      const cache = this.#scans.push(node) - 1;
      return { kind: 'cache-scan', cache, partitionCount: node.partitions.length, rows: 1e9, output: node.output };
    });
  }

  #services(): Partial<TaskServices> {
    const files = this.#files;
    const scans = this.#scans;
    const native = this.#native;
    async function* scan(node: FileScan, partition: number): AsyncGenerator<Batch> {
      for (const { path, start } of node.partitions[partition] ?? []) {
        const batch = files.get(path);
        if (start === 0 && batch !== undefined && batch.length > 0) yield columnsRead(node, batch);
      }
    }
    return {
      scan,
      readCache: (cache, partition) => scan(scans[cache] as FileScan, partition),
      native: (node, partition, task) => runNativeScan(native, node, partition, task, nativeInputs(node, task)),
    };
  }

  #newSession(settings: Readonly<Record<string, string>>): SparkSession {
    const { ansi, timeZone } = this.#dialect;
    const all = { 'spark.sql.ansi.enabled': String(ansi), 'spark.sql.session.timeZone': timeZone, ...settings };
    return new SparkSession(this.#context, new Map(Object.entries(all)));
  }

  #sessionOf(variant: Variant): SparkSession {
    const session = this.#sessions.get(variant) ?? this.#newSession(variant.settings);
    this.#sessions.set(variant, session);
    return session;
  }
}

/** A batch belongs to whoever gets it. */
function columnsRead(node: FileScan, batch: Batch): Batch {
  const names = node.dataSchema.fields.map((f) => f.name);
  const columns = node.required.map((name) => batch.columns[names.indexOf(name)] as Batch['columns'][number]);
  return takeBatch(
    { length: batch.length, columns },
    Int32Array.from({ length: batch.length }, (_, row) => row),
  );
}

function failure(error: unknown): Answer {
  if (error instanceof SparkError) return { kind: 'raised', condition: error.condition };
  return { kind: 'crashed', what: error instanceof Error ? (error.stack ?? error.message) : String(error) };
}
