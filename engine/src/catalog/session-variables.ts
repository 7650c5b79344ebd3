/** The variables a session has declared, and their values. */
import type { Expression, Literal } from '../tree/expression.ts';
import type { DataType } from '../types/data-type.ts';
import type { Value } from '../types/value.ts';

export interface SessionVariable {
  readonly name: string;
  readonly type: DataType;
  /** As parsed. */
  readonly defaultValue: Expression;
  readonly value: Value;
}

export class SessionVariables {
  readonly #variables = new Map<string, SessionVariable>();

  put(variable: SessionVariable): void {
    this.#variables.set(variable.name.toLowerCase(), variable);
  }

  find(name: string): SessionVariable | undefined {
    return this.#variables.get(name.toLowerCase());
  }

  drop(name: string): boolean {
    return this.#variables.delete(name.toLowerCase());
  }

  /** The value behind a name in a query, and how many of the name's parts it takes: fields may follow. */
  lookup(parts: readonly string[]): { readonly value: Literal; readonly taken: number } | undefined {
    for (const taken of [1, 2, 3]) {
      const name = variableNamed(parts.slice(0, taken));
      const found = taken > parts.length || name === undefined ? undefined : this.find(name);
      if (found !== undefined) {
        return { value: { kind: 'literal', type: found.type, value: found.value, variable: found.name }, taken };
      }
    }
    return undefined;
  }
}

/** The last part of `a`, `session.a` and `system.session.a`; undefined for other qualifiers. */
export function variableNamed(parts: readonly string[]): string | undefined {
  const qualifier = parts.slice(0, -1).join('.').toLowerCase();
  return qualifier === '' || qualifier === 'session' || qualifier === 'system.session' ? parts.at(-1) : undefined;
}
