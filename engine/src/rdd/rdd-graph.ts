/** The application's RDDs: makes nodes as Spark's operations do, keeps their names, storage levels and blocks. */
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { internal } from '../errors/internal.ts';
import { raise } from '../errors/raise.ts';
import type { StorageLevel } from '../exec/block.ts';
import type { BlockStore, SetUse } from '../exec/block-store.ts';
import type { ExecutorPool } from '../exec/executor-pool.ts';
import type { PythonFunction } from '../tree/expression.ts';
import { frameRecords, RecordCollector } from '../types/record-frames.ts';
import { CACHE_GET, CACHE_PUT, type CachedBlock } from './compute.ts';
import { type FileSplit, type InputFile, inputFiles, textSplits, wholeFileGroups } from './file-splits.ts';
import {
  type PairwiseRdd,
  type Partitioner,
  parentsOf,
  partitionerOf,
  type QueryRdd,
  type RddNode,
  type Slice,
  samePartitioner,
} from './node.ts';

/** Slices up to this size travel with the tasks. */
const INLINE_BYTES = 16 * 1024;

type NodeOf<K extends RddNode['kind']> = Extract<RddNode, { readonly kind: K }>;

export interface RddStorage extends StorageLevel {
  readonly offHeap: boolean;
  readonly deserialized: boolean;
  readonly replication: number;
}

/** What `checkpoint()` asked for: written to a folder, or kept with the cached blocks, once a job has used the RDD. */
export type Checkpoint = { readonly kind: 'reliable'; readonly folder: string } | { readonly kind: 'local' };

export class RddGraph {
  readonly #store: BlockStore;
  readonly #folder: string;
  readonly #names = new Map<number, string>();
  readonly #caches = new Map<number, { readonly set: number; readonly level: RddStorage }>();
  readonly #shuffles = new Map<number, number>();
  /** Looked up once: files that come later are not seen. */
  readonly #splits = new Map<number, readonly FileSplit[]>();
  readonly #groups = new Map<number, readonly (readonly InputFile[])[]>();
  /** Files of parallelized data. */
  readonly #kept = new Map<number, string>();
  /** Blocks of the queries behind RDDs. */
  readonly #querySets = new Map<number, readonly number[]>();
  /** What nobody refers to any more needs no blocks. */
  readonly #unused = new FinalizationRegistry<number>((id) => this.#forget(id));
  readonly #checkpoints = new Map<number, Checkpoint>();
  /** Checkpointed RDDs that no job has used yet. */
  readonly #awaiting = new Set<number>();
  /** What is read in the place of RDDs whose lineage a checkpoint has cut off. */
  readonly #standIns = new Map<number, RddNode>();
  /** RDDs that queries read, by id. */
  readonly #scanned = new Map<number, RddNode>();
  #lastId = -1;

  constructor(store: BlockStore, pool: ExecutorPool, folder: string) {
    this.#store = store;
    this.#folder = folder;
    pool.serve(CACHE_GET, (args, taskId) => {
      const { set, partition } = args as CachedBlock;
      if (!store.has(set)) return undefined;
      const chunks = store.chunksOf(set, partition);
      if (chunks !== undefined) store.holdFor(taskId, set);
      return chunks;
    });
    pool.serve(CACHE_PUT, (args) => {
      const { set, partition, chunks = [] } = args as CachedBlock;
      store.put(set, partition, chunks);
    });
  }

  #node<K extends RddNode['kind']>(node: Omit<NodeOf<K>, 'id' | 'kind'> & { readonly kind: K }): NodeOf<K> {
    const made = { ...node, id: ++this.#lastId } as unknown as NodeOf<K>;
    this.#unused.register(made, made.id);
    return made;
  }

  /** A fresh id, for what shows as an RDD of its own in debug strings of other layers. */
  nextId(): number {
    return ++this.#lastId;
  }

  /* ---- Sources. ---- */

  /** Frames the client left in a file, which it deletes when this returns. */
  async parallelizeFile(path: string, slices: number, site: string): Promise<RddNode> {
    const bytes = await readFile(path);
    const starts = frameStarts(bytes);
    const kept = bytes.length > INLINE_BYTES ? await this.#keep(path, bytes) : undefined;
    const count = starts.length - 1;
    const bound = (i: number): number => starts[Math.floor((i * count) / slices)] as number;
    const cut = Array.from({ length: slices }, (_, i): Slice => {
      const [from, to] = [bound(i), bound(i + 1)];
      return kept === undefined
        ? { kind: 'inline', bytes: Uint8Array.from(bytes.subarray(from, to)) }
        : { kind: 'file', path: kept, from, to };
    });
    const node = this.#node({ kind: 'parallelized', className: 'ParallelCollectionRDD', site, slices: cut });
    if (kept !== undefined) this.#kept.set(node.id, kept);
    return node;
  }

