/** What one operator holds beyond its current batch, and whether it may go on. */
import type { TaskMemory } from '../operator.ts';

export class HeldMemory {
  readonly #memory: TaskMemory;
  #held = 0;
  #granted = 0;

  constructor(memory: TaskMemory) {
    this.#memory = memory;
  }

  get held(): number {
    return this.#held;
  }

  /** Counts `bytes` more as held; false when the holder should spill. */
  async hold(bytes: number): Promise<boolean> {
    this.#held += bytes;
    this.#granted += await this.#memory.grow(bytes);
    return this.#granted >= this.#held || this.#held <= this.#memory.free;
  }

  /** Counts `bytes` more as held, which the holder cannot spill; raises where there is no memory for them. */
  async take(bytes: number): Promise<true> {
    await this.#memory.take(bytes);
    this.#held += bytes;
    this.#granted += bytes;
    return true;
  }

  /** Nothing is held any more. */
  release(): void {
    this.#memory.shrink(this.#granted);
    this.#held = 0;
    this.#granted = 0;
  }
}
