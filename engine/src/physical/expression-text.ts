/** Expressions as explain prints them: attributes with their ids, implicit casts included. */

import type { Args } from '../functions/define.ts';
import { findFunction } from '../functions/registry.ts';
import type {
  AggregateCall,
  Attribute,
  Call,
  Cast,
  Expression,
  FrameBound,
  SortOrder,
  WindowFrame,
} from '../tree/expression.ts';
import { typeOf } from '../tree/output.ts';
import type { Plan } from '../tree/plan.ts';
import { EXPRESSIONS, expressionsOf, PLANS } from '../tree/shapes.ts';
import { preorder } from '../tree/transform.ts';
import { type DataType, simpleString } from '../types/data-type.ts';
import { literalText } from './literal-text.ts';

/** Names of bound references: the columns of the node's child. */
export type Columns = readonly Attribute[];

export function attributeText(attribute: Attribute): string {
  return `${attribute.name}#${attribute.id}${suffix(attribute.type)}`;
}

const suffix = (type: DataType): string => (type.kind === 'long' ? 'L' : '');

export const attributesText = (attributes: readonly Attribute[]): string =>
  `[${attributes.map(attributeText).join(', ')}]`;

export function listText(list: readonly Expression[], columns: Columns = []): string {
  return `[${list.map((e) => expressionText(e, columns)).join(', ')}]`;
}

/** Operators written between their arguments; the others print as `name(a, b)`. */
const INFIX: ReadonlySet<string> = new Set([
  '+',
  '-',
  '*',
  '/',
  '%',
  '=',
  '==',
  '<=>',
  '<',
  '<=',
  '>',
  '>=',
  '&',
  '|',
  '^',
]);
const WORDS: Readonly<Record<string, string>> = { and: 'AND', or: 'OR', like: 'LIKE', rlike: 'RLIKE', ilike: 'ILIKE' };

export function expressionText(e: Expression, columns: Columns = []): string {
  const text = (child: Expression): string => expressionText(child, columns);
  switch (e.kind) {
    case 'literal':
      return literalText(e);
    case 'attribute':
      return attributeText(e);
    case 'bound': {
      const column = columns[e.ordinal];
      return column === undefined
        ? `input[${e.ordinal}, ${simpleString(e.type)}, ${e.nullable}]`
        : attributeText(column);
    }
    case 'outer-reference':
      return `outer(${attributeText(e.attribute)})`;
    case 'alias':
      return `${text(e.child)} AS ${e.name}#${e.id}${isResolved(e.child) ? suffix(typeOf(e.child)) : ''}`;
    case 'call':
    case 'cast':
      return chainText(e, text);
    case 'case': {
      const branches = e.whens.map((when, i) => ` WHEN ${text(when)} THEN ${text(e.thens[i] as Expression)}`);
      return `CASE${branches.join('')}${e.otherwise === undefined ? '' : ` ELSE ${text(e.otherwise)}`} END`;
    }
    case 'in':
      return `${text(e.child)} IN (${e.list.map(text).join(',')})`;
    case 'get-field':
      return `${text(e.child)}.${e.name}`;
    case 'lambda':
      return `lambdafunction(${[e.body, ...e.params].map(text).join(', ')}, false)`;
    case 'lambda-variable':
      return `lambda ${e.name}#${e.id}${suffix(e.type)}`;
    case 'aggregate-call':
      return aggregateText(e, columns);
    case 'window-call':
      return `${text(e.function)} ${windowSpecText(e.partitionBy, e.orderBy, e.frame, columns)}`;
    case 'sort-order':
      return sortOrderText(e, columns);
    case 'python-udf':
      return `${e.name}(${e.args.map(text).join(', ')})#${e.id}${suffix(e.type)}`;
    case 'scalar-subquery':
      return `scalar-subquery#${e.id} []`;
    case 'exists':
      return `exists#${e.id} []`;
    case 'in-subquery':
      return `${e.values.map(text).join(', ')} IN (list#${e.id} [])`;
    default:
      return unresolvedText(e, text);
  }
}

/** Operators are nested in their first operands, thousands deep at times: from the innermost out, without recursion. */
function chainText(root: Call | Cast, text: (child: Expression) => string): string {
  const chain: (Call | Cast)[] = [];
  let node: Expression | undefined = root;
  while (node?.kind === 'call' || node?.kind === 'cast') {
    chain.push(node);
    node = node.kind === 'call' ? node.args[0] : node.child;
  }
  let made = node === undefined ? undefined : text(node);
  for (const e of chain.reverse()) {
    if (e.kind === 'cast') {
      made = `${e.mode === 'try' ? 'try_cast' : 'cast'}(${made} as ${simpleString(e.to)})`;
    } else {
      const others = e.args.slice(1).map(text);
      made = callText(e.fn, made === undefined ? others : [made, ...others]);
    }
  }
  return made ?? '';
}

