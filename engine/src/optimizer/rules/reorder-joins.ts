/**
 * Inner joins in an order that gives each of them a condition, so that `FROM a, b, c WHERE a.x = c.x AND c.y = b.y`
 * makes no cross product of `a` and `b`. As in Spark's ReorderJoin, the order written is kept as far as it can be.
 */
import { allOf } from '../../tree/conjunction.ts';
import type { Expression } from '../../tree/expression.ts';
import { outputOf } from '../../tree/output.ts';
import type { Join, Plan } from '../../tree/plan.ts';
import { outputIds, readsOnly } from '../../tree/references.ts';
import { transformPlanDown } from '../../tree/shapes.ts';
import type { Rule } from '../context.ts';
import { isFreeJoin, joinRegion } from '../join-region.ts';
import { plainJoin } from '../plain-join.ts';

export const reorderJoins: Rule = (plan) =>
  transformPlanDown(plan, (node) => (isFreeJoin(node) && hasProduct(node) ? reordered(node) : node));

const hasProduct = (plan: Plan): boolean =>
  isFreeJoin(plan) && (plan.condition === undefined || hasProduct(plan.left) || hasProduct(plan.right));

function reordered(root: Join): Plan {
  const { inputs, conditions } = joinRegion(root);
  const [first, ...waiting] = inputs;
  if (first === undefined || waiting.length < 2) return root;
  let open: readonly Expression[] = conditions;
  let joined = first;
  let inOrder = true;
  while (waiting.length > 0) {
    const before = outputIds(joined);
    const joins = (input: Plan): boolean => {
      const own = outputIds(input);
      const together = new Set([...before, ...own]);
      return open.some((e) => readsOnly(e, together) && !readsOnly(e, before) && !readsOnly(e, own));
    };
    const at = Math.max(0, waiting.findIndex(joins));
    inOrder &&= at === 0;
    const [next] = waiting.splice(at, 1) as [Plan];
    const together = new Set([...before, ...outputIds(next)]);
    const now = open.filter((e) => readsOnly(e, together));
    open = open.filter((e) => !now.includes(e));
    const condition = allOf(now);
    joined = plainJoin(condition === undefined ? 'cross' : 'inner', joined, next, condition);
  }
  return inOrder ? root : { kind: 'project', list: outputOf(root), child: joined };
}
