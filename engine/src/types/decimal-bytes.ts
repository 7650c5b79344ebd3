/** A big integer's shortest two's complement bytes, most significant first, as Java's `BigInteger.toByteArray`. */

export function twosComplementBytes(value: bigint): Uint8Array {
  let count = 1;
  while (BigInt.asIntN(count * 8, value) !== value) count += 1;
  const bytes = new Uint8Array(count);
  let rest = value;
  for (let i = count - 1; i >= 0; i--) {
    bytes[i] = Number(rest & 0xffn);
    rest >>= 8n;
  }
  return bytes;
}
