// py4j.reflection.TypeUtil: Python's isinstance over Java classes.

import { classOf } from '../../class-of.ts';
import { javaClass } from '../../define.ts';
import { Class } from '../../java/lang/Class.ts';
import { ClassNotFoundException } from '../../java/lang/exceptions.ts';
import type { JavaClass } from '../../java-class.ts';
import { staticMethod } from '../../method.ts';
import { OBJECT, ref, STRING } from '../../param-types.ts';
import { javaError } from '../../throwable.ts';
import { Py4JException } from '../exceptions.ts';

export const TypeUtil: JavaClass = javaClass('py4j.reflection.TypeUtil', () => ({
  statics: {
    isInstanceOf: [
      staticMethod([ref(Class), OBJECT], (_, target, value) => value !== null && classOf(value).isSubclassOf(target)),
      staticMethod([STRING, OBJECT], (thread, name, value) => {
        const target = thread.gateway.registry.find(name);
        if (target === null) {
          throw javaError(
            Py4JException,
            `java.lang.ClassNotFoundException: ${name}`,
            javaError(ClassNotFoundException, name).throwable,
          );
        }
        return value !== null && classOf(value).isSubclassOf(target);
      }),
    ],
  },
}));
