/** SQL over rows given by the test, all the way to results, in the test's own thread. */

import { analyze } from '../analysis/analyzer.ts';
import type { AnalysisContext } from '../analysis/context.ts';
import { independentCopy } from '../analysis/fresh-ids.ts';
import { evaluateConstant } from '../codegen/evaluate-constant.ts';
import { confOf } from '../conf/conf.ts';
import { optimize } from '../optimizer/optimizer.ts';
import { parseQuery } from '../sql/parse.ts';
import type { Expression } from '../tree/expression.ts';
import type { Plan } from '../tree/plan.ts';
import { mapExpressions, transformExpression, transformPlan } from '../tree/shapes.ts';
import { isSubquery, scalarSubqueriesOf, withSubqueryValues } from '../tree/subquery.ts';
import type { Value } from '../types/value.ts';
import type { PlannerContext } from './context.ts';
import { type ExplainMode, explainText } from './explain.ts';
import { runPhysical, testContext } from './in-process.fixture.ts';
import { planQuery } from './planner.ts';

export type Tables = Readonly<Record<string, Plan>>;

interface SqlRun {
  readonly analyzed: Plan;
  readonly optimized: Plan;
  /** Without memory every operator spills as soon as it can. */
  rows(hasMemory?: boolean): Promise<readonly (readonly Value[])[]>;
  explain(mode: ExplainMode): string;
}

export function runSql(text: string, tables: Tables, settings: Readonly<Record<string, string>> = {}): SqlRun {
  const conf = confOf(new Map(Object.entries(settings)));
  const env = { timeZone: 'UTC' };
  const evaluate = (e: Expression): Value => evaluateConstant(e, env);
  const context: AnalysisContext = {
    conf,
    functions: { lookupFunction: () => undefined },
    currentCatalog: 'spark_catalog',
    currentDatabase: 'default',
    user: 'test',
    parameters: new Map(),
    evaluate,
  };
  const parsed = parseQuery(text);
  const analyzed = analyze(load(parsed, tables), context);
  const optimized = optimize(analyzed, { conf, evaluate });
  const planner = () => testContext(settings);
  return {
    analyzed,
    optimized,
    rows: async (hasMemory = true) => {
      const valued = await withValues(optimized, (plan) => optimize(plan, { conf, evaluate }), planner);
      return (await runPhysical(planQuery(valued, planner()), {}, hasMemory)).flat();
    },
    explain: (mode) => explainText({ parsed, analyzed, optimized, physical: planQuery(optimized, planner()) }, mode),
  };
}

/** Puts the tables in; each use has columns of its own. */
function load(plan: Plan, tables: Tables): Plan {
  return transformPlan(plan, (node) => {
    if (node.kind === 'with')
      return { ...node, ctes: node.ctes.map((cte) => ({ ...cte, plan: load(cte.plan, tables) })) };
    const table = node.kind === 'unresolved-relation' ? tables[node.parts.join('.')] : undefined;
    if (table !== undefined && node.kind === 'unresolved-relation') {
      return { kind: 'subquery-alias', name: node.parts, columns: [], child: independentCopy(table) };
    }
    return mapExpressions(node, (root) =>
      transformExpression(root, (e) => (isSubquery(e) ? { ...e, plan: load(e.plan, tables) } : e)),
    );
  });
}

async function withValues(plan: Plan, optimized: (plan: Plan) => Plan, planner: () => PlannerContext): Promise<Plan> {
  const values = new Map<number, Value>();
  for (const { id, plan: subquery } of scalarSubqueriesOf(plan)) {
    const inner = await withValues(optimized(subquery), optimized, planner);
    values.set(id, (await runPhysical(planQuery(inner, planner()))).flat()[0]?.[0] ?? null);
  }
  return withSubqueryValues(plan, values);
}
