// The parameter types a declaration can name. Each gives the Java class for overload choice and converts
// the argument for the body: long to bigint, double to number, a reference to what the object holds.

import { arrayClass } from './array-class.ts';
import { NullPointerException } from './java/lang/exceptions.ts';
import { ObjectClass } from './java/lang/Object.ts';
import { StringClass } from './java/lang/String.ts';
import type { JavaClass, ParamType } from './java-class.ts';
import { BOOLEAN_PRIMITIVE, BYTE_PRIMITIVE, DOUBLE_PRIMITIVE, INT_PRIMITIVE, LONG_PRIMITIVE } from './primitives.ts';
import { javaError } from './throwable.ts';
import type { JavaDouble, JavaObject, JavaValue } from './value.ts';

function toInt(value: JavaValue): number {
  return typeof value === 'bigint' ? Number(BigInt.asIntN(32, value)) : (value as number);
}

function toLong(value: JavaValue): bigint {
  return typeof value === 'number' ? BigInt(value) : (value as bigint);
}

function toNumber(value: JavaValue): number {
  return (value as JavaDouble).value;
}

function required<V extends JavaValue>(value: JavaValue): V {
  if (value === null) throw javaError(NullPointerException, null);
  return value as V;
}

export const BOOLEAN: ParamType<boolean> = { javaClass: () => BOOLEAN_PRIMITIVE, convert: (value) => value as boolean };
export const INT: ParamType<number> = { javaClass: () => INT_PRIMITIVE, convert: toInt };
export const LONG: ParamType<bigint> = { javaClass: () => LONG_PRIMITIVE, convert: toLong };
export const DOUBLE: ParamType<number> = { javaClass: () => DOUBLE_PRIMITIVE, convert: toNumber };

export const OBJECT: ParamType<JavaValue> = { javaClass: () => ObjectClass as JavaClass, convert: (value) => value };
/** A non-null string; null raises NullPointerException. For a string that may be null: `nullable(STRING)`. */
export const STRING: ParamType<string> = {
  javaClass: () => StringClass as JavaClass,
  convert: (value) => required<string>(value),
};
export const BYTES: ParamType<Uint8Array> = {
  javaClass: () => arrayClass(BYTE_PRIMITIVE),
  convert: (value) => required<Uint8Array>(value),
};

/** An instance of a declared class (or of a subclass); the body receives what it holds. */
export function ref<T>(target: JavaClass<T> | (() => JavaClass<T>)): ParamType<T> {
  const find = typeof target === 'function' ? target : () => target;
  return {
    javaClass: () => find() as JavaClass,
    convert: (value) => (required(value) as unknown as JavaObject<T>).value,
  };
}

/** As `ref`, but the body receives the object with its class, to keep or to pass on. */
export function objectOf<T>(target: JavaClass<T> | (() => JavaClass<T>)): ParamType<JavaObject<T>> {
  return { ...ref(target), convert: (value) => required(value) as unknown as JavaObject<T> };
}

/** An array; the body receives its elements, which it may change in place. */
export function arrayOf(component: ParamType): ParamType<JavaValue[]> {
  return {
    javaClass: () => arrayClass(component.javaClass()),
    convert: (value) => (required(value) as unknown as JavaObject<JavaValue[]>).value,
  };
}

/** The same type, where null may be passed too. */
export function nullable<V>(type: ParamType<V>): ParamType<V | null> {
  return { javaClass: type.javaClass, convert: (value) => (value === null ? null : type.convert(value)) };
}
