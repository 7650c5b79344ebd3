/**
 * Semi and anti joins move below inner joins, to the side that their condition is about, where that side is likely to
 * have fewer rows than the join: of what is joined, less is left to be joined.
 */
import { isDeterministic } from '../../analysis/foldable.ts';
import type { Join, Plan } from '../../tree/plan.ts';
import { type AttributeIds, holdsAll, outputIds, referencesOf } from '../../tree/references.ts';
import { transformPlanDown } from '../../tree/shapes.ts';
import type { Rule } from '../context.ts';
import { estimateOf } from '../estimate.ts';
import { isFreeJoin } from '../join-region.ts';

export const pushDownSemiJoins: Rule = (plan) =>
  transformPlanDown(plan, (node) => {
    if (node.kind !== 'join' || (node.type !== 'left-semi' && node.type !== 'left-anti')) return node;
    if (node.condition === undefined || !isDeterministic(node.condition)) return node;
    const own = outputIds(node.left);
    return pushed(node, new Set([...referencesOf(node.condition)].filter((id) => own.has(id)))) ?? node;
  });

/** `read` is what the condition reads of the left side. Undefined where there is no better place. */
function pushed(join: Join, read: AttributeIds): Plan | undefined {
  const { left } = join;
  const below = (child: Plan): Plan | undefined => pushed({ ...join, left: child }, read);
  if (left.kind === 'filter' || left.kind === 'project') {
    const stays =
      left.kind === 'filter' ? isDeterministic(left.condition) : left.list.every((e) => e.kind === 'attribute');
    const child = stays ? below(left.child) : undefined;
    return child === undefined ? undefined : { ...left, child };
  }
  if (!isFreeJoin(left)) return undefined;
  const side = holdsAll(outputIds(left.left), read)
    ? 'left'
    : holdsAll(outputIds(left.right), read)
      ? 'right'
      : undefined;
  if (side === undefined) return undefined;
  const [all, own] = [estimateOf(left), estimateOf(left[side])];
  if (all === undefined || own === undefined || own.rows > all.rows) return undefined;
  return { ...left, [side]: below(left[side]) ?? { ...join, left: left[side] } };
}
