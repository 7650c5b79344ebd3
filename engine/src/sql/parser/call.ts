/** Function calls and the functions with a syntax of their own. */
import { raise } from '../../errors/raise.ts';
import { call, intLiteral, stringLiteral as stringConstant } from '../../tree/build.ts';
import type { Expression, SortOrder, UnresolvedFunction } from '../../tree/expression.ts';
import type { TokenCursor } from './cursor.ts';
import { identifier, identifierClauseParts, isIdentifierClause } from './identifier.ts';
import { sortItem } from './sort-item.ts';
import { isString, stringLiteral } from './string-literal.ts';
import { dataType, withoutLengths } from './type.ts';
import { overClause } from './window.ts';

/** Whether a (dotted) name and an opening parenthesis come next. */
export function isCall(cursor: TokenCursor): boolean {
  let at = cursor.index;
  while (cursor.at(at + 1).key === '.' && cursor.isIdentifier(cursor.at(at + 2))) at += 2;
  if (cursor.at(at + 1).key !== '(') return false;
  return cursor.at(at).key !== 'IDENTIFIER' || cursor.at(cursor.closingOf(at + 1) + 1).key === '(';
}

export function functionName(cursor: TokenCursor): string[] {
  if (isIdentifierClause(cursor)) return identifierClauseParts(cursor);
  const parts = [identifier(cursor)];
  while (cursor.accept('.')) parts.push(identifier(cursor));
  return parts;
}

export function functionCall(cursor: TokenCursor): Expression {
  const start = cursor.index;
  const name = functionName(cursor);
  cursor.expect('(');
  let distinct = false;
  let ignoreNulls: boolean | undefined;
  let args: readonly Expression[] = [];
  if (!cursor.is(')')) {
    distinct = acceptQuantifier(cursor);
    args = cursor.list(() => argument(cursor));
    if (cursor.acceptAll('IGNORE', 'NULLS')) ignoreNulls = true;
    if (!cursor.is(')')) unclosedCall(cursor, args.length);
  }
  cursor.expect(')');
  const withinGroup = withinGroupClause(cursor);
  const filter = filterClause(cursor);
  if (cursor.acceptAll('IGNORE', 'NULLS')) ignoreNulls = true;
  else if (cursor.acceptAll('RESPECT', 'NULLS')) ignoreNulls = false;
  const result: UnresolvedFunction = {
    kind: 'unresolved-function',
    name,
    args: isCountStar(name, args, distinct) ? [intLiteral(1)] : args,
    distinct,
    filter,
    ignoreNulls,
    withinGroup,
    builtin: false,
    context: cursor.contextFrom(start),
  };
  return cursor.is('OVER') ? overClause(cursor, result, start) : result;
}

/** From the second argument on Spark calls a token superfluous where the list could go on after it. */
function unclosedCall(cursor: TokenCursor, count: number): never {
  const next = cursor.peek(1).key;
  if (count > 1 && (next === 'eof' || next === ',' || next === ')')) cursor.failExtra();
  return cursor.fail();
}

/** The values of `(a, b)` or `STRUCT(a, b)` as the grammar makes them; undefined for anything else. */
export function rowItems(value: Expression): readonly Expression[] | undefined {
  if (value.kind !== 'unresolved-function' || !value.builtin) return undefined;
  if (value.name[0] === 'struct') return value.args;
  return value.name[0] === 'named_struct' ? value.args.filter((_, i) => i % 2 === 1) : undefined;
}

/** COUNT(*) counts rows, as COUNT(1) does. */
function isCountStar(name: readonly string[], args: readonly Expression[], distinct: boolean): boolean {
  const [only] = args;
  if (args.length !== 1 || distinct || only?.kind !== 'star') return false;
  return (
    only.target.length === 0 && only.except.length === 0 && name.length === 1 && name[0]?.toLowerCase() === 'count'
  );
}

function acceptQuantifier(cursor: TokenCursor): boolean {
  const next = cursor.peek(1).key;
  if (next === ',' || next === ')' || next === '.') return false;
  if (cursor.accept('DISTINCT')) return true;
  cursor.accept('ALL');
  return false;
}

