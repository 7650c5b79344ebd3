/** Physical subplans as one DuckDB query. Equal or not at all: what could give other rows is refused with the reason. */
import { joinSql, type Sql, sql, sqlRelation, sqlText } from '../../fragments/sql.ts';
import { lowerExpression, NoLowering, refuse } from '../../native/lower-expression.ts';
import type { ExpandNode, NativeRead, PhysicalNode, UnionNode } from '../../physical/node.ts';
import { canonicalKey } from '../../tree/canonical.ts';
import type { Expression, ScalarSubquery } from '../../tree/expression.ts';
import { PHYSICAL, severalTimes } from '../physical-shape.ts';
import { isInput } from './inputs.ts';
import { lowerAggregation } from './lower-aggregate.ts';
import { lowerJoin } from './lower-join.ts';
import { lowerPipeline } from './lower-pipeline.ts';
import { lowerScan } from './lower-scan.ts';
import { lowerLimit, lowerSort } from './lower-sort.ts';
import { lowerWindow } from './lower-window.ts';
import {
  ANY_READER,
  LOWERED,
  type LowerEnv,
  type Reader,
  rejecting,
  type Select,
  selectText,
  tableOf,
} from './relation.ts';

export interface LoweredPlan {
  /** A SELECT whose columns are `c0`, `c1`, … in the order of the node's output. */
  readonly sql: Sql;
  /** Files read, and the types their columns are taken for. */
  readonly reads: readonly NativeRead[];
  /** Whose rows it reads as the tables `input0`, `input1`, …. */
  readonly inputs: readonly PhysicalNode[];
}

export interface LowerOptions {
  readonly timeZone: string;
  /** The physical plan of a scalar subquery. */
  readonly subquery: (subquery: ScalarSubquery) => PhysicalNode;
  /** Nodes whose rows the evaluator makes, whether or not they have a lowering. */
  readonly brought?: ReadonlySet<PhysicalNode>;
}

/** Nodes that have no lowering, and why: whatever is above one of them has none either. */
export type Refusals = Map<PhysicalNode, string>;

export function lowerPlan(
  node: PhysicalNode,
  { timeZone, subquery, brought }: LowerOptions,
  refusals: Refusals = new Map(),
): LoweredPlan {
  const reads: NativeRead[] = [];
  const inputs: PhysicalNode[] = [];
  const shared = severalTimes(node, LOWERED);
  const env: LowerEnv = {
    reads,
    inputs,
    shared,
    lower: (child, wanted = ANY_READER) => {
      const reader = shared.has(child) ? { ...wanted, rejected: ANY_READER.rejected } : wanted;
      return remembered(child, refusals, () =>
        isInput(child) || brought?.has(child) === true ? lowerInput(child, env, reader) : lowerNode(child, env, reader),
      );
    },
    table(child, reader = ANY_READER) {
      return tableOf(inBrackets(child, selectText(env.lower(child, reader))), child.output.length);
    },
    scope: (columns) => ({
      timeZone,
      columns,
      subquery: (e) => sql`(${selectText(env.lower(subquery(e)))})`,
    }),
  };
  // A query has nothing around it, so that its order is that of the rows.
  const query = remembered(node, refusals, () => queryOf(node, env, ANY_READER));
  return { sql: query ?? selectText(env.lower(node)), reads, inputs };
}

function remembered<T>(node: PhysicalNode, refusals: Refusals, lower: () => T): T {
  const reason = refusals.get(node);
  if (reason !== undefined) return refuse(reason);
  try {
    return lower();
  } catch (error) {
    if (error instanceof NoLowering) refusals.set(node, error.message);
    throw error;
  }
}

/** Operators that make a SELECT to which nothing can be added. */
function queryOf(node: PhysicalNode, env: LowerEnv, reader: Reader): Sql | undefined {
  switch (node.kind) {
    case 'hash-aggregate':
      return lowerAggregation(node, env, reader);
    case 'window':
      return lowerWindow(node, env);
    case 'union':
      return lowerUnion(node, env, reader);
    case 'sort':
      return lowerSort(node, env);
    case 'limit':
      return lowerLimit(node, env);
    default:
      return undefined;
  }
}

function lowerNode(node: PhysicalNode, env: LowerEnv, reader: Reader): Select {
  const query = queryOf(node, env, reader);
  if (query !== undefined) return closed(node, query, reader);
  switch (node.kind) {
    case 'file-scan':
      return lowerScan(node, env);
    case 'pipeline':
      return lowerPipeline(node, env, reader);
    case 'hash-join':
    case 'nested-loop-join':
      return lowerJoin(node, env, reader);
    case 'expand':
      return lowerExpand(node, env);
    case 'exchange':
    case 'broadcast-exchange':
      return env.lower(node.child, reader);
    default:
      return refuse(`${node.kind} is not handed over`);
  }
}

function lowerInput(node: PhysicalNode, { inputs }: LowerEnv, { equal }: Reader): Select {
  const known = inputs.indexOf(node);
  const at = known < 0 ? inputs.push(node) - 1 : known;
  const table = tableOf(sqlText(`input${at}`), node.output.length);
  return {
    ...table,
    conditions: [...equal].map(([i, value]) => sql`(${table.columns[i] ?? refuse('no key')} = ${value})`),
  };
}

const closed = (node: PhysicalNode, rows: Sql, { equal }: Reader): Select =>
  tableOf(equal.size > 0 ? sql`(${rows})` : inBrackets(node, rows), node.output.length);

/** Groups are worth being kept for a second use; of files, each use reads what it needs. */
const inBrackets = (node: PhysicalNode, rows: Sql): Sql => (groups(node) ? sqlRelation(rows) : sql`(${rows})`);

const groups = (node: PhysicalNode): boolean => node.kind === 'hash-aggregate' || PHYSICAL.children(node).some(groups);

function lowerUnion(node: UnionNode, env: LowerEnv, { rejected }: Reader): Sql {
  return joinSql(
    node.children.map((child) => sql`(${selectText(env.lower(child, rejecting(rejected)))})`),
    ' UNION ALL ',
  );
}

/** Each row beside the numbers of the projections. */
function lowerExpand(node: ExpandNode, env: LowerEnv): Select {
  // Joins below are done before: among its tables DuckDB would put the numbers anywhere, and join each row several times.
  const child = env.table(node.child);
  const scope = env.scope(child.columns);
  const numbers = tableOf(sql`(SELECT range AS c0 FROM range(${node.projections.length}))`, 1);
  const columns = node.output.map((_, c) => {
    const choices = node.projections.map((list) => list[c] as Expression);
    const [first] = choices;
    if (first === undefined) return refuse('there is no projection');
    if (choices.every((e) => canonicalKey(e) === canonicalKey(first))) return lowerExpression(first, scope);
    const branches = choices.map((e, i) => sql`WHEN ${i} THEN ${lowerExpression(e, scope)}`);
    return sql`CASE ${numbers.columns[0] ?? sqlText('0')} ${joinSql(branches, ' ')} END`;
  });
  const made = { ...child, tables: [...child.tables, ...numbers.tables] };
  return tableOf(inBrackets(node, selectText(made, columns)), columns.length);
}
