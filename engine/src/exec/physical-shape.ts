/** Children and expressions of physical nodes, for the shared tree walks. */
import type { PhysicalNode } from '../physical/node.ts';
import type { Expression } from '../tree/expression.ts';
import { foldUp, preorder, rebuilt, type Shape } from '../tree/transform.ts';

export const PHYSICAL: Shape<PhysicalNode> = {
  children(node) {
    if ('child' in node) return [node.child];
    if ('children' in node) return node.children;
    if ('left' in node) return [node.left, node.right];
    return [];
  },
  withChildren(node, children) {
    if ('child' in node) return { ...node, child: children[0] as PhysicalNode };
    if ('children' in node) return { ...node, children };
    if ('left' in node) return { ...node, left: children[0] as PhysicalNode, right: children[1] as PhysicalNode };
    return node;
  },
};

/** For transformations after which what stands in several places still is one: it is rebuilt once. */
export function sharing(shape: Shape<PhysicalNode>): Shape<PhysicalNode> {
  const made = new Map<PhysicalNode, PhysicalNode>();
  return {
    ...shape,
    withChildren(node, children) {
      const known = made.get(node);
      if (known !== undefined && shape.children(known).every((child, i) => child === children[i])) return known;
      const rebuilt = shape.withChildren(node, children);
      made.set(node, rebuilt);
      return rebuilt;
    },
  };
}

/** What stands in several places; not what is below it as well. */
export function severalTimes(plan: PhysicalNode, shape: Shape<PhysicalNode> = PHYSICAL): ReadonlySet<PhysicalNode> {
  const seen = new Set<PhysicalNode>();
  const again = new Set<PhysicalNode>();
  const isAgain = (node: PhysicalNode): boolean => {
    if (seen.has(node)) again.add(node);
    seen.add(node);
    return again.has(node);
  };
  for (const _ of preorder(shape, plan, isAgain));
  return again;
}

/** As `transformUp`; what stands in several places is replaced once, and goes on being one. */
export function transformShared(plan: PhysicalNode, replace: (node: PhysicalNode) => PhysicalNode): PhysicalNode {
  const made = new Map<PhysicalNode, PhysicalNode>();
  return foldUp<PhysicalNode, PhysicalNode>(PHYSICAL, plan, (node, children) => {
    const replaced = made.get(node) ?? replace(rebuilt(PHYSICAL, node, PHYSICAL.children(node), children));
    made.set(node, replaced);
    return replaced;
  });
}

/** The expressions that the node itself evaluates. */
export function physicalExpressions(node: PhysicalNode): readonly Expression[] {
  switch (node.kind) {
    case 'file-scan':
      return [...node.filters, ...node.partitionFilters];
    case 'pipeline':
      return node.steps.flatMap((step) => (step.kind === 'filter' ? [step.condition] : step.list));
    case 'hash-aggregate':
      return [...node.keys, ...node.aggregates.flatMap((a) => [...a.args, ...some(a.filter)])];
    case 'sort':
      return node.orders;
    case 'window':
      return [...node.calls.map((call) => call.function), ...node.partitionBy, ...node.orderBy];
    case 'expand':
      return node.projections.flat();
    case 'generate':
      return [node.generator];
    case 'python-eval':
    case 'python-aggregate':
      return node.udfs;
    case 'hash-join':
      return [...node.leftKeys, ...node.rightKeys, ...some(node.condition)];
    case 'nested-loop-join':
      return some(node.condition);
    case 'exchange':
      if (node.partitioning.kind === 'hash') return node.partitioning.keys;
      return node.partitioning.kind === 'range' ? node.partitioning.orders : [];
    default:
      return [];
  }
}

const some = (e: Expression | undefined): readonly Expression[] => (e === undefined ? [] : [e]);
