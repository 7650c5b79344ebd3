/**
 * Analysis: names, types and shapes of a plan, bottom up. Pure and synchronous; relations were put in by `load`.
 * Nodes analysed before are left alone, so a Dataset's new node costs what that node costs.
 */
import { internal } from '../errors/internal.ts';
import type { Plan } from '../tree/plan.ts';
import { withoutPicks } from './ambiguous-picks.ts';
import type { Analysis } from './analysis.ts';
import { isAnalyzed, markAnalyzed } from './analyzed.ts';
import type { AnalysisContext } from './context.ts';
import { coerceSetOperation, coerceUnion } from './rules/coerce-set-operations.ts';
import { extractGenerator } from './rules/extract-generator.ts';
import { resolveAggregate } from './rules/resolve-aggregate.ts';
import { analyzeWith, resolveCteReference } from './rules/resolve-cte.ts';
import { resolveDeduplicate } from './rules/resolve-deduplicate.ts';
import { resolveFilter } from './rules/resolve-filter.ts';
import { resolveHaving } from './rules/resolve-having.ts';
import { resolveHint } from './rules/resolve-hint.ts';
import { resolveInlineTable } from './rules/resolve-inline-table.ts';
import { analyzeJoin } from './rules/resolve-join.ts';
import { resolveLimit } from './rules/resolve-limit.ts';
import { resolvePivot } from './rules/resolve-pivot.ts';
import { resolveProject } from './rules/resolve-project.ts';
import { resolvePythonCogroup, resolvePythonMap } from './rules/resolve-python-map.ts';
import { resolveQualify } from './rules/resolve-qualify.ts';
import { resolveRepartition } from './rules/resolve-repartition.ts';
import { resolveSort } from './rules/resolve-sort.ts';
import { resolveSubqueryAlias } from './rules/resolve-subquery-alias.ts';
import { resolveTableFunction } from './rules/resolve-table-function.ts';
import { resolveUnpivot } from './rules/resolve-unpivot.ts';

export function analyze(plan: Plan, context: AnalysisContext): Plan {
  const mode = {
    ansi: context.conf.getBoolean('spark.sql.ansi.enabled'),
    caseSensitive: context.conf.getBoolean('spark.sql.caseSensitive'),
  };
  return analyzeNode(plan, {
    context,
    mode,
    zone: context.conf.getString('spark.sql.session.timeZone'),
    outer: undefined,
    windows: new Map(),
    ctes: undefined,
    analyze: analyzeNode,
  });
}

function analyzeNode(plan: Plan, analysis: Analysis): Plan {
  if (isAnalyzed(plan)) return plan;
  return markAnalyzed(resolved(plan, analysis));
}

function resolved(plan: Plan, analysis: Analysis): Plan {
  switch (plan.kind) {
    case 'one-row':
    case 'range':
    case 'local-relation':
    case 'source-relation':
    case 'rdd-relation':
    case 'cached-relation':
    case 'cte-reference':
    case 'recursion':
    case 'command':
      return plan;
    case 'unresolved-relation':
      return resolveCteReference(plan, analysis);
    case 'unresolved-table-function':
      return resolveTableFunction(plan, analysis);
    case 'inline-table':
      return resolveInlineTable(plan, analysis);
    case 'with':
      return analyzeWith(plan, analysis);
    case 'with-windows':
      return analyzeNode(plan.child, { ...analysis, windows: withDefinitions(analysis, plan.definitions) });
    case 'join':
      return analyzeJoin(plan, analysis);
    case 'set-operation':
      return coerceSetOperation(
        { ...plan, left: analyzeNode(plan.left, analysis), right: analyzeNode(plan.right, analysis) },
        analysis,
      );
    case 'union':
      return coerceUnion({ ...plan, children: plan.children.map((child) => analyzeNode(child, analysis)) }, analysis);
    case 'python-cogroup':
      return resolvePythonCogroup(
        { ...plan, left: analyzeNode(plan.left, analysis), right: analyzeNode(plan.right, analysis) },
        analysis,
      );
    case 'having':
    case 'qualify':
      return afterSelect(plan, analysis);
    default: {
      const child = analyzeNode(plan.child, analysis);
      return unary(withoutPicks(child === plan.child ? plan : { ...plan, child }, analysis), analysis);
    }
  }
}

function withDefinitions(
  analysis: Analysis,
  definitions: Extract<Plan, { kind: 'with-windows' }>['definitions'],
): Analysis['windows'] {
  const all = new Map(analysis.windows);
  for (const [name, definition] of Object.entries(definitions)) all.set(name.toLowerCase(), definition);
  return all;
}

function afterSelect(plan: Extract<Plan, { kind: 'having' | 'qualify' }>, analysis: Analysis): Plan {
  const child = analyzeNode(plan.child, analysis);
  return plan.kind === 'having'
    ? resolveHaving({ ...plan, child }, analysis)
    : resolveQualify({ ...plan, child }, analysis);
}

type Unary = Extract<Plan, { readonly child: Plan }>;

function unary(plan: Unary, analysis: Analysis): Plan {
  switch (plan.kind) {
    case 'project':
      return resolveProject(plan, analysis);
    case 'filter':
      return resolveFilter(plan, analysis);
    case 'aggregate':
      return resolveAggregate(plan, analysis);
    case 'sort':
      return resolveSort(plan, analysis);
    case 'limit':
    case 'offset':
    case 'tail':
      return resolveLimit(plan, analysis);
    case 'subquery-alias':
      return resolveSubqueryAlias(plan);
    case 'generate':
      return extractGenerator(plan, analysis);
    case 'deduplicate':
      return resolveDeduplicate(plan, analysis);
    case 'repartition':
      return resolveRepartition(plan, analysis);
    case 'hint':
      return resolveHint(plan, analysis);
    case 'pivot':
      return resolvePivot(plan, analysis);
    case 'unpivot':
      return resolveUnpivot(plan, analysis);
    case 'python-map':
      return resolvePythonMap(plan, analysis);
    case 'distinct':
    case 'sample':
    case 'expand':
    case 'window':
    case 'python-eval':
      return plan;
    default:
      return internal(`${plan.kind} is analysed together with its child`);
  }
}
