/** What was unpacked `offset` bytes ago, once more; it may overlap with what it makes. */
export function repeat(out: Uint8Array, end: number, offset: number, length: number): number {
  if (offset <= 0 || offset > end || end + length > out.length) throw new Error('compressed data is damaged');
  for (let i = end; i < end + length; i++) out[i] = out[i - offset] as number;
  return end + length;
}