function argument(cursor: TokenCursor): Expression {
  if (cursor.peek(1).key !== '=>' || !cursor.isIdentifier()) return cursor.rules.expression(cursor);
  const start = cursor.index;
  const name = identifier(cursor);
  cursor.expect('=>');
  const value = cursor.rules.expression(cursor);
  return { kind: 'named-argument', name, value, context: cursor.contextFrom(start) };
}

export const callArgument = argument;

function withinGroupClause(cursor: TokenCursor): SortOrder[] {
  if (!cursor.acceptAll('WITHIN', 'GROUP', '(')) return [];
  cursor.expectAll('ORDER', 'BY');
  const orders = cursor.list(() => sortItem(cursor));
  cursor.expect(')');
  return orders;
}

function filterClause(cursor: TokenCursor): Expression | undefined {
  if (!cursor.acceptAll('FILTER', '(', 'WHERE')) return undefined;
  const condition = cursor.rules.expression(cursor);
  cursor.expect(')');
  return condition;
}

/** Functions whose arguments are not a plain list; undefined when an ordinary call or a name comes next. */
export function specialCall(cursor: TokenCursor): Expression | undefined {
  if (cursor.peek(1).key !== '(') return undefined;
  switch (cursor.token.key) {
    case 'CAST':
    case 'TRY_CAST':
      return isCast(cursor) ? castCall(cursor) : undefined;
    case 'STRUCT':
      return structCall(cursor);
    case 'EXTRACT':
      return cursor.isIdentifier(cursor.peek(2)) && cursor.peek(3).key === 'FROM' ? extractCall(cursor) : undefined;
    case 'POSITION':
      return hasInside(cursor, 'IN') && !hasInside(cursor, ',') ? positionCall(cursor) : undefined;
    case 'SUBSTR':
    case 'SUBSTRING':
      return hasInside(cursor, 'FROM') ? substringCall(cursor) : undefined;
    case 'TRIM':
      return hasInside(cursor, 'FROM') ? trimCall(cursor) : undefined;
    case 'OVERLAY':
      return hasInside(cursor, 'PLACING') ? overlayCall(cursor) : undefined;
    case 'TIMESTAMPADD':
    case 'DATEADD':
    case 'DATE_ADD':
      return isUnitCall(cursor) ? unitCall(cursor, 'timestampadd') : undefined;
    case 'TIMESTAMPDIFF':
    case 'DATEDIFF':
    case 'DATE_DIFF':
    case 'TIMEDIFF':
      return isUnitCall(cursor) ? unitCall(cursor, 'timestampdiff') : undefined;
    default:
      return undefined;
  }
}

/** Counts a token directly inside the parentheses that come next, not in nested ones. */
function countInside(cursor: TokenCursor, key: string): number {
  const open = cursor.index + 1;
  const close = cursor.closingOf(open);
  let count = 0;
  for (let i = open + 1; i < close; i++) {
    const token = cursor.at(i);
    if (token.key === key) count += 1;
    else if (token.key === '(') i = Math.max(i, cursor.closingOf(i));
  }
  return count;
}

/** Without AS it is an ordinary function of that name. */
const isCast = (cursor: TokenCursor): boolean => cursor.closingOf(cursor.index + 1) < 0 || hasInside(cursor, 'AS');

const hasInside = (cursor: TokenCursor, key: string): boolean => countInside(cursor, key) > 0;

function castCall(cursor: TokenCursor): Expression {
  const start = cursor.index;
  const attempt = cursor.advance().key === 'TRY_CAST';
  cursor.expect('(');
  const child = cursor.rules.expression(cursor);
  cursor.expect('AS');
  const to = withoutLengths(dataType(cursor));
  cursor.expect(')');
  const mode = attempt ? 'try' : cursor.options.ansi ? 'ansi' : 'legacy';
  return { kind: 'cast', child, to, mode, implicit: false, context: cursor.contextFrom(start) };
}

function structCall(cursor: TokenCursor): Expression {
  const start = cursor.index;
  cursor.expectAll('STRUCT', '(');
  const args = cursor.is(')') ? [] : cursor.list(() => cursor.rules.namedExpression(cursor));
  cursor.expect(')');
  return call('struct', args, cursor.contextFrom(start));
}

