/** What of a node's rows, besides their values, decides its result: their order, or how they lie in partitions. */
import { groupsAlike } from '../functions/comparison.ts';
import { declared } from '../functions/registry.ts';
import type { Exchange, PhysicalNode, SortNode } from '../physical/node.ts';
import type { Expression } from '../tree/expression.ts';
import { someExpression } from '../tree/shapes.ts';
import { PHYSICAL } from './physical-shape.ts';

/** `rand`, `monotonically_increasing_id` and their like count rows by partition. */
const countsRows = (root: Expression): boolean =>
  someExpression(root, (e) => e.kind === 'call' && declared('scalar', e.fn).deterministic === false);

export function observesPartitions(node: PhysicalNode): boolean {
  switch (node.kind) {
    case 'pipeline':
      return node.steps.some((step) =>
        step.kind === 'filter' ? countsRows(step.condition) : step.list.some(countsRows),
      );
    case 'sample':
    case 'coalesce':
      return true;
    default:
      return false;
  }
}

/** Rows dealt out in turn keep traces of their order, those gathered keep it altogether. */
export const mixes = ({ partitioning: { kind } }: Exchange): boolean => kind === 'hash' || kind === 'range';

/** The order of the node's rows is nobody's. */
export function shuffles(node: PhysicalNode): boolean {
  switch (node.kind) {
    case 'exchange':
      return mixes(node) || shuffles(node.child);
    case 'hash-aggregate':
      return true;
    case 'broadcast-exchange':
      return false;
    default:
      return PHYSICAL.children(node).some(shuffles);
  }
}

/** Rows that are equal in what they are ordered by are the same: which of them comes first is nobody's. */
export function ordersAll({ orders, output }: SortNode): boolean {
  const ordered = new Set(orders.flatMap(({ child }) => (child.kind === 'bound' ? [child.ordinal] : [])));
  return output.every(({ type }, i) => ordered.has(i) && groupsAlike(type));
}

export function observesOrder(node: PhysicalNode): boolean {
  switch (node.kind) {
    case 'limit':
      return !(node.child.kind === 'sort' && ordersAll(node.child));
    case 'tail':
    case 'sample':
    case 'window':
    case 'python-map':
      return true;
    case 'sort':
      return node.limit !== undefined && !ordersAll(node);
    case 'hash-aggregate':
      return node.aggregates.some((a) => declared('aggregate', a.fn).ordered === true);
    default:
      return observesPartitions(node);
  }
}
