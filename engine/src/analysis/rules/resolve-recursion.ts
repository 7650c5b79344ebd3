/** WITH RECURSIVE: a union of an anchor and a step, which refers to the rows of the step before by the CTE's name. */

import { raise } from '../../errors/raise.ts';
import { attribute } from '../../tree/build.ts';
import { nextExpressionId } from '../../tree/expression.ts';
import { outputOf } from '../../tree/output.ts';
import type { CteDefinition, Plan, Recursion, Union, With } from '../../tree/plan.ts';
import { PLANS } from '../../tree/shapes.ts';
import { subqueriesOf } from '../../tree/subquery.ts';
import { sameType, sqlName } from '../../types/data-type.ts';
import type { Analysis, CteScope } from '../analysis.ts';
import { markAnalyzed } from '../analyzed.ts';
import { namesRelation } from '../load.ts';
import { coerceUnion } from './coerce-set-operations.ts';
import { renamedColumns } from './resolve-subquery-alias.ts';

type CtesOf = (plan: With, analysis: Analysis) => CteScope | undefined;

export function recursion(definition: CteDefinition, clause: With, analysis: Analysis, ctesOf: CtesOf): Plan {
  const { name, columns } = definition;
  let [plan, within] = [definition.plan, analysis];
  while (plan.kind === 'with') {
    if (plan.ctes.some((cte) => namesRelation(cte.plan, name))) raise('INVALID_RECURSIVE_CTE', {});
    within = { ...within, ctes: ctesOf(plan, within) };
    plan = plan.child;
  }
  const { children } = unionOf(plan, clause);
  const [first, second] = children as [Plan, Plan];
  if (namesRelation(first, name)) raise('INVALID_RECURSIVE_CTE', {});
  const analyzed = within.analyze(first, within);
  const anchor = columns.length === 0 ? analyzed : renamedColumns(analyzed, columns, definition.plan.context);
  const cte = nextExpressionId();
  const fresh = () => outputOf(anchor).map((column) => attribute(column.name, column.type, true));
  const before: Plan = markAnalyzed({ kind: 'cte-reference', cte, output: fresh() });
  const step = within.analyze(second, { ...within, ctes: { id: cte, name, plan: before, next: within.ctes } });
  checkPlaces(step, cte);
  const found: Recursion = {
    kind: 'recursion',
    cte,
    anchor,
    step: asAnchor(anchor, step, within),
    maxDepth: definition.maxDepth,
    output: fresh(),
  };
  return markAnalyzed(found);
}

function unionOf(plan: Plan, clause: With): Union {
  if (plan.kind === 'distinct' && plan.child.kind === 'union') {
    return raise('UNION_NOT_SUPPORTED_IN_RECURSIVE_CTE', {}, { context: clause.context });
  }
  return plan.kind === 'union' ? plan : raise('INVALID_RECURSIVE_CTE', {});
}

/** The step's columns have the anchor's types, which do not give way. */
function asAnchor(anchor: Plan, step: Plan, analysis: Analysis): Plan {
  const union = coerceUnion({ kind: 'union', byName: false, allowMissing: false, children: [anchor, step] }, analysis);
  const wider = outputOf(union);
  for (const [i, { type }] of outputOf(anchor).entries()) {
    const found = wider[i]?.type ?? type;
    if (sameType(type, found)) continue;
    raise('CANNOT_MERGE_INCOMPATIBLE_DATA_TYPE', { left: `"${sqlName(type)}"`, right: `"${sqlName(found)}"` });
  }
  return union.kind === 'union' ? (union.children[1] as Plan) : step;
}

/** References are allowed where each of their rows leads to rows of its own. */
function checkPlaces(step: Plan, cte: number): void {
  const visit = (plan: Plan, allowed: boolean): void => {
    if (plan.kind === 'cte-reference' && plan.cte === cte && !allowed) raise('INVALID_RECURSIVE_REFERENCE.PLACE', {});
    for (const inner of subqueriesOf(plan)) visit(inner, false);
    for (const [child, ok] of childrenOf(plan)) visit(child, allowed && ok);
  };
  visit(step, true);
}

/** These look at all rows at once. */
const WHOLE: ReadonlySet<Plan['kind']> = new Set(['aggregate', 'window', 'sort']);

function childrenOf(plan: Plan): readonly (readonly [child: Plan, allowed: boolean])[] {
  if (plan.kind !== 'join') return PLANS.children(plan).map((child) => [child, !WHOLE.has(plan.kind)]);
  const { type, left, right } = plan;
  const both = type === 'inner' || type === 'cross';
  return [
    [left, both || type === 'left' || type === 'left-semi' || type === 'left-anti'],
    [right, both || type === 'right'],
  ];
}