  /** A second name for the same file costs nothing; across file systems it has to be copied. */
  async #keep(path: string, bytes: Uint8Array): Promise<string> {
    await mkdir(this.#folder, { recursive: true });
    const kept = join(this.#folder, `parallelized-${this.#lastId + 1}`);
    await link(path, kept).catch(() => writeFile(kept, bytes));
    return kept;
  }

  /** Records the driver has, all in one partition. */
  parallelizeRecords(records: readonly (Uint8Array | null)[], site: string): RddNode {
    const collector = new RecordCollector();
    for (const record of records) collector.add(record);
    const bytes = frameRecords(collector.finish());
    return this.#node({
      kind: 'parallelized',
      className: 'ParallelCollectionRDD',
      site,
      slices: [{ kind: 'inline', bytes }],
    });
  }

  /** Partitions written by a checkpoint, one file of frames each. */
  checkpointed(paths: readonly { readonly path: string; readonly size: number }[], site: string): RddNode {
    const slices = paths.map(({ path, size }): Slice => ({ kind: 'file', path, from: 0, to: size }));
    return this.#node({ kind: 'parallelized', className: 'ReliableCheckpointRDD', site, slices });
  }

  empty(site: string): RddNode {
    return this.#node({ kind: 'empty', className: 'EmptyRDD', site });
  }

  textFile(path: string, minPartitions: number, site: string): RddNode {
    const files = this.#node({
      kind: 'text-file',
      className: 'HadoopRDD',
      givenName: path,
      site,
      path,
      minPartitions,
    });
    return this.#mapped(files, site, path);
  }

  wholeTextFiles(path: string, minPartitions: number, site: string): RddNode {
    const files = this.#node({
      kind: 'whole-text-files',
      className: 'WholeTextFileRDD',
      givenName: path,
      site,
      path,
      minPartitions,
    });
    return this.#mapped(files, site, path);
  }

  query(query: Pick<QueryRdd, 'partitions' | 'stage'>, sets: readonly number[], site: string): RddNode {
    const node = this.#node({ kind: 'query', className: 'MapPartitionsRDD', site, ...query });
    this.#querySets.set(node.id, sets);
    return node;
  }

  /* ---- Transformations. ---- */

  python(
    parent: RddNode,
    fn: PythonFunction,
    preservesPartitioning: boolean,
    site = 'RDD at PythonRDD.scala:59',
  ): RddNode {
    return this.#node({ kind: 'python', className: 'PythonRDD', site, function: fn, preservesPartitioning, parent });
  }

  pairwise(parent: RddNode, site: string): PairwiseRdd {
    return this.#node({ kind: 'pairwise', className: 'PairwiseRDD', site, parent });
  }

  /** No shuffle where the pairs are spread so already. */
  partitionBy(parent: PairwiseRdd, partitioner: Partitioner, site: string): RddNode {
    if (samePartitioner(partitionerOf(parent), partitioner)) return parent;
    return this.#node({ kind: 'shuffled', className: 'ShuffledRDD', site, partitioner, parent });
  }

  /** Values of pairs, bytes as text, text as bytes: the same records. */
  mapped(parent: RddNode, preservesPartitioning: boolean, site: string): RddNode {
    return this.#mapped(parent, site, undefined, preservesPartitioning);
  }

  #mapped(parent: RddNode, site: string, givenName?: string, preservesPartitioning = false): RddNode {
    return this.#node({
      kind: 'mapped',
      className: 'MapPartitionsRDD',
      site,
      givenName,
      preservesPartitioning,
      parent,
    });
  }

  async union(parents: readonly RddNode[], site: string): Promise<RddNode> {
    await Promise.all(parents.map((p) => this.resolve(p)));
    const counts = parents.map((p) => this.partitionsOf(p));
    const filled = parents.filter((_, i) => (counts[i] as number) > 0);
    const first = filled[0] === undefined ? undefined : partitionerOf(filled[0]);
    const aligned = filled.length > 0 && filled.every((p) => samePartitioner(partitionerOf(p), first));
    const className = aligned ? 'PartitionerAwareUnionRDD' : 'UnionRDD';
    return this.#node({ kind: 'union', className, site, aligned, parents: filled });
  }

  coalesce(parent: RddNode, count: number, shuffle: boolean, site: string): RddNode {
    if (count <= 0) raise('ILLEGAL_PARTITION_COUNT', { count: String(count) });
    if (!shuffle) return this.#node({ kind: 'coalesced', className: 'CoalescedRDD', site, count, parent });
    const dealt = this.#node({
      kind: 'distributed',
      className: 'MapPartitionsRDD',
      site,
      count,
      parent,
    });
    const partitioner: Partitioner = { partitions: count, identity: -1 - dealt.id };
    const shuffled = this.#node({
      kind: 'shuffled',
      className: 'ShuffledRDD',
      site,
      partitioner,
      parent: dealt,
    });
    const whole = this.#node({ kind: 'coalesced', className: 'CoalescedRDD', site, count, parent: shuffled });
    return this.#mapped(whole, site);
  }

  /** Different numbers of partitions are an error of whoever asks for the partitions. */
  zip(left: RddNode, right: RddNode, site: string): RddNode {
    return this.#node({ kind: 'zipped', className: 'ZippedPartitionsRDD2', site, left, right });
  }

  cartesian(left: RddNode, right: RddNode, site: string): RddNode {
    return this.#node({ kind: 'cartesian', className: 'CartesianRDD', site, left, right });
  }

  /* ---- Partitions. ---- */

  /** Finds the files that the RDD and its ancestors read; everything else about partitions follows from it. */
  async resolve(node: RddNode): Promise<void> {
    const seen = new Set<number>();
    const pending: RddNode[] = [node];
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      if (seen.has(next.id)) continue;
      seen.add(next.id);
      if (next.kind === 'text-file' && !this.#splits.has(next.id)) {
        this.#splits.set(next.id, textSplits(await inputFiles(next.path), next.minPartitions));
      } else if (next.kind === 'whole-text-files' && !this.#groups.has(next.id)) {
        this.#groups.set(next.id, wholeFileGroups(await inputFiles(next.path), next.minPartitions));
      }
      pending.push(...this.parentsOf(next));
    }
  }

  /** What the RDD is computed from now: where it is checkpointed, from what was written. */
  parentsOf(node: RddNode): readonly RddNode[] {
    const standIn = this.#standIns.get(node.id);
    return standIn === undefined ? parentsOf(node) : [standIn];
  }

  /** The RDD must have been resolved. */
  partitionsOf(node: RddNode): number {
    switch (node.kind) {
      case 'parallelized':
        return node.slices.length;
      case 'empty':
        return 0;
      case 'text-file':
        return this.splits(node).length;
      case 'whole-text-files':
        return this.groups(node).length;
      case 'query':
        return node.partitions;
      case 'shuffled':
        return node.partitioner.partitions;
      case 'union': {
        const counts = node.parents.map((p) => this.partitionsOf(p));
        return node.aligned ? (counts[0] as number) : counts.reduce((sum, n) => sum + n, 0);
      }
      case 'coalesced':
        return Math.min(node.count, this.partitionsOf(node.parent));
      case 'zipped': {
        const [left, right] = [this.partitionsOf(node.left), this.partitionsOf(node.right)];
        if (left !== right) raise('ZIP_PARTITIONS_MISMATCH', { counts: `List(${left}, ${right})` });
        return left;
      }
      case 'cartesian':
        return this.partitionsOf(node.left) * this.partitionsOf(node.right);
      default:
        return this.partitionsOf(node.parent);
    }
  }

  splits(node: NodeOf<'text-file'>): readonly FileSplit[] {
    return this.#splits.get(node.id) ?? internal(`the files of RDD ${node.id} were not looked up`);
  }

  groups(node: NodeOf<'whole-text-files'>): readonly (readonly InputFile[])[] {
    return this.#groups.get(node.id) ?? internal(`the files of RDD ${node.id} were not looked up`);
  }

  /* ---- RDDs under queries. ---- */

  /** Makes an RDD known to queries by its id (`RddRelation`). */
  async scan(node: RddNode): Promise<{ readonly rdd: number; readonly partitions: number }> {
    await this.resolve(node);
    this.#scanned.set(node.id, node);
    return { rdd: node.id, partitions: this.partitionsOf(node) };
  }

  lineage(id: number): RddNode {
    return this.#scanned.get(id) ?? internal(`no query knows RDD ${id}`);
  }

  /* ---- Names and blocks. ---- */

  setName(node: RddNode, name: string): void {
    this.#names.set(node.id, name);
  }

  nameOf(node: RddNode): string | undefined {
    return this.#names.get(node.id) ?? node.givenName;
  }

  async persist(node: RddNode, level: RddStorage): Promise<void> {
    if (this.#caches.has(node.id)) return;
    await this.resolve(node);
    const set = this.#store.create(level);
    this.#caches.set(node.id, { set, level });
    this.#store.expect(set, this.partitionsOf(node), 1);
  }

  unpersist(node: RddNode): void {
    const cache = this.#caches.get(node.id);
    this.#caches.delete(node.id);
    if (cache !== undefined) this.#store.release(cache.set);
  }

  storageOf(node: RddNode): RddStorage | undefined {
    return this.#caches.get(node.id)?.level;
  }

  cacheSet(node: RddNode): number | undefined {
    return this.#caches.get(node.id)?.set;
  }

  cacheUse(node: RddNode): SetUse | undefined {
    const set = this.cacheSet(node);
    return set === undefined ? undefined : this.#store.use(set);
  }

  markCheckpoint(node: RddNode, checkpoint: Checkpoint): void {
    if (this.#checkpoints.has(node.id)) return;
    this.#checkpoints.set(node.id, checkpoint);
    this.#awaiting.add(node.id);
  }

  checkpointOf(node: RddNode): Checkpoint | undefined {
    return this.#checkpoints.get(node.id);
  }

  isCheckpointed(node: RddNode): boolean {
    return this.#checkpoints.has(node.id) && !this.#awaiting.has(node.id);
  }

  /** The RDD and its ancestors that are to be checkpointed and have not been. */
  awaitingCheckpoint(node: RddNode): readonly RddNode[] {
    if (this.#awaiting.size === 0) return [];
    const found = new Map<number, RddNode>();
    const pending: RddNode[] = [node];
    const seen = new Set<number>();
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      if (seen.has(next.id)) continue;
      seen.add(next.id);
      if (this.#awaiting.has(next.id)) found.set(next.id, next);
      pending.push(...this.parentsOf(next));
    }
    return [...found.values()];
  }

  /** From now on `standIn` is read instead; without one the cached blocks are. */
  finishCheckpoint(node: RddNode, standIn: RddNode | undefined): void {
    this.#awaiting.delete(node.id);
    if (standIn !== undefined) this.#standIns.set(node.id, standIn);
  }

  standInOf(node: RddNode): RddNode | undefined {
    return this.#standIns.get(node.id);
  }

  /** The set with a shuffle's blocks, kept for jobs to come. */
  shuffleSet(node: NodeOf<'shuffled'>): number {
    const known = this.#shuffles.get(node.id);
    if (known !== undefined) return known;
    const set = this.#store.create();
    this.#shuffles.set(node.id, set);
    return set;
  }

  #forget(id: number): void {
    const sets = [this.#shuffles.get(id), this.#caches.get(id)?.set, ...(this.#querySets.get(id) ?? [])];
    for (const set of sets) if (set !== undefined) this.#store.release(set);
    const kept = this.#kept.get(id);
    if (kept !== undefined) rm(kept, { force: true }).catch(() => undefined);
    for (const each of [this.#names, this.#caches, this.#shuffles, this.#splits, this.#groups]) each.delete(id);
    for (const each of [this.#kept, this.#querySets, this.#checkpoints, this.#awaiting, this.#standIns])
      each.delete(id);
  }

  /** Frees the blocks of the shuffles an RDD comes from; they are computed again if a job asks for them. */
  dropShuffles(node: RddNode): void {
    const seen = new Set<number>();
    const pending: RddNode[] = [node];
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      if (seen.has(next.id)) continue;
      seen.add(next.id);
      const set = this.#shuffles.get(next.id);
      this.#shuffles.delete(next.id);
      if (set !== undefined) this.#store.release(set);
      pending.push(...this.parentsOf(next));
    }
  }
}

/** Where each frame starts, and where the last one ends. */
function frameStarts(bytes: Buffer): number[] {
  const starts = [0];
  for (let at = 0; at < bytes.length; ) {
    at += 4 + bytes.readInt32BE(at);
    starts.push(at);
  }
  return starts;
}
