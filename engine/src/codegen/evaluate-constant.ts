/** Values of expressions without columns: constant folding, on whichever thread. */
import type { Expression } from '../tree/expression.ts';
import type { Value } from '../types/value.ts';
import { evaluateNode } from './emitter.ts';
import type { EvalEnv } from './eval-env.ts';
import { ExpressionGraph } from './expression-graph.ts';

export function evaluateConstant(expression: Expression, env: EvalEnv): Value {
  if (expression.kind === 'literal') return expression.value;
  const graph = new ExpressionGraph();
  return evaluateNode(graph.add(expression), graph, env);
}
