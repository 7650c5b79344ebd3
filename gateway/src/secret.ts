// The secret every connection must present first, compared in constant time.

import { createHash, timingSafeEqual } from 'node:crypto';

export interface Secret {
  matches(candidate: string): boolean;
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text, 'utf8').digest();
}

export function secretOf(text: string): Secret {
  if (text === '') throw new Error('the gateway needs a secret');
  const expected = digest(text);
  return { matches: (candidate) => timingSafeEqual(expected, digest(candidate)) };
}
