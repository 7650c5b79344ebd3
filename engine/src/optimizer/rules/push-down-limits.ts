/** Limits in a row become the smaller one; a limit also bounds the branches of a union and the kept side of an outer join. */
import { literal } from '../../tree/build.ts';
import { outputOf } from '../../tree/output.ts';
import type { Limit, Plan, PythonEval } from '../../tree/plan.ts';
import { transformPlanDown } from '../../tree/shapes.ts';
import { INT } from '../../types/data-type.ts';
import type { Rule } from '../context.ts';

export const pushDownLimits: Rule = (plan) =>
  transformPlanDown(plan, (node) => (node.kind === 'limit' ? pushed(node) : node));

function countOf(limit: Limit): number | undefined {
  return limit.count.kind === 'literal' ? Number(limit.count.value) : undefined;
}

function pushed(limit: Limit): Plan {
  const { child } = limit;
  const count = countOf(limit);
  if (count === undefined) return limit;
  if (count === 0) return { kind: 'local-relation', output: outputOf(child), batches: [] };
  if (mostRows(child) <= count) return child;
  switch (child.kind) {
    case 'limit': {
      const inner = countOf(child);
      return inner === undefined ? limit : { ...child, count: literal(Math.min(count, inner), INT) };
    }
    case 'union': {
      const children = child.children.map((branch) => bounded(branch, limit, count));
      return children.every((branch, i) => branch === child.children[i])
        ? limit
        : { ...limit, child: { ...child, children } };
    }
    case 'join': {
      const side = child.type === 'left' ? 'left' : child.type === 'right' ? 'right' : undefined;
      if (side === undefined) return limit;
      const bound = bounded(child[side], limit, count);
      return bound === child[side] ? limit : { ...limit, child: { ...child, [side]: bound } };
    }
    case 'python-eval':
      return belowPython(limit, child, count, (python) => python);
    case 'project': {
      const python = child.child;
      return python.kind === 'python-eval'
        ? belowPython(limit, python, count, (made) => ({ ...child, child: made }))
        : limit;
    }
    default:
      return limit;
  }
}

/** Functions are called for no more rows than are wanted. */
function belowPython(limit: Limit, python: PythonEval, count: number, above: (python: Plan) => Plan): Plan {
  const below = bounded(python.child, limit, count);
  return below === python.child ? limit : { ...limit, child: above({ ...python, child: below }) };
}

const bounded = (plan: Plan, limit: Limit, count: number): Plan =>
  mostRows(plan) <= count ? plan : { ...limit, child: plan };

/** An upper bound of the number of rows where the plan says one. */
export function mostRows(plan: Plan): number {
  switch (plan.kind) {
    case 'one-row':
      return 1;
    case 'local-relation':
      return plan.batches.reduce((sum, batch) => sum + batch.length, 0);
    case 'limit':
      return Math.min(countOf(plan) ?? Number.POSITIVE_INFINITY, mostRows(plan.child));
    case 'aggregate':
      return plan.grouping.length === 0 ? 1 : mostRows(plan.child);
    case 'project':
    case 'filter':
    case 'sort':
    case 'window':
    case 'repartition':
    case 'distinct':
    case 'python-eval':
      return mostRows(plan.child);
    case 'union':
      return plan.children.reduce((sum, child) => sum + mostRows(child), 0);
    default:
      return Number.POSITIVE_INFINITY;
  }
}
