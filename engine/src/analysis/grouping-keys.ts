/** The keys of a GROUP BY: positions and aliases of the SELECT list, ALL, or expressions over the input. */
import type { QueryContext } from '../errors/query-context.ts';
import { raise } from '../errors/raise.ts';
import { canonicalKey, withoutAlias } from '../tree/canonical.ts';
import type { Expression, GroupingAnalytics, NamedExpression } from '../tree/expression.ts';
import type { Aggregate } from '../tree/plan.ts';
import { attributesIn } from '../tree/references.ts';
import { aggregatesIn, hasAggregate, hasWindow } from './aggregates.ts';
import { type Analysis, childScope, resolveIn } from './analysis.ts';
import { sameIdentifier } from './columns.ts';
import { quotedSql } from './naming.ts';
import type { Scope } from './resolution.ts';

/** `list` is resolved; the keys come back resolved, without aliases. */
export function groupingOf(
  plan: Aggregate,
  list: readonly NamedExpression[],
  analysis: Analysis,
): readonly Expression[] {
  const scope = aliasScope(plan, list, analysis);
  const all = groupByAll(plan, list, scope);
  if (all !== undefined) return all;
  return plan.grouping.map((key) => resolveKey(key, plan, list, scope, analysis));
}

function resolveKey(
  key: Expression,
  plan: Aggregate,
  list: readonly NamedExpression[],
  scope: Scope,
  analysis: Analysis,
): Expression {
  if (key.kind === 'grouping-analytics') return resolveAnalytics(key, plan, list, scope, analysis);
  const position = ordinalOf(key, analysis);
  if (position === undefined) return withoutAlias(resolveIn(analysis, scope, key));
  const item = list[position - 1];
  const options = { context: key.context };
  if (item === undefined) {
    return raise('GROUP_BY_POS_OUT_OF_RANGE', { index: String(position), size: String(list.length) }, options);
  }
  if (hasAggregate(item)) {
    const aggExpr = quotedSql(item).slice(1, -1);
    return raise('GROUP_BY_POS_AGGREGATE', { index: String(position), aggExpr }, options);
  }
  return withoutAlias(item);
}

function resolveAnalytics(
  node: GroupingAnalytics,
  plan: Aggregate,
  list: readonly NamedExpression[],
  scope: Scope,
  analysis: Analysis,
): GroupingAnalytics {
  const keys = (set: readonly Expression[]): readonly Expression[] =>
    set.map((key) => resolveKey(key, plan, list, scope, analysis));
  return { ...node, sets: node.sets.map(keys), columns: node.columns === undefined ? undefined : keys(node.columns) };
}

/** Negative numbers are operators applied to literals, so they are no positions. */
function ordinalOf(key: Expression, analysis: Analysis): number | undefined {
  if (key.kind !== 'literal' || key.type.kind !== 'integer' || typeof key.value !== 'number') return undefined;
  return analysis.context.conf.get('spark.sql.groupByOrdinal') === 'false' ? undefined : key.value;
}

/** Columns of the input first, then aliases of the list. */
function aliasScope(plan: Aggregate, list: readonly NamedExpression[], analysis: Analysis): Scope {
  const scope = childScope(analysis, plan.child);
  if (analysis.context.conf.get('spark.sql.groupByAliases') === 'false') return scope;
  return {
    ...scope,
    lookup(parts, context, node) {
      const found = scope.lookup(parts, context, node);
      if (found !== undefined || parts.length !== 1) return found;
      const item = list.find(
        (e) => e.kind === 'alias' && sameIdentifier(e.name, parts[0] as string, analysis.mode.caseSensitive),
      );
      if (item === undefined) return undefined;
      if (hasAggregate(item))
        raise(
          'GROUP_BY_AGGREGATE',
          {
            sqlExpr: aggregatesIn(item)
              .map((a) => quotedSql(a).slice(1, -1))
              .join(', '),
          },
          { context },
        );
      return withoutAlias(item);
    },
  };
}

/** Every item without aggregates; columns beside an aggregate in one item are keys of their own. */
function groupByAll(
  plan: Aggregate,
  list: readonly NamedExpression[],
  scope: Scope,
): readonly Expression[] | undefined {
  const [only] = plan.grouping;
  if (plan.grouping.length !== 1 || only?.kind !== 'unresolved-attribute' || only.parts.length !== 1) return undefined;
  if (only.parts[0]?.toLowerCase() !== 'all' || scope.lookup(only.parts, only.context, only) !== undefined)
    return undefined;
  const keys = list.filter((item) => !hasAggregate(item) && !hasWindow(item)).map(withoutAlias);
  const covered = new Set(keys.map(canonicalKey));
  for (const item of list) {
    if (!hasAggregate(item)) continue;
    if (keys.length === 0 && leftOver(item, covered).length > 0) {
      raise('UNRESOLVED_ALL_IN_GROUP_BY', {}, { context: clauseContext(only.context) });
    }
  }
  return keys;
}

/** The whole clause, of which the key is the last word. */
function clauseContext(context: QueryContext | undefined): QueryContext | undefined {
  if (context?.kind !== 'sql') return context;
  const before = /group\s+by\s+$/i.exec(context.sqlText.slice(0, context.start));
  return before === null ? context : { ...context, start: context.start - before[0].length };
}

/** Columns of an item outside of its aggregates. */
function leftOver(item: Expression, covered: ReadonlySet<string>): readonly Expression[] {
  const inside = new Set(aggregatesIn(item).flatMap((aggregate) => attributesIn(aggregate).map((a) => a.id)));
  return attributesIn(item).filter((a) => !inside.has(a.id) && !covered.has(canonicalKey(a)));
}
