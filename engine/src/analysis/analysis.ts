/** What a rule gets besides its node: settings, what encloses the node, and the way back into the analyzer. */
import type { Attribute, Expression } from '../tree/expression.ts';
import { outputOf } from '../tree/output.ts';
import type { Plan, WindowDefinition } from '../tree/plan.ts';
import type { CoercionMode } from './coercion/common-type.ts';
import type { AnalysisContext } from './context.ts';
import { hiddenOf } from './hidden-columns.ts';
import { type Resolution, type Scope, scopeOf } from './resolution.ts';
import { resolveExpression } from './resolve-expression.ts';

export interface CteScope {
  readonly id: number;
  readonly name: string;
  readonly plan: Plan;
  readonly next: CteScope | undefined;
}

export interface Analysis {
  readonly context: AnalysisContext;
  readonly mode: CoercionMode;
  /** The session's time zone. */
  readonly zone: string;
  readonly outer: Scope | undefined;
  readonly windows: ReadonlyMap<string, WindowDefinition>;
  readonly ctes: CteScope | undefined;
  analyze(plan: Plan, analysis: Analysis): Plan;
}

const NO_WINDOWS: Analysis['windows'] = new Map();

export function resolutionOf(analysis: Analysis, scope: Scope): Resolution {
  const { context, mode, windows } = analysis;
  return {
    context,
    mode,
    scope,
    windows,
    lambdas: [],
    subquery: (plan, outer, ansi = mode.ansi) =>
      analysis.analyze(plan, { ...analysis, mode: { ...mode, ansi }, outer, windows: NO_WINDOWS }),
  };
}

/** Names are looked up in the children's columns, then in the enclosing query's. */
export function childScope(analysis: Analysis, ...children: readonly Plan[]): Scope {
  const attributes =
    children.length === 1 ? outputOf(children[0] as Plan) : children.flatMap((child) => outputOf(child));
  return scopeOf(attributes, children.flatMap(hiddenOf), analysis.mode.caseSensitive, analysis.outer, children);
}

export function attributeScope(analysis: Analysis, attributes: readonly Attribute[]): Scope {
  return scopeOf(attributes, [], analysis.mode.caseSensitive, analysis.outer);
}

export function resolveIn(analysis: Analysis, scope: Scope, expression: Expression): Expression {
  return resolveExpression(expression, resolutionOf(analysis, scope));
}
