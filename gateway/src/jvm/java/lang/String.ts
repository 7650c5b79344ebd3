// java.lang.String: strings travel as values, so only construction and statics are reachable.

import { construct, javaClass } from '../../define.ts';
import type { JavaClass } from '../../java-class.ts';
import { method, staticMethod } from '../../method.ts';
import { BYTES, OBJECT, STRING } from '../../param-types.ts';
import { valueText } from '../../value-text.ts';
import { CharSequence, Comparable, Serializable } from './boxes.ts';

export const StringClass: JavaClass<string> = javaClass('java.lang.String', () => ({
  interfaces: [Serializable, Comparable, CharSequence],
  constructors: [
    construct([], () => ''),
    construct([STRING], (_, text) => text),
    construct([BYTES], (_, bytes) => Buffer.from(bytes).toString('utf8')),
  ],
  methods: {
    length: method([], (_, self) => self.length),
  },
  statics: {
    valueOf: staticMethod([OBJECT], (_, value) => valueText(value)),
  },
}));
