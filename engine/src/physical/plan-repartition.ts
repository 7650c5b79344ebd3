/** What users ask for about partitions: repartition, coalesce. */
import { bindAll } from '../tree/bind.ts';
import type { SortOrder } from '../tree/expression.ts';
import type { Repartition } from '../tree/plan.ts';
import type { PlannerContext } from './context.ts';
import type { ExchangeOrigin, PhysicalNode } from './node.ts';
import { ascending, exchange } from './node-builders.ts';
import { partitionCount } from './properties.ts';

export function planRepartition(plan: Repartition, child: PhysicalNode, context: PlannerContext): PhysicalNode {
  const origin: ExchangeOrigin = plan.numPartitions === undefined ? 'repartition-by-col' : 'repartition-by-num';
  const count = plan.numPartitions ?? context.conf.getNumber('spark.sql.shuffle.partitions');
  switch (plan.by) {
    case 'coalesce':
      return coalesce(child, count);
    case 'round-robin':
      return count === 1
        ? exchange(child, { kind: 'single' }, origin)
        : exchange({ kind: 'row-order', output: child.output, child }, { kind: 'round-robin', count }, origin);
    case 'hash':
      return exchange(
        child,
        count === 1 ? { kind: 'single' } : { kind: 'hash', keys: bindAll(plan.expressions, child.output), count },
        origin,
      );
    case 'range': {
      const orders = bindAll(plan.expressions, child.output).map(
        (e): SortOrder => (e.kind === 'sort-order' ? e : ascending(e)),
      );
      return exchange(
        child,
        count === 1 ? { kind: 'single' } : { kind: 'range', orders, count, bounds: undefined },
        origin,
      );
    }
  }
}

/** Neighbouring partitions together, as Spark's coalescer groups them where no place is preferred. */
function coalesce(child: PhysicalNode, count: number): PhysicalNode {
  const before = partitionCount(child);
  if (count >= before) return child;
  const from = (i: number): number => Math.floor((i * before) / count);
  const groups = Array.from({ length: count }, (_, i) =>
    Array.from({ length: from(i + 1) - from(i) }, (_unused, k) => from(i) + k),
  );
  return { kind: 'coalesce', output: child.output, groups, child };
}
