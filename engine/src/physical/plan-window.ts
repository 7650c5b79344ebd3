/** Window functions: partitions brought together and sorted, then one node for all functions of a specification. */
import { assert } from '../errors/internal.ts';
import { bindAll, bindReferences } from '../tree/bind.ts';
import { canonicalKey } from '../tree/canonical.ts';
import { toAttribute } from '../tree/output.ts';
import type { Window } from '../tree/plan.ts';
import type { PlannerContext } from './context.ts';
import type { PhysicalNode } from './node.ts';
import { ascending, sorted, toClustered } from './node-builders.ts';

export function planWindow(plan: Window, child: PhysicalNode, context: PlannerContext): PhysicalNode {
  const partitionBy = bindAll(plan.partitionBy, child.output);
  const orderBy = bindAll(plan.orderBy, child.output);
  const together = toClustered(child, partitionBy, context.conf.getNumber('spark.sql.shuffle.partitions'));
  const seen = new Set(partitionBy.map(canonicalKey));
  const orders = [...partitionBy.map(ascending), ...orderBy.filter((order) => !seen.has(canonicalKey(order.child)))];
  const input = sorted(together, orders);
  return {
    kind: 'window',
    output: [...child.output, ...plan.calls.map(toAttribute)],
    calls: plan.calls.map(({ child: call }) => {
      assert(call.kind === 'window-call' && call.frame !== undefined, 'a window holds calls with their frames');
      return {
        function: bindReferences(call.function, child.output),
        frame: call.frame,
        ignoreNulls: call.ignoreNulls,
      };
    }),
    partitionBy,
    orderBy,
    child: input,
  };
}
