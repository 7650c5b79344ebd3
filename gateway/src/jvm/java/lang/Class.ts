// java.lang.Class: classes as objects, for getClass(), forName and reflection from Python.

import { classOf } from '../../class-of.ts';
import { javaClass } from '../../define.ts';
import type { JavaClass } from '../../java-class.ts';
import { method, staticMethod } from '../../method.ts';
import { OBJECT, ref, STRING } from '../../param-types.ts';
import { javaError } from '../../throwable.ts';
import { ClassNotFoundException } from './exceptions.ts';

export const Class: JavaClass<JavaClass> = javaClass('java.lang.Class', () => ({
  methods: {
    getName: method([], (_, self) => self.name),
    getTypeName: method([], (_, self) => canonicalName(self)),
    getCanonicalName: method([], (_, self) => canonicalName(self)),
    getSimpleName: method([], (_, self) => simpleName(self)),
    getPackageName: method([], (_, self) => self.name.slice(0, Math.max(0, self.name.lastIndexOf('.')))),
    getSuperclass: method([], (_, self) => (self.superclass === null ? null : Class.of(self.superclass))),
    getComponentType: method([], (_, self) => (self.component === null ? null : Class.of(self.component))),
    isInterface: method([], (_, self) => self.kind === 'interface'),
    isArray: method([], (_, self) => self.kind === 'array'),
    isPrimitive: method([], (_, self) => self.kind === 'primitive'),
    isInstance: method([OBJECT], (_, self, value) => value !== null && classOf(value).isSubclassOf(self)),
    isAssignableFrom: method([ref(() => Class)], (_, self, other) => other.isSubclassOf(self)),
  },
  statics: {
    forName: staticMethod([STRING], (thread, name) => {
      const found = thread.gateway.registry.find(name);
      if (found === null || found.kind === 'primitive') throw javaError(ClassNotFoundException, name);
      return Class.of(found);
    }),
  },
  toText: (self) => self.toString(),
  isEqual: (self, other) => Class.holds(other) && other.value === self,
}));

export function canonicalName(self: JavaClass): string {
  if (self.component !== null) return `${canonicalName(self.component)}[]`;
  return self.name.replace(/(?<=[^.$])\$(?=[^.$])/g, '.');
}

export function simpleName(self: JavaClass): string {
  if (self.component !== null) return `${simpleName(self.component)}[]`;
  return canonicalName(self).slice(canonicalName(self).lastIndexOf('.') + 1);
}
