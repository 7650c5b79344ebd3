/** SHOW TABLES, VIEWS, FUNCTIONS, COLUMNS, DATABASES, CATALOGS, PARTITIONS, TBLPROPERTIES, CREATE TABLE. */
import { raise } from '../../errors/raise.ts';
import type { Command } from '../../tree/command.ts';
import type { TokenCursor } from './cursor.ts';
import { multipartName, simpleName } from './identifier.ts';
import { optionalPartitionSpec } from './partition-spec.ts';
import { propertyKey } from './property-list.ts';
import { isString, stringLiteral } from './string-literal.ts';

/** Undefined for what else can be shown. */
export function showCommand(cursor: TokenCursor): Command | undefined {
  const start = cursor.index;
  cursor.expect('SHOW');
  switch (cursor.token.key) {
    case 'TABLES':
    case 'VIEWS': {
      const views = cursor.advance().key === 'VIEWS';
      const namespace = inNamespace(cursor);
      return { kind: 'show-tables', namespace, pattern: pattern(cursor), views };
    }
    case 'DATABASES':
    case 'SCHEMAS':
    case 'NAMESPACES': {
      cursor.advance();
      const namespace = inNamespace(cursor);
      return { kind: 'show-namespaces', namespace, pattern: pattern(cursor) };
    }
    case 'CATALOGS':
      cursor.advance();
      return { kind: 'show-catalogs', pattern: pattern(cursor) };
    case 'COLUMNS':
      return showColumns(cursor);
    case 'CREATE':
      cursor.expectAll('CREATE', 'TABLE');
      return { kind: 'show-create-table', name: multipartName(cursor), asSerde: cursor.acceptAll('AS', 'SERDE') };
    case 'TBLPROPERTIES':
      return showProperties(cursor);
    case 'PARTITIONS':
      cursor.advance();
      return { kind: 'show-partitions', name: multipartName(cursor), partition: optionalPartitionSpec(cursor) };
    case 'CURRENT':
      return showCurrent(cursor);
    default:
      return showFunctions(cursor, start);
  }
}

const inNamespace = (cursor: TokenCursor): string[] | undefined =>
  cursor.accept('IN') || cursor.accept('FROM') ? multipartName(cursor) : undefined;

/** `[LIKE] 'pattern'` */
function pattern(cursor: TokenCursor): string | undefined {
  return cursor.accept('LIKE') || isString(cursor) ? stringLiteral(cursor) : undefined;
}

function showColumns(cursor: TokenCursor): Command {
  cursor.advance();
  if (!cursor.accept('IN')) cursor.expect('FROM');
  const at = cursor.index;
  const table = multipartName(cursor);
  const tablePlace = cursor.contextFrom(at);
  return { kind: 'show-columns', table, tablePlace, namespace: inNamespace(cursor) };
}

function showProperties(cursor: TokenCursor): Command {
  cursor.advance();
  const name = multipartName(cursor);
  const hasKey = cursor.accept('(');
  const key = hasKey ? propertyKey(cursor) : undefined;
  if (hasKey) cursor.expect(')');
  return { kind: 'show-table-properties', name, key };
}

function showCurrent(cursor: TokenCursor): Command | undefined {
  cursor.advance();
  if (!cursor.is('DATABASE') && !cursor.is('SCHEMA') && !cursor.is('NAMESPACE')) return undefined;
  cursor.advance();
  return { kind: 'show-current-namespace' };
}

const SCOPES: ReadonlyMap<string, 'all' | 'user' | 'system'> = new Map([
  ['ALL', 'all'],
  ['USER', 'user'],
  ['SYSTEM', 'system'],
]);

function showFunctions(cursor: TokenCursor, start: number): Command | undefined {
  let scope: 'all' | 'user' | 'system' | undefined = 'all';
  let written = '';
  if (!cursor.is('FUNCTIONS')) {
    if (cursor.peek(1).key !== 'FUNCTIONS') return undefined;
    written = simpleName(cursor);
    scope = SCOPES.get(written.toUpperCase());
  }
  cursor.expect('FUNCTIONS');
  const namespace = inNamespace(cursor);
  const like = cursor.accept('LIKE');
  const shown = isString(cursor)
    ? stringLiteral(cursor)
    : like || cursor.isIdentifier()
      ? multipartName(cursor).join('.')
      : undefined;
  if (scope === undefined) {
    const context = cursor.contextFrom(start);
    const parameters = { scope: `\`${written}\`` };
    return raise('INVALID_SQL_SYNTAX.SHOW_FUNCTIONS_INVALID_SCOPE', parameters, { context, parse: context });
  }
  return { kind: 'show-functions', scope, pattern: shown, namespace };
}
