/** Constructors of physical nodes that several planning files need. */
import { bindAll, bindReferences } from '../tree/bind.ts';
import { canonicalKey, withoutAlias } from '../tree/canonical.ts';
import type { Expression, SortOrder } from '../tree/expression.ts';
import { toAttribute } from '../tree/output.ts';
import type { ExchangeOrigin, Partitioning, PhysicalNode, PipelineStep } from './node.ts';
import { isClustered, isOrdered, isRanged, partitionCount } from './properties.ts';

/** Adds a step to a pipeline, or starts one: filters and projections in a row are one loop. */
function addStep(child: PhysicalNode, step: PipelineStep): PhysicalNode {
  const output = step.kind === 'project' ? step.output : child.output;
  return child.kind === 'pipeline'
    ? { ...child, output, steps: [...child.steps, step] }
    : { kind: 'pipeline', output, steps: [step], child };
}

/** `list` are named expressions over the child's columns. A projection that changes nothing is left out. */
export function project(child: PhysicalNode, list: readonly Expression[]): PhysicalNode {
  const output = list.map(toAttribute);
  if (
    output.length === child.output.length &&
    list.every((item, i) => item.kind === 'attribute' && item.id === child.output[i]?.id)
  )
    return child;
  return addStep(child, { kind: 'project', list: bindAll(list.map(withoutAlias), child.output), output });
}

export function filter(child: PhysicalNode, condition: Expression | undefined): PhysicalNode {
  return condition === undefined
    ? child
    : addStep(child, { kind: 'filter', condition: bindReferences(condition, child.output) });
}

export function exchange(
  child: PhysicalNode,
  partitioning: Partitioning,
  origin: ExchangeOrigin = 'ensure-requirements',
): PhysicalNode {
  return { kind: 'exchange', output: child.output, partitioning, origin, child };
}

/** All rows in one partition, in the order of the partitions. */
export function toSingle(child: PhysicalNode): PhysicalNode {
  return partitionCount(child) === 1 ? child : exchange(child, { kind: 'single' });
}

/** Rows with equal keys (over the child's columns by position) in one partition; without keys all of them. */
export function toClustered(child: PhysicalNode, keys: readonly Expression[], count: number): PhysicalNode {
  if (keys.length === 0) return toSingle(child);
  return isClustered(child, keys) ? child : exchange(child, { kind: 'hash', keys: distinctKeys(keys), count });
}

function distinctKeys(keys: readonly Expression[]): readonly Expression[] {
  const seen = new Set<string>();
  return keys.filter((key) => !seen.has(canonicalKey(key)) && seen.add(canonicalKey(key)));
}

/** Partitions that follow one another in `orders`; rows within are not sorted yet. */
export function toRanged(child: PhysicalNode, orders: readonly SortOrder[], count: number): PhysicalNode {
  return isRanged(child, orders) ? child : exchange(child, { kind: 'range', orders, count, bounds: undefined });
}

/** `orders` are over the child's columns by position. */
export function sorted(
  child: PhysicalNode,
  orders: readonly SortOrder[],
  limit?: number,
  global = false,
): PhysicalNode {
  if (orders.length === 0 || isOrdered(child, orders)) return child;
  return { kind: 'sort', output: child.output, orders, limit, global, child };
}

export const ascending = (child: Expression): SortOrder => ({
  kind: 'sort-order',
  child,
  ascending: true,
  nullsFirst: true,
});
