/** Cuts a physical plan at its exchanges: each becomes a stage, and a read of that stage's blocks in its place. */
import { assert } from '../errors/internal.ts';
import type {
  BroadcastExchange,
  Exchange,
  Partitioning,
  PhysicalNode,
  RddScan,
  ShuffleRead,
} from '../physical/node.ts';
import { partitionCount } from '../physical/properties.ts';
import type { Attribute, BoundReference, SortOrder } from '../tree/expression.ts';
import { typeOf } from '../tree/output.ts';
import { preorder, transformUp } from '../tree/transform.ts';
import type { Batch } from '../types/vector.ts';
import { decodeBatch } from './batch-codec.ts';
import type { ReadSpec } from './block.ts';
import { chunkBytes } from './block-store.ts';
import { type CoalesceRule, coalescedRanges, type Range, readGroups } from './coalesce-partitions.ts';
import { filterProbes, isRuntimeFilter } from './filter-probes.ts';
import type { TaskOutput, TaskWork } from './messages.ts';
import { PHYSICAL, transformShared } from './physical-shape.ts';
import { boundsOf } from './range-bounds.ts';
import type { Stage, StoredBlocks } from './stage.ts';

export interface SqlWork extends TaskWork {
  readonly kind: 'sql';
  readonly plan: PhysicalNode;
}

export interface CutOptions {
  /** A new block set, released with the query. */
  readonly newSet: () => number;
  /** The stage that fills a cache's set; `cache` of a CacheScan is its set. */
  readonly cacheStage: (cache: number) => Stage;
  /** How tasks compute an RDD that the plan reads. */
  readonly rdd: (node: RddScan) => RddPart;
  /** Undefined: partitions stay as planned. */
  readonly coalesce: CoalesceRule | undefined;
}

/** An RDD within a query's stage: what must be complete before, and then the work as plain data. */
export interface RddPart {
  readonly parents: readonly Stage[];
  readonly build: (blocks: StoredBlocks) => Promise<{ readonly rdd: unknown; readonly reads: readonly ReadSpec[] }>;
}

/** The last stage gives rows to the driver, or fills `output` where given. */
export function cutStages(plan: PhysicalNode, options: CutOptions, output?: { readonly keep: number }): Stage {
  const cutter = new Cutter(options);
  const body = cutter.cut(filterProbes(withSets(plan, options.newSet)));
  if (output === undefined) return cutter.stage(body, 'result', undefined, { kind: 'result' });
  return cutter.stage(body, 'cache', output.keep, { kind: 'keep', set: output.keep });
}

/** Exchanges with the sets that they fill: what is broadcast twice is stored once, though exchanges were made anew. */
export function withSets(plan: PhysicalNode, newSet: () => number): PhysicalNode {
  const broadcasts = new Map<PhysicalNode, number>();
  return transformShared(plan, (node) => {
    if (node.kind === 'exchange') return { ...node, set: newSet() };
    if (node.kind !== 'broadcast-exchange') return node;
    const set = broadcasts.get(node.child) ?? newSet();
    broadcasts.set(node.child, set);
    return { ...node, set };
  });
}

/** Rows of sampled keys for each partition wanted, as in Spark. */
const SAMPLES_PER_PARTITION = 100;

/** A filter by more rows takes longer to make, in each thread, than it is likely to save. */
const MOST_FILTER_ROWS = 1 << 18;

class Cutter {
  readonly #options: CutOptions;
  readonly #stages = new Map<number, Stage>();
  /** Sets read as a whole by each reader. */
  readonly #whole = new Set<number>();
  /** Sets read map task by map task. */
  readonly #byMap = new Set<number>();
  readonly #fixed = new Set<number>();

  constructor(options: CutOptions) {
    this.#options = options;
  }

  /** A subplan that stands in several places is computed once. */
  cut(plan: PhysicalNode): PhysicalNode {
    return transformShared(plan, (node) => this.#cutNode(node));
  }

  #cutNode(node: PhysicalNode): PhysicalNode {
    switch (node.kind) {
      case 'exchange':
        return this.#cutExchange(node);
      case 'broadcast-exchange':
        return this.#cutBroadcast(node);
      case 'cache-scan':
        this.#stages.set(node.cache, this.#options.cacheStage(node.cache));
        return node;
      default:
        return node;
    }
  }

  #cutBroadcast({ child, output, set }: BroadcastExchange): PhysicalNode {
    assert(set !== undefined, 'a broadcast fills a set');
    if (!this.#stages.has(set)) this.#keep(child, 'broadcast', set);
    return { kind: 'broadcast-read', broadcast: set, output };
  }

