// py4j.JVMView: the imports of one Python view of the JVM, and how they resolve simple names.

import { javaClass } from '../define.ts';
import type { JavaClass } from '../java-class.ts';
import type { ClassRegistry } from '../registry.ts';

export class JvmViewState {
  readonly name: string;
  readonly #singles = new Map<string, string>();
  #packages: readonly string[] = ['java.lang'];
  #sequence = 1;

  constructor(name: string) {
    this.name = name;
  }

  /** Changes whenever the imported names do, so that Python may keep its `dir` of the view. */
  get sequence(): number {
    return this.#sequence;
  }

  get importedNames(): readonly string[] {
    return [...this.#singles.keys()];
  }

  /** `a.b.C` or `a.b.*`; the first import of a simple name wins. */
  add(name: string): void {
    if (name.endsWith('*')) {
      // Packages are searched by name, not by order of import.
      this.#packages = [...new Set([...this.#packages, packageOf(name)])].sort();
      return;
    }
    const simple = simpleOf(name);
    if (!this.#singles.has(simple)) this.#singles.set(simple, name);
    this.#sequence += 1;
  }

  remove(name: string): boolean {
    if (name.endsWith('*')) {
      const kept = this.#packages.filter((each) => each !== packageOf(name));
      const removed = kept.length < this.#packages.length;
      this.#packages = kept;
      return removed;
    }
    this.#sequence += 1;
    return this.#singles.get(simpleOf(name)) === name && this.#singles.delete(simpleOf(name));
  }

  /** The exact name, then the imported one, then the imported packages. */
  resolve(name: string, registry: ClassRegistry): JavaClass | null {
    const exact = registry.find(name);
    if (exact !== null || name.includes('.')) return exact;
    const single = this.#singles.get(name);
    if (single !== undefined) return registry.find(single);
    for (const each of this.#packages) {
      const found = registry.find(`${each}.${name}`);
      if (found !== null) return found;
    }
    return null;
  }
}

function simpleOf(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}

function packageOf(name: string): string {
  const dot = name.lastIndexOf('.');
  return dot < 0 ? name : name.slice(0, dot);
}

export const JVMView: JavaClass<JvmViewState> = javaClass('py4j.JVMView', () => ({}));
