/** Boolean and value expressions: precedence climbing over operators and predicates. */

import type { SqlContext } from '../../errors/query-context.ts';
import { raise } from '../../errors/raise.ts';
import { alias, booleanLiteral, call } from '../../tree/build.ts';
import { type Expression, nextExpressionId, type UnresolvedFunction } from '../../tree/expression.ts';
import { startsAlias } from './alias.ts';
import { rowItems } from './call.ts';
import type { TokenCursor } from './cursor.ts';
import { nameList, strictName } from './identifier.ts';
import { followsOperand, isSingleBarPipe, OPERATORS } from './operators.ts';
import { primary } from './primary.ts';
import { startsQuery } from './query-start.ts';
import { stringLiteral } from './string-literal.ts';

export function expression(cursor: TokenCursor): Expression {
  return cursor.nested(() => chain(cursor, 'OR', conjunction));
}

const conjunction = (cursor: TokenCursor): Expression => chain(cursor, 'AND', negation);

/** A chain of one connective becomes a balanced tree, as Spark builds it: column names show its parentheses. */
function chain(
  cursor: TokenCursor,
  connective: 'AND' | 'OR',
  operand: (cursor: TokenCursor) => Expression,
): Expression {
  const start = cursor.index;
  const first = operand(cursor);
  if (!cursor.is(connective)) return first;
  const operands = [first];
  while (cursor.accept(connective)) operands.push(operand(cursor));
  const context = cursor.contextFrom(start);
  const name = connective.toLowerCase();
  const balanced = (low: number, high: number): Expression => {
    if (low === high) return operands[low] as Expression;
    const middle = high - low === 1 ? low : low + Math.floor((high - low) / 2);
    return call(name, [balanced(low, middle), balanced(middle + 1, high)], context);
  };
  return balanced(0, operands.length - 1);
}

function negation(cursor: TokenCursor): Expression {
  const start = cursor.index;
  if ((cursor.is('NOT') && !followsOperand(cursor.peek(1).key)) || cursor.is('!')) {
    cursor.advance();
    const child = cursor.nested(() => negation(cursor));
    return call('not', [child], cursor.contextFrom(start));
  }
  if (cursor.is('EXISTS') && cursor.peek(1).key === '(' && startsQuery(cursor, 2)) {
    cursor.expectAll('EXISTS', '(');
    const plan = cursor.rules.query(cursor);
    cursor.expect(')');
    return { kind: 'exists', plan, id: nextExpressionId(), context: cursor.contextFrom(start) };
  }
  return predicated(cursor);
}

function predicated(cursor: TokenCursor): Expression {
  const child = valueExpression(cursor);
  const start = cursor.index;
  if (cursor.is('IS')) return isPredicate(cursor, child);
  const negated = (cursor.is('NOT') || cursor.is('!')) && PREDICATES.has(cursor.peek(1).key);
  const key = negated ? cursor.peek(1).key : cursor.token.key;
  if (!PREDICATES.has(key) || (key === 'IN' && cursor.peek(negated ? 2 : 1).key !== '(')) return child;
  if (negated) cursor.advance();
  cursor.advance();
  return withPredicate(cursor, child, key, negated, start);
}

const PREDICATES: ReadonlySet<string> = new Set(['BETWEEN', 'IN', 'RLIKE', 'LIKE', 'ILIKE']);

function withPredicate(
  cursor: TokenCursor,
  child: Expression,
  key: string,
  negated: boolean,
  start: number,
): Expression {
  switch (key) {
    case 'BETWEEN': {
      const lower = valueExpression(cursor);
      cursor.expect('AND');
      const upper = valueExpression(cursor);
      const context = cursor.contextFrom(start);
      return negatedIf(negated, call('between', [child, lower, upper], context), context);
    }
    case 'IN':
      return inPredicate(cursor, child, negated, start);
    case 'RLIKE': {
      const pattern = valueExpression(cursor);
      const context = cursor.contextFrom(start);
      return negatedIf(negated, call('rlike', [child, pattern], context), context);
    }
    default:
      return likePredicate(cursor, child, key.toLowerCase(), negated, start);
  }
}

