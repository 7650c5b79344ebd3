/** The parser's place in the token stream, with the errors and contexts that depend on it. */

import type { SqlContext } from '../../errors/query-context.ts';
import { raise } from '../../errors/raise.ts';
import type { Expression } from '../../tree/expression.ts';
import type { Plan } from '../../tree/plan.ts';
import type { Lexed } from '../lexer.ts';
import type { ParseOptions } from '../parse-options.ts';
import { isKeyword, isReservedKeywordToken, type Token } from '../token.ts';

/** The rules that parts of the grammar deeper down refer back to. */
export interface Rules {
  query(cursor: TokenCursor): Plan;
  expression(cursor: TokenCursor): Expression;
  valueExpression(cursor: TokenCursor): Expression;
  namedExpression(cursor: TokenCursor): Expression;
}

/** Nested parentheses, subqueries and types: beyond this the JavaScript stack is at risk. */
const MAX_DEPTH = 400;

export class TokenCursor {
  readonly sqlText: string;
  readonly options: ParseOptions;
  readonly rules: Rules;
  /** A type or schema by itself rather than part of a statement. */
  readonly isFragment: boolean;
  /** Index of the current token. */
  index = 0;
  token: Token;
  readonly #tokens: readonly Token[];
  readonly #closing: Int32Array;
  #depth = 0;
  #parameters = 0;

  constructor(sqlText: string, lexed: Lexed, options: ParseOptions, rules: Rules, isFragment = false) {
    this.sqlText = sqlText;
    this.options = options;
    this.rules = rules;
    this.isFragment = isFragment;
    this.#tokens = lexed.tokens;
    this.#closing = lexed.closing;
    this.token = lexed.tokens[0] as Token;
  }

  /** The token `distance` places ahead; past the end it is `eof`. */
  peek(distance: number): Token {
    return this.at(this.index + distance);
  }

  at(index: number): Token {
    return (this.#tokens[index] ?? this.#tokens[this.#tokens.length - 1]) as Token;
  }

  is(key: string): boolean {
    return this.token.key === key;
  }

  /** Whether the coming tokens are these. */
  isAll(...keys: readonly string[]): boolean {
    return keys.every((key, i) => this.peek(i).key === key);
  }

  isOneOf(keys: ReadonlySet<string>): boolean {
    return keys.has(this.token.key);
  }

  advance(): Token {
    const token = this.token;
    this.moveTo(this.index + 1);
    return token;
  }

  moveTo(index: number): void {
    this.index = index;
    this.token = this.at(index);
  }

  accept(key: string): boolean {
    if (this.token.key !== key) return false;
    this.advance();
    return true;
  }

  /** All or none. */
  acceptAll(...keys: readonly string[]): boolean {
    if (!this.isAll(...keys)) return false;
    this.moveTo(this.index + keys.length);
    return true;
  }

  expect(key: string): Token {
    return this.token.key === key ? this.advance() : this.fail();
  }

  expectAll(...keys: readonly string[]): void {
    for (const key of keys) this.expect(key);
  }

  /** Index of the parenthesis that closes the one at `index`; -1 when none does. */
  closingOf(index: number): number {
    return this.#closing[index] ?? -1;
  }

  /** Index of the first of the semicolons at the end, or of `eof`. */
  get endIndex(): number {
    let end = this.#tokens.length - 1;
    while (end > 0 && this.at(end - 1).key === ';') end -= 1;
    return end;
  }

  isIdentifier(token: Token = this.token): boolean {
    if (token.key === 'identifier' || token.key === 'backquoted') return true;
    if (token.key === 'double-quoted') return this.options.doubleQuotedIdentifiers;
    return isKeyword(token) && !(this.options.reservedKeywords && isReservedKeywordToken(token));
  }

  /** `first ("," first)*` */
  list<T>(item: () => T): T[] {
    const items = [item()];
    while (this.accept(',')) items.push(item());
    return items;
  }

  /** `"(" item ("," item)* ")"` */
  parenthesized<T>(item: () => T): T[] {
    this.expect('(');
    const items = this.list(item);
    this.expect(')');
    return items;
  }

  nextParameter(): number {
    this.#parameters += 1;
    return this.#parameters - 1;
  }

  /** Runs a rule that contains itself. */
  nested<T>(rule: () => T): T {
    if (this.#depth >= MAX_DEPTH) raise('FAILED_TO_PARSE_TOO_COMPLEX', {}, { parse: this.contextAt(this.index) });
    this.#depth += 1;
    try {
      return rule();
    } finally {
      this.#depth -= 1;
    }
  }

  /** From the token at `start` to the last one taken. */
  contextFrom(start: number): SqlContext {
    return this.#context(this.at(start), this.at(Math.max(start, this.index - 1)));
  }

  contextAt(index: number): SqlContext {
    return this.#context(this.at(index), this.at(index));
  }

  #context(first: Token, last: Token): SqlContext {
    return {
      kind: 'sql',
      sqlText: this.sqlText,
      start: first.start,
      stop: last.stop,
      line: first.line,
      column: first.column,
      ...(this.options.objectType === undefined ? {} : { objectType: this.options.objectType }),
    };
  }

  /** Errors in a text of an object's own tell the whole of it. */
  #objectContext(): SqlContext | undefined {
    if (this.options.objectType === undefined) return undefined;
    return this.#context(this.at(0), this.at(Math.max(0, this.endIndex - 1)));
  }

  textFrom(start: number): string {
    return this.sqlText.slice(this.at(start).start, this.at(this.index - 1).stop + 1);
  }

  /** `context` is the place in another text that this one came from. */
  fail(hint = '', context?: SqlContext): never {
    const error = displayed(this.token);
    const where = context ?? this.#objectContext();
    return raise('PARSE_SYNTAX_ERROR', { error, hint }, { context: where, parse: this.contextAt(this.index) });
  }

  /** At a place where only `key` may stand: a wrong token right before it is called superfluous, else it is missing. */
  expectOrHint(key: string): void {
    if (this.accept(key)) return;
    if (this.peek(1).key === key) this.failExtra();
    this.fail(`: missing '${key}'`);
  }

  failExtra(context?: SqlContext): never {
    return this.fail(`: extra input ${displayed(this.token)}`, context);
  }

  /** The text must end here; one token too many is called superfluous. */
  expectEnd(context?: SqlContext): void {
    if (this.is('eof')) return;
    const next = this.peek(1).key;
    if (!this.isFragment && (next === 'eof' || next === ';' || this.at(this.index - 1).key === ';'))
      this.failExtra(context);
    this.fail('', context);
  }
}

function displayed(token: Token): string {
  if (token.key === 'eof') return 'end of input';
  const text = token.text.replaceAll('\n', '\\n').replaceAll('\r', '\\r').replaceAll('\t', '\\t');
  return `'${text}'`;
}
