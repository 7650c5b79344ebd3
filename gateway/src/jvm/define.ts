// How a JVM-visible class is declared: `javaClass(name, () => ({ constructors, methods, statics, fields }))`.
// The declaration is a thunk, so classes may refer to each other, and cost nothing until used.

import type { Thread } from '../thread.ts';
import { ObjectClass } from './java/lang/Object.ts';
import {
  type ClassKind,
  type Constructor,
  type Declaration,
  type Field,
  JavaClass,
  type ParamType,
} from './java-class.ts';
import type { Values } from './method.ts';
import type { JavaObject, JavaValue } from './value.ts';

function define<T>(name: string, kind: ClassKind, declare: () => Declaration<T>): JavaClass<T> {
  return new JavaClass<T>(name, kind, declare, () => ObjectClass as JavaClass);
}

export function javaClass<T>(name: string, declare: () => Declaration<T>): JavaClass<T> {
  return define(name, 'class', declare);
}

/** An interface; superinterfaces are given as `interfaces`. */
export function javaInterface<T>(name: string, declare: () => Declaration<T> = () => ({})): JavaClass<T> {
  return define(name, 'interface', declare);
}

/** A constructor: its body returns what instances hold. */
export function construct<T, const P extends readonly ParamType[]>(
  params: P,
  body: (thread: Thread, ...args: Values<P>) => T | Promise<T>,
): Constructor<T> {
  return {
    params,
    create(thread, args) {
      return body(thread, ...(args.map((arg, i) => params[i]?.convert(arg)) as Values<P>));
    },
  };
}

/** An instance field; without `set` it is final. */
export function field<T, V>(
  type: ParamType<V>,
  get: (self: T) => JavaValue,
  set?: (self: T, value: V) => void,
): Field<T> {
  return {
    isStatic: false,
    type,
    get: (_, target) => get((target as JavaObject<T>).value),
    set(_, target, value) {
      if (set === undefined) throw new Error('the field is final');
      set((target as JavaObject<T>).value, type.convert(value));
    },
  };
}

/** A static final field, its value made when it is read. */
export function staticField(type: ParamType, get: (thread: Thread) => JavaValue): Field {
  return {
    isStatic: true,
    type,
    get: (thread) => get(thread),
    set() {
      throw new Error('the field is final');
    },
  };
}
