/** Temporary views by lower-case name: analysed plans, and the name as it was given. */
import type { Plan } from '../tree/plan.ts';

export interface View {
  readonly name: string;
  readonly plan: Plan;
}

export class Views {
  readonly #views = new Map<string, View>();

  find(name: string): View | undefined {
    return this.#views.get(name.toLowerCase());
  }

  put(name: string, plan: Plan): void {
    this.#views.set(name.toLowerCase(), { name, plan });
  }

  drop(name: string): boolean {
    return this.#views.delete(name.toLowerCase());
  }

  get all(): readonly View[] {
    return [...this.#views.values()];
  }
}