function extractCall(cursor: TokenCursor): Expression {
  const start = cursor.index;
  cursor.expectAll('EXTRACT', '(');
  const field = identifier(cursor);
  cursor.expect('FROM');
  const source = cursor.rules.valueExpression(cursor);
  cursor.expect(')');
  return call('extract', [stringConstant(field), source], cursor.contextFrom(start));
}

function positionCall(cursor: TokenCursor): Expression {
  const start = cursor.index;
  cursor.expectAll('POSITION', '(');
  const needle = cursor.rules.valueExpression(cursor);
  cursor.expect('IN');
  const text = cursor.rules.valueExpression(cursor);
  cursor.expect(')');
  return call('locate', [needle, text, intLiteral(1)], cursor.contextFrom(start));
}

function substringCall(cursor: TokenCursor): Expression {
  const start = cursor.index;
  cursor.advance();
  cursor.expect('(');
  const args = [cursor.rules.valueExpression(cursor)];
  if (!cursor.accept(',')) cursor.expect('FROM');
  args.push(cursor.rules.valueExpression(cursor));
  if (cursor.accept('FOR') || cursor.accept(',')) args.push(cursor.rules.valueExpression(cursor));
  cursor.expect(')');
  return call('substring', args, cursor.contextFrom(start));
}

const TRIMS: ReadonlyMap<string, string> = new Map([
  ['BOTH', 'trim'],
  ['LEADING', 'ltrim'],
  ['TRAILING', 'rtrim'],
]);

/** `TRIM(BOTH x FROM y)` is `trim(x, y)`: the characters to take off come first. */
function trimCall(cursor: TokenCursor): Expression {
  const start = cursor.index;
  cursor.expectAll('TRIM', '(');
  const side = TRIMS.get(cursor.token.key);
  if (side !== undefined) cursor.advance();
  const args: Expression[] = [];
  if (!cursor.is('FROM')) args.push(cursor.rules.valueExpression(cursor));
  cursor.expect('FROM');
  args.push(cursor.rules.valueExpression(cursor));
  cursor.expect(')');
  return call(side ?? 'trim', args, cursor.contextFrom(start));
}

function overlayCall(cursor: TokenCursor): Expression {
  const start = cursor.index;
  cursor.expectAll('OVERLAY', '(');
  const args = [cursor.rules.valueExpression(cursor)];
  cursor.expect('PLACING');
  args.push(cursor.rules.valueExpression(cursor));
  cursor.expect('FROM');
  args.push(cursor.rules.valueExpression(cursor));
  args.push(cursor.accept('FOR') ? cursor.rules.valueExpression(cursor) : intLiteral(-1));
  cursor.expect(')');
  return call('overlay', args, cursor.contextFrom(start));
}

const UNITS: ReadonlySet<string> = new Set(
  'YEAR QUARTER MONTH WEEK DAY DAYOFYEAR HOUR MINUTE SECOND MILLISECOND MICROSECOND'.split(' '),
);

/** `dateadd(DAY, 1, d)`; with two arguments it is an ordinary function. */
function isUnitCall(cursor: TokenCursor): boolean {
  if (cursor.peek(3).key !== ',' || countInside(cursor, ',') !== 2) return false;
  return UNITS.has(cursor.peek(2).key) || isString(cursor, cursor.peek(2));
}

function unitCall(cursor: TokenCursor, name: string): Expression {
  const start = cursor.index;
  const written = cursor.advance().text;
  cursor.expect('(');
  const literalUnit = isString(cursor);
  const unitStart = cursor.index;
  const unit = literalUnit ? stringLiteral(cursor) : cursor.advance().text;
  const unitText = cursor.textFrom(unitStart);
  cursor.expect(',');
  const first = cursor.rules.valueExpression(cursor);
  cursor.expect(',');
  const second = cursor.rules.valueExpression(cursor);
  cursor.expect(')');
  const context = cursor.contextFrom(start);
  if (literalUnit) {
    raise(
      'INVALID_PARAMETER_VALUE.DATETIME_UNIT',
      { functionName: `\`${written}\``, parameter: '`unit`', invalidValue: unitText },
      { context, parse: context },
    );
  }
  return call(name, [stringConstant(unit), first, second], context);
}
