// java.lang.Throwable, and how a class of exceptions is declared.

import { javaArray } from '../../array-class.ts';
import { construct, javaClass } from '../../define.ts';
import type { Declaration, JavaClass } from '../../java-class.ts';
import { method, objectMethod } from '../../method.ts';
import { nullable, objectOf, STRING } from '../../param-types.ts';
import { stackFrames, stackTraceText, type ThrowableState, throwableState } from '../../throwable.ts';
import { Serializable } from './boxes.ts';
import { StackTraceElement } from './StackTraceElement.ts';

export const Throwable: JavaClass<ThrowableState> = javaClass('java.lang.Throwable', () => ({
  interfaces: [Serializable],
  constructors: throwableConstructors(),
  methods: {
    getMessage: method([], (_, self) => self.message),
    getLocalizedMessage: method([], (_, self) => self.message),
    getCause: method([], (_, self) => self.cause),
    initCause: objectMethod([nullable(objectOf(() => Throwable))], (_, self, cause) => {
      self.value.cause = cause;
      return self;
    }),
    getStackTrace: method([], (_, self) =>
      javaArray(
        StackTraceElement as JavaClass,
        stackFrames(self).map((frame) => StackTraceElement.of(frame)),
      ),
    ),
    getSuppressed: method([], () => javaArray(Throwable as JavaClass, [])),
    printStackTrace: objectMethod([], (_, self) => {
      process.stderr.write(stackTraceText(self));
    }),
  },
  toText: ({ message }, self) => (message === null ? self.javaClass.name : `${self.javaClass.name}: ${message}`),
}));

function throwableConstructors(): NonNullable<Declaration<ThrowableState>['constructors']> {
  return [
    construct([], () => throwableState(null)),
    construct([nullable(STRING)], (_, message) => throwableState(message)),
    construct([nullable(objectOf(() => Throwable))], (_, cause) => throwableState(null, cause)),
    construct([nullable(STRING), nullable(objectOf(() => Throwable))], (_, message, cause) =>
      throwableState(message, cause),
    ),
  ];
}

/** A class of exceptions with nothing but a message and a cause. */
export function throwableClass(name: string, superclass: () => JavaClass<ThrowableState>): JavaClass<ThrowableState> {
  return javaClass(name, () => ({
    superclass: superclass() as JavaClass,
    constructors: throwableConstructors(),
  }));
}
