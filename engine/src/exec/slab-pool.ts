/**
 * Shared memory that many threads read, in power-of-two sizes, reused through free lists: SharedArrayBuffers that are
 * merely dropped come back to the system far too late. A slab holds one block and is counted explicitly.
 */
import { assert } from '../errors/internal.ts';
import type { MemoryBudget } from './memory-budget.ts';

export interface Slab {
  readonly id: number;
  readonly memory: SharedArrayBuffer;
}

const SMALLEST_CLASS = 15;

export class SlabPool {
  readonly #budget: MemoryBudget;
  readonly #free: SharedArrayBuffer[][] = [];
  readonly #live = new Map<number, { readonly memory: SharedArrayBuffer; references: number }>();
  #lastId = 0;
  #size = 0;

  constructor(budget: MemoryBudget) {
    this.#budget = budget;
  }

  /** A slab of at least `bytes` with one reference, or undefined when the budget does not allow it. Contents are arbitrary. */
  allocate(bytes: number): Slab | undefined {
    const sizeClass = Math.max(SMALLEST_CLASS, Math.ceil(Math.log2(Math.max(1, bytes))));
    let memory = this.#free[sizeClass]?.pop();
    if (memory === undefined) {
      const size = 2 ** sizeClass;
      if (!this.#tryGrow(size) && !(this.#giveBack(size) && this.#tryGrow(size))) return undefined;
      memory = new SharedArrayBuffer(size);
    }
    const id = ++this.#lastId;
    this.#live.set(id, { memory, references: 1 });
    return { id, memory };
  }

  retain(id: number): void {
    this.#slab(id).references += 1;
  }

  release(id: number): void {
    const slab = this.#slab(id);
    slab.references -= 1;
    if (slab.references > 0) return;
    this.#live.delete(id);
    const sizeClass = Math.log2(slab.memory.byteLength);
    this.#free[sizeClass] ??= [];
    this.#free[sizeClass].push(slab.memory);
  }

  /** Gives all free memory back to the budget. */
  trim(): void {
    this.#giveBack(Number.POSITIVE_INFINITY);
  }

  get liveCount(): number {
    return this.#live.size;
  }

  #slab(id: number): { readonly memory: SharedArrayBuffer; references: number } {
    const slab = this.#live.get(id);
    assert(slab !== undefined, `slab ${id} is not in use`);
    return slab;
  }

  #tryGrow(bytes: number): boolean {
    if (this.#size + bytes > this.#budget.storage || !this.#budget.tryGrow(bytes)) return false;
    this.#size += bytes;
    return true;
  }

  /** Drops free slabs, largest first, until `wanted` bytes are off the budget. */
  #giveBack(wanted: number): boolean {
    let dropped = 0;
    for (let c = this.#free.length - 1; c >= 0 && dropped < wanted; c--) {
      while (dropped < wanted && this.#free[c]?.pop() !== undefined) dropped += 2 ** c;
    }
    this.#size -= dropped;
    this.#budget.shrink(dropped);
    return dropped >= wanted;
  }
}
