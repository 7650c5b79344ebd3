/** Binary operators of value expressions: how tightly they bind and the function each one calls. */

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
  ['||', { power: 6, name: '||' }],
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
