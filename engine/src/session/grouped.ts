/** What groupBy, rollup, cube and pivot mean as plans. */
import { raise } from '../errors/raise.ts';
import { parseAttributeName } from '../sql/attribute-name.ts';
import { alias, call, intLiteral, literal, named, STAR } from '../tree/build.ts';
import type { Expression } from '../tree/expression.ts';
import { outputOf } from '../tree/output.ts';
import type { Plan } from '../tree/plan.ts';
import type { DataType } from '../types/data-type.ts';
import type { Value } from '../types/value.ts';
import { aggregate } from './transformations.ts';

export interface Grouping {
  readonly grouping: readonly Expression[];
  readonly mode: 'group-by' | 'rollup' | 'cube' | 'sets';
  /** Of GROUPING SETS. */
  readonly sets?: readonly (readonly Expression[])[];
  /** `values` undefined: the distinct values are still to be found. */
  readonly pivot: { readonly column: Expression; readonly values: readonly Expression[] } | undefined;
}

/** Grouping columns first, then the aggregates: Spark's `spark.sql.retainGroupColumns`. */
export function groupedAggregate(child: Plan, by: Grouping, aggregates: readonly Expression[]): Plan {
  if (by.pivot !== undefined) {
    const { column, values } = by.pivot;
    return { kind: 'pivot', grouping: by.grouping, column, values, aggregates, child };
  }
  const list = [...by.grouping, ...aggregates];
  if (by.mode === 'group-by') return aggregate(child, by.grouping, list);
  const sets = by.sets ?? by.grouping.map((expression) => [expression]);
  const columns = by.sets === undefined ? undefined : by.grouping;
  return aggregate(child, [{ kind: 'grouping-analytics', mode: by.mode, sets, columns }], list);
}

/** `agg({"a": "max", "*": "count"})`. */
export function aggregateByName(column: string, fn: string): Expression {
  const name = fn.toLowerCase();
  if (name === 'count' && column === '*') return call('count', [intLiteral(1)]);
  return call(name === 'average' || name === 'mean' ? 'avg' : name, [column === '*' ? STAR : byName(column)]);
}

const byName = (name: string): Expression => named(...parseAttributeName(name));

const NUMERIC: readonly DataType['kind'][] = ['byte', 'short', 'integer', 'long', 'float', 'double', 'decimal'];

/** `sum("a", "b")`; without names: all numeric columns that are not grouped by. */
export function numericAggregates(
  child: Plan,
  by: Grouping,
  fn: string,
  names: readonly string[],
): readonly Expression[] {
  const output = outputOf(child);
  if (names.length > 0) {
    return names.map((name) => {
      const found = output.find((attribute) => attribute.name.toLowerCase() === name.toLowerCase());
      if (found !== undefined && !NUMERIC.includes(found.type.kind)) {
        raise('AGGREGATE_FUNCTION_WITH_NONNUMERIC_COLUMN', { columnName: name });
      }
      return call(fn, [found ?? byName(name)]);
    });
  }
  const grouped = new Set(
    by.grouping.flatMap((e) =>
      e.kind === 'unresolved-attribute' ? [e.parts.join('.')] : e.kind === 'attribute' ? [e.name] : [],
    ),
  );
  return output.filter((a) => NUMERIC.includes(a.type.kind) && !grouped.has(a.name)).map((a) => call(fn, [a]));
}

export const countGroups = (): Expression => alias(call('count', [intLiteral(1)]), 'count');

export function pivotOn(
  by: Grouping,
  column: Expression,
  values: readonly { readonly value: Value; readonly type: DataType }[],
): Grouping {
  return { ...by, pivot: { column, values: values.map(({ value, type }) => literal(value, type)) } };
}
