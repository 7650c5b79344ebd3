/** The pseudo-random numbers of a JVM where they decide which partition a record goes to. */

const MULTIPLIER = 0x5deece66dn;
const MASK = (1n << 48n) - 1n;

/** `new java.util.Random(seed).nextInt(bound)`, the first number only. */
export function firstJavaInt(seed: number, bound: number): number {
  let state = (BigInt(seed) ^ MULTIPLIER) & MASK;
  const next = (): number => {
    state = (state * MULTIPLIER + 0xbn) & MASK;
    return Number(state >> 17n);
  };
  let bits = next();
  if ((bound & -bound) === bound) return Number((BigInt(bound) * BigInt(bits)) >> 31n);
  let value = bits % bound;
  while (bits - value + bound - 1 > 0x7fffffff) {
    bits = next();
    value = bits % bound;
  }
  return value;
}

/** `scala.util.hashing.byteswap32`. */
export function byteswap32(value: number): number {
  const mixed = Math.imul(value, 0x9e3775cd);
  const reversed =
    ((mixed >>> 24) & 0xff) | ((mixed >>> 8) & 0xff00) | ((mixed << 8) & 0xff0000) | ((mixed & 0xff) << 24);
  return Math.imul(reversed, 0x9e3775cd);
}
