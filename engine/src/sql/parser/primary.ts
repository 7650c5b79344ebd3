/** Primary expressions: literals, names, calls, CASE, CAST, subqueries, and what may be appended to them. */
import { call, stringLiteral as stringConstant } from '../../tree/build.ts';
import { type Expression, type LambdaVariable, nextExpressionId } from '../../tree/expression.ts';
import { VOID } from '../../types/data-type.ts';
import { functionCall, isCall, specialCall } from './call.ts';
import type { TokenCursor } from './cursor.ts';
import { identifier, identifierClauseParts, isIdentifierClause, multipartName, simpleName } from './identifier.ts';
import { isLiteral, literal } from './literal.ts';
import { followsOperand } from './operators.ts';
import { startsQuery } from './query-start.ts';
import { isString, stringLiteral } from './string-literal.ts';
import { collationName, dataType, withoutLengths } from './type.ts';

export function primary(cursor: TokenCursor): Expression {
  const start = cursor.index;
  let child = operand(cursor);
  for (;;) {
    const next = suffix(cursor, start, child);
    if (next === undefined) return child;
    child = next;
  }
}

function operand(cursor: TokenCursor): Expression {
  const start = cursor.index;
  if (isLiteral(cursor)) return literal(cursor);
  switch (cursor.token.key) {
    case '(':
      return parenthesized(cursor);
    case '*':
      cursor.advance();
      return { kind: 'star', target: [], except: exceptClause(cursor), context: cursor.contextFrom(start) };
    case ':':
    case '?':
      return parameter(cursor);
    case 'CASE':
      if (!followsOperand(cursor.peek(1).key) && cursor.peek(1).key !== 'END') return caseExpression(cursor);
      break;
    default:
      break;
  }
  const special = specialCall(cursor);
  if (special !== undefined) return special;
  if (!cursor.isIdentifier()) return cursor.fail();
  return isCall(cursor) ? functionCall(cursor) : reference(cursor);
}

function suffix(cursor: TokenCursor, start: number, child: Expression): Expression | undefined {
  switch (cursor.token.key) {
    case '.':
      return dereference(cursor, start, child);
    case '[': {
      cursor.advance();
      const key = cursor.rules.valueExpression(cursor);
      cursor.expect(']');
      return { kind: 'unresolved-extract', child, key, context: cursor.contextFrom(start) };
    }
    case '::': {
      cursor.advance();
      const to = withoutLengths(dataType(cursor));
      const mode = cursor.options.ansi ? 'ansi' : 'legacy';
      return { kind: 'cast', child, to, mode, implicit: false, context: cursor.contextFrom(start) };
    }
    case 'COLLATE': {
      cursor.advance();
      const name = stringConstant(collationName(multipartName(cursor)));
      return call('collate', [child, name], cursor.contextFrom(start));
    }
    case ':':
      return semiStructured(cursor, start, child);
    default:
      return undefined;
  }
}

function dereference(cursor: TokenCursor, start: number, child: Expression): Expression {
  cursor.expect('.');
  const parts = isIdentifierClause(cursor) ? identifierClauseParts(cursor) : [identifier(cursor)];
  const context = cursor.contextFrom(start);
  if (child.kind === 'unresolved-attribute') return { ...child, parts: [...child.parts, ...parts], context };
  if (child.kind === 'regex-column' && child.table === undefined) {
    return { kind: 'unresolved-attribute', parts: [child.pattern, ...parts], context };
  }
  return parts.reduce<Expression>(
    (from, part) => ({ kind: 'unresolved-extract', child: from, key: stringConstant(part), context }),
    child,
  );
}

function reference(cursor: TokenCursor): Expression {
  const start = cursor.index;
  if (cursor.peek(1).key === '->') return lambda(cursor, [variable(cursor)], start);
  const starAt = starAfterName(cursor);
  if (starAt >= 0) {
    const target = multipartName(cursor);
    cursor.moveTo(starAt + 1);
    return { kind: 'star', target, except: exceptClause(cursor), context: cursor.contextFrom(start) };
  }
  if (isIdentifierClause(cursor)) {
    const parts = identifierClauseParts(cursor);
    return { kind: 'unresolved-attribute', parts, context: cursor.contextFrom(start) };
  }
  const quoted = cursor.is('backquoted');
  const name = identifier(cursor);
  const context = cursor.contextFrom(start);
  if (quoted && cursor.options.regexColumns) return { kind: 'regex-column', pattern: name, table: undefined, context };
  return { kind: 'unresolved-attribute', parts: [name], context };
}

/** Index of the star in `a.b.*`, or -1. */
function starAfterName(cursor: TokenCursor): number {
  let at = cursor.index;
  for (;;) {
    if (cursor.at(at + 1).key !== '.') return -1;
    if (cursor.at(at + 2).key === '*') return at + 2;
    if (!cursor.isIdentifier(cursor.at(at + 2))) return -1;
    at += 2;
  }
}

