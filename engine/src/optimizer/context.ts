/** What the optimizer is told from outside. */
import type { Conf } from '../conf/conf.ts';
import type { Expression } from '../tree/expression.ts';
import type { Plan } from '../tree/plan.ts';
import type { Value } from '../types/value.ts';

export interface OptimizerContext {
  readonly conf: Conf;
  /** The value of an expression without columns; raises what evaluating it raises. */
  evaluate(expression: Expression): Value;
}

/** A rule gives back the very plan it got where it has nothing to do. */
export type Rule = (plan: Plan, context: OptimizerContext) => Plan;
