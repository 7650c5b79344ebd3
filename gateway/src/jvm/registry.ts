// Finds classes by name. Names come from the declarations alone; a name nobody declared is a package.

import { arrayClassByName } from './array-class.ts';
import type { JavaClass } from './java-class.ts';
import { PRIMITIVES } from './primitives.ts';

export interface ClassRegistry {
  /** A class by its full name, a primitive, or an array by its name such as `[J`. */
  find(name: string): JavaClass | null;
  /** The public member classes of a class. */
  nested(owner: JavaClass): readonly JavaClass[];
  readonly all: readonly JavaClass[];
}

export function classRegistry(classes: readonly JavaClass[]): ClassRegistry {
  const byName = new Map<string, JavaClass>();
  const nested = new Map<string, JavaClass[]>();
  for (const each of [...PRIMITIVES, ...classes]) {
    if (byName.has(each.name)) throw new Error(`the class ${each.name} is declared twice`);
    byName.set(each.name, each);
    const owner = /^(.+[^.$])\$[^.$]+$/.exec(each.name)?.[1];
    if (owner !== undefined) nested.set(owner, [...(nested.get(owner) ?? []), each]);
  }
  function find(name: string): JavaClass | null {
    const found = byName.get(name);
    if (found !== undefined) return found;
    return name.startsWith('[') && name.length < 1000 ? arrayClassByName(name, find) : null;
  }
  return { find, nested: (owner) => nested.get(owner.name) ?? [], all: [...byName.values()] };
}
