/** What one task, or something made of a broadcast, holds of the memory budget: all of it is given back at its end. */
import { raise } from '../errors/raise.ts';
import type { TaskMemory } from '../physical/operator.ts';
import type { MemoryBudget } from './memory-budget.ts';

/** Pieces smaller than this are not worth a file, nor to fail for. */
const FREE_BYTES = 16 * 1024 ** 2;

export interface TaskMemoryAccount extends TaskMemory {
  releaseAll(): void;
}

/**
 * `makeRoom` asks the main thread to evict cached blocks; it answers how many bytes it has reserved for the asker.
 * `ofThread` counts what all accounts of the thread hold: the main thread gives that back should the thread die.
 */
export function openTaskMemory(
  budget: MemoryBudget,
  ofThread: BigInt64Array,
  makeRoom: (bytes: number) => Promise<number>,
): TaskMemoryAccount {
  let held = 0;
  /** Of `held`, what was taken although there was none left. */
  let forced = 0;
  const count = (bytes: number): void => {
    held += bytes;
    Atomics.add(ofThread, 0, BigInt(bytes));
  };
  const reserve = async (bytes: number): Promise<number> => {
    const granted = budget.tryGrow(bytes) ? bytes : await makeRoom(bytes);
    count(granted);
    return granted;
  };
  const giveBack = (bytes: number): void => {
    budget.shrink(bytes);
    count(-bytes);
    forced = Math.max(0, forced - bytes);
  };
  const force = (bytes: number): void => {
    if (forced + bytes > FREE_BYTES)
      raise('UNABLE_TO_ACQUIRE_MEMORY', { requestedBytes: String(bytes), receivedBytes: '0' });
    budget.grow(bytes);
    count(bytes);
    forced += bytes;
  };
  return {
    free: FREE_BYTES,
    grow: async (bytes) => (held + bytes > budget.perTask ? 0 : reserve(bytes)),
    async take(bytes) {
      if ((await reserve(bytes)) < bytes) force(bytes);
    },
    claim(bytes) {
      if (budget.tryGrow(bytes)) count(bytes);
      else force(bytes);
    },
    shrink: (bytes) => giveBack(Math.min(bytes, held)),
    releaseAll: () => giveBack(held),
  };
}
