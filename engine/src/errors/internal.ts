/** Our own bugs: never a user's error, shown as INTERNAL_ERROR at the gateway. */

export class InternalError extends Error {
  override readonly name = 'InternalError';
}

export function internal(message: string): never {
  throw new InternalError(message);
}

export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new InternalError(message);
}

/** Closes a `switch` over a union: a forgotten case is a compile error. */
export function unreachable(value: never): never {
  throw new InternalError(`unreachable: ${JSON.stringify(value)}`);
}
