/**
 * The tests of a join in SQL. Where rows of a side are kept or dropped by whether they have a partner, DuckDB hashes only
 * if all tests compare something of one side with something of the other; anything else makes it compare all pairs.
 */

import { joinSql, type Sql, sql, sqlText } from '../../fragments/sql.ts';
import { mayRaise } from '../../functions/may-raise.ts';
import { lowerConditions } from '../../native/lower-expression.ts';
import type { HashJoin, NestedLoopJoin } from '../../physical/node.ts';
import { allOf as conjunction, conjuncts, isEquality } from '../../tree/conjunction.ts';
import type { Expression } from '../../tree/expression.ts';
import { lowerKey } from './lower-aggregate.ts';
import { type LowerEnv, type Select, type Side, sideOf } from './relation.ts';

export type Join = HashJoin | NestedLoopJoin;

export const canHash = (node: Join): boolean => node.kind !== 'hash-join' || partsOf(node) !== undefined;

interface Parts {
  /** What only concerns a side whose rows are kept. */
  readonly left: readonly Expression[];
  readonly right: readonly Expression[];
  readonly others: readonly Expression[];
  /** The key that the former are made part of. */
  readonly guarded: number;
}

function partsOf(node: HashJoin): Parts | undefined {
  const width = node.left.output.length;
  const tests = conjuncts(node.condition);
  const about = (side: Side): readonly Expression[] => tests.filter((e) => sideOf(e, width) === side);
  const left = ['left', 'full', 'left-anti'].includes(node.type) ? about('left') : [];
  const right = ['right', 'full'].includes(node.type) ? about('right') : [];
  const others = tests.filter((e) => !left.includes(e) && !right.includes(e));
  const guarded = node.nullSafe.indexOf(false);
  if (others.length < tests.length && guarded < 0) return undefined;
  // In order they are one test.
  if (others.slice(0, -1).some(mayRaise)) return undefined;
  const hashed = others.every((e) => sideOf(e, width) !== undefined || comparesSides(e, width));
  return hashed ? { left, right, others, guarded } : undefined;
}

const COMPARISONS: ReadonlySet<string> = new Set(['=', '==', '<=>', '<', '<=', '>', '>=']);

function comparesSides(e: Expression, width: number): boolean {
  if (e.kind !== 'call') return false;
  const [inner] = e.args;
  if (e.fn === 'not' || e.fn === '!') return inner !== undefined && isEquality(inner) && comparesSides(inner, width);
  const sides = e.args.map((arg) => sideOf(arg, width));
  return COMPARISONS.has(e.fn) && sides.includes('left') && sides.includes('right');
}

/** Of a join that `canHash`. What only concerns one side goes into its key, which where it is NULL equals nothing. */
export function outerTests(node: Join, left: Select, right: Select, env: LowerEnv): readonly Sql[] {
  const parts = node.kind === 'hash-join' ? partsOf(node) : undefined;
  if (node.kind !== 'hash-join' || parts === undefined) return testsOf(node, left, right, env);
  const scope = env.scope([...left.columns, ...right.columns]);
  const guard = (key: Sql, conditions: readonly Expression[]): Sql => {
    const tests = lowerConditions(conjunction(conditions), scope);
    return tests.length === 0 ? key : sql`CASE WHEN ${allOf(tests)} THEN ${key} END`;
  };
  const keys = keysOf(node, left, right, env).map((key, i) =>
    i === parts.guarded ? { ...key, left: guard(key.left, parts.left), right: guard(key.right, parts.right) } : key,
  );
  return [...keys.map(keyTest), ...lowerConditions(conjunction(parts.others), scope)];
}

export const allOf = (tests: readonly Sql[]): Sql => (tests.length === 0 ? sqlText('true') : joinSql(tests, ' AND '));

export const testsOf = (node: Join, left: Select, right: Select, env: LowerEnv): readonly Sql[] => [
  ...(node.kind === 'hash-join' ? keysOf(node, left, right, env).map(keyTest) : []),
  ...residual(node, left, right, env),
];

export function residual({ condition }: Join, left: Select, right: Select, env: LowerEnv): readonly Sql[] {
  return lowerConditions(condition, env.scope([...left.columns, ...right.columns]));
}

interface Key {
  readonly left: Sql;
  readonly right: Sql;
  readonly nullSafe: boolean;
}

export const keyTest = ({ left, right, nullSafe }: Key): Sql =>
  nullSafe ? sql`(${left} IS NOT DISTINCT FROM ${right})` : sql`(${left} = ${right})`;

export function keysOf(node: HashJoin, left: Select, right: Select, env: LowerEnv): readonly Key[] {
  return node.leftKeys.map((key, i) => ({
    left: lowerKey(key, env.scope(left.columns)),
    right: lowerKey(node.rightKeys[i] as Expression, env.scope(right.columns)),
    nullSafe: node.nullSafe[i] === true,
  }));
}
