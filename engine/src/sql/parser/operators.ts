/** Binary operators of value expressions: how tightly they bind and the function each one calls. */
import type { TokenCursor } from './cursor.ts';

export interface Operator {
  /** All are left-associative. */
  readonly power: number;
  readonly name: string;
}

export const OPERATORS: ReadonlyMap<string, Operator> = new Map<string, Operator>([
  ['*', { power: 7, name: '*' }],
  ['/', { power: 7, name: '/' }],
  ['%', { power: 7, name: '%' }],
  ['DIV', { power: 7, name: 'div' }],
  ['+', { power: 6, name: '+' }],
  ['-', { power: 6, name: '-' }],
  ['||', { power: 6, name: 'concat' }],
  ['<<', { power: 5, name: '<<' }],
  ['>>', { power: 5, name: '>>' }],
  ['>>>', { power: 5, name: '>>>' }],
  ['&', { power: 4, name: '&' }],
  ['^', { power: 3, name: '^' }],
  ['|', { power: 2, name: '|' }],
  ['=', { power: 1, name: '=' }],
  ['<=>', { power: 1, name: '<=>' }],
  ['<>', { power: 1, name: '<>' }],
  ['!=', { power: 1, name: '<>' }],
  ['<', { power: 1, name: '<' }],
  ['<=', { power: 1, name: '<=' }],
  ['>', { power: 1, name: '>' }],
  ['>=', { power: 1, name: '>=' }],
]);

/** Tokens that can only follow an operand: a keyword before one of them is a name. */
const FOLLOWS_OPERAND: ReadonlySet<string> = new Set([
  ...[...OPERATORS.keys()].filter((key) => key !== '*' && key !== '-' && key !== '+'),
  ...[')', ',', ';', '.', ']', '::', 'eof', 'IS', 'AS', 'IN', 'LIKE', 'RLIKE', 'ILIKE', 'BETWEEN', 'AND', 'OR'],
]);

export const followsOperand = (key: string): boolean => FOLLOWS_OPERAND.has(key);

const PIPE_STEPS: ReadonlySet<string> = new Set(
  'SELECT EXTEND SET DROP AS WHERE AGGREGATE ORDER LIMIT PIVOT UNPIVOT TABLESAMPLE UNION INTERSECT'.split(' '),
);

/** `|` before a step's first word is a pipe as `|>` is; before an operand it is the bitwise operator. */
export function isSingleBarPipe(cursor: TokenCursor): boolean {
  return cursor.is('|') && PIPE_STEPS.has(cursor.peek(1).key) && !followsOperand(cursor.peek(2).key);
}
