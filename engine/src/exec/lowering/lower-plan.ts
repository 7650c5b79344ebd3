/** Physical subplans as one DuckDB query. Equal or not at all: what could give other rows is refused with the reason. */
import { joinSql, type Sql, sql, sqlRelation } from '../../fragments/sql.ts';
import { lowerExpression, refuse } from '../../native/lower-expression.ts';
import type { ExpandNode, NativeRead, PhysicalNode, UnionNode } from '../../physical/node.ts';
import type { ScalarSubquery } from '../../tree/expression.ts';
import { lowerAggregation } from './lower-aggregate.ts';
import { lowerJoin } from './lower-join.ts';
import { lowerPipeline } from './lower-pipeline.ts';
import { lowerScan } from './lower-scan.ts';
import { lowerLimit, lowerSort } from './lower-sort.ts';
import { lowerWindow } from './lower-window.ts';
import { columnsOf, type LowerEnv, NONE, type Ordinals, select } from './relation.ts';

export interface LoweredPlan {
  readonly sql: Sql;
  /** Files read, and the types their columns are taken for. */
  readonly reads: readonly NativeRead[];
}

export interface LowerOptions {
  readonly timeZone: string;
  /** The physical plan of a scalar subquery. */
  readonly subquery: (subquery: ScalarSubquery) => PhysicalNode;
}

/** A SELECT whose columns are `c0`, `c1`, … in the order of the node's output. */
export function lowerPlan(node: PhysicalNode, { timeZone, subquery }: LowerOptions): LoweredPlan {
  const reads: NativeRead[] = [];
  const env: LowerEnv = {
    timeZone,
    reads,
    lower: (child, rejected = NONE) => lowerNode(child, env, rejected),
    scope: (columns) => ({
      timeZone,
      columns,
      subquery: (e) => sql`(SELECT c0 FROM ${sqlRelation(env.lower(subquery(e)))} AS s)`,
    }),
  };
  return { sql: env.lower(node), reads };
}

function lowerNode(node: PhysicalNode, env: LowerEnv, rejected: Ordinals): Sql {
  switch (node.kind) {
    case 'file-scan':
      return lowerScan(node, env);
    case 'pipeline':
      return lowerPipeline(node, env, rejected);
    case 'hash-aggregate':
      return lowerAggregation(node, env, rejected);
    case 'hash-join':
    case 'nested-loop-join':
      return lowerJoin(node, env, rejected);
    case 'sort':
      return lowerSort(node, env);
    case 'limit':
      return lowerLimit(node, env);
    case 'window':
      return lowerWindow(node, env);
    case 'expand':
      return lowerExpand(node, env);
    case 'union':
      return lowerUnion(node, env, rejected);
    case 'exchange':
    case 'broadcast-exchange':
      return env.lower(node.child, rejected);
    default:
      return refuse(`${node.kind} is not handed over`);
  }
}

function lowerUnion(node: UnionNode, env: LowerEnv, rejected: Ordinals): Sql {
  return joinSql(
    node.children.map((child) => sql`(${env.lower(child, rejected)})`),
    ' UNION ALL ',
  );
}

/** Each row beside the numbers of the projections; expressions that are the same in all of them are computed once. */
function lowerExpand(node: ExpandNode, env: LowerEnv): Sql {
  const scope = env.scope(columnsOf(node.child.output));
  const lists = node.projections.map((list) => list.map((e) => lowerExpression(e, scope)));
  const columns = node.output.map((_, c) => {
    const [first, ...others] = lists.map((list) => list[c] as Sql);
    if (first === undefined) return refuse('there is no projection');
    const text = JSON.stringify(first.parts, (_key, value) => (typeof value === 'bigint' ? `${value}n` : value));
    const alike = others.every(
      (e) => JSON.stringify(e.parts, (_key, v) => (typeof v === 'bigint' ? `${v}n` : v)) === text,
    );
    if (alike) return first;
    const branches = [first, ...others].map((e, i) => sql`WHEN ${i} THEN ${e}`);
    return sql`CASE g ${joinSql(branches, ' ')} END`;
  });
  return select(columns, sql`FROM ${sqlRelation(env.lower(node.child))} AS t, range(${lists.length}) AS r(g)`);
}
