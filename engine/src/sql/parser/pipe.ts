/** Pipe operators: `query |> WHERE … |> SELECT …`, one step at a time. */
import { raise } from '../../errors/raise.ts';
import { alias, STAR } from '../../tree/build.ts';
import type { Alias, Expression } from '../../tree/expression.ts';
import type { Plan } from '../../tree/plan.ts';
import type { TokenCursor } from './cursor.ts';
import { groupByClause } from './group-by.ts';
import { multipartName, strictName } from './identifier.ts';
import { pivotClause, unpivotClause } from './pivot.ts';
import { joinRelation } from './relation.ts';
import { pipeSelect, whereClause } from './select.ts';
import { sampled } from './table-sample.ts';

/** The steps that whole queries have too. */
export interface QuerySteps {
  setOperation(cursor: TokenCursor, left: Plan, start: number): Plan | undefined;
  organized(cursor: TokenCursor, child: Plan, start: number): Plan;
}

/** The step after `|>`, applied to `child`; `start` is where the whole query begins. */
export function pipeStep(cursor: TokenCursor, child: Plan, start: number, steps: QuerySteps): Plan {
  const at = cursor.index;
  switch (cursor.token.key) {
    case 'SELECT':
      return pipeSelect(cursor, child);
    case 'EXTEND': {
      cursor.advance();
      const added = cursor.list(() => cursor.rules.namedExpression(cursor));
      return { kind: 'project', list: [STAR, ...added], child, context: cursor.contextFrom(at) };
    }
    case 'SET':
      return setColumns(cursor, child);
    case 'DROP': {
      cursor.advance();
      const except = cursor.list(() => multipartName(cursor));
      const context = cursor.contextFrom(at);
      return { kind: 'project', list: [{ kind: 'star', target: [], except, context }], child, context };
    }
    case 'AS': {
      cursor.advance();
      const name = [strictName(cursor)];
      return { kind: 'subquery-alias', name, columns: [], child, context: cursor.contextFrom(at) };
    }
    case 'WHERE':
      return pipeWhere(cursor, child);
    case 'AGGREGATE':
      return pipeAggregate(cursor, child);
    case 'PIVOT':
      return changed(cursor, child, pivotClause(cursor, child));
    case 'UNPIVOT':
      return changed(cursor, child, unpivotClause(cursor, child));
    case 'TABLESAMPLE':
      return sampled(cursor, child);
    default:
      return (
        steps.setOperation(cursor, child, start) ??
        joinRelation(cursor, child) ??
        changed(cursor, child, pipeOrganized(cursor, child, at, steps))
      );
  }
}

function changed(cursor: TokenCursor, before: Plan, after: Plan): Plan {
  return before === after ? cursor.fail() : after;
}

function pipeWhere(cursor: TokenCursor, child: Plan): Plan {
  const start = cursor.index;
  const plan = whereClause(cursor, child);
  if (cursor.is('WINDOW')) {
    const context = cursor.contextFrom(start);
    raise('NOT_ALLOWED_IN_PIPE_OPERATOR_WHERE.WINDOW_CLAUSE', {}, { context, parse: context });
  }
  return plan;
}

/** `|> SET a = e, b = f`: later assignments see earlier ones. */
function setColumns(cursor: TokenCursor, child: Plan): Plan {
  const start = cursor.index;
  cursor.expect('SET');
  return cursor
    .list(() => assignment(cursor))
    .reduce<Plan>((from, set) => {
      const context = cursor.contextFrom(start);
      const star: Expression = { kind: 'star', target: [], except: [], replace: [set], context };
      return { kind: 'project', list: [star], child: from, context };
    }, child);
}

function assignment(cursor: TokenCursor): Alias {
  const start = cursor.index;
  const parts = [strictName(cursor)];
  while (cursor.accept('.')) parts.push(strictName(cursor));
  if (parts.length > 1) {
    const context = cursor.contextFrom(start);
    const message =
      'SQL pipe syntax |> SET operator with multi-part assignment key (only single-part keys are allowed)';
    raise('INVALID_STATEMENT_OR_CLAUSE', { operation: message }, { context, parse: context });
  }
  cursor.expect('=');
  const value = cursor.rules.expression(cursor);
  return { ...alias(value, parts[0] as string), context: cursor.contextFrom(start) };
}

/** `|> AGGREGATE sum(x) AS s GROUP BY k`: the keys come first, then the aggregates. */
function pipeAggregate(cursor: TokenCursor, child: Plan): Plan {
  const start = cursor.index;
  cursor.expect('AGGREGATE');
  const none = cursor.isAll('GROUP', 'BY') || cursor.is('eof') || cursor.is('|>') || cursor.is(')') || cursor.is(';');
  const aggregates = none ? [] : cursor.list(() => cursor.rules.namedExpression(cursor));
  const grouping = groupByClause(cursor, true) ?? [];
  if (aggregates.length === 0 && grouping.length === 0) {
    const context = cursor.contextFrom(start);
    const operation =
      'The AGGREGATE clause requires a list of aggregate expressions or a list of grouping expressions, or both';
    raise('INVALID_STATEMENT_OR_CLAUSE', { operation }, { context, parse: context });
  }
  const keys = grouping.map((key) => (key.kind === 'alias' ? key.child : key));
  const context = cursor.contextFrom(start);
  return { kind: 'aggregate', grouping: keys, list: [...grouping, ...aggregates], child, context };
}

const RESULT_CLAUSES = ['sort', 'repartition', 'with-windows', 'limit', 'offset'] as const;
const CLAUSE_NAMES: Readonly<Record<(typeof RESULT_CLAUSES)[number], string>> = {
  sort: 'ORDER BY',
  repartition: 'DISTRIBUTE BY',
  'with-windows': 'WINDOW',
  limit: 'LIMIT',
  offset: 'OFFSET',
};

/** ORDER BY and LIMIT are steps of their own; LIMIT and OFFSET go together. */
function pipeOrganized(cursor: TokenCursor, child: Plan, start: number, steps: QuerySteps): Plan {
  const plan = steps.organized(cursor, child, start);
  const clauses: string[] = [];
  for (let node = plan; node !== child && 'child' in node; node = node.child) {
    const name = RESULT_CLAUSES.find((kind) => kind === node.kind);
    if (name !== undefined) clauses.unshift(CLAUSE_NAMES[name]);
  }
  const sorts = clauses.filter((clause) => clause !== 'LIMIT' && clause !== 'OFFSET');
  const [first] = sorts;
  const last = clauses[clauses.length - 1];
  if (first !== undefined && last !== undefined && clauses.length > sorts.length) {
    const context = cursor.contextFrom(start);
    const both = { clause1: first, clause2: last };
    raise('MULTIPLE_QUERY_RESULT_CLAUSES_WITH_PIPE_OPERATORS', both, { context, parse: context });
  }
  return plan;
}
