/** What Dataset methods mean as logical plans: pure functions from plans and expressions to a plan still to be analysed. */

import { alias, booleanLiteral, call, intLiteral, named, STAR, sortOrder } from '../tree/build.ts';
import type { Attribute, Expression, SortOrder } from '../tree/expression.ts';
import { outputOf } from '../tree/output.ts';
import type { JoinType, Plan, Repartition } from '../tree/plan.ts';
import type { Metadata } from '../types/data-type.ts';

export type SameName = (a: string, b: string) => boolean;

export const select = (child: Plan, list: readonly Expression[]): Plan => ({ kind: 'project', list, child });
export const filter = (child: Plan, condition: Expression): Plan => ({ kind: 'filter', condition, child });
export const limit = (child: Plan, count: number): Plan => ({ kind: 'limit', count: intLiteral(count), child });
export const offset = (child: Plan, count: number): Plan => ({ kind: 'offset', count: intLiteral(count), child });
export const tail = (child: Plan, count: number): Plan => ({ kind: 'tail', count: intLiteral(count), child });
export const distinct = (child: Plan): Plan => ({ kind: 'distinct', child });
export const subqueryAlias = (child: Plan, name: string): Plan => ({
  kind: 'subquery-alias',
  name: [name],
  columns: [],
  child,
});
export const hint = (child: Plan, name: string, args: readonly Expression[]): Plan => ({
  kind: 'hint',
  name,
  args,
  child,
});

export function orders(columns: readonly Expression[]): readonly SortOrder[] {
  return columns.map((column) => (column.kind === 'sort-order' ? column : sortOrder(column)));
}

export const sort = (child: Plan, columns: readonly Expression[], global: boolean): Plan => ({
  kind: 'sort',
  orders: orders(columns),
  global,
  child,
});

/** Replaces columns of the same name in place and appends the others, as `withColumns` does. */
export function withColumns(
  child: Plan,
  names: readonly string[],
  columns: readonly Expression[],
  same: SameName,
): Plan {
  const used = new Set<number>();
  const kept = outputOf(child).map((attribute): Expression => {
    const at = names.findIndex((name) => same(name, attribute.name));
    if (at < 0) return attribute;
    used.add(at);
    return alias(columns[at] as Expression, names[at] as string);
  });
  const added = names.flatMap((name, i) => (used.has(i) ? [] : [alias(columns[i] as Expression, name)]));
  return select(child, [...kept, ...added]);
}

export function withColumnsRenamed(child: Plan, from: readonly string[], to: readonly string[], same: SameName): Plan {
  const output = outputOf(child);
  const renamed = output.map((attribute): Expression => {
    let name = attribute.name;
    from.forEach((old, i) => {
      if (same(old, name)) name = to[i] as string;
    });
    return name === attribute.name ? attribute : alias(attribute, name);
  });
  return renamed.every((e, i) => e === output[i]) ? child : select(child, renamed);
}

export function toDF(child: Plan, names: readonly string[]): Plan {
  return select(
    child,
    outputOf(child).map((attribute, i) => alias(attribute, names[i] as string, { metadata: attribute.metadata })),
  );
}

/** Drops columns by name; names that do not exist are ignored. */
export function dropNames(child: Plan, names: readonly string[], same: SameName): Plan {
  const output = outputOf(child);
  const kept = output.filter((attribute) => !names.some((name) => same(name, attribute.name)));
  return kept.length === output.length ? child : select(child, kept);
}

export function withMetadata(child: Plan, name: string, metadata: Metadata, same: SameName): Plan {
  return select(
    child,
    outputOf(child).map((attribute) =>
      same(attribute.name, name) ? alias(attribute, attribute.name, { metadata }) : attribute,
    ),
  );
}

const JOIN_TYPES: Readonly<Record<string, JoinType>> = {
  inner: 'inner',
  cross: 'cross',
  outer: 'full',
  full: 'full',
  fullouter: 'full',
  left: 'left',
  leftouter: 'left',
  right: 'right',
  rightouter: 'right',
  semi: 'left-semi',
  leftsemi: 'left-semi',
  anti: 'left-anti',
  leftanti: 'left-anti',
};

