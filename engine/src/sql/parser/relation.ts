/** FROM: joins, LATERAL VIEW, PIVOT and UNPIVOT over table sources. */
import { raise } from '../../errors/raise.ts';
import type { Join, JoinType, Plan } from '../../tree/plan.ts';
import { startsAlias } from './alias.ts';
import { functionCall } from './call.ts';
import type { TokenCursor } from './cursor.ts';
import { identifier, nameList } from './identifier.ts';
import { pivotClause, unpivotClause } from './pivot.ts';
import { tableSource } from './table-source.ts';

/** `FROM a, b LATERAL VIEW … PIVOT …` */
export function fromClause(cursor: TokenCursor): Plan {
  const start = cursor.index;
  cursor.expect('FROM');
  let plan = relation(cursor);
  while (cursor.accept(',')) {
    const lateral = cursor.is('LATERAL') && acceptLateral(cursor);
    const right = lateral ? lateralSource(cursor, start) : tableSource(cursor, relation);
    // A join after a comma takes everything to its left.
    plan = extended(cursor, joined(plan, right, { type: 'inner', lateral, context: cursor.contextFrom(start) }));
  }
  const viewed = lateralViews(cursor, plan);
  return unpivotClause(cursor, pivotClause(cursor, viewed));
}

/** LATERAL before a subquery or function, not LATERAL VIEW. */
function acceptLateral(cursor: TokenCursor): boolean {
  return cursor.peek(1).key !== 'VIEW' && cursor.accept('LATERAL');
}

function lateralSource(cursor: TokenCursor, start: number): Plan {
  const source = tableSource(cursor, relation);
  if (!isLateralSource(source)) {
    const context = cursor.contextFrom(start);
    raise('INVALID_SQL_SYNTAX.LATERAL_WITHOUT_SUBQUERY_OR_TABLE_VALUED_FUNC', {}, { context, parse: context });
  }
  return source;
}

function isLateralSource(source: Plan): boolean {
  if (source.kind === 'subquery-alias') return source.child.kind !== 'unresolved-relation';
  return source.kind === 'unresolved-table-function';
}

export function relation(cursor: TokenCursor): Plan {
  // With nothing to its left LATERAL has no meaning.
  if (cursor.is('LATERAL')) acceptLateral(cursor);
  return extended(cursor, tableSource(cursor, relation));
}

function extended(cursor: TokenCursor, first: Plan): Plan {
  let plan = first;
  for (;;) {
    const next = joinRelation(cursor, plan) ?? pivoted(cursor, plan);
    if (next === undefined) return plan;
    plan = next;
  }
}

function pivoted(cursor: TokenCursor, child: Plan): Plan | undefined {
  const plan = unpivotClause(cursor, pivotClause(cursor, child));
  return plan === child ? undefined : plan;
}

const JOIN_TYPES: readonly (readonly [readonly string[], JoinType])[] = [
  [['JOIN'], 'inner'],
  [['INNER', 'JOIN'], 'inner'],
  [['CROSS', 'JOIN'], 'cross'],
  [['LEFT', 'JOIN'], 'left'],
  [['LEFT', 'OUTER', 'JOIN'], 'left'],
  [['LEFT', 'SEMI', 'JOIN'], 'left-semi'],
  [['SEMI', 'JOIN'], 'left-semi'],
  [['LEFT', 'ANTI', 'JOIN'], 'left-anti'],
  [['ANTI', 'JOIN'], 'left-anti'],
  [['RIGHT', 'JOIN'], 'right'],
  [['RIGHT', 'OUTER', 'JOIN'], 'right'],
  [['FULL', 'JOIN'], 'full'],
  [['FULL', 'OUTER', 'JOIN'], 'full'],
];
const JOIN_STARTS: ReadonlySet<string> = new Set(['NATURAL', ...JOIN_TYPES.map(([words]) => words[0] as string)]);
const TYPE_NAMES: Readonly<Partial<Record<JoinType, string>>> = {
  inner: 'INNER',
  cross: 'CROSS',
  left: 'LEFT OUTER',
  right: 'RIGHT OUTER',
  full: 'FULL OUTER',
  'left-semi': 'LEFT SEMI',
  'left-anti': 'LEFT ANTI',
};

