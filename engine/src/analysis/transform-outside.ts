/** Rewrites an expression from the top, leaving whole subtrees alone. */
import type { Expression } from '../tree/expression.ts';
import { EXPRESSIONS } from '../tree/shapes.ts';

/** A node that `replace` changes is not descended into, nor is one that `keep` holds for. */
export function transformDownPruned(
  root: Expression,
  keep: (e: Expression) => boolean,
  replace: (e: Expression) => Expression,
): Expression {
  if (keep(root)) return root;
  const replaced = replace(root);
  if (replaced !== root) return replaced;
  const children = EXPRESSIONS.children(root);
  const changed = children.map((child) => transformDownPruned(child, keep, replace));
  return changed.every((child, i) => child === children[i]) ? root : EXPRESSIONS.withChildren(root, changed);
}
