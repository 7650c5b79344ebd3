/** Values of expressions without columns: constant folding, on whichever thread. */
import { js } from '../fragments/js.ts';
import type { Expression } from '../tree/expression.ts';
import type { Value } from '../types/value.ts';
import { Emitter } from './emitter.ts';
import type { EvalEnv } from './eval-env.ts';
import { ExpressionGraph } from './expression-graph.ts';
import { Unit } from './unit.ts';
import { orNull } from './writer.ts';

export function evaluateConstant(expression: Expression, env: EvalEnv): Value {
  if (expression.kind === 'literal') return expression.value;
  const unit = new Unit();
  const graph = new ExpressionGraph();
  const emitter = new Emitter(unit, graph, env);
  const result = emitter.emit(graph.add(expression));
  const { run, states } = unit.finish<(partition: number, states: readonly unknown[]) => Value>(
    'partition, states',
    js`${emitter.take()}\nreturn ${orNull(result)};`,
  );
  return run(
    0,
    states.map((make) => make(0)),
  );
}
