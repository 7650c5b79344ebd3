/** Joins, by their keys and what is left of the condition. */
import { joinSql, type Sql, sql, sqlRelation, sqlText } from '../../fragments/sql.ts';
import { lowerExpression, refuse } from '../../native/lower-expression.ts';
import { neverNull } from '../../optimizer/never-null.ts';
import type { HashJoin, NestedLoopJoin } from '../../physical/node.ts';
import { conjuncts } from '../../tree/conjunction.ts';
import type { Expression } from '../../tree/expression.ts';
import { lowerKey } from './lower-aggregate.ts';
import { columnName, columnsOf, type LowerEnv, type Ordinals, ordinalOf, select } from './relation.ts';

export function lowerJoin(node: HashJoin | NestedLoopJoin, env: LowerEnv, rejected: Ordinals): Sql {
  const left = columnsOf(node.left.output, sqlText('l'));
  const right = columnsOf(node.right.output, sqlText('r'));
  const needless = rejectedBySide(node, rejected);
  const l = sql`${sqlRelation(env.lower(node.left, needless.left))} AS l`;
  const r = sql`${sqlRelation(env.lower(node.right, needless.right))} AS r`;
  const on = joinCondition(node, left, right, env);
  switch (node.type) {
    case 'inner':
    case 'cross':
      return select([...left, ...right], sql`FROM ${l} INNER JOIN ${r} ON ${on}`);
    case 'left':
    case 'right':
    case 'full':
      return select([...left, ...right], sql`FROM ${l} ${sqlText(node.type.toUpperCase())} JOIN ${r} ON ${on}`);
    case 'left-semi':
      return select(left, sql`FROM ${l} SEMI JOIN ${r} ON ${on}`);
    case 'left-anti':
      if (node.kind === 'hash-join' && node.nullAware) return select(left, notIn(node, left, right, l, r, env));
      return select(left, sql`FROM ${l} ANTI JOIN ${r} ON ${on}`);
    case 'existence':
      return lowerExistence(node, left, right, l, r, env);
    default:
      return refuse(`a join of type ${node.type}`);
  }
}

interface Sides {
  readonly left: Ordinals;
  readonly right: Ordinals;
}

/** Columns whose NULLs the join itself drops, or whoever reads it. */
function rejectedBySide(node: HashJoin | NestedLoopJoin, rejected: Ordinals): Sides {
  const width = node.left.output.length;
  const above = [...rejected];
  const leftAbove = above.filter((o) => o < width);
  const rightAbove = above.filter((o) => o >= width).map((o) => o - width);
  if (node.kind === 'hash-join' && node.nullAware) return { left: new Set(leftAbove), right: new Set(rightAbove) };
  const dropsLeft = ['inner', 'cross', 'left-semi', 'right'].includes(node.type);
  const dropsRight = node.type !== 'right' && node.type !== 'full';
  const tested = conjuncts(node.condition).flatMap(neverNull).flatMap(ordinalOf);
  const keys = (side: 'leftKeys' | 'rightKeys'): readonly number[] =>
    node.kind === 'hash-join'
      ? node[side].flatMap((key, i) => (node.nullSafe[i] === true ? [] : neverNull(key).flatMap(ordinalOf)))
      : [];
  const left = [...keys('leftKeys'), ...tested.filter((o) => o < width)];
  const right = [...keys('rightKeys'), ...tested.filter((o) => o >= width).map((o) => o - width)];
  return {
    left: new Set([...leftAbove, ...(dropsLeft ? left : [])]),
    right: new Set([...rightAbove, ...(dropsRight ? right : [])]),
  };
}

/** The left rows and whether they have a partner. */
function lowerExistence(
  node: HashJoin | NestedLoopJoin,
  left: readonly Sql[],
  right: readonly Sql[],
  l: Sql,
  r: Sql,
  env: LowerEnv,
): Sql {
  if (node.kind !== 'hash-join' || node.condition !== undefined || node.nullSafe.includes(true))
    return refuse('a join that only says whether there is a partner, by more than keys');
  const keys = node.rightKeys.map((key) => lowerKey(key, env.scope(right)));
  const partners = select(keys, sql`FROM ${r} GROUP BY ALL`);
  const tests = node.leftKeys.map((key, i) => sql`(${lowerKey(key, env.scope(left))} = p.${columnName(i)})`);
  return select(
    [...left, sqlText('(p.c0 IS NOT NULL)')],
    sql`FROM ${l} LEFT JOIN (${partners}) AS p ON ${joinSql(tests, ' AND ')}`,
  );
}

function joinCondition(
  node: HashJoin | NestedLoopJoin,
  left: readonly Sql[],
  right: readonly Sql[],
  env: LowerEnv,
): Sql {
  const tests = node.kind === 'hash-join' ? keyTests(node, left, right, env) : [];
  if (node.condition !== undefined) tests.push(lowerExpression(node.condition, env.scope([...left, ...right])));
  return tests.length === 0 ? sqlText('true') : joinSql(tests, ' AND ');
}

function keyTests(node: HashJoin, left: readonly Sql[], right: readonly Sql[], env: LowerEnv): Sql[] {
  return node.leftKeys.map((key, i) => {
    const a = lowerKey(key, env.scope(left));
    const b = lowerKey(node.rightKeys[i] as Expression, env.scope(right));
    return node.nullSafe[i] === true ? sql`(${a} IS NOT DISTINCT FROM ${b})` : sql`(${a} = ${b})`;
  });
}

/** NOT IN: nothing if the other side has a NULL; a NULL passes only if the other side is empty. */
function notIn(node: HashJoin, left: readonly Sql[], right: readonly Sql[], l: Sql, r: Sql, env: LowerEnv): Sql {
  const [key, other] = [node.leftKeys[0], node.rightKeys[0]];
  if (key === undefined || other === undefined || node.leftKeys.length > 1 || node.condition !== undefined)
    return refuse('NOT IN of several columns');
  const a = lowerExpression(key, env.scope(left));
  const b = lowerExpression(other, env.scope(right));
  return sql`FROM ${l} WHERE ${a} NOT IN (SELECT ${b} FROM ${r})`;
}