  /** `body` has no exchanges any more. */
  stage(
    body: PhysicalNode,
    name: string,
    set: number | undefined,
    output: TaskOutput | ((blocks: StoredBlocks) => Promise<TaskOutput>),
    more: readonly Stage[] = [],
  ): Stage {
    const rdds = new Map<PhysicalNode, RddPart>();
    for (const node of preorder(PHYSICAL, body)) if (node.kind === 'rdd-scan') rdds.set(node, this.#options.rdd(node));
    const reads = readsOf(body);
    const stages = this.#stages;
    return {
      name,
      set,
      // What a runtime filter reads may be cut after what it filters.
      get parents() {
        const filling = reads.map((read) => {
          const stage = stages.get(read);
          assert(stage !== undefined, `nobody fills set ${read}`);
          return stage;
        });
        return [...new Set([...more, ...[...rdds.values()].flatMap((part) => part.parents), ...filling])];
      },
      prepare: async (blocks) => {
        const { body: whole, reads } = await withRdds(body, rdds, blocks);
        const { plan, ranges } = this.#adapt(whole, blocks);
        const work: SqlWork = { kind: 'sql', plan };
        return {
          partitions: partitionCount(plan),
          work,
          output: typeof output === 'function' ? await output(blocks) : output,
          reads: [...readsOf(plan).map((s) => this.#readSpec(s, ranges)), ...reads],
        };
      },
    };
  }

  #cutExchange(node: Exchange): PhysicalNode {
    const { partitioning, output, set } = node;
    assert(set !== undefined && !this.#stages.has(set), 'an exchange fills a set of its own');
    if (partitioning.kind === 'single' || (partitioning.kind === 'range' && partitioning.count === 1)) {
      this.#keep(node.child, 'exchange', set);
      this.#whole.add(set);
      return { kind: 'shuffle-read', shuffle: set, partitioning: { kind: 'single' }, output };
    }
    assert(
      partitioning.kind !== 'broadcast' && partitioning.kind !== 'unknown',
      'an exchange says how rows are to lie',
    );
    if (node.origin === 'repartition-by-num') this.#fixed.add(set);
    const stage =
      partitioning.kind === 'range' && partitioning.bounds === undefined
        ? this.#rangeStage(node, partitioning, set)
        : this.stage(node.child, 'exchange', set, { kind: 'split', set, partitions: partitioning.count, partitioning });
    this.#stages.set(set, stage);
    return { kind: 'shuffle-read', shuffle: set, partitioning, output };
  }

  #keep(child: PhysicalNode, name: string, set: number): void {
    this.#stages.set(set, this.stage(child, name, set, { kind: 'keep', set }));
  }

  /** The input is stored first; bounds come from a sorted sample of it; then the stored rows are split. */
  #rangeStage(node: Exchange, partitioning: Extract<Partitioning, { kind: 'range' }>, set: number): Stage {
    const { orders, count } = partitioning;
    const input = this.#options.newSet();
    this.#keep(node.child, 'exchange', input);
    this.#byMap.add(input);
    const sampled = this.#options.newSet();
    const keys = orders.map((order, i): Attribute => keyAttribute(order, i));
    const samples = this.#sampleStage(node, orders, keys, count, input, sampled);
    const read: ShuffleRead = {
      kind: 'shuffle-read',
      shuffle: input,
      partitioning: { kind: 'unknown', count: 0 },
      output: node.child.output,
    };
    return this.stage(
      read,
      'exchange',
      set,
      async (blocks) => {
        const bounds = boundsOf(await decodeSet(blocks, sampled), keys, count);
        return {
          kind: 'split',
          set,
          partitions: bounds.length + 1,
          partitioning: { ...partitioning, count: bounds.length + 1, bounds },
        };
      },
      [samples],
    );
  }

  #sampleStage(
    node: Exchange,
    orders: readonly SortOrder[],
    keys: readonly Attribute[],
    count: number,
    input: number,
    sampled: number,
  ): Stage {
    const read: PhysicalNode = {
      kind: 'shuffle-read',
      shuffle: input,
      partitioning: { kind: 'single' },
      output: node.child.output,
    };
    const project: PhysicalNode = {
      kind: 'pipeline',
      steps: [{ kind: 'project', list: orders.map((o) => o.child), output: keys }],
      child: read,
      output: keys,
    };
    const bound = keys.map((key, i): SortOrder => {
      const child: BoundReference = { kind: 'bound', ordinal: i, type: key.type, nullable: true };
      return { ...(orders[i] as SortOrder), child };
    });
    const plan: PhysicalNode = {
      kind: 'sort',
      orders: bound,
      limit: undefined,
      global: false,
      child: project,
      output: keys,
    };
    const work: SqlWork = { kind: 'sql', plan };
    return {
      name: 'sample',
      set: sampled,
      parents: [this.#stages.get(input) as Stage],
      prepare: (blocks) => ({
        partitions: 1,
        work,
        output: { kind: 'keep', set: sampled },
        reads: [
          {
            set: input,
            by: 'all',
            step: Math.max(1, Math.floor(rowsOf(blocks, input) / (SAMPLES_PER_PARTITION * count))),
          },
        ],
      }),
    };
  }

  /** Puts the real numbers of partitions into the reads, merged where they may be. */
  #adapt(
    body: PhysicalNode,
    blocks: StoredBlocks,
  ): { plan: PhysicalNode; ranges: ReadonlyMap<number, readonly Range[]> } {
    const rule = this.#options.coalesce;
    const ranges = new Map<number, readonly Range[]>();
    const isFree = (read: ShuffleRead): boolean =>
      rule !== undefined && !this.#fixed.has(read.shuffle) && !this.#isWhole(read);
    for (const group of readGroups(body, isFree)) {
      const split = group.reads.filter((r) => !this.#isWhole(r) && !this.#byMap.has(r.shuffle));
      const sizes = split.map((r) => partitionSizes(blocks, r.shuffle));
      const free =
        rule !== undefined &&
        group.free &&
        split.length === group.reads.length &&
        sizes.every((s) => s.length === sizes[0]?.length);
      split.forEach((read, i) => {
        ranges.set(
          read.shuffle,
          free ? coalescedRanges(sizes, rule) : (sizes[i] as number[]).map((_, p) => [p, p + 1] as const),
        );
      });
    }
    const plan = transformUp<PhysicalNode>(PHYSICAL, body, (node) => {
      if (isRuntimeFilter(node) && rowsOf(blocks, node.right.broadcast) > MOST_FILTER_ROWS) return node.left;
      if (node.kind === 'cache-scan') return { ...node, partitionCount: blocks.chunks(node.cache).length };
      if (node.kind !== 'shuffle-read' || node.partitioning.kind === 'single') return node;
      const count = this.#byMap.has(node.shuffle)
        ? blocks.chunks(node.shuffle).length
        : (ranges.get(node.shuffle)?.length ?? 0);
      return { ...node, partitioning: { ...node.partitioning, count } as Partitioning };
    });
    return { plan, ranges };
  }

  #isWhole(read: ShuffleRead): boolean {
    return this.#whole.has(read.shuffle);
  }