/** Undefined for names Spark does not know; underscores and case do not count. */
export function joinTypeOf(name: string): JoinType | undefined {
  return JOIN_TYPES[name.toLowerCase().replaceAll('_', '')];
}

export const JOIN_TYPE_NAMES = Object.keys(JOIN_TYPES);

export function join(
  left: Plan,
  right: Plan,
  type: JoinType,
  on: { readonly using?: readonly string[]; readonly condition?: Expression },
  lateral = false,
): Plan {
  return {
    kind: 'join',
    type,
    condition: on.condition,
    using: on.using,
    natural: false,
    lateral,
    nullAware: false,
    exists: undefined,
    hint: { left: undefined, right: undefined },
    left,
    right,
  };
}

export const union = (left: Plan, right: Plan): Plan => ({
  kind: 'union',
  byName: false,
  allowMissing: false,
  children: [left, right],
});
export const unionByName = (left: Plan, right: Plan, allowMissing: boolean): Plan => ({
  kind: 'union',
  byName: true,
  allowMissing,
  children: [left, right],
});
export const setOperation = (op: 'intersect' | 'except', all: boolean, left: Plan, right: Plan): Plan => ({
  kind: 'set-operation',
  op,
  all,
  left,
  right,
});

export const aggregate = (child: Plan, grouping: readonly Expression[], list: readonly Expression[]): Plan => ({
  kind: 'aggregate',
  grouping,
  list,
  child,
});

export function repartition(
  child: Plan,
  by: Repartition['by'],
  numPartitions: number | undefined,
  expressions: readonly Expression[],
): Plan {
  return { kind: 'repartition', by, numPartitions, expressions, child };
}

export const sample = (child: Plan, lower: number, upper: number, withReplacement: boolean, seed: bigint): Plan => ({
  kind: 'sample',
  lower,
  upper,
  withReplacement,
  seed,
  child,
});

export function deduplicate(child: Plan, names: readonly string[] | undefined): Plan {
  const keys: readonly Expression[] = names === undefined ? outputOf(child) : names.map((name) => named(name));
  return { kind: 'deduplicate', keys, child };
}

/** `count()`: one row, one column. */
export const countRows = (child: Plan): Plan => aggregate(child, [], [alias(call('count', [intLiteral(1)]), 'count')]);

export const isEmpty = (child: Plan): Plan => limit(select(child, [alias(booleanLiteral(true), 'found')]), 1);

export const everything = (child: Plan): Plan => select(child, [STAR]);

/** `df.drop(col)`: columns that a given expression names; expressions that are no column of the plan are ignored. */
export function dropColumns(child: Plan, columns: readonly Expression[], same: SameName): Plan {
  const names = columns.flatMap((column) => (column.kind === 'unresolved-attribute' ? [column.parts.join('.')] : []));
  const ids = new Set(columns.flatMap((column) => (column.kind === 'attribute' ? [column.id] : [])));
  const dropped = (attribute: Attribute): boolean =>
    ids.has(attribute.id) || names.some((name) => same(name, attribute.name));
  const output = outputOf(child);
  const kept = output.filter((attribute) => !dropped(attribute));
  return kept.length === output.length ? child : select(child, kept);
}

/** `colRegex("`a.*`")`: without backquotes it is a plain name. */
export function columnRegex(child: Plan, text: string): Expression {
  const pattern = /^(?:(.+)\.)?`(.+)`$/.exec(text);
  if (pattern === null) return outputOf(child).find((attribute) => attribute.name === text) ?? named(text);
  return { kind: 'regex-column', pattern: pattern[2] as string, table: pattern[1] };
}

export function unpivot(
  child: Plan,
  ids: readonly Expression[],
  values: readonly Expression[] | undefined,
  variableName: string,
  valueName: string,
): Plan {
  return {
    kind: 'unpivot',
    ids,
    values: values?.map((value) => [value]),
    aliases: values?.map(() => undefined) ?? [],
    variableName,
    valueNames: [valueName],
    includeNulls: true,
    child,
  };
}
