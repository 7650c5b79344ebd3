/** Runs whole physical plans in the test's own thread: every exchange is carried out at once. */

import { evaluateConstant } from '../codegen/evaluate-constant.ts';
import { confOf } from '../conf/conf.ts';
import { internal } from '../errors/internal.ts';
import type { Attribute } from '../tree/expression.ts';
import { outputOf } from '../tree/output.ts';
import type { Plan } from '../tree/plan.ts';
import type { Value } from '../types/value.ts';
import type { Batch } from '../types/vector.ts';
import { vectorBuilder } from '../types/vector-builder.ts';
import { takeBatch } from '../types/vector-ops.ts';
import { readRow, valueReader } from '../types/vector-reader.ts';
import type { PlannerContext } from './context.ts';
import type { Exchange, PhysicalNode } from './node.ts';
import type { SpilledRows, TaskMemory, TaskServices } from './operator.ts';
import { compileKeyComparator } from './operators/sort.ts';
import { planQuery } from './planner.ts';
import { countOf, partitionCount } from './properties.ts';
import { rowPartitioner } from './row-partitioner.ts';
import { openTask, runNode } from './run.ts';

const ENV = { timeZone: 'UTC' };

export function testContext(settings: Readonly<Record<string, string>> = {}, parallelism = 2): PlannerContext {
  return {
    conf: confOf(new Map(Object.entries(settings))),
    defaultParallelism: parallelism,
    cacheStatistics: () => undefined,
    cachePartitions: () => 0,
    rddLineage: () => undefined,
    isSplittable: () => true,
    shared: new Map(),
    evaluate: (expression) => evaluateConstant(expression, ENV),
  };
}

/** Rows by partition. */
export async function runPlan(
  plan: Plan,
  context = testContext(),
): Promise<readonly (readonly (readonly Value[])[])[]> {
  return runPhysical(planQuery(plan, context));
}

export async function runRows(plan: Plan, context = testContext()): Promise<readonly (readonly Value[])[]> {
  return (await runPlan(plan, context)).flat();
}

/** Without memory every operator spills as soon as it can. `more`: what of the world the plan may ask for. */
export async function runPhysical(
  node: PhysicalNode,
  conf: Readonly<Record<string, string>> = {},
  hasMemory = true,
  more: Partial<TaskServices> = {},
): Promise<readonly (readonly (readonly Value[])[])[]> {
  const partitions = await new InProcess(conf, hasMemory, more).run(node);
  const readers = node.output.map((a) => valueReader(a.type));
  return partitions.map((batches) =>
    batches.flatMap((batch) => Array.from({ length: batch.length }, (_, row) => readRow(batch, readers, row))),
  );
}

export function batchOf(output: readonly Attribute[], rows: readonly (readonly Value[])[]): Batch {
  const columns = output.map((a, i) => {
    const builder = vectorBuilder(a.type);
    for (const row of rows) builder.append(row[i] ?? null);
    return builder.finish();
  });
  return { length: rows.length, columns };
}

/** A relation of rows; `outputOf` it gives its columns. */
export function rowsPlan(output: readonly Attribute[], rows: readonly (readonly Value[])[]): Plan {
  return { kind: 'local-relation', output, batches: rows.length === 0 ? [] : [batchOf(output, rows)] };
}

export const columnsOf = (plan: Plan): readonly Attribute[] => outputOf(plan);

class InProcess {
  readonly #blocks = new Map<number, readonly (readonly Batch[])[]>();
  readonly #derived = new Map<string, unknown>();
  readonly #conf: Readonly<Record<string, string>>;
  readonly #hasMemory: boolean;
  readonly #more: Partial<TaskServices>;
  #last = 0;

  constructor(conf: Readonly<Record<string, string>>, hasMemory: boolean, more: Partial<TaskServices>) {
    this.#conf = conf;
    this.#hasMemory = hasMemory;
    this.#more = more;
  }

  async run(plan: PhysicalNode): Promise<readonly (readonly Batch[])[]> {
    const node = await this.#cut(plan);
    const partitions: Batch[][] = [];
    for (let partition = 0; partition < partitionCount(node); partition++)
      partitions.push(await this.#partition(node, partition));
    return partitions;
  }

  async #partition(node: PhysicalNode, partition: number): Promise<Batch[]> {
    const task = openTask({
      stage: 0,
      partition,
      attempt: 0,
      taskId: 0n,
      signal: new AbortController().signal,
      conf: this.#conf,
      localProperties: {},
      services: this.#services(),
    });
    const batches: Batch[] = [];
    for await (const batch of runNode(node, task)) batches.push(batch);
    return batches;
  }

