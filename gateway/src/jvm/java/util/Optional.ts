// java.util.Optional.

import { javaClass } from '../../define.ts';
import { sameValue, valueHash } from '../../identity.ts';
import type { JavaClass } from '../../java-class.ts';
import { method, staticMethod } from '../../method.ts';
import { OBJECT } from '../../param-types.ts';
import { javaError } from '../../throwable.ts';
import type { JavaValue } from '../../value.ts';
import { valueText } from '../../value-text.ts';
import { NoSuchElementException } from './exceptions.ts';

/** What an Optional holds; null is empty. */
interface Held {
  readonly value: JavaValue;
}

export const Optional: JavaClass<Held> = javaClass('java.util.Optional', () => ({
  methods: {
    isPresent: method([], (_, self) => self.value !== null),
    isEmpty: method([], (_, self) => self.value === null),
    orElse: method([OBJECT], (_, self, other) => self.value ?? other),
    get: method([], (_, self) => {
      if (self.value === null) throw javaError(NoSuchElementException, 'No value present');
      return self.value;
    }),
  },
  statics: {
    of: staticMethod([OBJECT], (_, value) => Optional.of({ value })),
    ofNullable: staticMethod([OBJECT], (_, value) => Optional.of({ value })),
    empty: staticMethod([], () => Optional.of({ value: null })),
  },
  toText: (self) => (self.value === null ? 'Optional.empty' : `Optional[${valueText(self.value)}]`),
  isEqual: (self, other) => Optional.holds(other) && sameValue(self.value, other.value.value),
  hash: (self) => valueHash(self.value),
}));
