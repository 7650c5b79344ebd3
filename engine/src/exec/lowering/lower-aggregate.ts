/** GROUP BY: the partial and the final half are one. */
import { joinSql, type Sql, sql, sqlAggregate, sqlText } from '../../fragments/sql.ts';
import { groupsAlike } from '../../functions/comparison.ts';
import { decimalAverageSql } from '../../functions/impl/decimal-sql.ts';
import { declared } from '../../functions/registry.ts';
import { findDuckdbType } from '../../native/duckdb-type.ts';
import { type LowerScope, lowerAggregate, lowerExpression, refuse } from '../../native/lower-expression.ts';
import type { AggregateSpec, HashAggregate, PhysicalNode } from '../../physical/node.ts';
import type { Attribute, Expression } from '../../tree/expression.ts';
import { typeOf } from '../../tree/output.ts';
import { simpleString } from '../../types/data-type.ts';
import { groupingSetsOf, groupingSetsSql } from './grouping-sets.ts';
import { type LowerEnv, ordinalOf, type Reader, rejecting, selectText } from './relation.ts';

export function lowerAggregation(node: HashAggregate, env: LowerEnv, reader: Reader): Sql {
  const grouping = groupingOf(node);
  const sets = reader.equal.size === 0 ? lowerSets(grouping, node, env) : undefined;
  if (sets !== undefined) return sets;
  const { child, keys, aggregates } = grouping;
  const dropped = keys.flatMap((key, i) => (reader.rejected.has(i) || reader.equal.has(i) ? ordinalOf(key) : []));
  const input = env.lower(child, rejecting(dropped));
  const scope = env.scope(input.columns);
  const by = keys.map((key) => lowerKey(key, scope));
  const results = aggregates.map((spec, i) => lowerSpec(spec, node.output[keys.length + i] as Attribute, scope));
  const equalities = [...reader.equal].map(([i, value]) => sql`(${by[i] ?? refuse('no key')} = ${value})`);
  // Without keys there is one row, which DuckDB makes only where there is an aggregate.
  const list = by.length + results.length === 0 ? [sqlText('count(*)')] : [...by, ...results];
  const rows = selectText({ ...input, conditions: [...input.conditions, ...equalities] }, list);
  return by.length === 0 ? rows : sql`${rows} GROUP BY ${joinSql(by, ', ')}`;
}

/** Rows of the sets' own input, read once. */
function lowerSets({ child, keys, aggregates }: Grouping, node: HashAggregate, env: LowerEnv): Sql | undefined {
  if (child.kind !== 'expand') return undefined;
  const read = aggregates.flatMap(({ args, filter }) => (filter === undefined ? args : [...args, filter]));
  const sets = groupingSetsOf(child, keys, read);
  if (sets === undefined) return undefined;
  // GROUPING knows a key by its text, in which the numbers of parameters would differ: keys are columns of a table.
  const input = env.table(child.child);
  const scope = env.scope(input.columns);
  const { columns, clause } = groupingSetsSql(sets, (key) => lowerKey(key, scope));
  const ofRepeated = env.scope(sets.originals.map((e) => lowerExpression(e, scope)));
  const results = aggregates.map((spec, i) => lowerSpec(spec, node.output[keys.length + i] as Attribute, ofRepeated));
  return sql`${selectText(input, [...columns, ...results])}${clause}`;
}

interface Grouping {
  readonly child: PhysicalNode;
  readonly keys: readonly Expression[];
  readonly aggregates: readonly AggregateInput[];
}

/** What is grouped, however many steps the evaluator does it in. */
function groupingOf(node: HashAggregate): Grouping {
  const modes = new Set(node.aggregates.map((a) => a.mode));
  if (modes.has('partial') || modes.has('merge')) return refuse('half of an aggregate');
  if (modes.has('final') && modes.has('complete')) return withDistinct(node);
  const half = halfBelow(node);
  if (half === undefined || modes.has('complete')) return modes.has('final') ? refuse('half of an aggregate') : node;
  if (half.aggregates.some((a) => a.mode === 'merge')) return withDistinct(half);
  return half;
}

