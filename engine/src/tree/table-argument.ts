/** A table given to a table function: partitioned and sorted as asked for. */
import { alias, named, STAR, sortOrder } from './build.ts';
import type { Expression, SortOrder } from './expression.ts';
import type { Plan } from './plan.ts';

export interface TableLayout {
  readonly partitionBy: readonly Expression[];
  readonly orderBy: readonly SortOrder[];
  readonly single: boolean;
}

/** The partitioning expressions become columns behind the table's own. */
export function laidOut(table: Plan, { partitionBy, orderBy, single }: TableLayout): Plan {
  const names = partitionBy.map((_, i) => `partition_by_${i}`);
  const keys = names.map((name) => named(name));
  let plan = table;
  if (keys.length > 0) {
    const computed = partitionBy.map((key, i) => alias(key, names[i] as string));
    plan = { kind: 'project', list: [STAR, ...computed], child: plan };
  }
  if (single) {
    plan = { kind: 'repartition', by: 'round-robin', numPartitions: 1, expressions: [], child: plan };
  } else if (keys.length > 0) {
    plan = { kind: 'repartition', by: 'hash', numPartitions: undefined, expressions: keys, child: plan };
  }
  const orders = [...keys.map((key) => sortOrder(key)), ...orderBy];
  return orders.length === 0 ? plan : { kind: 'sort', orders, global: false, child: plan };
}
