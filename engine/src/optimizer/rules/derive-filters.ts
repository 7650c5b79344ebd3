/**
 * What a disjunction over both sides of a join says about one of them: of `(a = 1 AND b = 2) OR (a = 2 AND b = 1)`
 * that `a = 1 OR a = 2`. The disjunction stays; the side is filtered before it is joined.
 */
import { isDeterministic } from '../../analysis/foldable.ts';
import { canonicalKey } from '../../tree/canonical.ts';
import { allOf, anyOf, conjuncts, disjuncts } from '../../tree/conjunction.ts';
import type { Expression } from '../../tree/expression.ts';
import type { Join, Plan } from '../../tree/plan.ts';
import { type AttributeIds, outputIds, readsOnly, referencesOf } from '../../tree/references.ts';
import { transformPlan } from '../../tree/shapes.ts';
import type { Rule } from '../context.ts';

export const deriveFilters: Rule = (plan) =>
  transformPlan(plan, (node) => (node.kind === 'join' && node.type === 'inner' ? derived(node) : node));

function derived(join: Join): Plan {
  const left = filtered(join.left, join.condition);
  const right = filtered(join.right, join.condition);
  return left === join.left && right === join.right ? join : { ...join, left, right };
}

function filtered(side: Plan, condition: Expression | undefined): Plan {
  const own = outputIds(side);
  const known = new Set(side.kind === 'filter' ? conjuncts(side.condition).map(canonicalKey) : []);
  const found = conjuncts(condition)
    .flatMap((part) => aboutSide(part, own) ?? [])
    .filter((part) => !known.has(canonicalKey(part)));
  const added = allOf(found);
  return added === undefined ? side : { kind: 'filter', condition: added, child: side };
}

function aboutSide(part: Expression, own: AttributeIds): Expression | undefined {
  const branches = disjuncts(part);
  if (branches.length < 2 || readsOnly(part, own) || !isDeterministic(part)) return undefined;
  const parts = branches.map((branch) =>
    allOf(conjuncts(branch).filter((e) => referencesOf(e).size > 0 && readsOnly(e, own))),
  );
  return parts.every((e) => e !== undefined) ? anyOf(parts) : undefined;
}
