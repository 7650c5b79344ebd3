/** Up to here a loop copies faster than a call. */
const LOOP = 64;

/** Puts `length` bytes of `from`, from `start` on, into `to` at `at`. */
export function copyBytes(from: Uint8Array, start: number, length: number, to: Uint8Array, at: number): void {
  if (length > LOOP) to.set(from.subarray(start, start + length), at);
  else for (let i = 0; i < length; i++) to[at + i] = from[start + i] as number;
}
