/** `EXECUTE IMMEDIATE text [INTO variables] [USING values]` */
import type { ExecuteImmediate } from '../../tree/variable-command.ts';
import type { TokenCursor } from './cursor.ts';
import { simpleName } from './identifier.ts';
import { variableName } from './variable-commands.ts';

export function executeImmediateCommand(cursor: TokenCursor): ExecuteImmediate {
  const start = cursor.index;
  cursor.expectAll('EXECUTE', 'IMMEDIATE');
  const text = cursor.rules.expression(cursor);
  const into = cursor.accept('INTO') ? cursor.list(() => variableName(cursor)) : [];
  const using = cursor.accept('USING') ? usingList(cursor) : [];
  return { kind: 'execute-immediate', text, into, using, context: cursor.contextFrom(start) };
}

function usingList(cursor: TokenCursor): ExecuteImmediate['using'] {
  const isWhole = cursor.is('(') && ['eof', ';'].includes(cursor.at(cursor.closingOf(cursor.index) + 1).key);
  return isWhole ? cursor.parenthesized(() => usingItem(cursor)) : cursor.list(() => usingItem(cursor));
}

function usingItem(cursor: TokenCursor): ExecuteImmediate['using'][number] {
  const value = cursor.rules.expression(cursor);
  const isNamed = cursor.accept('AS') || cursor.isIdentifier();
  return { value, name: isNamed ? simpleName(cursor) : undefined };
}
