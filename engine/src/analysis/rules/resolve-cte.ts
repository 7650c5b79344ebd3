/** WITH: each reference becomes the CTE's own plan, with ids of its own from the second on. */
import { raise } from '../../errors/raise.ts';
import { nextExpressionId } from '../../tree/expression.ts';
import type { CteDefinition, Plan, UnresolvedRelation, With } from '../../tree/plan.ts';
import { quoteIdentifier } from '../../types/data-type.ts';
import type { Analysis, CteScope } from '../analysis.ts';
import { markAnalyzed } from '../analyzed.ts';
import { sameIdentifier } from '../columns.ts';
import { searchPath } from '../find-function.ts';
import { independentCopy } from '../fresh-ids.ts';
import { namesRelation } from '../load.ts';
import { recursion } from './resolve-recursion.ts';
import { renamedColumns } from './resolve-subquery-alias.ts';

export function analyzeWith(plan: With, analysis: Analysis): Plan {
  return analysis.analyze(plan.child, { ...analysis, ctes: ctesOf(plan, analysis) });
}

function ctesOf(plan: With, analysis: Analysis): CteScope | undefined {
  let ctes = analysis.ctes;
  for (const definition of plan.ctes) {
    const isRecursive = plan.recursive && namesRelation(definition.plan, definition.name);
    const within = { ...analysis, ctes };
    const found = isRecursive ? recursion(definition, plan, within, ctesOf) : body(definition, within);
    ctes = { id: nextExpressionId(), name: definition.name, plan: found, next: ctes };
  }
  return ctes;
}

function body(definition: CteDefinition, analysis: Analysis): Plan {
  const plan = analysis.analyze(definition.plan, analysis);
  return definition.columns.length === 0 ? plan : renamedColumns(plan, definition.columns, plan.context);
}

/** The catalog's relations were put in before; what is left names a CTE or nothing. */
export function resolveCteReference(plan: UnresolvedRelation, analysis: Analysis): Plan {
  const [name] = plan.parts;
  const found = plan.parts.length === 1 ? findCte(analysis.ctes, name as string, analysis) : undefined;
  if (found === undefined) {
    const identifier = plan.parts.map(quoteIdentifier).join('.');
    if (plan.parts.length > 2 && !isSessionCatalog(plan, analysis)) {
      return raise('REQUIRES_SINGLE_PART_NAMESPACE', { sessionCatalog: analysis.context.currentCatalog, identifier });
    }
    return raise(
      'TABLE_OR_VIEW_NOT_FOUND',
      { relationName: identifier, searchPath: searchPath(analysis.context) },
      { context: plan.context },
    );
  }
  const child = USED.has(found.plan) ? independentCopy(found.plan) : found.plan;
  USED.add(found.plan);
  return { kind: 'subquery-alias', name: [found.name], columns: [], child: markAnalyzed(child), cte: found.id };
}

const isSessionCatalog = (plan: UnresolvedRelation, analysis: Analysis): boolean =>
  plan.parts.length === 3 && plan.parts[0]?.toLowerCase() === analysis.context.currentCatalog.toLowerCase();

/** Plans of CTEs that a reference stands for already. */
const USED = new WeakSet<Plan>();

function findCte(scope: CteScope | undefined, name: string, analysis: Analysis): CteScope | undefined {
  for (let cte = scope; cte !== undefined; cte = cte.next) {
    if (sameIdentifier(cte.name, name, analysis.mode.caseSensitive)) return cte;
  }
  return undefined;
}