function negatedIf(negated: boolean, test: Expression, context: SqlContext): Expression {
  return negated ? call('not', [test], context) : test;
}

function inPredicate(cursor: TokenCursor, child: Expression, negated: boolean, start: number): Expression {
  cursor.expect('(');
  if (startsQuery(cursor, 0)) {
    const plan = cursor.rules.query(cursor);
    cursor.expect(')');
    const context = cursor.contextFrom(start);
    // `(a, b) IN (SELECT …)` compares column by column.
    const values = rowItems(child) ?? [child];
    return negatedIf(negated, { kind: 'in-subquery', values, plan, id: nextExpressionId(), context }, context);
  }
  if (cursor.accept(')')) {
    const context = cursor.contextFrom(start);
    raise('INVALID_SQL_SYNTAX.EMPTY_IN_PREDICATE', {}, { context, parse: context });
  }
  const list = cursor.list(() => expression(cursor));
  cursor.expect(')');
  const context = cursor.contextFrom(start);
  return negatedIf(negated, { kind: 'in', child, list, context }, context);
}

function likePredicate(
  cursor: TokenCursor,
  child: Expression,
  name: string,
  negated: boolean,
  start: number,
): Expression {
  const quantifier = cursor.token.key;
  const quantified = quantifier === 'ANY' || quantifier === 'SOME' || quantifier === 'ALL';
  if (quantified && cursor.peek(1).key === '(') return likeMany(cursor, child, name, negated, start);
  const args = [child, valueExpression(cursor)];
  if (cursor.accept('ESCAPE')) args.push(escapeCharacter(cursor, start));
  const context = cursor.contextFrom(start);
  return negatedIf(negated, call(name, args, context), context);
}

function escapeCharacter(cursor: TokenCursor, start: number): Expression {
  const at = cursor.index;
  const character = stringLiteral(cursor);
  if (character.length !== 1) {
    const context = cursor.contextFrom(start);
    raise('INVALID_ESC', { invalidEscape: cursor.textFrom(at) }, { context, parse: context });
  }
  return { kind: 'literal', type: { kind: 'string', collation: 'UTF8_BINARY' }, value: character };
}

/** `LIKE ANY (…)`: one function over constant patterns, NOT being part of it; else a chain of ANDs or ORs. */
function likeMany(cursor: TokenCursor, child: Expression, name: string, negated: boolean, start: number): Expression {
  const all = cursor.advance().key === 'ALL';
  cursor.expect('(');
  if (cursor.accept(')')) {
    const context = cursor.contextFrom(start);
    raise('INVALID_SQL_SYNTAX.EMPTY_QUANTIFIED_PATTERN', {}, { context, parse: context });
  }
  const patterns = cursor.list(() => expression(cursor));
  cursor.expect(')');
  const context = cursor.contextFrom(start);
  if (!patterns.every((pattern) => pattern.kind === 'literal' && pattern.type.kind === 'string')) {
    return patterns
      .map((pattern) => negatedIf(negated, call(name, [child, pattern], context), context))
      .reduce((left, right) => call(all ? 'and' : 'or', [left, right], context));
  }
  const folded = name === 'ilike' ? (e: Expression): Expression => call('lower', [e], context) : (e: Expression) => e;
  const many = `${negated ? 'not' : ''}like${all ? 'all' : 'any'}`;
  return call(many, [child, ...patterns].map(folded), context);
}

