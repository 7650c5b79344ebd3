/** Statements about session variables. */
import type { QueryContext } from '../errors/query-context.ts';
import type { DataType } from '../types/data-type.ts';
import type { Expression } from './expression.ts';
import type { Plan } from './plan.ts';

/** A variable's name as it is written: alone, or under `session` or `system.session`. */
export interface VariableName {
  readonly parts: readonly string[];
  readonly context: QueryContext;
}

export type VariableCommand =
  | DeclareVariable
  | {
      readonly kind: 'set-variables';
      readonly assignments: readonly { readonly target: VariableName; readonly value: Expression }[];
      readonly context: QueryContext;
    }
  /** `SET VARIABLE (a, b) = (query)`: the query's only row. */
  | {
      readonly kind: 'set-variables-from';
      readonly targets: readonly VariableName[];
      readonly query: Plan;
      readonly context: QueryContext;
    }
  | ExecuteImmediate
  | { readonly kind: 'drop-variable'; readonly name: VariableName; readonly ifExists: boolean };

export interface DeclareVariable {
  readonly kind: 'declare-variables';
  readonly names: readonly VariableName[];
  /** Left out, it is the default's type. */
  readonly type: DataType | undefined;
  readonly defaultValue: Expression;
  readonly defaultText: string;
  readonly replace: boolean;
  readonly context: QueryContext;
}

/** A statement given as text; `into` are the variables that get its only row. */
export interface ExecuteImmediate {
  readonly kind: 'execute-immediate';
  readonly text: Expression;
  readonly into: readonly VariableName[];
  readonly using: readonly { readonly value: Expression; readonly name: string | undefined }[];
  readonly context: QueryContext;
}