  async #cut(node: PhysicalNode): Promise<PhysicalNode> {
    if (node.kind === 'exchange') return this.#exchange(node);
    if (node.kind === 'broadcast-exchange') {
      const set = ++this.#last;
      this.#blocks.set(set, await this.run(node.child));
      return { kind: 'broadcast-read', output: node.output, broadcast: set };
    }
    if ('child' in node) return { ...node, child: await this.#cut(node.child) };
    if ('left' in node) return { ...node, left: await this.#cut(node.left), right: await this.#cut(node.right) };
    if ('children' in node) return { ...node, children: await Promise.all(node.children.map((c) => this.#cut(c))) };
    return node;
  }

  async #exchange(node: Exchange): Promise<PhysicalNode> {
    const maps = await this.run(node.child);
    const partitioning =
      node.partitioning.kind === 'range'
        ? { ...node.partitioning, bounds: this.#bounds(node, maps.flat()) }
        : node.partitioning;
    const buckets: Batch[][] = Array.from({ length: countOf(partitioning) }, () => []);
    for (const [partition, batches] of maps.entries()) {
      const send = rowPartitioner(partitioning, partition, ENV);
      for (const batch of batches) {
        const ids = send(batch);
        buckets.forEach((bucket, id) => {
          const rows = Int32Array.from(ids.keys()).filter((row) => ids[row] === id);
          if (rows.length > 0) bucket.push(takeBatch(batch, rows));
        });
      }
    }
    const set = ++this.#last;
    this.#blocks.set(set, buckets);
    return { kind: 'shuffle-read', output: node.output, shuffle: set, partitioning };
  }

  #bounds(node: Exchange, batches: readonly Batch[]): readonly (readonly Value[])[] {
    const { partitioning } = node;
    if (partitioning.kind !== 'range' || partitioning.count === 1) return [];
    const task = { conf: {}, partition: 0 } as Parameters<typeof compileKeyComparator>[1];
    const { keysOf } = compileKeyComparator(partitioning.orders, task);
    const first = batches[0];
    if (first === undefined) return [];
    const keys = keysOf(first, 0);
    const middle = first.length >> 1;
    return [
      keys.map((key, i) =>
        valueReader((partitioning.orders[i] as { child: { type: Attribute['type'] } }).child.type)(key, middle),
      ),
    ];
  }

  #services(): TaskServices {
    const none = (): never => internal('not offered in tests');
    const blocks = this.#blocks;
    const derived = this.#derived;
    const memory: TaskMemory = {
      free: 0,
      grow: (bytes) => Promise.resolve(this.#hasMemory ? bytes : 0),
      take: () => Promise.resolve(),
      claim: () => {},
      shrink: () => {},
    };
    return {
      memory,
      spill: spilledInMemory,
      async *readShuffle(shuffle, partition) {
        yield* blocks.get(shuffle)?.[partition] ?? [];
      },
      async *readStored(set) {
        yield* blocks.get(set)?.flat() ?? [];
      },
      readBroadcast: (set) => Promise.resolve(blocks.get(set)?.flat() ?? []),
      async derived<T>(set: number, key: string, make: (memory: TaskMemory) => Promise<T>): Promise<T> {
        const name = `${set}:${key}`;
        if (!derived.has(name)) derived.set(name, await make(memory));
        return derived.get(name) as T;
      },
      readCache: none,
      scan: none,
      native: none,
      rdd: none,
      write: none,
      evaluatePython: none,
      cogroupPython: none,
      tableFunctionPython: none,
      aggregatePython: none,
      windowPython: none,
      mapPython: none,
      ...this.#more,
    };
  }
}

function spilledInMemory(): SpilledRows {
  const batches: Batch[] = [];
  return {
    write: (batch) => Promise.resolve(void batches.push(batch)),
    async *read() {
      yield* batches;
    },
    at: (index) => batches[index] ?? internal('no such batch'),
    remove: () => Promise.resolve(void batches.splice(0)),
  };
}
