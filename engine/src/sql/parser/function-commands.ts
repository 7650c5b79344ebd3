/** CREATE FUNCTION … RETURN and DROP FUNCTION. */
import { raise } from '../../errors/raise.ts';
import { nextExpressionId } from '../../tree/expression.ts';
import type { Plan } from '../../tree/plan.ts';
import type { CreateFunction, SqlFunctionCommand, SqlParameter, SqlResult } from '../../tree/sql-function.ts';
import { field } from '../../types/data-type.ts';
import type { TokenCursor } from './cursor.ts';
import { identifier, multipartName } from './identifier.ts';
import { startsQuery } from './query-start.ts';
import { stringLiteral } from './string-literal.ts';
import { dataType } from './type.ts';

/** What comes after CREATE [OR REPLACE]; undefined for functions of Java classes. */
export function createFunctionCommand(
  cursor: TokenCursor,
  start: number,
  replace: boolean,
): CreateFunction | undefined {
  const temporary = cursor.accept('TEMPORARY');
  cursor.expect('FUNCTION');
  const ifNotExists = cursor.acceptAll('IF', 'NOT', 'EXISTS');
  const name = multipartName(cursor);
  if (cursor.is('AS')) return undefined;
  cursor.expect('(');
  const parameters = cursor.is(')') ? [] : parameterList(cursor, cursor.index);
  cursor.expect(')');
  const result = cursor.accept('RETURNS') ? returned(cursor) : undefined;
  const readsNothing = characteristics(cursor);
  cursor.expect('RETURN');
  const isQuery = startsQuery(cursor, 0) && !(cursor.is('(') && result !== 'table' && result?.kind !== 'table');
  const isTable = result === 'table' || result?.kind === 'table';
  const from = cursor.index;
  const body: Plan = isQuery ? cursor.rules.query(cursor) : projection(cursor);
  const bodyText = cursor.textFrom(from);
  const context = cursor.contextFrom(start);
  if (temporary) checkTemporary(name, replace, ifNotExists, context);
  const given = isQuery && !isTable ? scalarValue(body) : body;
  return {
    kind: 'create-function',
    name,
    temporary,
    replace,
    ifNotExists,
    parameters,
    result,
    body: given,
    isQuery,
    readsNothing,
    bodyText,
    context,
  };
}

const projection = (cursor: TokenCursor): Plan => ({
  kind: 'project',
  list: [cursor.rules.expression(cursor)],
  child: { kind: 'one-row' },
});

const scalarValue = (plan: Plan): Plan => ({
  kind: 'project',
  list: [{ kind: 'scalar-subquery', plan, id: nextExpressionId(), context: plan.context }],
  child: { kind: 'one-row' },
});

type Place = ReturnType<TokenCursor['contextFrom']>;

/** A temporary function belongs to the session: other qualifiers are refused. */
function checkTemporary(name: readonly string[], replace: boolean, ifNotExists: boolean, context: Place): void {
  const where = { context, parse: context };
  if (ifNotExists) {
    const statement = replace ? 'CREATE OR REPLACE TEMPORARY FUNCTION' : 'CREATE TEMPORARY FUNCTION';
    raise('INVALID_SQL_SYNTAX.CREATE_TEMP_FUNC_WITH_IF_NOT_EXISTS', { statement }, where);
  }
  checkTemporaryName(name, context);
}

function checkTemporaryName(name: readonly string[], context: Place): void {
  const qualifier = name.slice(0, -1);
  const text = qualifier.join('.').toLowerCase();
  if (text === '' || text === 'session' || text === 'system.session') return;
  raise(
    'INVALID_TEMP_OBJ_QUALIFIER',
    {
      objectType: 'FUNCTION',
      objectName: `\`${name[name.length - 1]}\``,
      qualifier: qualifier.map((part) => `\`${part}\``).join('.'),
    },
    { context, parse: context },
  );
}

const parameterList = (cursor: TokenCursor, first: number): SqlParameter[] =>
  cursor.list(() => parameter(cursor, first));

/** `name type [DEFAULT value] [COMMENT text]` */
function parameter(cursor: TokenCursor, first: number): SqlParameter {
  const name = identifier(cursor);
  const type = dataType(cursor);
  let defaultValue: SqlParameter['defaultValue'];
  for (;;) {
    if (cursor.accept('DEFAULT')) defaultValue = cursor.rules.expression(cursor);
    else if (cursor.accept('COMMENT')) stringLiteral(cursor);
    else if (cursor.is(',') || cursor.is(')')) return { name, type, defaultValue };
    else refuseParameter(cursor, first);
  }
}

/** `first` is where the list begins. */
function refuseParameter(cursor: TokenCursor, first: number): never {
  const word = cursor.token.key;
  if (word === 'NOT' && cursor.peek(1).key === 'NULL') {
    cursor.moveTo(cursor.closingOf(first - 1));
    raise('USER_DEFINED_FUNCTIONS.NOT_NULL_ON_FUNCTION_PARAMETERS', { input: cursor.textFrom(first) });
  }
  if (word !== 'GENERATED' && !CONSTRAINTS.has(word)) return cursor.fail();
  cursor.moveTo(cursor.endIndex);
  const context = cursor.contextFrom(0);
  const where = { context, parse: context };
  return word === 'GENERATED'
    ? raise('INVALID_SQL_SYNTAX.CREATE_FUNC_WITH_GENERATED_COLUMNS_AS_PARAMETERS', {}, where)
    : raise('INVALID_SQL_SYNTAX.CREATE_FUNC_WITH_COLUMN_CONSTRAINTS', {}, where);
}

const CONSTRAINTS: ReadonlySet<string> = new Set(['UNIQUE', 'CHECK', 'PRIMARY', 'REFERENCES', 'CONSTRAINT']);

function returned(cursor: TokenCursor): SqlResult | 'table' {
  if (!cursor.accept('TABLE')) return { kind: 'scalar', type: dataType(cursor) };
  if (!cursor.is('(')) return 'table';
  cursor.expect('(');
  const columns = parameterList(cursor, cursor.index);
  cursor.expect(')');
  return { kind: 'table', columns: columns.map(({ name, type }) => field(name, type)) };
}

/** LANGUAGE SQL, DETERMINISTIC, COMMENT and the like; only CONTAINS SQL asks something of the body. */
function characteristics(cursor: TokenCursor): boolean {
  let readsNothing = false;
  for (;;) {
    if (cursor.accept('COMMENT')) stringLiteral(cursor);
    else if (cursor.acceptAll('CONTAINS', 'SQL')) readsNothing = true;
    else if (
      !cursor.acceptAll('LANGUAGE', 'SQL') &&
      !cursor.acceptAll('NOT', 'DETERMINISTIC') &&
      !cursor.accept('DETERMINISTIC') &&
      !cursor.acceptAll('READS', 'SQL', 'DATA') &&
      !cursor.acceptAll('SQL', 'SECURITY', 'DEFINER')
    )
      return readsNothing;
  }
}

/** What comes after DROP. */
export function dropFunctionCommand(cursor: TokenCursor): SqlFunctionCommand {
  const start = cursor.index;
  const temporary = cursor.accept('TEMPORARY');
  cursor.expect('FUNCTION');
  const ifExists = cursor.acceptAll('IF', 'EXISTS');
  const name = multipartName(cursor);
  if (temporary) checkTemporaryName(name, cursor.contextFrom(start));
  return { kind: 'drop-function', name, temporary, ifExists };
}
