// The state of a java.util.Iterator.

import { UnsupportedOperationException } from '../jvm/java/lang/exceptions.ts';
import { javaError } from '../jvm/throwable.ts';
import type { JavaValue } from '../jvm/value.ts';
import { GatewayError } from '../protocol/errors.ts';

export interface JavaIterator {
  hasNext(): boolean;
  next(): JavaValue;
  remove(): void;
}

/**
 * The end of an iteration, answered as text: Python makes StopIteration of any Py4JError, and a Java
 * exception would cost its handler some 80 further commands.
 */
function iterationEnd(): GatewayError {
  return new GatewayError('java.util.NoSuchElementException\n');
}

/** Over a list that may grow or shrink meanwhile. */
export function iterateValues(
  values: readonly JavaValue[],
  remove?: (value: JavaValue, index: number) => void,
): JavaIterator {
  let index = 0;
  return {
    hasNext: () => index < values.length,
    next() {
      if (index >= values.length) throw iterationEnd();
      index += 1;
      return values[index - 1] ?? null;
    },
    remove() {
      if (remove === undefined) throw javaError(UnsupportedOperationException, 'remove');
      const length = values.length;
      remove(values[index - 1] ?? null, index - 1);
      if (values.length < length) index -= 1;
    },
  };
}

/** Over anything JavaScript can iterate, one element read ahead. */
export function iterateLazily(source: Iterable<JavaValue>): JavaIterator {
  const iterator = source[Symbol.iterator]();
  let ahead: IteratorResult<JavaValue> | null = null;
  const peek = (): IteratorResult<JavaValue> => {
    ahead ??= iterator.next();
    return ahead;
  };
  return {
    hasNext: () => peek().done !== true,
    next() {
      const { done, value } = peek();
      if (done === true) throw iterationEnd();
      ahead = null;
      return value;
    },
    remove() {
      throw javaError(UnsupportedOperationException, 'remove');
    },
  };
}