function exceptClause(cursor: TokenCursor): string[][] {
  if (!cursor.isAll('EXCEPT', '(') || startsQuery(cursor, 1)) return [];
  cursor.advance();
  return cursor.parenthesized(() => multipartName(cursor));
}

function variable(cursor: TokenCursor): LambdaVariable {
  const start = cursor.index;
  const name = identifier(cursor);
  return { kind: 'lambda-variable', id: -1, name, type: VOID, nullable: true, context: cursor.contextFrom(start) };
}

function lambda(cursor: TokenCursor, params: readonly LambdaVariable[], start: number): Expression {
  cursor.expect('->');
  const body = cursor.rules.expression(cursor);
  return { kind: 'lambda', params, body, context: cursor.contextFrom(start) };
}

/** A subquery, a row, the parameters of a lambda, or just parentheses. */
function parenthesized(cursor: TokenCursor): Expression {
  const start = cursor.index;
  const close = cursor.closingOf(start);
  if (close >= 0 && cursor.at(close + 1).key === '->') {
    return lambda(
      cursor,
      cursor.parenthesized(() => variable(cursor)),
      start,
    );
  }
  if (startsQuery(cursor, 1)) {
    cursor.expect('(');
    const plan = cursor.rules.query(cursor);
    cursor.expect(')');
    return { kind: 'scalar-subquery', plan, id: nextExpressionId(), context: cursor.contextFrom(start) };
  }
  cursor.expect('(');
  const first = cursor.rules.namedExpression(cursor);
  if (cursor.is(')') && first.kind !== 'alias' && first.kind !== 'multi-alias') {
    cursor.expect(')');
    return first;
  }
  const items = [first];
  while (cursor.accept(',')) items.push(cursor.rules.namedExpression(cursor));
  if (items.length === 1) cursor.expect(',');
  cursor.expect(')');
  return call('named_struct', namedItems(items), cursor.contextFrom(start));
}

/** `(a, b + 1, c AS d)` is `named_struct('a', a, 'col2', b + 1, 'd', c)`. */
function namedItems(items: readonly Expression[]): Expression[] {
  return items.flatMap((item, i) => [stringConstant(itemName(item) ?? `col${i + 1}`), item]);
}

function itemName(item: Expression): string | undefined {
  if (item.kind === 'alias') return item.name;
  return item.kind === 'unresolved-attribute' ? item.parts[item.parts.length - 1] : undefined;
}

function parameter(cursor: TokenCursor): Expression {
  const start = cursor.index;
  if (cursor.accept('?')) {
    return { kind: 'parameter', name: undefined, position: cursor.nextParameter(), context: cursor.contextFrom(start) };
  }
  cursor.expect(':');
  const name = simpleName(cursor);
  return { kind: 'parameter', name, position: -1, context: cursor.contextFrom(start) };
}

/** `CASE x WHEN a` is read as `CASE WHEN x = a`. */
function caseExpression(cursor: TokenCursor): Expression {
  const start = cursor.index;
  cursor.expect('CASE');
  const operand = cursor.is('WHEN') ? undefined : cursor.rules.expression(cursor);
  const whens: Expression[] = [];
  const thens: Expression[] = [];
  if (!cursor.is('WHEN')) cursor.fail();
  while (cursor.is('WHEN')) {
    const at = cursor.index;
    cursor.advance();
    const test = cursor.rules.expression(cursor);
    whens.push(operand === undefined ? test : call('=', [operand, test], cursor.contextFrom(at)));
    cursor.expect('THEN');
    thens.push(cursor.rules.expression(cursor));
  }
  const otherwise = cursor.accept('ELSE') ? cursor.rules.expression(cursor) : undefined;
  cursor.expect('END');
  return { kind: 'case', whens, thens, otherwise, context: cursor.contextFrom(start) };
}

/** `value:path.to[0]['field']` */
function semiStructured(cursor: TokenCursor, start: number, child: Expression): Expression | undefined {
  if (!cursor.isIdentifier(cursor.peek(1)) && cursor.peek(1).key !== '[') return undefined;
  cursor.expect(':');
  let path = '$';
  if (!cursor.is('[')) path += `.${identifier(cursor)}`;
  for (;;) {
    if (cursor.is('.') && cursor.isIdentifier(cursor.peek(1))) {
      cursor.advance();
      path += `.${identifier(cursor)}`;
    } else if (cursor.is('[')) {
      const at = cursor.index;
      cursor.advance();
      if (isString(cursor)) stringLiteral(cursor);
      else cursor.advance();
      cursor.expect(']');
      path += cursor.textFrom(at);
    } else break;
  }
  return call('semi_structured_extract', [child, stringConstant(path)], cursor.contextFrom(start));
}
