/** ROLLUP, CUBE and GROUPING SETS: each row once for every set, keys outside the set NULL; grouping() reads the set's id. */
import { raise } from '../../errors/raise.ts';
import { alias, call, intLiteral, literal, longLiteral, attribute as newAttribute } from '../../tree/build.ts';
import { canonicalKey } from '../../tree/canonical.ts';
import type { Attribute, Expression, NamedExpression } from '../../tree/expression.ts';
import { asNullable, outputOf, toAttribute, typeOf } from '../../tree/output.ts';
import type { Aggregate, Plan } from '../../tree/plan.ts';
import { transformExpression } from '../../tree/shapes.ts';
import { BYTE, LONG } from '../../types/data-type.ts';
import { isAggregate } from '../aggregates.ts';
import type { Analysis } from '../analysis.ts';
import { attributeScope, resolveIn } from '../analysis.ts';
import { markAnalyzed } from '../analyzed.ts';
import { rememberGroupingSets } from '../grouping-sets.ts';
import { quotedSql } from '../naming.ts';
import { transformDownPruned } from '../transform-outside.ts';

type Sets = readonly (readonly Expression[])[];

export function expandGroupingSets(plan: Aggregate, analysis: Analysis): Aggregate {
  if (!plan.grouping.some((key) => key.kind === 'grouping-analytics')) {
    return { ...plan, list: plan.list.map((item) => withoutGrouping(item)) };
  }
  const sets = plan.grouping
    .map(setsOf)
    .reduce<Sets>((all, next) => all.flatMap((a) => next.map((b) => [...a, ...b])), [[]]);
  const keys = distinctKeys([...plan.grouping.flatMap(keysOf), ...sets.flat()]);
  const isGlobal = sets.length === 1 && keys.length === 0;
  const key = 'spark.sql.analyzer.lowerEmptyGroupingSetToGlobalAggregate.enabled';
  if (isGlobal && analysis.context.conf.getBoolean(key)) return grandTotal(plan, analysis);
  return expanded(plan, keys, sets, analysis);
}

/** `GROUPING SETS (())` has its one row also where there are none to aggregate. */
function grandTotal(plan: Aggregate, analysis: Analysis): Aggregate {
  const replace = (e: Expression): Expression => rewritten(e, new Map(), [], longLiteral(0n), analysis);
  const aggregate: Aggregate = { ...plan, grouping: [], list: plan.list.map(replace) };
  return rememberGroupingSets(aggregate, { input: outputOf(plan.child), rewrite: replace });
}

function setsOf(key: Expression): Sets {
  if (key.kind !== 'grouping-analytics') return [[key]];
  const { mode, sets } = key;
  if (mode === 'sets') return sets;
  return mode === 'cube'
    ? subsets(sets)
    : Array.from({ length: sets.length + 1 }, (_, i) => sets.slice(0, sets.length - i).flat());
}

function subsets(sets: Sets): Sets {
  const [first, ...rest] = sets;
  if (first === undefined) return [[]];
  const others = subsets(rest);
  return [...others.map((set) => [...first, ...set]), ...others];
}

const keysOf = (key: Expression): readonly Expression[] =>
  key.kind === 'grouping-analytics' ? (key.columns ?? key.sets.flat()) : [key];

function distinctKeys(keys: readonly Expression[]): readonly Expression[] {
  const found = new Map<string, Expression>();
  for (const key of keys) if (!found.has(canonicalKey(key))) found.set(canonicalKey(key), key);
  return [...found.values()];
}

