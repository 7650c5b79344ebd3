/**
 * Inner joins in an order that gives each of them a condition, so that `FROM a, b, c WHERE a.x = c.x AND c.y = b.y`
 * makes no cross product of `a` and `b`. As in Spark's ReorderJoin, the order written is kept as far as it can be.
 */
import { isDeterministic } from '../../analysis/foldable.ts';
import { allOf, conjuncts } from '../../tree/conjunction.ts';
import type { Expression } from '../../tree/expression.ts';
import { outputOf } from '../../tree/output.ts';
import type { Join, Plan } from '../../tree/plan.ts';
import { outputIds, readsOnly } from '../../tree/references.ts';
import { transformPlanDown } from '../../tree/shapes.ts';
import type { Rule } from '../context.ts';
import { plainJoin } from '../plain-join.ts';

export const reorderJoins: Rule = (plan) =>
  transformPlanDown(plan, (node) => (isFree(node) && hasProduct(node) ? reordered(node) : node));

/** Joins whose order nobody asked for. */
const isFree = (plan: Plan): plan is Join =>
  plan.kind === 'join' &&
  (plan.type === 'inner' || plan.type === 'cross') &&
  !plan.lateral &&
  plan.hint.left === undefined &&
  plan.hint.right === undefined &&
  (plan.condition === undefined || isDeterministic(plan.condition));

const hasProduct = (plan: Plan): boolean =>
  isFree(plan) && (plan.condition === undefined || hasProduct(plan.left) || hasProduct(plan.right));

interface Region {
  readonly inputs: Plan[];
  readonly conditions: Expression[];
}

function regionOf(plan: Plan, region: Region): Region {
  if (isFree(plan)) {
    regionOf(plan.left, region);
    regionOf(plan.right, region);
    region.conditions.push(...conjuncts(plan.condition));
  } else {
    region.inputs.push(plan);
  }
  return region;
}

function reordered(root: Join): Plan {
  const { inputs, conditions } = regionOf(root, { inputs: [], conditions: [] });
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
