// java.lang.System: properties, environment, clocks.

import { HashTable } from '../../../objects/hash-table.ts';
import { javaClass } from '../../define.ts';
import { identityHash } from '../../identity.ts';
import type { JavaClass } from '../../java-class.ts';
import { staticMethod } from '../../method.ts';
import { nullable, OBJECT, STRING } from '../../param-types.ts';
import { javaError } from '../../throwable.ts';
import type { JavaValue } from '../../value.ts';
import { javaMap } from '../util/Map.ts';
import { Properties } from '../util/Properties.ts';
import { IllegalArgumentException } from './exceptions.ts';

function checked(name: string): string {
  if (name === '') throw javaError(IllegalArgumentException, "key can't be empty");
  return name;
}

export const System: JavaClass = javaClass('java.lang.System', () => ({
  statics: {
    getProperty: [
      staticMethod([STRING], (thread, name) => thread.gateway.systemProperties.get(checked(name)) ?? null),
      staticMethod(
        [STRING, nullable(STRING)],
        (thread, name, other) => thread.gateway.systemProperties.get(checked(name)) ?? other,
      ),
    ],
    setProperty: staticMethod([STRING, STRING], (thread, name, value) => {
      const before = thread.gateway.systemProperties.get(checked(name)) ?? null;
      thread.gateway.systemProperties.set(name, value);
      return before;
    }),
    clearProperty: staticMethod([STRING], (thread, name) => {
      const before = thread.gateway.systemProperties.get(checked(name)) ?? null;
      thread.gateway.systemProperties.delete(name);
      return before;
    }),
    getProperties: staticMethod([], (thread) => Properties.of(HashTable.from(thread.gateway.systemProperties, 'hash'))),
    getenv: [
      staticMethod([STRING], (_, name) => process.env[name] ?? null),
      staticMethod([], () =>
        javaMap(Object.entries(process.env).map(([name, value]): [string, JavaValue] => [name, value ?? null])),
      ),
    ],
    currentTimeMillis: staticMethod([], () => BigInt(Date.now())),
    nanoTime: staticMethod([], () => process.hrtime.bigint()),
    lineSeparator: staticMethod([], () => '\n'),
    identityHashCode: staticMethod([OBJECT], (_, value) =>
      typeof value === 'object' && value !== null ? identityHash(value) : 0,
    ),
    gc: staticMethod([], () => undefined),
  },
}));