/** Parsed plans have names without types at any depth. */
function isResolved(expression: Expression): boolean {
  for (const e of preorder(EXPRESSIONS, expression)) {
    if (e.kind.startsWith('unresolved') || PARSED.has(e.kind)) return false;
    if (e.kind === 'scalar-subquery' && !isResolvedPlan(e.plan)) return false;
  }
  return true;
}

const PARSED: ReadonlySet<string> = new Set(['multi-alias', 'star', 'regex-column', 'parameter', 'grouping-analytics']);

function isResolvedPlan(plan: Plan): boolean {
  for (const node of preorder(PLANS, plan)) {
    if (node.kind.startsWith('unresolved') || !expressionsOf(node).every(isResolved)) return false;
  }
  return true;
}

/** Expressions of parsed plans; Spark marks what is unresolved with an apostrophe. */
function unresolvedText(e: Expression, text: (child: Expression) => string): string {
  switch (e.kind) {
    case 'unresolved-attribute':
      return `'${e.parts.join('.')}`;
    case 'star':
      return e.target.length === 0 ? '*' : `${e.target.join('.')}.*`;
    case 'regex-column':
      return `${e.table === undefined ? '' : `${e.table}.`}\`${e.pattern}\``;
    case 'unresolved-function': {
      const name = e.name.join('.');
      if (name in WORDS || INFIX.has(name)) return callText(name, e.args.map(text));
      return `'${name}(${e.distinct ? 'distinct ' : ''}${e.args.map(text).join(', ')})`;
    }
    case 'unresolved-extract':
      return `${text(e.child)}[${text(e.key)}]`;
    case 'named-argument':
      return `${e.name} => ${text(e.value)}`;
    case 'multi-alias':
      return `${text(e.child)} AS [${e.names.join(', ')}]`;
    case 'unresolved-window':
      return `${text(e.function)} unresolvedwindowexpression(${e.name})`;
    case 'parameter':
      return e.name === undefined ? '?' : `:${e.name}`;
    default:
      return e.kind;
  }
}

function callText(fn: string, args: readonly string[]): string {
  const word = WORDS[fn];
  if (word !== undefined && args.length === 2) {
    const text = `${args[0]} ${word} ${args[1]}`;
    return fn === 'and' || fn === 'or' ? `(${text})` : text;
  }
  if (INFIX.has(fn) && args.length === 2) return `(${args[0]} ${fn === '==' ? '=' : fn} ${args[1]})`;
  if (fn === 'not') return `NOT ${args[0]}`;
  if (fn === '-' || fn === 'negative') return `-${args[0]}`;
  const declared = findFunction(fn);
  if (declared?.pretty !== undefined && !/^[a-z_0-9]+$/.test(fn)) return declared.pretty(args as Args<string>);
  return `${fn}(${args.join(', ')})`;
}

/** `sum(distinct a#1) FILTER (WHERE (b#2 > 0))`. */
export function aggregateText(e: AggregateCall, columns: Columns = []): string {
  const args = e.call.args.map((arg) => expressionText(arg, columns)).join(', ');
  const filter = e.filter === undefined ? '' : ` FILTER (WHERE ${expressionText(e.filter, columns)})`;
  return `${e.call.fn}(${e.distinct ? 'distinct ' : ''}${args})${filter}`;
}

export function sortOrderText(order: SortOrder, columns: Columns = []): string {
  const nulls = order.nullsFirst ? 'FIRST' : 'LAST';
  return `${expressionText(order.child, columns)} ${order.ascending ? 'ASC' : 'DESC'} NULLS ${nulls}`;
}

export function windowSpecText(
  partitionBy: readonly Expression[],
  orderBy: readonly SortOrder[],
  frame: WindowFrame | undefined,
  columns: Columns = [],
): string {
  const parts = [...partitionBy, ...orderBy].map((e) => expressionText(e, columns));
  if (frame !== undefined) {
    const unit = frame.unit === 'rows' ? 'RowFrame' : 'RangeFrame';
    parts.push(`specifiedwindowframe(${unit}, ${boundText(frame.lower)}, ${boundText(frame.upper)})`);
  }
  return `windowspecdefinition(${parts.join(', ')})`;
}

function boundText(bound: FrameBound): string {
  switch (bound.kind) {
    case 'unbounded-preceding':
      return 'unboundedpreceding$()';
    case 'unbounded-following':
      return 'unboundedfollowing$()';
    case 'current-row':
      return 'currentrow$()';
    case 'offset':
      return expressionText(bound.value);
  }
}
