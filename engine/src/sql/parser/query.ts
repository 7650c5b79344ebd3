/** Queries: WITH, set operations with their precedence, ORDER BY … LIMIT … OFFSET. */
import { raise } from '../../errors/raise.ts';
import { sortOrder } from '../../tree/build.ts';
import type { Expression, SortOrder } from '../../tree/expression.ts';
import type { CteDefinition, Plan } from '../../tree/plan.ts';
import type { TokenCursor } from './cursor.ts';
import { nameList, strictName } from './identifier.ts';
import { isSingleBarPipe } from './operators.ts';
import { pipeStep } from './pipe.ts';
import { fromStatement, querySpecification } from './select.ts';
import { sortItem } from './sort-item.ts';
import { tableReference } from './table-reference.ts';
import { inlineTable } from './table-source.ts';
import { integerValue } from './type.ts';
import { windowClause } from './window.ts';

/** What may follow WITH … besides a query; `enclose` puts a query below those CTEs. */
type Modification = (cursor: TokenCursor, enclose: (query: Plan) => Plan) => Plan;

export function query(cursor: TokenCursor, modification: Modification = unsupportedStatement): Plan {
  return cursor.nested(() => {
    const start = cursor.index;
    if (!cursor.is('WITH')) return organized(cursor, queryTerm(cursor, 0), start);
    const clause = ctes(cursor);
    const first = cursor.index;
    if (cursor.isOneOf(MODIFICATIONS)) return modification(cursor, (child) => ({ kind: 'with', ...clause, child }));
    const child = organized(cursor, queryTerm(cursor, 0), first);
    checkCtes(cursor, clause, start);
    return { kind: 'with', ...clause, child, context: cursor.contextFrom(start) };
  });
}

const MODIFICATIONS: ReadonlySet<string> = new Set(['INSERT', 'UPDATE', 'DELETE', 'MERGE']);

function unsupportedStatement(cursor: TokenCursor): never {
  const context = cursor.contextAt(cursor.index);
  return raise('UNSUPPORTED_FEATURE.SQL_STATEMENT', { statement: cursor.token.key }, { context, parse: context });
}

interface WithClause {
  readonly ctes: readonly CteDefinition[];
  readonly recursive: boolean;
}

/** `WITH [RECURSIVE] name [(columns)] [MAX RECURSION LEVEL n] [AS] (query), …` */
function ctes(cursor: TokenCursor): WithClause {
  cursor.expect('WITH');
  const recursive = cursor.is('RECURSIVE') && cursor.isIdentifier(cursor.peek(1)) && cursor.accept('RECURSIVE');
  return { ctes: cursor.list(() => cte(cursor)), recursive };
}

function checkCtes(cursor: TokenCursor, clause: WithClause, start: number): void {
  const names = clause.ctes.map((definition) => definition.name.toLowerCase());
  const repeated = [...new Set(names.filter((name, i) => names.indexOf(name) !== i))];
  const context = cursor.contextFrom(start);
  if (repeated.length > 0) {
    const duplicateNames = repeated.map((name) => `\`${name}\``).join(', ');
    raise('DUPLICATED_CTE_NAMES', { duplicateNames }, { context, parse: context });
  }
  if (!clause.recursive && clause.ctes.some((definition) => definition.maxDepth !== undefined)) {
    const message = 'Cannot specify MAX RECURSION LEVEL when the CTE is not marked as RECURSIVE';
    raise('_LEGACY_ERROR_TEMP_0035', { message }, { context, parse: context });
  }
}

function cte(cursor: TokenCursor): CteDefinition {
  const name = strictName(cursor);
  const columns = cursor.is('(') && cursor.isIdentifier(cursor.peek(1)) && !isBody(cursor) ? nameList(cursor) : [];
  const maxDepth = cursor.acceptAll('MAX', 'RECURSION', 'LEVEL') ? integerValue(cursor) : undefined;
  cursor.accept('AS');
  cursor.expect('(');
  const plan = query(cursor);
  cursor.expect(')');
  return { id: 0, name, columns, plan, maxDepth };
}

/** `name (query)` without AS: the parentheses hold no column list. */
function isBody(cursor: TokenCursor): boolean {
  const after = cursor.at(cursor.closingOf(cursor.index) + 1).key;
  return after !== 'AS' && after !== '(' && after !== 'MAX';
}

interface SetOperator {
  readonly power: number;
  readonly build: (left: Plan, right: Plan, all: boolean) => Plan;
}

const union = (left: Plan, right: Plan, all: boolean): Plan => {
  const plan: Plan = { kind: 'union', byName: false, allowMissing: false, children: [left, right] };
  return all ? plan : { kind: 'distinct', child: plan };
};
const except = (left: Plan, right: Plan, all: boolean): Plan => ({
  kind: 'set-operation',
  op: 'except',
  all,
  left,
  right,
});
const intersect = (left: Plan, right: Plan, all: boolean): Plan => ({
  kind: 'set-operation',
  op: 'intersect',
  all,
  left,
  right,
});

