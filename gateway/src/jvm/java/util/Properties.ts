// java.util.Properties: strings by name, with defaults behind them.

import { HashTable } from '../../../objects/hash-table.ts';
import { construct, javaClass } from '../../define.ts';
import type { JavaClass } from '../../java-class.ts';
import { method } from '../../method.ts';
import { nullable, STRING } from '../../param-types.ts';
import type { JavaValue } from '../../value.ts';
import { AbstractMap } from './Map.ts';
import { javaSet } from './Set.ts';

function textOf(value: JavaValue): string | null {
  return typeof value === 'string' ? value : null;
}

export const Properties: JavaClass<HashTable> = javaClass('java.util.Properties', () => ({
  superclass: AbstractMap,
  constructors: [construct([], () => new HashTable())],
  methods: {
    getProperty: [
      method([STRING], (_, self, name) => textOf(self.get(name))),
      method([STRING, nullable(STRING)], (_, self, name, other) => textOf(self.get(name)) ?? other),
    ],
    setProperty: method([STRING, STRING], (_, self, name, value) => self.set(name, value)),
    stringPropertyNames: method([], (_, self) => javaSet(self.keys())),
    clone: method([], (_, self) => {
      const entries = self.entries().map(({ key, value }): [JavaValue, JavaValue] => [key, value]);
      return Properties.of(HashTable.from(entries, 'hash'));
    }),
  },
}));
