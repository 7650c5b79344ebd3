/** Window functions: partitions brought together and sorted, then one node for all functions of a specification. */
import { assert } from '../errors/internal.ts';
import { bindAll, bindReferences } from '../tree/bind.ts';
import { canonicalKey } from '../tree/canonical.ts';
import type { Attribute, Expression } from '../tree/expression.ts';
import { toAttribute } from '../tree/output.ts';
import type { Window } from '../tree/plan.ts';
import type { PlannerContext } from './context.ts';
import type { PhysicalNode, WindowNode } from './node.ts';
import { ascending, project, sorted, toClustered } from './node-builders.ts';

export function planWindow(plan: Window, child: PhysicalNode, context: PlannerContext): PhysicalNode {
  const partitionBy = bindAll(plan.partitionBy, child.output);
  const orderBy = bindAll(plan.orderBy, child.output);
  const together = toClustered(child, partitionBy, context.conf.getNumber('spark.sql.shuffle.partitions'));
  const seen = new Set(partitionBy.map(canonicalKey));
  const orders = [...partitionBy.map(ascending), ...orderBy.filter((order) => !seen.has(canonicalKey(order.child)))];
  const input = sorted(together, orders);
  const calls = plan.calls.map((item) => {
    const { child: call } = item;
    assert(call.kind === 'window-call' && call.frame !== undefined, 'a window holds calls with their frames');
    const { frame, ignoreNulls } = call;
    return { result: toAttribute(item), function: bindReferences(call.function, child.output), frame, ignoreNulls };
  });
  const [python, plain] = [calls.filter(isPython), calls.filter((call) => !isPython(call))];
  let node: PhysicalNode = input;
  if (plain.length > 0) {
    const output = [...node.output, ...plain.map((call) => call.result)];
    node = { kind: 'window', output, calls: plain.map(withoutResult), partitionBy, orderBy, child: node };
  }
  // Each evaluation type is a worker protocol of its own.
  for (const type of new Set(python.map(evalTypeOf))) {
    const alike = python.filter((call) => evalTypeOf(call) === type);
    const output = [...node.output, ...alike.map((call) => call.result)];
    const udfs = alike.map((call) => ({ udf: call.function, frame: call.frame }));
    node = { kind: 'python-window', output, calls: udfs, partitionBy, orderBy, child: node };
  }
  return project(node, [...child.output, ...calls.map((call) => call.result)]);
}

const isPython = (call: { readonly function: Expression }): boolean => call.function.kind === 'python-udf';

const evalTypeOf = (call: { readonly function: Expression }): number | undefined =>
  call.function.kind === 'python-udf' ? call.function.function.evalType : undefined;

const withoutResult = ({ result: _, ...call }: WindowNode['calls'][number] & { readonly result: Attribute }) => call;
