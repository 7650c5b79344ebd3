/** One task's share of the memory budget: whatever it still holds at its end is given back. */
import type { TaskMemory } from '../physical/operator.ts';
import type { MemoryBudget } from './memory-budget.ts';

/** Pieces smaller than this are not worth a file. */
const FREE_BYTES = 16 * 1024 ** 2;

export interface TaskMemoryAccount extends TaskMemory {
  releaseAll(): void;
}

/** `makeRoom` asks the main thread to evict cached blocks; it answers how many bytes it has reserved for the asker. */
export function openTaskMemory(budget: MemoryBudget, makeRoom: (bytes: number) => Promise<number>): TaskMemoryAccount {
  let held = 0;
  return {
    free: FREE_BYTES,
    async grow(bytes) {
      const granted = budget.tryGrow(bytes) ? bytes : await makeRoom(bytes);
      held += granted;
      return granted;
    },
    shrink(bytes) {
      const given = Math.min(bytes, held);
      held -= given;
      budget.shrink(given);
    },
    releaseAll() {
      budget.shrink(held);
      held = 0;
    },
  };
}