  #readSpec(set: number, ranges: ReadonlyMap<number, readonly Range[]>): ReadSpec {
    const own = ranges.get(set);
    if (own !== undefined) return { set, by: 'range', ranges: own };
    const stage = this.#stages.get(set);
    return this.#byMap.has(set) || stage?.name === 'cache' ? { set, by: 'map' } : { set, by: 'all', step: 1 };
  }
}

async function withRdds(
  body: PhysicalNode,
  rdds: ReadonlyMap<PhysicalNode, RddPart>,
  blocks: StoredBlocks,
): Promise<{ readonly body: PhysicalNode; readonly reads: readonly ReadSpec[] }> {
  if (rdds.size === 0) return { body, reads: [] };
  const built = new Map<PhysicalNode, PhysicalNode>();
  const reads: ReadSpec[] = [];
  for (const [node, part] of rdds) {
    const { rdd, reads: own } = await part.build(blocks);
    built.set(node, { ...(node as RddScan), rdd });
    reads.push(...own);
  }
  return { body: transformUp<PhysicalNode>(PHYSICAL, body, (node) => built.get(node) ?? node), reads };
}

/** Sets a plan without exchanges reads. */
function readsOf(plan: PhysicalNode): readonly number[] {
  const sets = new Set<number>();
  for (const node of preorder(PHYSICAL, plan)) {
    if (node.kind === 'shuffle-read') sets.add(node.shuffle);
    else if (node.kind === 'broadcast-read') sets.add(node.broadcast);
    else if (node.kind === 'cache-scan') sets.add(node.cache);
  }
  return [...sets];
}

function keyAttribute(order: SortOrder, index: number): Attribute {
  return {
    kind: 'attribute',
    id: -1 - index,
    name: `k${index}`,
    type: typeOf(order.child),
    nullable: true,
    qualifier: [],
    metadata: {},
  };
}

function rowsOf(blocks: StoredBlocks, set: number): number {
  let rows = 0;
  for (const chunks of blocks.chunks(set)) for (const chunk of chunks) rows += chunk.rows;
  return rows;
}

/** Bytes of each reduce partition, by its share of the rows of each chunk. */
function partitionSizes(blocks: StoredBlocks, set: number): readonly number[] {
  const sizes = new Array<number>(blocks.splitInto(set)).fill(0);
  for (const chunks of blocks.chunks(set)) {
    for (const { offsets, bytes, rows } of chunks) {
      if (offsets === undefined || rows === 0) continue;
      const perRow = bytes / rows;
      for (let p = 0; p < sizes.length; p++) {
        sizes[p] = (sizes[p] as number) + ((offsets[p + 1] as number) - (offsets[p] as number)) * perRow;
      }
    }
  }
  return sizes;
}

async function decodeSet(blocks: StoredBlocks, set: number): Promise<readonly Batch[]> {
  const batches: Batch[] = [];
  for (const chunks of blocks.chunks(set))
    for (const chunk of chunks) batches.push(decodeBatch(await chunkBytes(chunk)));
  return batches;
}
