/** The parser's front door: statements, expressions, names, types and schemas from text. */
import { raise } from '../errors/raise.ts';
import type { Expression } from '../tree/expression.ts';
import type { Plan } from '../tree/plan.ts';
import type { DataType, StructType } from '../types/data-type.ts';
import { lex } from './lexer.ts';
import { DEFAULT_PARSE_OPTIONS, type ParseOptions } from './parse-options.ts';
import { type Rules, TokenCursor } from './parser/cursor.ts';
import { expression, namedExpression, valueExpression } from './parser/expression.ts';
import { multipartName, strictName } from './parser/identifier.ts';
import { query } from './parser/query.ts';
import { statement } from './parser/statement.ts';
import { dataType, tableSchema } from './parser/type.ts';
import { substituteVariables } from './variable-substitution.ts';

const RULES: Rules = { query, expression, valueExpression: (cursor) => valueExpression(cursor), namedExpression };

function parse<T>(written: string, options: ParseOptions, rule: (cursor: TokenCursor) => T, isFragment = false): T {
  const text = options.variable === undefined ? written : substituteVariables(written, options.variable);
  const lexed = lex(text);
  const cursor = new TokenCursor(text, lexed, options, RULES, isFragment);
  if (lexed.unclosedComment) {
    raise('UNCLOSED_BRACKETED_COMMENT', {}, { parse: { ...cursor.contextAt(0), line: 0 } });
  }
  if (text.trim() === '') raise('PARSE_EMPTY_STATEMENT', {}, { parse: cursor.contextAt(0) });
  const result = guarded(cursor, rule);
  cursor.expectEnd();
  return result;
}

/** However deep the caller's own stack is, running out of it is the text's fault, not the engine's. */
function guarded<T>(cursor: TokenCursor, rule: (cursor: TokenCursor) => T): T {
  try {
    return rule(cursor);
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    return raise('FAILED_TO_PARSE_TOO_COMPLEX', {}, { cause, parse: { ...cursor.contextAt(0), line: 0 } });
  }
}

/** One statement, semicolons after it allowed. Commands come as `command` plans. */
export function parseStatement(text: string, options: ParseOptions = DEFAULT_PARSE_OPTIONS): Plan {
  return parse(text, options, (cursor) => {
    const plan = statement(cursor);
    while (cursor.accept(';'));
    return plan;
  });
}

/** A query only, as views and `spark.table` subqueries hold it. */
export function parseQuery(text: string, options: ParseOptions = DEFAULT_PARSE_OPTIONS): Plan {
  return parse(text, options, query);
}

/** An expression with an optional alias, as `expr` and `selectExpr` take it. */
export function parseExpression(text: string, options: ParseOptions = DEFAULT_PARSE_OPTIONS): Expression {
  return parse(text, options, namedExpression);
}

/** `a.b.c` as the parts of a name. */
export function parseMultipartIdentifier(text: string, options: ParseOptions = DEFAULT_PARSE_OPTIONS): string[] {
  return parse(text, options, multipartName);
}

/** `[database.]table` */
export function parseTableIdentifier(text: string, options: ParseOptions = DEFAULT_PARSE_OPTIONS): string[] {
  return parse(text, options, (cursor) => {
    const parts = [strictName(cursor)];
    if (cursor.accept('.')) parts.push(strictName(cursor));
    return parts;
  });
}

export function parseDataType(text: string, options: ParseOptions = DEFAULT_PARSE_OPTIONS): DataType {
  return parse(text, options, dataType, true);
}

/** `a INT, b STRING NOT NULL COMMENT 'x'` */
export function parseTableSchema(text: string, options: ParseOptions = DEFAULT_PARSE_OPTIONS): StructType {
  return parse(text, options, tableSchema, true);
}
