/** What is made of no rows is no rows. */
import { alias, literal } from '../../tree/build.ts';
import type { Attribute } from '../../tree/expression.ts';
import { outputOf } from '../../tree/output.ts';
import type { Join, Plan } from '../../tree/plan.ts';
import { transformPlan } from '../../tree/shapes.ts';
import type { Rule } from '../context.ts';

export const propagateEmpty: Rule = (plan) => transformPlan(plan, simplified);

const isEmpty = (plan: Plan): boolean => plan.kind === 'local-relation' && plan.batches.length === 0;
const none = (plan: Plan): Plan => ({ kind: 'local-relation', output: outputOf(plan), batches: [] });

function simplified(node: Plan): Plan {
  switch (node.kind) {
    case 'project':
    case 'filter':
    case 'sort':
    case 'limit':
    case 'offset':
    case 'sample':
    case 'window':
    case 'generate':
    case 'expand':
      return isEmpty(node.child) ? none(node) : node;
    case 'aggregate':
      return isEmpty(node.child) && node.grouping.length > 0 ? none(node) : node;
    case 'join':
      return simplifiedJoin(node);
    case 'union': {
      const [first, ...rest] = node.children.filter((child) => !isEmpty(child));
      if (first === undefined) return none(node);
      if (rest.length === node.children.length - 1) return node;
      if (rest.length > 0) return { ...node, children: [renamed(node, first), ...rest] };
      return renamed(node, first);
    }
    default:
      return node;
  }
}

/** A child's columns under the union's names and ids. */
function renamed(union: Plan, child: Plan): Plan {
  const own = outputOf(child);
  const wanted = outputOf(union);
  if (wanted.every((column, i) => column.id === own[i]?.id)) return child;
  const list = wanted.map(({ name, id, metadata, qualifier }, i) =>
    alias(own[i] as Attribute, name, { id, metadata, qualifier }),
  );
  return { kind: 'project', list, child };
}

function simplifiedJoin(join: Join): Plan {
  const left = isEmpty(join.left);
  const right = isEmpty(join.right);
  if (!left && !right) return join;
  switch (join.type) {
    case 'inner':
    case 'cross':
      return none(join);
    case 'left-semi':
      return none(join);
    case 'left-anti':
      return left ? none(join) : join.left;
    case 'left':
    case 'left-single':
      return left ? none(join) : padded(join, join.left);
    case 'right':
      return right ? none(join) : padded(join, join.right);
    case 'full':
      if (left && right) return none(join);
      return padded(join, left ? join.right : join.left);
    case 'existence':
      return left ? none(join) : join;
  }
}

/** The rows of one side with NULLs for the other. */
function padded(join: Join, side: Plan): Plan {
  const ids = new Set(outputOf(side).map((column) => column.id));
  const list = outputOf(join).map((column) =>
    ids.has(column.id)
      ? column
      : alias(literal(null, column.type), column.name, {
          id: column.id,
          metadata: column.metadata,
          qualifier: column.qualifier,
        }),
  );
  return { kind: 'project', list, child: side };
}