const SET_OPERATORS: ReadonlyMap<string, SetOperator> = new Map([
  ['INTERSECT', { power: 2, build: intersect }],
  ['UNION', { power: 1, build: union }],
  ['EXCEPT', { power: 1, build: except }],
  ['MINUS', { power: 1, build: except }],
]);

/** INTERSECT before UNION and EXCEPT, these before pipes; all from left to right. */
function queryTerm(cursor: TokenCursor, minimum: number): Plan {
  const start = cursor.index;
  let left = queryPrimary(cursor);
  for (;;) {
    if (minimum === 0 && (cursor.is('|>') || isSingleBarPipe(cursor))) {
      cursor.advance();
      left = pipeStep(cursor, left, start, { setOperation: pipeSetOperation, organized });
      continue;
    }
    const operator = SET_OPERATORS.get(cursor.token.key);
    if (operator === undefined || operator.power < minimum) return left;
    left = setOperation(cursor, left, start, operator, (c) => queryTerm(c, operator.power + 1));
  }
}

function setOperation(
  cursor: TokenCursor,
  left: Plan,
  start: number,
  operator: SetOperator,
  rightSide: (cursor: TokenCursor) => Plan,
): Plan {
  cursor.advance();
  const all = cursor.accept('ALL');
  if (!all) cursor.accept('DISTINCT');
  const right = rightSide(cursor);
  return { ...operator.build(left, right, all), context: cursor.contextFrom(start) };
}

function queryPrimary(cursor: TokenCursor): Plan {
  switch (cursor.token.key) {
    case 'SELECT':
      return querySpecification(cursor);
    case 'FROM':
      return fromQuery(cursor);
    case 'TABLE':
      cursor.advance();
      return tableReference(cursor);
    case 'VALUES':
      return inlineTable(cursor);
    case '(': {
      cursor.advance();
      const plan = query(cursor);
      cursor.expect(')');
      return plan;
    }
    default:
      return cursor.fail();
  }
}

function fromQuery(cursor: TokenCursor): Plan {
  const plan = fromStatement(cursor, organized);
  return cursor.is('INSERT') ? unsupportedStatement(cursor) : plan;
}

/** The right side of `|> UNION …`: a primary query. */
function pipeSetOperation(cursor: TokenCursor, left: Plan, start: number): Plan | undefined {
  const operator = SET_OPERATORS.get(cursor.token.key);
  return operator === undefined ? undefined : setOperation(cursor, left, start, operator, queryPrimary);
}

/** ORDER BY, SORT BY, DISTRIBUTE BY, CLUSTER BY, WINDOW, LIMIT, OFFSET after a query. */
export function organized(cursor: TokenCursor, child: Plan, start: number): Plan {
  let plan = sorted(cursor, child, start);
  const definitions = windowClause(cursor);
  if (definitions !== undefined) plan = { kind: 'with-windows', definitions, child: plan };
  const limit = limitClause(cursor);
  if (cursor.accept('OFFSET')) {
    const count = cursor.rules.expression(cursor);
    plan = { kind: 'offset', count, child: plan, context: cursor.contextFrom(start) };
  }
  return limit === undefined ? plan : { kind: 'limit', count: limit, child: plan, context: cursor.contextFrom(start) };
}

/** `LIMIT ALL` is no limit. */
function limitClause(cursor: TokenCursor): Expression | undefined {
  if (!cursor.accept('LIMIT')) return undefined;
  return cursor.accept('ALL') ? undefined : cursor.rules.expression(cursor);
}

const expressions = (cursor: TokenCursor, ...keys: readonly string[]): Expression[] =>
  cursor.acceptAll(...keys) ? cursor.list(() => cursor.rules.expression(cursor)) : [];
const sortItems = (cursor: TokenCursor, ...keys: readonly string[]): SortOrder[] =>
  cursor.acceptAll(...keys) ? cursor.list(() => sortItem(cursor)) : [];

function sorted(cursor: TokenCursor, child: Plan, start: number): Plan {
  const at = cursor.index;
  const order = sortItems(cursor, 'ORDER', 'BY');
  const cluster = expressions(cursor, 'CLUSTER', 'BY');
  const distribute = expressions(cursor, 'DISTRIBUTE', 'BY');
  const sort = sortItems(cursor, 'SORT', 'BY');
  if (cursor.index === at) return child;
  const context = cursor.contextFrom(start);
  if (order.length > 0 && cluster.length + distribute.length + sort.length === 0) {
    return { kind: 'sort', orders: order, global: true, child, context };
  }
  if (order.length > 0 || (cluster.length > 0 && distribute.length + sort.length > 0)) {
    const where = cursor.contextFrom(at);
    raise('UNSUPPORTED_FEATURE.COMBINATION_QUERY_RESULT_CLAUSES', {}, { context: where, parse: where });
  }
  const keys = cluster.length > 0 ? cluster : distribute;
  const orders = cluster.length > 0 ? cluster.map((e) => sortOrder(e)) : sort;
  const spread: Plan =
    keys.length === 0
      ? child
      : { kind: 'repartition', by: 'hash', numPartitions: undefined, expressions: keys, child, context };
  return orders.length === 0 ? spread : { kind: 'sort', orders, global: false, child: spread, context };
}
