// Typed bodies of methods: the parameter types listed first decide the types of the body's arguments.

import type { Thread } from '../thread.ts';
import type { Executable, JavaReturn, ParamType } from './java-class.ts';
import type { JavaObject, JavaValue } from './value.ts';

export type Values<P extends readonly ParamType[]> = {
  -readonly [K in keyof P]: P[K] extends ParamType<infer V> ? V : never;
};

function convertAll<P extends readonly ParamType[]>(params: P, args: readonly JavaValue[]): Values<P> {
  const converted: unknown[] = new Array(params.length);
  for (let i = 0; i < params.length; i += 1) converted[i] = params[i]?.convert(args[i] ?? null);
  return converted as Values<P>;
}

/** An instance method; `self` is what the instance holds. */
export function method<T, const P extends readonly ParamType[]>(
  params: P,
  body: (thread: Thread, self: T, ...args: Values<P>) => JavaReturn,
  returns = 'java.lang.Object',
): Executable<T> {
  return {
    params,
    isStatic: false,
    isAbstract: false,
    returns,
    invoke(thread, target, args) {
      const { value } = target as JavaObject<T>;
      return body(thread, value, ...convertAll(params, args));
    },
  };
}

/** An instance method whose body wants the object itself, with its class. */
export function objectMethod<T, const P extends readonly ParamType[]>(
  params: P,
  body: (thread: Thread, self: JavaObject<T>, ...args: Values<P>) => JavaReturn,
  returns = 'java.lang.Object',
): Executable<T> {
  return {
    params,
    isStatic: false,
    isAbstract: false,
    returns,
    invoke: (thread, target, args) => body(thread, target as JavaObject<T>, ...convertAll(params, args)),
  };
}

export function staticMethod<const P extends readonly ParamType[]>(
  params: P,
  body: (thread: Thread, ...args: Values<P>) => JavaReturn,
  returns = 'java.lang.Object',
): Executable {
  return {
    params,
    isStatic: true,
    isAbstract: false,
    returns,
    invoke: (thread, _, args) => body(thread, ...convertAll(params, args)),
  };
}

/** A method of an interface, which a Python object or a subclass provides. */
export function abstractMethod<const P extends readonly ParamType[]>(
  params: P,
  returns = 'java.lang.Object',
): Executable<never> {
  return {
    params,
    isStatic: false,
    isAbstract: true,
    returns,
    invoke() {
      throw new Error('an abstract method was called');
    },
  };
}
