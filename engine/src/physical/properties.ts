/**
 * How a physical node's rows lie: number of partitions, which rows share one, and their order within it. Keys and
 * orders refer to the node's own output columns by position.
 */
import { unreachable } from '../errors/internal.ts';
import { canonicalKey } from '../tree/canonical.ts';
import type { BoundReference, Expression, SortOrder } from '../tree/expression.ts';
import { someExpression, transformExpression } from '../tree/shapes.ts';
import type { Partitioning, PhysicalNode, PipelineStep } from './node.ts';

export function partitionCount(node: PhysicalNode): number {
  return countOf(partitioningOf(node));
}

export function countOf(partitioning: Partitioning): number {
  return partitioning.kind === 'single' || partitioning.kind === 'broadcast' ? 1 : partitioning.count;
}

export function partitioningOf(node: PhysicalNode): Partitioning {
  switch (node.kind) {
    case 'range-scan':
      return rangeScanPartitioning(node);
    case 'local-scan':
    case 'file-scan':
      return ofCount(node.partitions.length);
    case 'rdd-scan':
    case 'cache-scan':
    case 'native-scan':
      return ofCount(node.partitionCount);
    case 'shuffle-read':
    case 'exchange':
      return countOf(node.partitioning) === 1 ? { kind: 'single' } : node.partitioning;
    case 'broadcast-read':
    case 'broadcast-exchange':
      return { kind: 'broadcast' };
    case 'pipeline':
      return node.steps.reduce(throughStep, partitioningOf(node.child));
    case 'sort':
    case 'limit':
    case 'tail':
    case 'sample':
    case 'row-order':
    case 'window':
    case 'python-eval':
    case 'python-window':
      return partitioningOf(node.child);
    case 'python-aggregate':
      return mapPartitioning(partitioningOf(node.child), lookup(node.grouping));
    case 'python-cogroup':
      return mapPartitioning(partitioningOf(node.left), () => undefined);
    case 'hash-aggregate':
      return mapPartitioning(partitioningOf(node.child), ordinalsOf(node.keys));
    case 'generate':
      return mapPartitioning(partitioningOf(node.child), lookup(node.required));
    case 'expand':
    case 'python-map':
    case 'write':
      return mapPartitioning(partitioningOf(node.child), () => undefined);
    case 'coalesce':
      return ofCount(node.groups.length);
    case 'hash-join':
      return joinPartitioning(node);
    case 'nested-loop-join':
      return node.build === 'left' ? shifted(partitioningOf(node.right), joinOffset(node)) : partitioningOf(node.left);
    case 'union':
      return ofCount(node.children.reduce((sum, child) => sum + partitionCount(child), 0));
    default:
      return unreachable(node);
  }
}

/** Order of the rows within each partition; empty when nothing is known. */
function orderingOf(node: PhysicalNode): readonly SortOrder[] {
  switch (node.kind) {
    case 'range-scan':
      return [rangeOrder(node)];
    case 'sort':
      return node.orders;
    case 'pipeline':
      return node.steps.reduce(orderThroughStep, orderingOf(node.child));
    case 'limit':
    case 'tail':
    case 'sample':
    case 'window':
    case 'python-eval':
    case 'python-window':
      return orderingOf(node.child);
    default:
      return [];
  }
}

const ofCount = (count: number): Partitioning => (count === 1 ? { kind: 'single' } : { kind: 'unknown', count });

function rangeOrder(node: Extract<PhysicalNode, { kind: 'range-scan' }>): SortOrder {
  const ascending = node.step > 0n;
  const child: BoundReference = { kind: 'bound', ordinal: 0, type: { kind: 'long' }, nullable: false };
  return { kind: 'sort-order', child, ascending, nullsFirst: ascending };
}

function rangeScanPartitioning(node: Extract<PhysicalNode, { kind: 'range-scan' }>): Partitioning {
  if (node.slices === 1) return { kind: 'single' };
  return { kind: 'range', orders: [rangeOrder(node)], count: node.slices, bounds: undefined };
}

function throughStep(partitioning: Partitioning, step: PipelineStep): Partitioning {
  return step.kind === 'filter' ? partitioning : mapPartitioning(partitioning, ordinalsOf(step.list));
}