function isPredicate(cursor: TokenCursor, child: Expression): Expression {
  const start = cursor.index;
  cursor.expect('IS');
  const negated = cursor.accept('NOT') || cursor.accept('!');
  const key = cursor.token.key;
  if (key === 'NULL') {
    cursor.advance();
    return call(negated ? 'isnotnull' : 'isnull', [child], cursor.contextFrom(start));
  }
  if (key === 'DISTINCT') {
    cursor.expectAll('DISTINCT', 'FROM');
    const right = valueExpression(cursor);
    const context = cursor.contextFrom(start);
    return negatedIf(!negated, call('<=>', [child, right], context), context);
  }
  if (key !== 'TRUE' && key !== 'FALSE' && key !== 'UNKNOWN') return cursor.fail();
  cursor.advance();
  const context = cursor.contextFrom(start);
  if (key === 'UNKNOWN') return call(negated ? 'isnotnull' : 'isnull', [child], context);
  return negatedIf(negated, call('<=>', [child, booleanLiteral(key === 'TRUE')], context), context);
}

export function valueExpression(cursor: TokenCursor, minimum = 1): Expression {
  const start = cursor.index;
  let left = unary(cursor);
  for (;;) {
    const operator = OPERATORS.get(cursor.token.key);
    if (operator === undefined || operator.power < minimum) return left;
    if (operator.name === 'div' && followsOperand(cursor.peek(1).key)) return left;
    if (operator.name === '|' && isSingleBarPipe(cursor)) return left;
    cursor.advance();
    const right = valueExpression(cursor, operator.power + 1);
    left = binary(operator.name, left, right, cursor.contextFrom(start));
  }
}

function binary(name: string, left: Expression, right: Expression, context: SqlContext): UnresolvedFunction {
  return name === '<>' ? call('not', [call('=', [left, right], context)], context) : call(name, [left, right], context);
}

const UNARY: ReadonlyMap<string, string> = new Map([
  ['-', 'negative'],
  ['+', 'positive'],
  ['~', '~'],
]);
const NUMBER_AFTER_MINUS: ReadonlySet<string> = new Set([
  'integer',
  'decimal',
  'exponent',
  'long',
  'short',
  'byte',
  'float',
  'double',
  'bigdecimal',
]);

/** `-1` is a literal, `-a` a call. */
function unary(cursor: TokenCursor): Expression {
  const name = UNARY.get(cursor.token.key);
  if (name === undefined) return primary(cursor);
  if (name === 'negative' && NUMBER_AFTER_MINUS.has(cursor.peek(1).key)) return primary(cursor);
  const start = cursor.index;
  cursor.advance();
  const child = cursor.nested(() => unary(cursor));
  return call(name, [child], cursor.contextFrom(start));
}

/** `expression [[AS] name | [AS] (a, b)]` */
export function namedExpression(cursor: TokenCursor): Expression {
  const start = cursor.index;
  const child = expression(cursor);
  // With nothing after it AS is an alias itself.
  const next = cursor.peek(1);
  const explicit = (next.key === '(' || cursor.isIdentifier(next)) && cursor.accept('AS');
  if (cursor.is('(') && (explicit || cursor.isIdentifier(cursor.peek(1)))) {
    return { kind: 'multi-alias', child, names: nameList(cursor), context: cursor.contextFrom(start) };
  }
  if (!explicit && !startsAlias(cursor)) {
    const field = pathField(child);
    return field === undefined ? child : { ...alias(child, field), context: cursor.contextFrom(start) };
  }
  const name = strictName(cursor);
  return { ...alias(child, name), context: cursor.contextFrom(start) };
}

/** `a:b.c` is named after its last field, casts around it or not. */
function pathField(child: Expression): string | undefined {
  if (child.kind === 'cast') return pathField(child.child);
  if (child.kind !== 'unresolved-function' || child.name[0] !== 'semi_structured_extract') return undefined;
  const path = child.args[1];
  const text = path?.kind === 'literal' ? String(path.value) : '';
  return /(?:\.([^.[\]]+)|\['([^']*)'\])(?:\[\d+\])*$/
    .exec(text)
    ?.slice(1)
    .find((name) => name !== undefined);
}
