/**
 * Every error condition the engine can raise, as typed data: Spark's condition names, SQLSTATEs and parameter names;
 * messages in our own words unless a golden test compares the text. `kind` decides the Java exception class at the
 * gateway's edge. Families live in files of their own and are joined here.
 */
import { ANALYSIS_CONDITIONS } from './conditions-analysis.ts';
import { CALL_CONDITIONS } from './conditions-calls.ts';
import { CATALOG_CONDITIONS } from './conditions-catalog.ts';
import { EVALUATION_CONDITIONS } from './conditions-evaluation.ts';
import { EXECUTION_CONDITIONS } from './conditions-execution.ts';
import { FUNCTION_CONDITIONS } from './conditions-functions.ts';
import { OPTIMIZER_CONDITIONS } from './conditions-optimizer.ts';
import { PARSE_CONDITIONS } from './conditions-parse.ts';
import { PYTHON_CONDITIONS } from './conditions-python.ts';
import { RDD_CONDITIONS } from './conditions-rdd.ts';
import { RECURSION_CONDITIONS } from './conditions-recursion.ts';
import { ROUTINE_CONDITIONS } from './conditions-routines.ts';
import { SESSION_CONDITIONS } from './conditions-session.ts';
import { SOURCE_CONDITIONS } from './conditions-sources.ts';
import { TYPE_CONDITIONS } from './conditions-types.ts';
import { VARIABLE_CONDITIONS } from './conditions-variables.ts';

/** Which exception class a condition becomes: `parse` is a subclass of `analysis` there. */
export type ConditionKind =
  | 'parse'
  | 'analysis'
  | 'arithmetic'
  | 'array-index'
  | 'date-time'
  | 'number-format'
  | 'illegal-argument'
  | 'unsupported'
  | 'upgrade'
  | 'no-such-element'
  | 'out-of-memory'
  | 'python'
  | 'hadoop-input'
  | 'runtime'
  | 'spark';

export interface ConditionRow {
  readonly sqlState: string;
  readonly kind: ConditionKind;
  readonly message: string;
  /** Spark never says where in the query it happened. */
  readonly placeless?: true;
}

export const CONDITIONS = {
  ...OPTIMIZER_CONDITIONS,
  ...PARSE_CONDITIONS,
  ...ANALYSIS_CONDITIONS,
  ...CALL_CONDITIONS,
  ...CATALOG_CONDITIONS,
  ...TYPE_CONDITIONS,
  ...VARIABLE_CONDITIONS,
  ...ROUTINE_CONDITIONS,
  ...RECURSION_CONDITIONS,
  ...EVALUATION_CONDITIONS,
  ...FUNCTION_CONDITIONS,
  ...EXECUTION_CONDITIONS,
  ...PYTHON_CONDITIONS,
  ...RDD_CONDITIONS,
  ...SESSION_CONDITIONS,
  ...SOURCE_CONDITIONS,
} as const satisfies Record<string, ConditionRow>;

export type Condition = keyof typeof CONDITIONS;

type Placeholders<M extends string> = M extends `${string}<${infer Name}>${infer Rest}`
  ? Name | Placeholders<Rest>
  : never;

/** The parameters a condition's message names; a missing or misspelt one does not compile. Extra ones are allowed. */
export type ParametersOf<C extends Condition> = {
  readonly [K in Placeholders<(typeof CONDITIONS)[C]['message']>]: string;
} & { readonly [extra: string]: string };