/** The aggregate by the same keys that comes first. */
function halfBelow(node: HashAggregate): HashAggregate | undefined {
  const below = node.child.kind === 'exchange' ? node.child.child : node.child;
  return below.kind === 'hash-aggregate' && below.partial && below.keys.length === node.keys.length ? below : undefined;
}

/** DISTINCT and other functions: rows were made distinct first, and the other functions' buffers carried along. */
function withDistinct(node: HashAggregate): Grouping {
  const { child } = node;
  const inner =
    child.kind === 'hash-aggregate' && child.aggregates.some((a) => a.mode === 'merge') ? halfBelow(child) : child;
  if (inner?.kind !== 'hash-aggregate') return refuse('half of an aggregate');
  const plain = [...inner.aggregates];
  const aggregates = node.aggregates.map((spec): AggregateInput => {
    if (spec.mode === 'merge' || spec.mode === 'final') return plain.shift() ?? refuse('half of an aggregate');
    const single = spec.args.length === 1 && spec.argTypes.every(groupsAlike);
    if (!single || spec.filter !== undefined || !WITH_DISTINCT.has(spec.fn)) return refuse(`DISTINCT in ${spec.fn}`);
    const args = spec.args.map((arg) => inner.keys[ordinalOf(arg)[0] ?? -1] ?? refuse('a constant after DISTINCT'));
    return { ...spec, args, distinct: true };
  });
  return { child: inner.child, keys: inner.keys.slice(0, node.keys.length), aggregates };
}

/** Functions whose lowerings read their argument bare. */
const WITH_DISTINCT: ReadonlySet<string> = new Set(['count', 'sum', 'min', 'max']);

/** An expression whose equal values come together. */
export function lowerKey(key: Expression, scope: LowerScope): Sql {
  const type = typeOf(key);
  return groupsAlike(type) ? lowerExpression(key, scope) : refuse(`keys of type ${simpleString(type)}`);
}

/** What is aggregated, and how. */
type AggregateInput = Pick<AggregateSpec, 'fn' | 'overload' | 'args' | 'argTypes' | 'returns' | 'filter' | 'ansi'> & {
  readonly distinct?: true;
  readonly sole?: true;
};

/** Results are few, so they are brought to Spark's width here; one that does not fit fails, and the evaluator decides. */
export function lowerSpec(spec: AggregateInput, output: Attribute, scope: LowerScope): Sql {
  if (spec.sole === true)
    return sqlAggregate(
      sql`any_value(${lowerExpression(onlyWhere(spec.filter as Expression, spec.args[0] as Expression), scope)})`,
    );
  const args = filteredArgs(spec);
  const [from] = spec.argTypes;
  if (spec.fn === 'avg' && from?.kind === 'decimal' && output.type.kind === 'decimal') {
    return decimalAverageSql(lowerExpression(args[0] as Expression, scope), from, output.type);
  }
  const native = findDuckdbType(output.type) ?? refuse('the type of an aggregate');
  return sql`CAST(${lowerAggregate({ ...spec, args, distinct: spec.distinct === true }, scope)} AS ${sqlText(native)})`;
}

/** Rows that FILTER leaves out are NULL to an aggregate that skips those. */
function filteredArgs({ fn, overload, args, filter }: AggregateInput): readonly Expression[] {
  if (filter === undefined) return args;
  if (declared('aggregate', fn).overloads[overload]?.nulls !== 'skip') return refuse(`FILTER of ${fn}`);
  return args.map((arg) => onlyWhere(filter, arg));
}

const onlyWhere = (filter: Expression, value: Expression): Expression => ({
  kind: 'case',
  whens: [filter],
  thens: [value],
  otherwise: undefined,
});
