// Array classes, made on demand from their element class; instances hold a JavaScript array of values.

import { identityHash } from './identity.ts';
import { ObjectClass } from './java/lang/Object.ts';
import { JavaClass } from './java-class.ts';
import { PRIMITIVES } from './primitives.ts';
import { JavaDouble, type JavaObject, type JavaValue } from './value.ts';

const LETTERS: ReadonlyMap<string, string> = new Map([
  ['boolean', 'Z'],
  ['byte', 'B'],
  ['short', 'S'],
  ['char', 'C'],
  ['int', 'I'],
  ['long', 'J'],
  ['float', 'F'],
  ['double', 'D'],
]);

const made = new WeakMap<JavaClass, JavaClass<JavaValue[]>>();

/** `long` to `[J`, `java.lang.String` to `[Ljava.lang.String;`. */
export function arrayClass(component: JavaClass): JavaClass<JavaValue[]> {
  let found = made.get(component);
  if (found === undefined) {
    found = new JavaClass<JavaValue[]>(
      arrayName(component),
      'array',
      () => ({ hash: identityHash, toText: (self) => `${arrayName(component)}@${identityHash(self).toString(16)}` }),
      () => ObjectClass as JavaClass,
      component,
    );
    made.set(component, found);
  }
  return found;
}

function arrayName(component: JavaClass): string {
  if (component.kind === 'array') return `[${component.name}`;
  const letter = component.kind === 'primitive' ? LETTERS.get(component.name) : undefined;
  return `[${letter ?? `L${component.name};`}`;
}

/** The class of an array name such as `[[J` or `[Ljava.lang.String;`. */
export function arrayClassByName(name: string, find: (name: string) => JavaClass | null): JavaClass | null {
  const inner = name.slice(1);
  if (inner.startsWith('[')) {
    const component = arrayClassByName(inner, find);
    return component === null ? null : arrayClass(component);
  }
  if (inner.startsWith('L') && inner.endsWith(';')) {
    const component = find(inner.slice(1, -1));
    return component === null ? null : arrayClass(component);
  }
  const primitive = PRIMITIVES.find((each) => LETTERS.get(each.name) === inner);
  return primitive === undefined ? null : arrayClass(primitive);
}

/** The array `elements` of a class, for a method to return. */
export function javaArray(component: JavaClass, elements: JavaValue[]): JavaObject<JavaValue[]> {
  return arrayClass(component).of(elements);
}

export function defaultElement(component: JavaClass): JavaValue {
  if (component.kind !== 'primitive') return null;
  switch (component.name) {
    case 'boolean':
      return false;
    case 'long':
      return 0n;
    case 'double':
      return new JavaDouble(0);
    case 'float':
      return new JavaDouble(0, true);
    case 'char':
      return '\0';
    default:
      return 0;
  }
}
