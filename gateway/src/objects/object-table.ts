// The objects Python holds references to. Every answer gets a new id; an id is gone when Python releases it.

import type { JavaObject } from '../jvm/value.ts';

export class ObjectTable {
  readonly #objects = new Map<string, JavaObject>();
  #next = 0;

  put(object: JavaObject): string {
    const id = `o${this.#next}`;
    this.#next += 1;
    this.#objects.set(id, object);
    return id;
  }

  /** Binds a fixed name, such as the entry point's. */
  bind(id: string, object: JavaObject): void {
    this.#objects.set(id, object);
  }

  get(id: string): JavaObject | null {
    return this.#objects.get(id) ?? null;
  }

  release(id: string): void {
    this.#objects.delete(id);
  }

  clear(): void {
    this.#objects.clear();
  }

  get size(): number {
    return this.#objects.size;
  }
}
