/**
 * The one memory budget. A shared counter of bytes in use, so that every thread can ask without a round trip; the owner
 * on the main thread can make room by evicting cached blocks.
 */
import { totalmem } from 'node:os';

export interface MemoryBudget {
  /** For slabs, stored blocks and operators. */
  readonly total: number;
  /** How much of it stored blocks may take: tasks need some too. */
  readonly storage: number;
  /** How much of it one task may take for rows that could as well be on disk. */
  readonly perTask: number;
  /** The native engine's part, which it accounts for itself. */
  readonly native: number;
  /** How much of `total` the native engine may borrow for a query that needs more. */
  readonly lendable: number;
  /** What is left for batches on their way, and for memory that has been dropped and not yet collected. */
  readonly uncounted: number;
  /** Memory of the counters, to be handed to other threads. */
  readonly shared: SharedArrayBuffer;
  used(): number;
  /** Takes `bytes` if they fit. */
  tryGrow(bytes: number): boolean;
  /** Takes them whether they fit or not: for what cannot be refused. */
  grow(bytes: number): void;
  shrink(bytes: number): void;
}

const MACHINE_SHARE = 0.6;
const EVALUATOR_SHARE = 0.4;
const NATIVE_SHARE = 0.4;
const UNCOUNTED_SHARE = 1 - EVALUATOR_SHARE - NATIVE_SHARE;
/** Of the evaluator's part; what is left is for rows that have to be in memory, of a window above a sort for instance. */
const STORAGE_SHARE = 0.5;
const SPILLABLE_SHARE = 0.25;
const LENDABLE_SHARE = 0.9;
const LEAST = 64 * 1024 ** 2;

/** `configured` is `spark.driver.memory` in bytes where the user set it; `tasks` run side by side. */
export function budgetOf(configured: number | undefined, tasks: number): MemoryBudget {
  const all = configured ?? machineMemory() * MACHINE_SHARE;
  const shared = new SharedArrayBuffer(32);
  const cells = new BigInt64Array(shared);
  cells[1] = BigInt(Math.max(LEAST, Math.floor(all * EVALUATOR_SHARE)));
  cells[2] = BigInt(Math.max(LEAST, Math.floor(all * NATIVE_SHARE)));
  cells[3] = BigInt(tasks);
  return attachBudget(shared);
}

/** What the machine has, or what a container may take of it. */
function machineMemory(): number {
  const allowed = process.constrainedMemory();
  return allowed > 0 ? Math.min(allowed, totalmem()) : totalmem();
}

/** The same budget, seen from another thread. */
export function attachBudget(shared: SharedArrayBuffer): MemoryBudget {
  const cells = new BigInt64Array(shared);
  const total = Number(cells[1]);
  const add = (bytes: number): number => Number(Atomics.add(cells, 0, BigInt(Math.ceil(bytes)))) + bytes;
  return {
    total,
    storage: total * STORAGE_SHARE,
    perTask: (total * SPILLABLE_SHARE) / Number(cells[3]),
    native: Number(cells[2]),
    lendable: total * LENDABLE_SHARE,
    uncounted: (total / EVALUATOR_SHARE) * UNCOUNTED_SHARE,
    shared,
    used: () => Number(Atomics.load(cells, 0)),
    tryGrow(bytes) {
      if (add(bytes) <= total) return true;
      add(-Math.ceil(bytes));
      return false;
    },
    grow: (bytes) => {
      add(bytes);
    },
    shrink: (bytes) => {
      add(-Math.ceil(bytes));
    },
  };
}
