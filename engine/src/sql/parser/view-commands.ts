/** CREATE VIEW in its forms, DROP VIEW and DROP TABLE. */
import { raise } from '../../errors/raise.ts';
import type { Command, ViewSchemaMode } from '../../tree/command.ts';
import type { TokenCursor } from './cursor.ts';
import { identifier, multipartName, nameList } from './identifier.ts';
import { propertyList } from './property-list.ts';
import { stringLiteral } from './string-literal.ts';
import { tableSchema } from './type.ts';

interface Head {
  readonly start: number;
  readonly replace: boolean;
  readonly scope: 'temporary' | 'global-temporary' | 'persistent';
}

/** What comes after CREATE [OR REPLACE]; undefined when something other than a view is created. */
export function createViewCommand(cursor: TokenCursor, start: number, replace: boolean): Command | undefined {
  const global = cursor.accept('GLOBAL');
  const temporary = cursor.accept('TEMPORARY');
  if (!cursor.accept('VIEW')) return undefined;
  const head: Head = { start, replace, scope: global ? 'global-temporary' : temporary ? 'temporary' : 'persistent' };
  const ifNotExists = cursor.acceptAll('IF', 'NOT', 'EXISTS') || cursor.acceptAll('IF', '!', 'EXISTS');
  const name = multipartName(cursor);
  const isSource = temporary && isUsing(cursor);
  return isSource ? viewOfSource(cursor, head, name) : viewOfQuery(cursor, head, name, ifNotExists);
}

/** USING after the name or after a schema in parentheses. */
function isUsing(cursor: TokenCursor): boolean {
  const after = cursor.is('(') ? cursor.at(cursor.closingOf(cursor.index) + 1) : cursor.token;
  return after.key === 'USING';
}

function viewOfSource(cursor: TokenCursor, head: Head, name: readonly string[]): Command {
  let schema: ReturnType<typeof tableSchema> | undefined;
  if (cursor.accept('(')) {
    schema = tableSchema(cursor);
    cursor.expect(')');
  }
  cursor.expect('USING');
  const source = multipartName(cursor).join('.');
  const options = cursor.accept('OPTIONS') ? propertyList(cursor) : {};
  const { replace, scope } = head;
  return { kind: 'create-view-using', name, global: scope === 'global-temporary', replace, schema, source, options };
}

function viewOfQuery(cursor: TokenCursor, head: Head, name: readonly string[], ifNotExists: boolean): Command {
  const { start, replace, scope } = head;
  const columns = cursor.is('(') ? cursor.parenthesized(() => viewColumn(cursor)) : [];
  const clauses = viewClauses(cursor);
  cursor.expect('AS');
  const from = cursor.index;
  const query = cursor.rules.query(cursor);
  const sqlText = cursor.textFrom(from);
  const context = cursor.contextFrom(start);
  if (ifNotExists && replace) {
    const viewName = name.join('.');
    raise('CREATE_VIEW_WITH_IF_NOT_EXISTS_AND_REPLACE', { viewName }, { context, parse: context });
  }
  if (scope !== 'persistent') {
    if (ifNotExists) raise('_LEGACY_ERROR_TEMP_0053', {}, { context, parse: context });
    checkQualifier(name, context);
  }
  return { kind: 'create-view', name, scope, columns, ...clauses, query, sqlText, replace, ifNotExists };
}

/** A temporary view belongs to the session: no other qualifier is allowed. */
function checkQualifier(name: readonly string[], context: ReturnType<TokenCursor['contextFrom']>): void {
  const qualifier = name.slice(0, -1);
  const text = qualifier.join('.').toLowerCase();
  if (text === '' || text === 'session' || text === 'system.session') return;
  raise(
    'INVALID_TEMP_OBJ_QUALIFIER',
    {
      objectType: 'VIEW',
      objectName: `\`${name[name.length - 1]}\``,
      qualifier: qualifier.map((part) => `\`${part}\``).join('.'),
    },
    { context, parse: context },
  );
}

function viewColumn(cursor: TokenCursor): { readonly name: string; readonly comment: string | undefined } {
  const name = identifier(cursor);
  return { name, comment: cursor.accept('COMMENT') ? stringLiteral(cursor) : undefined };
}

interface ViewClauses {
  comment: string | undefined;
  properties: Readonly<Record<string, string>>;
  schemaMode: ViewSchemaMode | undefined;
}

/** Between name and AS. */
function viewClauses(cursor: TokenCursor): ViewClauses {
  const clauses: ViewClauses = { comment: undefined, properties: {}, schemaMode: undefined };
  for (;;) {
    if (cursor.accept('COMMENT')) clauses.comment = stringLiteral(cursor);
    else if (cursor.accept('TBLPROPERTIES')) clauses.properties = propertyList(cursor);
    else if (cursor.acceptAll('PARTITIONED', 'ON')) nameList(cursor);
    else if (cursor.acceptAll('DEFAULT', 'COLLATION')) identifier(cursor);
    else if (cursor.isAll('WITH', 'SCHEMA')) clauses.schemaMode = viewSchemaMode(cursor);
    else return clauses;
  }
}

/** `WITH SCHEMA …` */
export function viewSchemaMode(cursor: TokenCursor): ViewSchemaMode {
  cursor.expectAll('WITH', 'SCHEMA');
  if (cursor.acceptAll('TYPE', 'EVOLUTION')) return 'TYPE EVOLUTION';
  const mode = (['BINDING', 'COMPENSATION', 'EVOLUTION'] as const).find((word) => cursor.accept(word));
  return mode ?? cursor.fail();
}

/** What comes after DROP. */
export function dropCommand(cursor: TokenCursor): Command | undefined {
  const object = cursor.is('VIEW') ? 'view' : cursor.is('TABLE') ? 'table' : undefined;
  if (object === undefined) return undefined;
  cursor.advance();
  const ifExists = cursor.acceptAll('IF', 'EXISTS');
  const name = multipartName(cursor);
  if (object === 'table') cursor.accept('PURGE');
  return { kind: 'drop', object, name, ifExists };
}
