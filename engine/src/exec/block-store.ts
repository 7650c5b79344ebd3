/**
 * Every stored block, on the main thread: which chunks each task of a set has left, who still reads them, what may be
 * moved to disk. The bytes lie in slabs, files or the chunks themselves.
 */
import { appendFile, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { assert } from '../errors/internal.ts';
import type { Chunk, StorageLevel } from './block.ts';
import { readPart } from './block-reader.ts';
import type { MemoryBudget } from './memory-budget.ts';
import { type Slab, SlabPool } from './slab-pool.ts';

interface BlockSet {
  /** By map task; a hole has not been computed, or is lost. */
  readonly maps: (readonly Chunk[] | undefined)[];
  /** Undefined: neither moved nor dropped before `release`. */
  readonly level: StorageLevel | undefined;
  expected: number | undefined;
  splitInto: number;
  lastUsed: number;
  readers: number;
  released: boolean;
}

export interface SetUse {
  readonly partitions: number;
  readonly memoryBytes: number;
  readonly diskBytes: number;
}

export class BlockStore {
  readonly #budget: MemoryBudget;
  readonly #slabs: SlabPool;
  /** Slabs handed to a task (by id) and not yet part of a set. */
  readonly #unclaimed = new Map<number, number>();
  /** Sets that tasks, by id, hold on their own. */
  readonly #heldByTasks = new Map<number, number[]>();
  readonly #localDir: string;
  readonly #sets = new Map<number, BlockSet>();
  #lastSet = 0;
  #clock = 0;
  #files = 0;
  /** Told which sets are gone, so that executors drop what they made of them. */
  onRelease: (set: number) => void = () => {};

  constructor(budget: MemoryBudget, localDir: string) {
    this.#budget = budget;
    this.#slabs = new SlabPool(budget);
    this.#localDir = localDir;
  }

  /** A new, empty set. With a storage level it is a cache: evicted when memory is short. */
  create(level?: StorageLevel): number {
    const id = ++this.#lastSet;
    this.#sets.set(id, {
      maps: [],
      level,
      expected: undefined,
      splitInto: 1,
      lastUsed: ++this.#clock,
      readers: 0,
      released: false,
    });
    return id;
  }

  has(set: number): boolean {
    return this.#sets.has(set);
  }

  /** How many tasks the set comes from, and into how many partitions each splits its rows. */
  expect(set: number, tasks: number, splitInto: number): void {
    const blocks = this.#set(set);
    if (blocks.maps.length < tasks) blocks.maps.length = tasks;
    blocks.expected = tasks;
    blocks.splitInto = splitInto;
  }

  splitInto(set: number): number {
    return this.#set(set).splitInto;
  }

  isComplete(set: number): boolean {
    const { maps, expected } = this.#set(set);
    return expected !== undefined && Array.from(maps).every((m) => m !== undefined);
  }

  put(set: number, map: number, chunks: readonly Chunk[]): void {
    const blocks = this.#sets.get(set);
    if (blocks === undefined || blocks.maps[map] !== undefined) {
      // Released meanwhile, or another attempt was faster.
      this.discard(chunks);
      return;
    }
    this.#claim(chunks);
    blocks.maps[map] = chunks;
  }

  /** Frees what a task has left for nobody. */
  discard(chunks: readonly Chunk[]): void {
    this.#claim(chunks);
    this.#free(chunks);
  }

  chunksOf(set: number, map: number): readonly Chunk[] | undefined {
    const blocks = this.#set(set);
    blocks.lastUsed = ++this.#clock;
    return blocks.maps[map];
  }

  /** Those of `partitions` that have no blocks. */
  missing(set: number, partitions: readonly number[]): readonly number[] {
    const { maps } = this.#set(set);
    return partitions.filter((p) => maps[p] === undefined);
  }

  /** Every map task's chunks; a task without blocks counts as empty. */
  chunks(set: number): readonly (readonly Chunk[])[] {
    const blocks = this.#set(set);
    blocks.lastUsed = ++this.#clock;
    return Array.from(blocks.maps, (chunks) => chunks ?? []);
  }

  /** Marks one task's blocks lost. */
  forget(set: number, map: number): void {
    const blocks = this.#sets.get(set);
    const chunks = blocks?.maps[map];
    if (blocks === undefined || chunks === undefined) return;
    blocks.maps[map] = undefined;
    this.#free(chunks);
  }

  /** While held, a set's blocks stay where they are; what of it had to go to disk and must not stay there goes then. */
  hold(sets: readonly number[]): void {
    for (const set of sets) this.#set(set).readers += 1;
  }

  unhold(sets: readonly number[]): void {
    for (const set of sets) {
      const blocks = this.#set(set);
      blocks.readers -= 1;
      if (blocks.readers > 0) continue;
      if (blocks.released) this.#drop(set, blocks);
      else if (blocks.level?.disk === false) this.#forgetFiles(set, blocks);
    }
  }

  /** Until the task has ended. */
  holdFor(taskId: number, set: number): void {
    this.hold([set]);
    this.#heldByTasks.set(taskId, [...(this.#heldByTasks.get(taskId) ?? []), set]);
  }

  /** Frees a set once nobody reads it. */
  release(set: number): void {
    const blocks = this.#sets.get(set);
    if (blocks === undefined || blocks.released) return;
    blocks.released = true;
    if (blocks.readers === 0) this.#drop(set, blocks);
  }

  use(set: number): SetUse {
    let memoryBytes = 0;
    let diskBytes = 0;
    let partitions = 0;
    for (const chunks of this.#set(set).maps) {
      if (chunks === undefined) continue;
      partitions += 1;
      for (const { location, bytes } of chunks) {
        if (location.kind === 'file') diskBytes += bytes;
        else memoryBytes += bytes;
      }
    }
    return { partitions, memoryBytes, diskBytes };
  }

  /** A slab for a task to write; undefined where memory is short even after evicting. */
  async allocate(bytes: number, taskId: number): Promise<Slab | undefined> {
    for (;;) {
      const slab = this.#slabs.allocate(bytes);
      if (slab !== undefined) {
        this.#unclaimed.set(slab.id, taskId);
        return slab;
      }
      if (!(await this.evictOne())) return undefined;
    }
  }

  /** Frees what a task that has ended allocated without any of it being put in a set, and lets go what it held. */
  settle(taskId: number): void {
    this.unhold(this.#heldByTasks.get(taskId) ?? []);
    this.#heldByTasks.delete(taskId);
    for (const [slab, owner] of this.#unclaimed) {
      if (owner !== taskId) continue;
      this.#unclaimed.delete(slab);
      this.#slabs.release(slab);
    }
  }

  /** Reserves `bytes` of the budget for a task, evicting cached blocks if need be; gives what it could reserve. */
  async makeRoom(bytes: number): Promise<number> {
    for (;;) {
      if (this.#budget.tryGrow(bytes)) return bytes;
      this.#slabs.trim();
      if (this.#budget.tryGrow(bytes)) return bytes;
      if (!(await this.evictOne())) return 0;
    }
  }

  get liveSlabs(): number {
    return this.#slabs.liveCount;
  }

  /** Moves the least recently used cached set's memory to disk, or drops it; false when there is none. */
  async evictOne(): Promise<boolean> {
    let oldest: BlockSet | undefined;
    for (const blocks of this.#sets.values()) {
      if (blocks.level === undefined || blocks.readers > 0 || !blocks.maps.some((m) => m?.some(inSlab))) continue;
      if (oldest === undefined || blocks.lastUsed < oldest.lastUsed) oldest = blocks;
    }
    if (oldest === undefined) return false;
    oldest.readers += 1;
    try {
      for (let map = 0; map < oldest.maps.length; map++) {
        const chunks = oldest.maps[map];
        if (chunks === undefined || !chunks.some(inSlab)) continue;
        oldest.maps[map] = oldest.level?.disk === true ? await this.#toDisk(chunks) : undefined;
        this.#free(chunks.filter(inSlab));
      }
      return true;
    } catch {
      // The disk takes no more: what is in memory stays there.
      return false;
    } finally {
      oldest.readers -= 1;
    }
  }

  async close(): Promise<void> {
    for (const set of [...this.#sets.keys()]) this.release(set);
    await rm(this.#localDir, { recursive: true, force: true });
  }

  async #toDisk(chunks: readonly Chunk[]): Promise<readonly Chunk[]> {
    await mkdir(this.#localDir, { recursive: true });
    const path = join(this.#localDir, `evicted-${++this.#files}`);
    let at = 0;
    const moved: Chunk[] = [];
    try {
      for (const chunk of chunks) {
        const { location } = chunk;
        if (location.kind !== 'slab') {
          moved.push(chunk);
          continue;
        }
        await appendFile(path, new Uint8Array(location.memory, 0, location.length));
        moved.push({ ...chunk, location: { kind: 'file', path, at, length: location.length } });
        at += location.length;
      }
      return moved;
    } catch (error) {
      await rm(path, { force: true });
      throw error;
    }
  }

  #claim(chunks: readonly Chunk[]): void {
    for (const { location } of chunks) if (location.kind === 'slab') this.#unclaimed.delete(location.slab);
  }

  #forgetFiles(set: number, blocks: BlockSet): void {
    for (const [map, chunks] of blocks.maps.entries()) if (chunks?.some(inFile)) this.forget(set, map);
  }

  #drop(set: number, blocks: BlockSet): void {
    this.#sets.delete(set);
    for (const chunks of blocks.maps) if (chunks !== undefined) this.#free(chunks);
    this.onRelease(set);
  }

  #free(chunks: readonly Chunk[]): void {
    const files = new Set<string>();
    for (const { location } of chunks) {
      if (location.kind === 'slab') this.#slabs.release(location.slab);
      else if (location.kind === 'file') files.add(location.path);
    }
    for (const path of files) void rm(path, { force: true });
  }

  #set(set: number): BlockSet {
    const blocks = this.#sets.get(set);
    assert(blocks !== undefined, `block set ${set} does not exist`);
    return blocks;
  }
}

const inFile = (chunk: Chunk): boolean => chunk.location.kind === 'file';
const inSlab = (chunk: Chunk): boolean => chunk.location.kind === 'slab';

/** A chunk's bytes, on the main thread too. */
export async function chunkBytes({ location }: Chunk): Promise<Uint8Array> {
  switch (location.kind) {
    case 'inline':
      return location.bytes;
    case 'slab':
      return new Uint8Array(location.memory, 0, location.length);
    case 'file':
      return readPart(location.path, location.at, location.length);
  }
}
