/** The asynchronous half of analysis: relations by name are fetched from the catalog and put into the plan. */

import type { Plan, UnresolvedRelation } from '../tree/plan.ts';
import { mapExpressions, PLANS, transformExpression } from '../tree/shapes.ts';
import { isSubquery, subqueriesOf } from '../tree/subquery.ts';
import { isAnalyzed } from './analyzed.ts';
import type { CatalogReader } from './context.ts';
import { independentCopy } from './fresh-ids.ts';
import { loadRoutines } from './load-routines.ts';

type Found = ReadonlyMap<UnresolvedRelation, Plan>;

/** Names of CTEs are left for the analyzer, and so are names the catalog does not know. */
export async function load(parsed: Plan, catalog: CatalogReader): Promise<Plan> {
  const plan = catalog.lookupRoutine === undefined ? parsed : await loadRoutines(parsed, catalog, load);
  const wanted = unresolvedRelations(plan, new Set());
  if (wanted.length === 0) return plan;
  const found = new Map<UnresolvedRelation, Plan>();
  const used = new Set<Plan>();
  for (const relation of wanted) {
    const known = await catalog.lookupRelation(relation.parts, relation.options);
    if (known === undefined) continue;
    const named = known.kind === 'subquery-alias' ? known.child : known;
    found.set(relation, used.has(named) ? independentCopy(known) : known);
    used.add(named);
  }
  return found.size === 0 ? plan : withRelations(plan, found);
}

export function needsLoad(plan: Plan): boolean {
  return unresolvedRelations(plan, new Set()).length > 0;
}

/** Names that lead out of the plan, subqueries included; those of its own CTEs do not. */
export const namedRelations = (plan: Plan): readonly UnresolvedRelation[] => unresolvedRelations(plan, new Set());

interface Scoped {
  readonly plan: Plan;
  readonly ctes: ReadonlySet<string>;
}

/** In the order they are written; each occurrence on its own. */
function unresolvedRelations(root: Plan, ctes: ReadonlySet<string>): readonly UnresolvedRelation[] {
  const found: UnresolvedRelation[] = [];
  const stack: Scoped[] = [{ plan: root, ctes }];
  for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
    if (isAnalyzed(top.plan)) continue;
    if (top.plan.kind !== 'unresolved-relation') {
      stack.push(...partsOf(top).reverse());
      continue;
    }
    const [name] = top.plan.parts;
    if (top.plan.parts.length > 1 || !top.ctes.has(name?.toLowerCase() ?? '')) found.push(top.plan);
  }
  return found;
}

/** Children and subqueries, with the CTEs each of them sees. */
function partsOf({ plan, ctes }: Scoped): Scoped[] {
  const bodies: Scoped[] = [];
  let scope = ctes;
  for (const cte of plan.kind === 'with' ? plan.ctes : []) {
    const own = new Set([...scope, cte.name.toLowerCase()]);
    bodies.push({ plan: cte.plan, ctes: plan.kind === 'with' && plan.recursive ? own : scope });
    scope = own;
  }
  return [...bodies, ...[...PLANS.children(plan), ...subqueriesOf(plan)].map((part) => ({ plan: part, ctes: scope }))];
}

function withRelations(plan: Plan, found: Found): Plan {
  if (isAnalyzed(plan)) return plan;
  if (plan.kind === 'unresolved-relation') return found.get(plan) ?? plan;
  const children = PLANS.children(plan);
  const loaded = children.map((child) => withRelations(child, found));
  const same = loaded.every((child, i) => child === children[i]);
  const rebuilt = same ? plan : PLANS.withChildren(plan, loaded);
  const mapped = mapExpressions(rebuilt, (root) =>
    transformExpression(root, (e) => {
      if (!isSubquery(e)) return e;
      const inner = withRelations(e.plan, found);
      return inner === e.plan ? e : { ...e, plan: inner };
    }),
  );
  if (mapped.kind !== 'with') return mapped;
  return { ...mapped, ctes: mapped.ctes.map((cte) => ({ ...cte, plan: withRelations(cte.plan, found) })) };
}

/** Whether a plan names a relation, CTEs of its own aside. */
export function namesRelation(plan: Plan, name: string): boolean {
  return unresolvedRelations(plan, new Set()).some(
    (relation) => relation.parts.length === 1 && relation.parts[0]?.toLowerCase() === name.toLowerCase(),
  );
}
