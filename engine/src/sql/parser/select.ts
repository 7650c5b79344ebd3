/** SELECT and its clauses up to HAVING and QUALIFY; `FROM t SELECT …`. */
import { raise } from '../../errors/raise.ts';
import type { Expression } from '../../tree/expression.ts';
import type { Plan } from '../../tree/plan.ts';
import type { TokenCursor } from './cursor.ts';
import { groupByClause } from './group-by.ts';
import { simpleName } from './identifier.ts';
import { followsOperand } from './operators.ts';
import { fromClause, lateralViews } from './relation.ts';
import { windowClause } from './window.ts';

export function querySpecification(cursor: TokenCursor): Plan {
  const start = cursor.index;
  const select = selectClause(cursor);
  const from = cursor.is('FROM') ? fromClause(cursor) : oneRow(cursor, start);
  return specification(cursor, select, from, start);
}

const oneRow = (cursor: TokenCursor, start: number): Plan => ({ kind: 'one-row', context: cursor.contextFrom(start) });

/** `FROM a SELECT x [SELECT y …]`: several blocks are put together as by UNION ALL; none gives the table itself. */
export function fromStatement(
  cursor: TokenCursor,
  organized: (cursor: TokenCursor, child: Plan, start: number) => Plan,
): Plan {
  const from = fromClause(cursor);
  const blocks: Plan[] = [];
  while (cursor.is('SELECT')) {
    const start = cursor.index;
    const select = selectClause(cursor);
    blocks.push(organized(cursor, specification(cursor, select, from, start), start));
  }
  if (blocks.length === 0) return from;
  return blocks.reduce((left, right) => ({
    kind: 'union',
    byName: false,
    allowMissing: false,
    children: [left, right],
  }));
}

export interface SelectClause {
  readonly hints: readonly HintCall[];
  readonly distinct: boolean;
  readonly list: readonly Expression[];
}

interface HintCall {
  readonly name: string;
  readonly args: readonly Expression[];
}

export function selectClause(cursor: TokenCursor): SelectClause {
  const start = cursor.index;
  cursor.expect('SELECT');
  const hints: HintCall[] = [];
  while (cursor.is('/*+')) hints.push(...hintCalls(cursor));
  if (cursor.isAll('TRANSFORM', '(') && isScript(cursor)) {
    const context = cursor.contextFrom(start);
    raise('UNSUPPORTED_FEATURE.SQL_SYNTAX', { syntax: 'SELECT TRANSFORM' }, { context, parse: context });
  }
  const distinct = quantifier(cursor);
  return { hints, distinct, list: cursor.list(() => cursor.rules.namedExpression(cursor)) };
}

/** TRANSFORM(…) USING 'script', in contrast to the function of that name. */
function isScript(cursor: TokenCursor): boolean {
  const after = cursor.at(cursor.closingOf(cursor.index + 1) + 1).key;
  return after === 'USING' || after === 'ROW' || after === 'RECORDWRITER';
}

function quantifier(cursor: TokenCursor): boolean {
  if (followsOperand(cursor.peek(1).key)) return false;
  if (cursor.accept('DISTINCT')) return true;
  if (cursor.is('ALL') && cursor.peek(1).key !== '(') cursor.advance();
  return false;
}

function hintCalls(cursor: TokenCursor): HintCall[] {
  cursor.expect('/*+');
  const hints: HintCall[] = [];
  do {
    const name = simpleName(cursor);
    const args = cursor.is('(') ? cursor.parenthesized(() => cursor.rules.expression(cursor)) : [];
    hints.push({ name, args });
    cursor.accept(',');
  } while (!cursor.is('*/') && !cursor.is('eof'));
  cursor.expect('*/');
  return hints;
}

function specification(cursor: TokenCursor, select: SelectClause, from: Plan, start: number): Plan {
  let plan = lateralViews(cursor, from);
  plan = whereClause(cursor, plan);
  plan = selected(cursor, select, plan, start);
  if (select.distinct) plan = { kind: 'distinct', child: plan, context: cursor.contextFrom(start) };
  return select.hints.reduceRight<Plan>(
    (child, { name, args }) => ({ kind: 'hint', name, args, child, context: cursor.contextFrom(start) }),
    plan,
  );
}

export function whereClause(cursor: TokenCursor, child: Plan): Plan {
  if (!cursor.is('WHERE')) return child;
  const start = cursor.index;
  cursor.advance();
  const condition = cursor.rules.expression(cursor);
  return { kind: 'filter', condition, child, context: cursor.contextFrom(start) };
}

/** GROUP BY, HAVING, WINDOW and QUALIFY around the SELECT list. */
function selected(cursor: TokenCursor, select: SelectClause, child: Plan, start: number): Plan {
  const { list } = select;
  const grouping = groupByClause(cursor);
  const having = cursor.accept('HAVING') ? cursor.rules.expression(cursor) : undefined;
  const definitions = windowClause(cursor);
  const qualify =
    cursor.is('QUALIFY') && !followsOperand(cursor.peek(1).key) && cursor.accept('QUALIFY')
      ? cursor.rules.expression(cursor)
      : undefined;
  const context = cursor.contextFrom(start);
  let plan: Plan =
    grouping === undefined && having === undefined
      ? { kind: 'project', list, child, context }
      : { kind: 'aggregate', grouping: grouping ?? [], list, child, context };
  if (having !== undefined) plan = { kind: 'having', condition: having, child: plan, context };
  if (qualify !== undefined) plan = { kind: 'qualify', condition: qualify, child: plan, context };
  return definitions === undefined ? plan : { kind: 'with-windows', definitions, child: plan, context };
}

/** The SELECT step of a pipe. */
export function pipeSelect(cursor: TokenCursor, child: Plan): Plan {
  const start = cursor.index;
  const select = selectClause(cursor);
  return specification(cursor, select, child, start);
}
