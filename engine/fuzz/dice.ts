/** Chance that can be repeated. */

/** Numbers below `bound`, the same for the same seed. */
export type Dice = (bound: number) => number;

export function dice(seed: number): Dice {
  let state = seed >>> 0;
  return (bound) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % bound;
  };
}

export const chance = (roll: Dice, percent: number): boolean => roll(100) < percent;

export const one = <T>(roll: Dice, ...options: readonly T[]): T => options[roll(options.length)] as T;
