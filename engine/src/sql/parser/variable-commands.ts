/** DECLARE, SET and DROP of session variables. */
import { raise } from '../../errors/raise.ts';
import { NULL_LITERAL } from '../../tree/build.ts';
import type { DeclareVariable, VariableCommand, VariableName } from '../../tree/variable-command.ts';
import type { TokenCursor } from './cursor.ts';
import { multipartName } from './identifier.ts';
import { dataType } from './type.ts';

const acceptWord = (cursor: TokenCursor): boolean => cursor.accept('VARIABLE') || cursor.accept('VAR');

export function variableName(cursor: TokenCursor): VariableName {
  const start = cursor.index;
  return { parts: multipartName(cursor), context: cursor.contextFrom(start) };
}

/** After these words VAR itself is the name. */
const NOT_A_NAME: ReadonlySet<string> = new Set(['=', 'DEFAULT', ',', 'eof', ';']);

/** `DECLARE [OR REPLACE] [VARIABLE] a, b [type] [DEFAULT value]` */
export function declareCommand(cursor: TokenCursor): DeclareVariable {
  const start = cursor.index;
  cursor.expect('DECLARE');
  const replace = cursor.acceptAll('OR', 'REPLACE');
  if (!NOT_A_NAME.has(cursor.peek(1).key)) acceptWord(cursor);
  const names = cursor.list(() => variableName(cursor));
  const isDefault = (): boolean => cursor.is('DEFAULT') || cursor.is('=');
  const type = isDefault() || cursor.is('eof') || cursor.is(';') ? undefined : dataType(cursor);
  let defaultValue: DeclareVariable['defaultValue'] = NULL_LITERAL;
  let defaultText = 'null';
  if (isDefault()) {
    cursor.advance();
    const from = cursor.index;
    defaultValue = cursor.rules.expression(cursor);
    defaultText = cursor.textFrom(from);
  } else if (type === undefined) {
    const context = cursor.contextFrom(start);
    raise('INVALID_SQL_SYNTAX.VARIABLE_TYPE_OR_DEFAULT_REQUIRED', {}, { context, parse: context });
  }
  const context = cursor.contextFrom(start);
  return { kind: 'declare-variables', names, type, defaultValue, defaultText, replace, context };
}

/** `SET VARIABLE a = 1, b = DEFAULT` and `SET VARIABLE (a, b) = (query)`. */
export function setVariableCommand(cursor: TokenCursor): VariableCommand {
  const start = cursor.index;
  cursor.expect('SET');
  acceptWord(cursor);
  if (cursor.is('(')) return setFromQuery(cursor, start);
  const assignments = cursor.list(() => {
    const target = variableName(cursor);
    cursor.expect('=');
    return { target, value: cursor.rules.expression(cursor) };
  });
  return { kind: 'set-variables', assignments, context: cursor.contextFrom(start) };
}

function setFromQuery(cursor: TokenCursor, start: number): VariableCommand {
  if (cursor.peek(1).key === ')') {
    cursor.moveTo(cursor.endIndex);
    const context = cursor.contextFrom(start);
    raise('INVALID_SET_SYNTAX', {}, { context, parse: context });
  }
  const targets = cursor.parenthesized(() => variableName(cursor));
  cursor.expect('=');
  cursor.expect('(');
  const query = cursor.rules.query(cursor);
  cursor.expect(')');
  return { kind: 'set-variables-from', targets, query, context: cursor.contextFrom(start) };
}

/** What comes after DROP; undefined where it is something else that is temporary. */
export function dropVariableCommand(cursor: TokenCursor): VariableCommand | undefined {
  const next = cursor.peek(1).key;
  if (next !== 'VARIABLE' && next !== 'VAR') return undefined;
  cursor.expect('TEMPORARY');
  acceptWord(cursor);
  const ifExists = cursor.acceptAll('IF', 'EXISTS');
  return { kind: 'drop-variable', name: variableName(cursor), ifExists };
}
