/** Poisson-distributed counts as Spark draws them for samples with replacement: commons-math's generator and method. */

const SIZE = 624;

/** Well19937c: state of 624 ints. */
class Well19937c {
  readonly #v = new Int32Array(SIZE);
  #index = 0;

  constructor(seed: bigint) {
    const v = this.#v;
    v[0] = Number(BigInt.asIntN(32, seed >> 32n));
    v[1] = Number(BigInt.asIntN(32, seed));
    for (let i = 2; i < SIZE; i++) {
      const last = BigInt(v[i - 2] as number);
      v[i] = Number(BigInt.asIntN(32, 1812433253n * (last ^ (last >> 30n)) + BigInt(i)));
    }
  }

  #next(bits: number): number {
    const v = this.#v;
    const at = this.#index;
    const rm1 = (at + SIZE - 1) % SIZE;
    const rm2 = (at + SIZE - 2) % SIZE;
    const v0 = v[at] as number;
    const vM1 = v[(at + 70) % SIZE] as number;
    const vM2 = v[(at + 179) % SIZE] as number;
    const vM3 = v[(at + 449) % SIZE] as number;
    const z0 = (0x80000000 & (v[rm1] as number)) ^ (0x7fffffff & (v[rm2] as number));
    const z1 = v0 ^ (v0 << 25) ^ (vM1 ^ (vM1 >>> 27));
    const z2 = (vM2 >>> 9) ^ (vM3 ^ (vM3 >>> 1));
    const z3 = z1 ^ z2;
    let z4 = z0 ^ (z1 ^ (z1 << 9)) ^ (z2 ^ (z2 << 21)) ^ (z3 ^ (z3 >>> 21));
    v[at] = z3;
    v[rm1] = z4;
    v[rm2] = (v[rm2] as number) & 0x80000000;
    this.#index = rm1;
    z4 ^= (z4 << 7) & 0xe46e1700;
    z4 ^= (z4 << 15) & 0x9b868000;
    return z4 >>> (32 - bits);
  }

  nextDouble(): number {
    const high = this.#next(26);
    return (high * 2 ** 26 + this.#next(26)) * 2 ** -52;
  }
}

/** Counts with a mean below 40, by multiplying uniform numbers. */
export class PoissonSampler {
  readonly #mean: number;
  readonly #limit: number;
  readonly #random: Well19937c;

  constructor(mean: number, seed: bigint) {
    this.#mean = mean;
    this.#limit = Math.exp(-mean);
    this.#random = new Well19937c(seed);
  }

  next(): number {
    if (this.#mean <= 0) return 0;
    let product = 1;
    let count = 0;
    while (count < 1000 * this.#mean) {
      product *= this.#random.nextDouble();
      if (product < this.#limit) return count;
      count += 1;
    }
    return count;
  }
}
