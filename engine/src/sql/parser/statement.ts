/** Statements: queries, and commands by their first word. */
import { raise } from '../../errors/raise.ts';
import type { Command } from '../../tree/command.ts';
import type { Plan } from '../../tree/plan.ts';
import { alterCommand } from './alter-table.ts';
import { cacheCommand, clearCacheCommand, refreshCommand, uncacheCommand, useCommand } from './cache-commands.ts';
import { resetCommand, setCommand } from './conf-commands.ts';
import { createTableCommand } from './create-table.ts';
import type { TokenCursor } from './cursor.ts';
import {
  commentCommand,
  createDatabaseCommand,
  dropDatabaseCommand,
  isDatabaseWord,
  truncateCommand,
} from './database-commands.ts';
import { describeCommand } from './describe-command.ts';
import { executeImmediateCommand } from './execute-immediate.ts';
import { createFunctionCommand, dropFunctionCommand } from './function-commands.ts';
import { insertCommand } from './insert.ts';
import { query } from './query.ts';
import { startsQuery } from './query-start.ts';
import { showCommand } from './show-command.ts';
import { declareCommand, dropVariableCommand, setVariableCommand } from './variable-commands.ts';
import { createViewCommand, dropCommand } from './view-commands.ts';

/** Undefined when the words after the first are those of a statement that is not supported. */
type CommandRule = (cursor: TokenCursor) => Command | undefined;

const COMMANDS: ReadonlyMap<string, CommandRule> = new Map<string, CommandRule>([
  ['CREATE', createCommand],
  ['REPLACE', replaceCommand],
  ['DROP', dropAnyCommand],
  ['ALTER', alterCommand],
  ['INSERT', (cursor) => insertCommand(cursor)],
  ['TRUNCATE', truncateCommand],
  ['COMMENT', commentCommand],
  ['SET', (cursor) => (isSetVariable(cursor) ? setVariableCommand(cursor) : setCommand(cursor))],
  ['DECLARE', declareCommand],
  ['EXECUTE', executeImmediateCommand],
  ['RESET', resetCommand],
  ['CACHE', cacheCommand],
  ['UNCACHE', uncacheCommand],
  ['CLEAR', clearCacheCommand],
  ['REFRESH', refreshCommand],
  ['USE', useCommand],
  ['EXPLAIN', explainCommand],
  ['SHOW', showCommand],
  ['DESCRIBE', describeCommand],
  ['DESC', describeCommand],
]);

/** First words of statements that are known, but not supported. */
const OTHER_STATEMENTS: ReadonlySet<string> = new Set(
  `UPDATE DELETE MERGE ANALYZE LOAD MSCK REPAIR ADD LIST CALL BEGIN OPEN
  FETCH CLOSE MAP REDUCE`.split(/\s+/),
);
/** Statements of Hive that Spark refuses too. */
const REFUSED: ReadonlySet<string> = new Set(['GRANT', 'REVOKE', 'EXPORT', 'IMPORT', 'LOCK', 'UNLOCK', 'DFS']);

export function statement(cursor: TokenCursor): Plan {
  const start = cursor.index;
  if (startsQuery(cursor, 0)) return query(cursor, insertBelow);
  const { key } = cursor.token;
  const rule = COMMANDS.get(key);
  if (rule !== undefined) {
    if (cursor.peek(1).key === 'eof' && key !== 'SET' && key !== 'RESET') {
      cursor.advance();
      cursor.fail();
    }
    const command = rule(cursor);
    if (command === undefined) return unsupported(cursor, start);
    return { kind: 'command', command, context: cursor.contextFrom(start) };
  }
  if (REFUSED.has(key)) {
    cursor.moveTo(cursor.endIndex);
    const context = cursor.contextFrom(start);
    raise('INVALID_STATEMENT_OR_CLAUSE', { operation: key }, { context, parse: context });
  }
  if (OTHER_STATEMENTS.has(key) && cursor.peek(1).key !== 'eof') return unsupported(cursor, start);
  return cursor.rules.query(cursor);
}

function insertBelow(cursor: TokenCursor, enclose: (query: Plan) => Plan): Plan {
  const start = cursor.index;
  if (!cursor.is('INSERT')) return unsupported(cursor, start);
  const command = insertCommand(cursor, enclose);
  return { kind: 'command', command, context: cursor.contextFrom(start) };
}

function createCommand(cursor: TokenCursor): Command | undefined {
  const start = cursor.index;
  cursor.expect('CREATE');
  const replace = cursor.acceptAll('OR', 'REPLACE');
  if (!replace && isDatabaseWord(cursor)) return createDatabaseCommand(cursor);
  if (cursor.is('FUNCTION') || (cursor.is('TEMPORARY') && cursor.peek(1).key === 'FUNCTION')) {
    return createFunctionCommand(cursor, start, replace);
  }
  if (cursor.is('EXTERNAL') && cursor.peek(1).key === 'TABLE') cursor.advance();
  if (cursor.is('TABLE')) return createTableCommand(cursor, start, replace);
  return createViewCommand(cursor, start, replace);
}

function replaceCommand(cursor: TokenCursor): Command | undefined {
  const start = cursor.index;
  cursor.expect('REPLACE');
  return cursor.is('TABLE') ? createTableCommand(cursor, start, true) : undefined;
}

function dropAnyCommand(cursor: TokenCursor): Command | undefined {
  cursor.expect('DROP');
  if (isDatabaseWord(cursor)) return dropDatabaseCommand(cursor);
  if (cursor.is('FUNCTION') || (cursor.is('TEMPORARY') && cursor.peek(1).key === 'FUNCTION')) {
    return dropFunctionCommand(cursor);
  }
  return cursor.is('TEMPORARY') ? dropVariableCommand(cursor) : dropCommand(cursor);
}

function isSetVariable(cursor: TokenCursor): boolean {
  const next = cursor.peek(1).key;
  return (next === 'VAR' || next === 'VARIABLE') && cursor.peek(2).key !== '=';
}

function unsupported(cursor: TokenCursor, start: number): never {
  const words = [cursor.at(start), cursor.at(start + 1)].filter((t) => /^[A-Z]/.test(t.key));
  cursor.moveTo(cursor.endIndex);
  const context = cursor.contextFrom(start);
  const statementName = words.map((t) => t.key).join(' ');
  return raise('UNSUPPORTED_FEATURE.SQL_STATEMENT', { statement: statementName }, { context, parse: context });
}

const EXPLAIN_MODES = {
  EXTENDED: 'extended',
  CODEGEN: 'codegen',
  COST: 'cost',
  FORMATTED: 'formatted',
} as const;

function explainCommand(cursor: TokenCursor): Command {
  const start = cursor.index;
  cursor.expect('EXPLAIN');
  const isLogical = cursor.is('LOGICAL');
  const mode =
    cursor.token.key in EXPLAIN_MODES ? EXPLAIN_MODES[cursor.token.key as keyof typeof EXPLAIN_MODES] : undefined;
  if (mode !== undefined || isLogical) cursor.advance();
  const plan = statement(cursor);
  if (isLogical) {
    const context = cursor.contextFrom(start);
    raise('INVALID_STATEMENT_OR_CLAUSE', { operation: 'EXPLAIN LOGICAL' }, { context, parse: context });
  }
  return { kind: 'explain', mode: mode ?? 'simple', plan };
}
