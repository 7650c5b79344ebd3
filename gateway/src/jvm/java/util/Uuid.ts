// java.util.UUID.

import { randomUUID } from 'node:crypto';
import { javaClass } from '../../define.ts';
import { stringHash } from '../../identity.ts';
import type { JavaClass } from '../../java-class.ts';
import { staticMethod } from '../../method.ts';
import { STRING } from '../../param-types.ts';
import { javaError } from '../../throwable.ts';
import { IllegalArgumentException } from '../lang/exceptions.ts';

export const UUID: JavaClass<string> = javaClass('java.util.UUID', () => ({
  statics: {
    randomUUID: staticMethod([], () => UUID.of(randomUUID())),
    fromString: staticMethod([STRING], (_, text) => {
      const parts = text.split('-');
      const isValid = parts.length === 5 && parts.every((part) => /^[0-9a-fA-F]{1,16}$/.test(part));
      if (!isValid) throw javaError(IllegalArgumentException, `Invalid UUID string: ${text}`);
      const widths = [8, 4, 4, 4, 12];
      return UUID.of(
        parts
          .map((part, i) =>
            part
              .toLowerCase()
              .padStart(widths[i] ?? 0, '0')
              .slice(-(widths[i] ?? 0)),
          )
          .join('-'),
      );
    }),
  },
  toText: (self) => self,
  isEqual: (self, other) => UUID.holds(other) && other.value === self,
  hash: stringHash,
}));
