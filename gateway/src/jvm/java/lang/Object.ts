// java.lang.Object: what every object answers.

import { identityHash, objectHash, objectText, sameObject } from '../../identity.ts';
import { JavaClass } from '../../java-class.ts';
import { objectMethod } from '../../method.ts';
import { OBJECT } from '../../param-types.ts';
import { Class } from './Class.ts';

export const ObjectClass: JavaClass<object> = new JavaClass<object>(
  'java.lang.Object',
  'class',
  () => ({
    constructors: [{ params: [], create: () => ({}) }],
    methods: {
      getClass: objectMethod([], (_, self) => Class.of(self.javaClass as JavaClass)),
      toString: objectMethod([], (_, self) => objectText(self)),
      hashCode: objectMethod([], (_, self) => objectHash(self)),
      equals: objectMethod([OBJECT], (_, self, other) => sameObject(self, other)),
      notify: objectMethod([], () => undefined),
      notifyAll: objectMethod([], () => undefined),
    },
    hash: identityHash,
  }),
  () => null,
);
