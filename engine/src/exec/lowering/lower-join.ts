/** Joins, by their keys and what is left of the condition. */
import { joinSql, type Sql, sql } from '../../fragments/sql.ts';
import { refuse } from '../../native/lower-expression.ts';
import { neverNull } from '../../optimizer/never-null.ts';
import type { HashJoin, PhysicalNode } from '../../physical/node.ts';
import { conjuncts } from '../../tree/conjunction.ts';
import type { Expression } from '../../tree/expression.ts';
import { withoutDerivable } from './derivable.ts';
import { allOf, canHash, type Join, keysOf, keyTest, outerTests, residual, testsOf } from './join-conditions.ts';
import { lowerKey } from './lower-aggregate.ts';
import {
  type LowerEnv,
  type Ordinals,
  ordinalOf,
  type Reader,
  rejecting,
  type Select,
  selectText,
  tableOf,
} from './relation.ts';
import { keySelectivityOf, selectivityOf } from './selectivity.ts';
import { uniqueColumns } from './unique-columns.ts';

export function lowerJoin(node: Join, env: LowerEnv, reader: Reader): Select {
  // DuckDB has filters of that kind itself.
  if (node.kind === 'hash-join' && node.runtimeFilter === true) return env.lower(node.left, reader);
  const rejected = rejectedBySide(node, reader.rejected);
  switch (node.type) {
    case 'inner':
    case 'cross':
      return lowerInner(node, env, rejected);
    case 'left-single':
      if (!hasOnePartner(node)) return refuse('a row may have several partners, which is an error');
      return lowerJoin({ ...node, type: 'left' }, env, reader);
    case 'left':
    case 'right':
    case 'full': {
      if (!canHash(node)) return refuse('DuckDB would compare each row of one side with each of the other');
      const left = env.table(node.left, rejecting(rejected.left));
      const right = env.table(node.right, rejecting(rejected.right));
      const columns = [...left.columns, ...right.columns];
      return { ...joined(left, node.type, right, outerTests(node, left, right, env)), columns };
    }
    case 'left-semi':
    case 'left-anti': {
      // By one key alone, DuckDB has no detour to save.
      if (node.kind === 'hash-join' && !node.nullAware && !isByOneKey(node) && canHash(node)) {
        const left = env.table(node.left, rejecting(rejected.left));
        const right = env.table(node.right, rejecting(rejected.right));
        return { ...joined(left, node.type, right, outerTests(node, left, right, env)), columns: left.columns };
      }
      const left = env.lower(node.left, rejecting(rejected.left));
      const right = env.lower(node.right, rejecting(rejected.right));
      return { ...left, conditions: [...left.conditions, hasPartner(node, left, right, env)] };
    }
    case 'existence':
      return lowerExistence(node, env, rejected);
    default:
      return refuse(`a join of type ${node.type}`);
  }
}

/** The keys tell the rows of the right side apart. */
function hasOnePartner(node: Join): boolean {
  const unique = uniqueColumns(node.right);
  if (node.kind !== 'hash-join' || unique === undefined) return false;
  const keys = new Set(node.rightKeys.flatMap(ordinalOf));
  return unique.every((ordinal) => keys.has(ordinal));
}

/** Tables and conditions of both sides come together: their order is DuckDB's to find. */
function lowerInner(node: Join, env: LowerEnv, rejected: Sides): Select {
  const grouped = groupedSide(node, env);
  const sides = { left: rejecting(rejected.left), right: rejecting(rejected.right) };
  if (node.kind !== 'hash-join' || grouped === undefined) {
    const left = env.lower(node.left, sides.left);
    const right = env.lower(node.right, sides.right);
    return together(node, { left, right }, [left, right], testsOf(node, left, right, env), env);
  }
  // Groups that no row of the other side asks for are not made. That side is whole before it asks: conditions with
  // subqueries would be tested after the groups are made.
  const [own, others] = grouped === 'right' ? [node.rightKeys, node.leftKeys] : [node.leftKeys, node.rightKeys];
  const other = grouped === 'right' ? 'left' : 'right';
  const first = env.table(node[other], sides[other]);
  const scope = env.scope(first.columns);
  const asked = new Map<number, number>();
  for (const [i, key] of own.entries()) {
    const ordinal = ordinalOf(key).find((o) => isGroupKey(node[grouped], o, env));
    if (ordinal !== undefined && !asked.has(ordinal)) asked.set(ordinal, i);
  }
  const equal = new Map([...asked].map(([ordinal, i]) => [ordinal, lowerKey(others[i] as Expression, scope)]));
  const then = env.lower(node[grouped], { ...sides[grouped], equal });
  const [left, right] = grouped === 'right' ? [first, then] : [then, first];
  const asking = new Set(asked.values());
  const keys = keysOf(node, left, right, env).filter((_, i) => !asking.has(i));
  const tests = [...keys.map(keyTest), ...residual(node, left, right, env)];
  return together(node, { left, right }, [first, then], tests, env);
}

function together(join: Join, sides: Both, order: readonly Select[], tests: readonly Sql[], env: LowerEnv): Select {
  const { left, right } = sides;
  const columns = [...left.columns, ...right.columns];
  const conditions = order.flatMap((side) => side.conditions);
  const told = withoutDerivable(conditions, join.condition, left.columns.length, env.scope(columns));
  return { tables: order.flatMap((side) => side.tables), conditions: [...told, ...tests], columns };
}

interface Both {
  readonly left: Select;
  readonly right: Select;
}

/** Fewer than this share of a side's rows are thought to be left: then they choose the other side's groups. */
const FEW = 0.15;