function expanded(plan: Aggregate, keys: readonly Expression[], sets: Sets, analysis: Analysis): Aggregate {
  const columns: NamedExpression[] = keys.map((key) =>
    key.kind === 'attribute'
      ? alias(key, key.name, { qualifier: key.qualifier, metadata: key.metadata })
      : alias(key, quotedSql(key).slice(1, -1)),
  );
  const input = columns.map((column) => asNullable(toAttribute(column)));
  const id = newAttribute('spark_grouping_id', LONG, false);
  const child = outputOf(plan.child);
  const base: Plan = markAnalyzed({ kind: 'project', list: [...child, ...columns], child: plan.child });
  const setKeys = sets.map((set) => new Set(set.map(canonicalKey)));
  const repeated = new Set(setKeys.map((set) => [...set].sort().join())).size < sets.length;
  const position = newAttribute('_gen_grouping_pos', LONG, false);
  const projections = setKeys.map((set, i) => [
    ...child,
    ...columns.map((column, k) => {
      const present = set.has(canonicalKey(keys[k] as Expression));
      return present ? toAttribute(column) : literal(null, typeOf(column));
    }),
    longLiteral(idOf(keys, set)),
    ...(repeated ? [longLiteral(BigInt(i))] : []),
  ]);
  const output = [...child, ...input.map((a) => renewed(a)), id, ...(repeated ? [position] : [])];
  const shown = output.slice(child.length, child.length + keys.length);
  const expand: Plan = markAnalyzed({ kind: 'expand', projections, output, child: base });
  const rewrite = new Map(keys.map((key, i) => [canonicalKey(key), shown[i] as Attribute]));
  const replace = (e: Expression): Expression => rewritten(e, rewrite, keys, id, analysis);
  const grouping = [...shown, id, ...(repeated ? [position] : [])];
  const aggregate: Aggregate = { ...plan, grouping, list: plan.list.map(replace), child: expand };
  return rememberGroupingSets(aggregate, { input: child, rewrite: replace });
}

const renewed = (a: Attribute): Attribute => ({
  ...newAttribute(a.name, a.type, true),
  qualifier: a.qualifier,
  metadata: a.metadata,
});

/** One bit for each key, the first the highest; set where the key is left out. */
function idOf(keys: readonly Expression[], set: ReadonlySet<string>): bigint {
  return keys.reduce((id, key) => (id << 1n) | (set.has(canonicalKey(key)) ? 0n : 1n), 0n);
}

function rewritten(
  item: Expression,
  keys: ReadonlyMap<string, Attribute>,
  order: readonly Expression[],
  id: Expression,
  analysis: Analysis,
): Expression {
  const replaced = transformDownPruned(item, isAggregate, (node) => {
    if (node.kind === 'call' && node.fn === 'grouping_id') return groupingId(node.args, order, id, node.context);
    if (node.kind === 'call' && node.fn === 'grouping') return groupingBit(node, order, id, analysis);
    return node.kind === 'alias' ? node : (keys.get(canonicalKey(node)) ?? node);
  });
  if (replaced.kind === 'attribute' && item.kind === 'attribute') return { ...replaced, name: item.name };
  return replaced;
}

function groupingId(
  args: readonly Expression[],
  order: readonly Expression[],
  id: Expression,
  context: Expression['context'],
): Expression {
  const same =
    args.length === order.length && args.every((e, i) => canonicalKey(e) === canonicalKey(order[i] as Expression));
  if (args.length > 0 && !same) {
    const text = (list: readonly Expression[]): string => list.map((e) => quotedSql(e).slice(1, -1)).join(', ');
    return raise(
      'GROUPING_ID_COLUMN_MISMATCH',
      { groupingIdColumn: text(args), groupByColumns: text(order) },
      { context },
    );
  }
  return id;
}

function groupingBit(
  node: Extract<Expression, { kind: 'call' }>,
  order: readonly Expression[],
  id: Expression,
  analysis: Analysis,
): Expression {
  const [wanted] = node.args;
  const index = wanted === undefined ? -1 : order.findIndex((key) => canonicalKey(key) === canonicalKey(wanted));
  if (index < 0) {
    const text = (list: readonly Expression[]): string => list.map((e) => quotedSql(e).slice(1, -1)).join(', ');
    return raise(
      'GROUPING_COLUMN_MISMATCH',
      { grouping: text(node.args), groupingColumns: text(order) },
      { context: node.context },
    );
  }
  const shift = order.length - 1 - index;
  const bit = call('&', [call('shiftright', [id, intLiteral(shift)]), longLiteral(1n)]);
  return resolveIn(analysis, attributeScope(analysis, []), {
    kind: 'cast',
    child: bit,
    to: BYTE,
    mode: 'ansi',
    implicit: true,
  });
}

/** grouping() has nothing to tell without grouping sets. */
function withoutGrouping(item: Expression): Expression {
  return transformExpression(item, (node) =>
    node.kind === 'call' && (node.fn === 'grouping' || node.fn === 'grouping_id')
      ? raise('UNSUPPORTED_GROUPING_EXPRESSION', {}, { context: node.context })
      : node,
  );
}
