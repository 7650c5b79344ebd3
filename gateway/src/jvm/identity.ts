// Java's equals, hashCode and toString over our values.

import type { Declaration, JavaClass } from './java-class.ts';
import { JavaDouble, JavaObject, type JavaValue } from './value.ts';

const hashes = new WeakMap<object, number>();
let nextHash = 0x1b28cdfa;

/** A number that stays with an object, as System.identityHashCode's does. */
export function identityHash(value: object): number {
  let hash = hashes.get(value);
  if (hash === undefined) {
    nextHash = (Math.imul(nextHash, 1664525) + 1013904223) | 0;
    hash = nextHash & 0x7fffffff;
    hashes.set(value, hash);
  }
  return hash;
}

type Hook = 'toText' | 'isEqual' | 'hash';

function hook<K extends Hook>(javaClass: JavaClass, name: K): Declaration<unknown>[K] | undefined {
  for (let each: JavaClass | null = javaClass; each !== null; each = each.superclass) {
    const found = each.declaration[name];
    if (found !== undefined) return found;
  }
  return undefined;
}

export function objectText(self: JavaObject): string {
  const toText = hook(self.javaClass, 'toText');
  if (toText !== undefined) return toText(self.value, self);
  return `${self.javaClass.name}@${objectHash(self).toString(16)}`;
}

export function objectHash(self: JavaObject): number {
  const hash = hook(self.javaClass, 'hash');
  if (hash !== undefined && (typeof self.value === 'object' || hook(self.javaClass, 'isEqual') !== undefined)) {
    return self.value === null ? 0 : hash(self.value);
  }
  return identityHash(self);
}

/** Object.equals: the class's own rule, else the same held value. */
export function sameObject(self: JavaObject, other: JavaValue): boolean {
  if (self === other) return true;
  const isEqual = hook(self.javaClass, 'isEqual');
  if (isEqual !== undefined) return isEqual(self.value, other);
  return other instanceof JavaObject && typeof self.value === 'object' && self.value === other.value;
}

/** Objects.equals: an int never equals a long, as in Java. */
export function sameValue(a: JavaValue, b: JavaValue): boolean {
  if (a === b) return true;
  if (a instanceof JavaObject) return sameObject(a, b);
  if (a instanceof JavaDouble) return b instanceof JavaDouble && a.single === b.single && Object.is(a.value, b.value);
  return false;
}

export function stringHash(text: string): number {
  let hash = 0;
  for (let i = 0; i < text.length; i += 1) hash = (Math.imul(hash, 31) + text.charCodeAt(i)) | 0;
  return hash;
}

const words = new DataView(new ArrayBuffer(8));

/** Objects.hashCode. */
export function valueHash(value: JavaValue): number {
  if (value === null) return 0;
  switch (typeof value) {
    case 'string':
      return stringHash(value);
    case 'number':
      return value | 0;
    case 'boolean':
      return value ? 1231 : 1237;
    case 'bigint':
      return Number(BigInt.asIntN(32, value ^ (value >> 32n)));
    default:
      if (value instanceof JavaDouble) return doubleHash(value);
      return value instanceof JavaObject ? objectHash(value) : identityHash(value);
  }
}

function doubleHash(value: JavaDouble): number {
  if (value.single) {
    words.setFloat32(0, value.value);
    return words.getInt32(0);
  }
  words.setFloat64(0, value.value);
  return words.getInt32(0) ^ words.getInt32(4);
}
