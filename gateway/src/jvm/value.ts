// What a Java value is on our side: JavaScript primitives where Python has one, a classed wrapper for the rest.

import type { JavaClass } from './java-class.ts';

/** number = int, bigint = long, JavaDouble = double or float, Uint8Array = byte[]. */
export type JavaValue = null | boolean | string | number | bigint | JavaDouble | Uint8Array | JavaObject;

/** What a method body may return: `undefined` is Java's void. */
export type JavaResult = JavaValue | undefined;

export class JavaDouble {
  readonly value: number;
  /** True for a Java float, whose text has fewer digits. */
  readonly single: boolean;

  constructor(value: number, single = false) {
    this.value = value;
    this.single = single;
  }
}

export class JavaObject<T = unknown> {
  readonly javaClass: JavaClass<T>;
  readonly value: T;

  constructor(javaClass: JavaClass<T>, value: T) {
    this.javaClass = javaClass;
    this.value = value;
  }
}

/** A double for Python, whatever the number: 1 arrives as 1.0. */
export function double(value: number): JavaDouble {
  return new JavaDouble(value);
}
