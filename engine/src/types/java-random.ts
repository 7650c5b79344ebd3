/** java.util.Random's longs: seeds of partitions. */

const MULTIPLIER = 0x5deece66dn;
const MASK = (1n << 48n) - 1n;

export class JavaRandom {
  #seed: bigint;

  constructor(seed: bigint) {
    this.#seed = (seed ^ MULTIPLIER) & MASK;
  }

  nextInt(): number {
    this.#seed = (this.#seed * MULTIPLIER + 0xbn) & MASK;
    return Number(BigInt.asIntN(32, this.#seed >> 16n));
  }

  nextLong(): bigint {
    const high = BigInt(this.nextInt());
    return BigInt.asIntN(64, (high << 32n) + BigInt(this.nextInt()));
  }
}
