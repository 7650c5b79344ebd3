/** Columns of CREATE TABLE and ALTER TABLE. */
import { raise } from '../../errors/raise.ts';
import type { ColumnDefinition } from '../../tree/table-command.ts';
import type { TokenCursor } from './cursor.ts';
import { strictName } from './identifier.ts';
import { stringLiteral } from './string-literal.ts';
import { dataType } from './type.ts';

/** `name type`, then NOT NULL, DEFAULT and COMMENT in any order. */
export function columnDefinition(cursor: TokenCursor): ColumnDefinition {
  const name = strictName(cursor);
  const type = dataType(cursor);
  let nullable = true;
  let comment: string | undefined;
  let defaultText: string | undefined;
  for (;;) {
    if (cursor.acceptAll('NOT', 'NULL') || cursor.acceptAll('!', 'NULL')) nullable = false;
    else if (cursor.accept('COMMENT')) comment = stringLiteral(cursor);
    else if (cursor.accept('DEFAULT')) defaultText = defaultOf(cursor);
    else if (cursor.is('GENERATED')) return generated(cursor);
    else return { name, type, nullable, comment, defaultText };
  }
}

/** The text as written: it is analysed where it is used. */
export function defaultOf(cursor: TokenCursor): string {
  const start = cursor.index;
  cursor.rules.expression(cursor);
  return cursor.textFrom(start);
}

function generated(cursor: TokenCursor): never {
  const context = cursor.contextAt(cursor.index);
  return raise('UNSUPPORTED_FEATURE.SQL_SYNTAX', { syntax: 'GENERATED ALWAYS AS' }, { context, parse: context });
}
