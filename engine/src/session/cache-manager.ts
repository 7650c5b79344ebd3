/**
 * What has been persisted: analysed plans with the block sets that hold their rows. A cached plan stands in for equal
 * subplans of later queries; its blocks are computed by the first job that reads them, and again where they were lost.
 */
import { internal } from '../errors/internal.ts';
import type { StorageLevel } from '../exec/block.ts';
import type { BlockStore } from '../exec/block-store.ts';
import type { Stage } from '../exec/stage.ts';
import type { Statistics } from '../physical/statistics.ts';
import { outputOf } from '../tree/output.ts';
import type { Plan } from '../tree/plan.ts';
import { planKey } from '../tree/plan-key.ts';
import { transformPlanDown } from '../tree/shapes.ts';

export interface CacheEntry {
  readonly set: number;
  readonly level: Level;
  readonly plan: Plan;
  readonly partitions: number;
  readonly prepare: () => Promise<Stage>;
}

/** A storage level as PySpark states it; replicas and serialization do not change anything here. */
export interface Level extends StorageLevel {
  readonly offHeap: boolean;
  readonly deserialized: boolean;
  readonly replication: number;
}

export const NO_STORAGE: Level = { memory: false, disk: false, offHeap: false, deserialized: false, replication: 1 };
/** What `cache()` of a Dataset means: memory and disk, deserialized. */
export const DEFAULT_LEVEL: Level = { memory: true, disk: true, offHeap: false, deserialized: true, replication: 1 };

export class CacheManager {
  readonly #store: BlockStore;
  readonly #entries = new Map<string, CacheEntry>();
  /** The stages that fill the sets, of entries that a query has asked for. */
  readonly #stages = new Map<number, Stage>();

  constructor(store: BlockStore) {
    this.#store = store;
  }

  get isEmpty(): boolean {
    return this.#entries.size === 0;
  }

  find(plan: Plan): CacheEntry | undefined {
    return this.#entries.size === 0 ? undefined : this.#entries.get(planKey(plan));
  }

  /** `prepare` plans the stage that fills a new block set; it is called when a query is to read it. */
  add(plan: Plan, level: Level, partitions: number, prepare: (set: number) => Promise<Stage>): void {
    const key = planKey(plan);
    if (this.#entries.has(key)) return;
    const set = this.#store.create(level);
    let prepared: Promise<Stage> | undefined;
    const once = (): Promise<Stage> => {
      prepared ??= prepare(set).catch((error: unknown) => {
        // The next query may have more luck.
        prepared = undefined;
        throw error;
      });
      return prepared;
    };
    this.#entries.set(key, { set, level, plan, partitions, prepare: once });
  }

  /** Must have been waited for before a plan that reads the cache is cut into stages. */
  async ready(cache: number): Promise<void> {
    if (!this.#stages.has(cache)) this.#stages.set(cache, await this.#bySet(cache).prepare());
  }

  /** Drops the plan's blocks, and those of cached plans computed from it. */
  remove(plan: Plan): void {
    const key = planKey(plan);
    for (const [other, entry] of [...this.#entries]) {
      if (other !== key && !contains(entry.plan, key)) continue;
      this.#entries.delete(other);
      this.#stages.delete(entry.set);
      this.#store.release(entry.set);
    }
  }

  clear(): void {
    for (const entry of this.#entries.values()) this.#store.release(entry.set);
    this.#entries.clear();
    this.#stages.clear();
  }

  /** Cached relations in place of what they hold; the columns keep the ids the query knows them by. */
  substitute(plan: Plan): Plan {
    if (this.#entries.size === 0) return plan;
    return transformPlanDown(plan, (node) => {
      const entry = this.find(node);
      if (entry === undefined) return node;
      return { kind: 'cached-relation', cache: entry.set, output: outputOf(node) };
    });
  }

  stageOf(cache: number): Stage {
    return this.#stages.get(cache) ?? internal(`the cache ${cache} is not ready`);
  }

  partitionsOf(cache: number): number {
    return this.#bySet(cache).partitions;
  }

  statisticsOf(cache: number): Statistics | undefined {
    if (!this.#store.isComplete(cache)) return undefined;
    const chunks = this.#store.chunks(cache).flat();
    return {
      sizeInBytes: chunks.reduce((sum, chunk) => sum + chunk.bytes, 0),
      rowCount: chunks.reduce((sum, chunk) => sum + chunk.rows, 0),
    };
  }

  #bySet(cache: number): CacheEntry {
    for (const entry of this.#entries.values()) if (entry.set === cache) return entry;
    return internal(`the cache ${cache} is gone`);
  }
}

function contains(plan: Plan, key: string): boolean {
  let found = false;
  transformPlanDown(plan, (node) => {
    found ||= planKey(node) === key;
    return node;
  });
  return found;
}
