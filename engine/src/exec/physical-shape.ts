/** Children of physical nodes, for the shared tree walks. */
import type { PhysicalNode } from '../physical/node.ts';
import type { Shape } from '../tree/transform.ts';

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