/** One join onto `left`; undefined when none comes next. */
export function joinRelation(cursor: TokenCursor, left: Plan): Plan | undefined {
  if (!cursor.isOneOf(JOIN_STARTS)) return undefined;
  const at = cursor.index;
  const natural = cursor.accept('NATURAL');
  const type = JOIN_TYPES.find(([words]) => cursor.acceptAll(...words))?.[1];
  if (type === undefined) {
    cursor.moveTo(natural ? at + 1 : at);
    return rejectSpecialJoin(cursor);
  }
  const lateral = cursor.is('LATERAL') && acceptLateral(cursor);
  const right = lateral ? lateralSource(cursor, at) : tableSource(cursor, relation);
  const condition = !natural && cursor.accept('ON') ? cursor.rules.expression(cursor) : undefined;
  const using = !natural && condition === undefined && cursor.accept('USING') ? usingList(cursor) : undefined;
  const context = cursor.contextFrom(at);
  if (lateral && !['inner', 'cross', 'left'].includes(type)) {
    raise('INVALID_LATERAL_JOIN_TYPE', { joinType: TYPE_NAMES[type] ?? type }, { context, parse: context });
  }
  if (natural && type === 'cross') {
    const types = { joinType1: 'NATURAL', joinType2: 'CROSS' };
    raise('INCOMPATIBLE_JOIN_TYPES', types, { context, parse: context });
  }
  if (lateral && using !== undefined) raise('UNSUPPORTED_FEATURE.LATERAL_JOIN_USING', {}, { context, parse: context });
  rejectNearest(cursor);
  return joined(left, right, { type, condition, using, natural, lateral, context });
}

function usingList(cursor: TokenCursor): string[] {
  if (!cursor.is('(')) cursor.fail(": missing '('");
  return nameList(cursor);
}

function rejectSpecialJoin(cursor: TokenCursor): never {
  const at = cursor.is('LEFT') ? (cursor.peek(1).key === 'OUTER' ? 2 : 1) : cursor.is('INNER') ? 1 : 0;
  if (cursor.peek(at).key === 'ASOF') unsupported(cursor, 'ASOF JOIN');
  return cursor.fail();
}

function rejectNearest(cursor: TokenCursor): void {
  if ((cursor.is('APPROX') || cursor.is('EXACT')) && cursor.peek(1).key === 'NEAREST') {
    unsupported(cursor, 'JOIN … NEAREST BY');
  }
}

function unsupported(cursor: TokenCursor, syntax: string): never {
  const context = cursor.contextAt(cursor.index);
  return raise('UNSUPPORTED_FEATURE.SQL_SYNTAX', { syntax }, { context, parse: context });
}

function joined(left: Plan, right: Plan, join: Partial<Join>): Plan {
  return {
    kind: 'join',
    type: 'inner',
    condition: undefined,
    using: undefined,
    natural: false,
    lateral: false,
    nullAware: false,
    exists: undefined,
    hint: { left: undefined, right: undefined },
    ...join,
    left,
    right,
  };
}

/** `LATERAL VIEW [OUTER] explode(x) t [AS] a, b`, any number of them. */
export function lateralViews(cursor: TokenCursor, first: Plan): Plan {
  let child = first;
  while (cursor.isAll('LATERAL', 'VIEW')) {
    const start = cursor.index;
    cursor.expectAll('LATERAL', 'VIEW');
    const outer = cursor.is('OUTER') && cursor.peek(1).key !== '(' && cursor.accept('OUTER');
    const generator = functionCall(cursor);
    const qualifier = identifier(cursor).toLowerCase();
    const named = cursor.accept('AS') || startsAlias(cursor);
    const names = named ? cursor.list(() => identifier(cursor)) : [];
    const context = cursor.contextFrom(start);
    child = { kind: 'generate', generator, outer, qualifier, names, output: [], child, context };
  }
  return child;
}
