/** Spark's XORShiftRandom, bit for bit: `rand`, `sample`, `randomSplit`, the start of round-robin partitioning. 64-bit state in two 32-bit halves. */

export class XorShiftRandom {
  #high: number;
  #low: number;

  constructor(seed: bigint) {
    [this.#high, this.#low] = hashSeed(seed);
  }

  /** The lowest `bits` (at most 32) of the next state, as a signed int when all 32 are asked for. */
  next(bits: number): number {
    let high = this.#high;
    let low = this.#low;
    high ^= (high << 21) | (low >>> 11);
    low ^= low << 21;
    low ^= high >>> 3;
    high ^= (high << 4) | (low >>> 28);
    low ^= low << 4;
    this.#high = high;
    this.#low = low;
    return bits === 32 ? low : low & ((1 << bits) - 1);
  }

  nextInt(): number {
    return this.next(32);
  }

  nextLong(): bigint {
    const high = BigInt(this.next(32));
    return BigInt.asIntN(64, (high << 32n) + BigInt(this.next(32)));
  }

  /** In [0, 1). */
  nextDouble(): number {
    const high = this.next(26);
    return (high * 2 ** 27 + this.next(27)) * 2 ** -53;
  }

  /** Java's `nextInt(bound)`. */
  nextBelow(bound: number): number {
    let bits = this.next(31);
    if ((bound & (bound - 1)) === 0) return Number((BigInt(bound) * BigInt(bits)) >> 31n);
    for (;;) {
      const value = bits % bound;
      if (bits - value + (bound - 1) <= 0x7fffffff) return value;
      bits = this.next(31);
    }
  }

  #spare: number | undefined;

  /** Java's `nextGaussian`: pairs by the polar method. */
  nextGaussian(): number {
    if (this.#spare !== undefined) {
      const value = this.#spare;
      this.#spare = undefined;
      return value;
    }
    for (;;) {
      const a = 2 * this.nextDouble() - 1;
      const b = 2 * this.nextDouble() - 1;
      const square = a * a + b * b;
      if (square >= 1 || square === 0) continue;
      const factor = Math.sqrt((-2 * Math.log(square)) / square);
      this.#spare = b * factor;
      return a * factor;
    }
  }
}

/** High and low half of the scrambled seed. */
function hashSeed(seed: bigint): readonly [number, number] {
  const bytes = new DataView(new ArrayBuffer(8));
  bytes.setBigInt64(0, seed);
  const low = scalaBytesHash(bytes, 0x3c074a61);
  return [scalaBytesHash(bytes, low), low];
}

/** Scala's MurmurHash3.bytesHash of eight bytes. */
function scalaBytesHash(bytes: DataView, seed: number): number {
  let h = seed;
  for (let at = 0; at < 8; at += 4) {
    let k = Math.imul(bytes.getInt32(at, true), 0xcc9e2d51);
    k = (k << 15) | (k >>> 17);
    h ^= Math.imul(k, 0x1b873593);
    h = (h << 13) | (h >>> 19);
    h = (Math.imul(h, 5) + 0xe6546b64) | 0;
  }
  h ^= 8;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}