function orderThroughStep(orders: readonly SortOrder[], step: PipelineStep): readonly SortOrder[] {
  if (step.kind === 'filter') return orders;
  const moved = ordinalsOf(step.list);
  const kept: SortOrder[] = [];
  for (const order of orders) {
    const child = moveOrdinals(order.child, moved);
    if (child === undefined) break;
    kept.push({ ...order, child });
  }
  return kept;
}

/** Where a column of the input comes out again; undefined when it does not. */
export type Moved = (ordinal: number) => number | undefined;

function lookup(sources: readonly number[]): Moved {
  const moved = new Map<number, number>();
  sources.forEach((from, to) => {
    if (!moved.has(from)) moved.set(from, to);
  });
  return (ordinal) => moved.get(ordinal);
}

const ordinalsOf = (list: readonly Expression[]): Moved =>
  lookup(list.map((item) => (item.kind === 'bound' ? item.ordinal : -1)));

/** Undefined where a column it reads does not come out. */
export function moveOrdinals(expression: Expression, moved: Moved): Expression | undefined {
  if (someExpression(expression, (e) => e.kind === 'bound' && moved(e.ordinal) === undefined)) return undefined;
  return transformExpression(expression, (e) =>
    e.kind === 'bound' ? { ...e, ordinal: moved(e.ordinal) as number } : e,
  );
}

function mapPartitioning(partitioning: Partitioning, moved: Moved): Partitioning {
  switch (partitioning.kind) {
    case 'hash': {
      const keys = partitioning.keys.map((key) => moveOrdinals(key, moved));
      return keys.every((key) => key !== undefined)
        ? { ...partitioning, keys }
        : { kind: 'unknown', count: partitioning.count };
    }
    case 'range': {
      const children = partitioning.orders.map((order) => moveOrdinals(order.child, moved));
      return children.every((child) => child !== undefined)
        ? {
            ...partitioning,
            orders: partitioning.orders.map((order, i) => ({ ...order, child: children[i] as Expression })),
          }
        : { kind: 'unknown', count: partitioning.count };
    }
    default:
      return partitioning;
  }
}

const shifted = (partitioning: Partitioning, offset: number): Partitioning =>
  mapPartitioning(partitioning, (ordinal) => ordinal + offset);

type JoinNode = Extract<PhysicalNode, { kind: 'hash-join' | 'nested-loop-join' }>;

const joinOffset = (node: JoinNode): number => node.left.output.length;

/** Rows stay where the streamed side has them; a full join's unmatched rows may carry NULL keys anywhere. */
function joinPartitioning(node: Extract<PhysicalNode, { kind: 'hash-join' }>): Partitioning {
  const left = partitioningOf(node.left);
  const right = partitioningOf(node.right);
  if (left.kind === 'broadcast') return shifted(right, joinOffset(node));
  if (right.kind === 'broadcast') return left;
  if (node.type === 'full') return { kind: 'unknown', count: countOf(left) };
  return node.type === 'right' ? shifted(right, joinOffset(node)) : left;
}

/** Whether rows with equal `keys` are in one partition. */
export function isClustered(node: PhysicalNode, keys: readonly Expression[]): boolean {
  const partitioning = partitioningOf(node);
  const wanted = new Set(keys.map(canonicalKey));
  switch (partitioning.kind) {
    case 'single':
      return true;
    case 'hash':
      return partitioning.keys.length > 0 && partitioning.keys.every((key) => wanted.has(canonicalKey(key)));
    case 'range':
      return partitioning.orders.every((order) => wanted.has(canonicalKey(order.child)));
    default:
      return false;
  }
}

/** Whether partitions follow one another in `orders`. */
export function isRanged(node: PhysicalNode, orders: readonly SortOrder[]): boolean {
  const partitioning = partitioningOf(node);
  if (partitioning.kind === 'single') return true;
  if (partitioning.kind !== 'range') return false;
  return isPrefix(partitioning.orders, orders) || isPrefix(orders, partitioning.orders);
}

export function isOrdered(node: PhysicalNode, orders: readonly SortOrder[]): boolean {
  return isPrefix(orders, orderingOf(node));
}

function isPrefix(short: readonly SortOrder[], long: readonly SortOrder[]): boolean {
  return (
    short.length <= long.length && short.every((order, i) => canonicalKey(order) === canonicalKey(long[i] as SortOrder))
  );
}
