/** Takes away what only named things: subquery aliases. Join hints move into the joins above them. */
import type { Join, JoinStrategy, Plan } from '../../tree/plan.ts';
import { transformPlan } from '../../tree/shapes.ts';
import type { Rule } from '../context.ts';

const STRATEGIES: Readonly<Record<string, JoinStrategy>> = {
  BROADCAST: 'broadcast',
  BROADCASTJOIN: 'broadcast',
  MAPJOIN: 'broadcast',
  MERGE: 'merge',
  SHUFFLE_MERGE: 'merge',
  MERGEJOIN: 'merge',
  SHUFFLE_HASH: 'shuffle-hash',
  SHUFFLE_REPLICATE_NL: 'shuffle-replicate-nl',
};

export const eliminateSubqueryAliases: Rule = (plan) =>
  transformPlan(transformPlan(plan, takeHints), (node) =>
    node.kind === 'subquery-alias' || node.kind === 'hint' ? node.child : node,
  );

function takeHints(node: Plan): Plan {
  if (node.kind !== 'join') return node;
  const hint: Join['hint'] = {
    left: node.hint.left ?? hintOf(node.left),
    right: node.hint.right ?? hintOf(node.right),
  };
  return hint.left === node.hint.left && hint.right === node.hint.right ? node : { ...node, hint };
}

/** The uppermost hint on the way down to the next join, union or leaf. */
function hintOf(side: Plan): JoinStrategy | undefined {
  let node = side;
  while ('child' in node) {
    if (node.kind === 'hint') return STRATEGIES[node.name.toUpperCase()];
    node = node.child;
  }
  return undefined;
}