/** The side that is grouped by keys of the join, where the other side is known to be filtered more. */
function groupedSide(node: Join, env: LowerEnv): 'left' | 'right' | undefined {
  if (node.kind !== 'hash-join' || node.nullSafe.includes(true)) return undefined;
  const worthIt = (groups: PhysicalNode, keys: readonly Expression[], other: PhysicalNode): boolean => {
    if (!keys.some((key) => ordinalOf(key).some((ordinal) => isGroupKey(groups, ordinal, env)))) return false;
    const share = keySelectivityOf(other);
    return share < FEW && share <= selectivityOf(groups);
  };
  if (worthIt(node.right, node.rightKeys, node.left)) return 'right';
  return worthIt(node.left, node.leftKeys, node.right) ? 'left' : undefined;
}

function isGroupKey(node: PhysicalNode, ordinal: number, env: LowerEnv): boolean {
  if (env.shared.has(node)) return false;
  switch (node.kind) {
    case 'hash-aggregate':
      return ordinal < node.keys.length;
    case 'exchange':
    case 'broadcast-exchange':
      return isGroupKey(node.child, ordinal, env);
    case 'pipeline': {
      let at: number | undefined = ordinal;
      for (const step of [...node.steps].reverse()) {
        if (step.kind !== 'project') continue;
        const item: Expression | undefined = at === undefined ? undefined : step.list[at];
        at = item === undefined ? undefined : ordinalOf(item)[0];
      }
      return at !== undefined && isGroupKey(node.child, at, env);
    }
    default:
      return false;
  }
}

interface Sides {
  readonly left: Ordinals;
  readonly right: Ordinals;
}

/** Columns whose NULLs the join itself drops, or whoever reads it. */
function rejectedBySide(node: Join, rejected: Ordinals): Sides {
  const width = node.left.output.length;
  const above = bySide(rejected, width);
  if (node.kind === 'hash-join' && node.nullAware) return above;
  const tested = bySide(conjuncts(node.condition).flatMap(neverNull).flatMap(ordinalOf), width);
  const keys = (of: 'leftKeys' | 'rightKeys'): readonly number[] =>
    node.kind === 'hash-join'
      ? node[of].flatMap((key, i) => (node.nullSafe[i] === true ? [] : neverNull(key).flatMap(ordinalOf)))
      : [];
  const dropsLeft = ['inner', 'cross', 'left-semi', 'right'].includes(node.type);
  const dropsRight = node.type !== 'right' && node.type !== 'full';
  return {
    left: dropsLeft ? new Set([...above.left, ...tested.left, ...keys('leftKeys')]) : above.left,
    right: dropsRight ? new Set([...above.right, ...tested.right, ...keys('rightKeys')]) : above.right,
  };
}

/** Of ordinals over left columns followed by right columns. */
function bySide(ordinals: Iterable<number>, width: number): Sides {
  const all = [...ordinals];
  return {
    left: new Set(all.filter((o) => o < width)),
    right: new Set(all.filter((o) => o >= width).map((o) => o - width)),
  };
}

const JOINS = { left: 'LEFT', right: 'RIGHT', full: 'FULL', 'left-semi': 'SEMI', 'left-anti': 'ANTI' } as const;

function joined(left: Select, type: keyof typeof JOINS, right: Select, tests: readonly Sql[]): Omit<Select, 'columns'> {
  const sides = joinSql([...left.tables, ...right.tables], ` ${JOINS[type]} JOIN `);
  return { tables: [sql`(${sides} ON ${allOf(tests)})`], conditions: [] };
}

const isByOneKey = ({ leftKeys, condition, nullSafe }: HashJoin): boolean =>
  leftKeys.length === 1 && condition === undefined && nullSafe[0] !== true;

/** A condition on the left rows. */
function hasPartner(node: Join, left: Select, right: Select, env: LowerEnv): Sql {
  const inner = (list: readonly Sql[], conditions: readonly Sql[]): Sql =>
    selectText({ ...right, conditions: [...right.conditions, ...conditions] }, list);
  const [key] = node.kind === 'hash-join' && isByOneKey(node) ? keysOf(node, left, right, env) : [];
  if (node.type === 'left-semi' && key !== undefined) return sql`(${key.left} IN (${inner([key.right], [])}))`;
  // NOT IN: nothing if the other side has a NULL; a NULL passes only if the other side is empty.
  if (node.kind === 'hash-join' && node.nullAware)
    return key === undefined
      ? refuse('NOT IN of several columns')
      : sql`(${key.left} NOT IN (${inner([key.right], [])}))`;
  const exists = sql`EXISTS (${inner([], testsOf(node, left, right, env))})`;
  return node.type === 'left-semi' ? exists : sql`(NOT ${exists})`;
}

/** The left rows and whether they have a partner. */
function lowerExistence(node: Join, env: LowerEnv, rejected: Sides): Select {
  if (node.kind !== 'hash-join' || node.condition !== undefined || node.nullSafe.includes(true))
    return refuse('a join that only says whether there is a partner, by more than keys');
  const left = env.table(node.left, rejecting(rejected.left));
  const right = env.lower(node.right, rejecting(rejected.right));
  const keys = keysOf(node, left, right, env);
  const found = keys.map((key) => key.right);
  const partners = tableOf(sql`(${selectText(right, found)} GROUP BY ${joinSql(found, ', ')})`, keys.length);
  const on = allOf(keys.map((key, i) => sql`(${key.left} = ${partners.columns[i] as Sql})`));
  return {
    tables: [sql`${joinSql(left.tables, ', ')} LEFT JOIN ${joinSql(partners.tables, ', ')} ON ${on}`],
    conditions: [],
    columns: [...left.columns, sql`(${partners.columns[0] as Sql} IS NOT NULL)`],
  };
}
