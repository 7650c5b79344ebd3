/** An outer join keeps rows without a partner; where a filter above is never true of these, a stricter join does. */
import { isDeterministic } from '../../analysis/foldable.ts';
import { conjuncts } from '../../tree/conjunction.ts';
import type { Filter, Join, JoinType, Plan } from '../../tree/plan.ts';
import { outputIds } from '../../tree/references.ts';
import { transformPlanDown } from '../../tree/shapes.ts';
import type { Rule } from '../context.ts';
import { neverNull } from '../never-null.ts';

export const eliminateOuterJoins: Rule = (plan) =>
  transformPlanDown(plan, (node) => (node.kind === 'filter' ? stricter(node) : node));

function stricter(filter: Filter): Plan {
  const join = filter.child;
  if (join.kind !== 'join') return filter;
  const type = strictestType(filter, join);
  return type === join.type ? filter : { ...filter, child: { ...join, type } };
}

function strictestType(filter: Filter, join: Join): JoinType {
  const ids = conjuncts(filter.condition)
    .filter(isDeterministic)
    .flatMap(neverNull)
    .flatMap((column) => (column.kind === 'attribute' ? [column.id] : []));
  const rejects = (side: Plan): boolean => {
    const own = outputIds(side);
    return ids.some((id) => own.has(id));
  };
  switch (join.type) {
    case 'left':
      return rejects(join.right) ? 'inner' : 'left';
    case 'right':
      return rejects(join.left) ? 'inner' : 'right';
    case 'full': {
      const [left, right] = [rejects(join.left), rejects(join.right)];
      if (left && right) return 'inner';
      if (left) return 'left';
      return right ? 'right' : 'full';
    }
    default:
      return join.type;
  }
}
