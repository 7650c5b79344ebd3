// Column.toString as Spark 4 writes it: operators in call form, unlike the names of result columns.

import type { Expression, SortOrder, UnresolvedFunction } from '@tspark/engine/tree/expression.ts';
import { frameText } from '@tspark/engine/tree/frame-text.ts';
import { simpleString, sqlName } from '@tspark/engine/types/data-type.ts';
import { literalText } from './literal-text.ts';

/** Spark numbers lambda variables in the order it meets them; ours carry their number as `id`. */
function lambdaName(name: string, id: number): string {
  return id < 0 ? name : `${name}_${id}`;
}

const list = (items: readonly Expression[]): string => items.map(expressionText).join(', ');

function orderText(order: SortOrder): string {
  const direction = order.ascending ? 'ASC' : 'DESC';
  return `${expressionText(order.child)} ${direction} NULLS ${order.nullsFirst ? 'FIRST' : 'LAST'}`;
}

function windowText(node: Extract<Expression, { kind: 'window-call' }>): string {
  const parts: string[] = [];
  if (node.partitionBy.length > 0) parts.push(`PARTITION BY ${list(node.partitionBy)}`);
  if (node.orderBy.length > 0) parts.push(`ORDER BY ${list(node.orderBy)}`);
  if (node.frame !== undefined) parts.push(frameText(node.frame, expressionText));
  return `${expressionText(node.function)} OVER (${parts.join(' ')})`;
}

function caseText(node: Extract<Expression, { kind: 'case' }>): string {
  const branches = node.whens.map(
    (when, i) => ` WHEN ${expressionText(when)} THEN ${expressionText(node.thens[i] as Expression)}`,
  );
  const otherwise = node.otherwise === undefined ? '' : ` ELSE ${expressionText(node.otherwise)}`;
  return `CASE${branches.join('')}${otherwise} END`;
}

function lambdaText(node: Extract<Expression, { kind: 'lambda' }>): string {
  const names = node.params.map((param) => lambdaName(param.name, param.id));
  return `${names.length === 1 ? names[0] : `(${names.join(', ')})`} -> ${expressionText(node.body)}`;
}

/** `withField` and `dropFields` show the field's name as the user wrote it. */
function fieldChangeText({ name: [name], args }: UnresolvedFunction): string | undefined {
  const from = name === 'update_field' ? 2 : 1;
  if (name !== 'update_field' && name !== 'drop_field') return undefined;
  const path = args.slice(from).map((part) => (part.kind === 'literal' ? String(part.value) : ''));
  const [first, ...value] = args.slice(0, from).map(expressionText);
  return `${name}(${[first, path.join('.'), ...value].join(', ')})`;
}

/** Simple names stay as they are; others are quoted, as `UnresolvedAttribute.sql` does for parts with dots. */
const attributeText = (parts: readonly string[]): string =>
  parts.map((part) => (part.includes('.') ? `\`${part}\`` : part)).join('.');

export function expressionText(node: Expression): string {
  switch (node.kind) {
    case 'unresolved-attribute':
      return attributeText(node.parts);
    case 'attribute':
      return attributeText([node.name]);
    case 'star':
      return node.target.length === 0 ? '*' : `${attributeText(node.target)}.*`;
    case 'regex-column':
      return node.table === undefined ? node.pattern : `${node.table}.${node.pattern}`;
    case 'unresolved-function':
      return fieldChangeText(node) ?? `${node.name.join('.')}(${list(node.args)})`;
    case 'unresolved-extract':
      return `${expressionText(node.child)}[${expressionText(node.key)}]`;
    case 'literal':
      return literalText(node);
    case 'alias':
      return `${expressionText(node.child)} AS ${node.name}`;
    case 'multi-alias':
      return `${expressionText(node.child)} AS (${node.names.join(', ')})`;
    case 'cast':
      return `${node.mode === 'try' ? 'TRY_CAST' : 'CAST'}(${expressionText(node.child)} AS ${sqlName(node.to)})`;
    case 'case':
      return caseText(node);
    case 'in':
      return `in(${list([node.child, ...node.list])})`;
    case 'lambda':
      return lambdaText(node);
    case 'lambda-variable':
      return lambdaName(node.name, node.id);
    case 'sort-order':
      return orderText(node);
    case 'window-call':
      return windowText(node);
    case 'python-udf':
      return `${node.name}(${list(node.args)})`;
    case 'named-argument':
      return `${node.name} => ${expressionText(node.value)}`;
    case 'scalar-subquery':
      return 'scalarsubquery()';
    case 'exists':
      return 'exists()';
    case 'in-subquery':
      return `in(${list(node.values)})`;
    case 'outer-reference':
      return attributeText([node.attribute.name]);
    case 'call':
      return `${node.fn}(${list(node.args)})`;
    case 'aggregate-call':
      return expressionText(node.call);
    case 'get-field':
      return `${expressionText(node.child)}.${node.name}`;
    case 'bound':
      return `input[${node.ordinal}, ${simpleString(node.type)}]`;
    case 'unresolved-window':
      return `${expressionText(node.function)} OVER ${node.name}`;
    case 'parameter':
      return node.name === undefined ? '?' : `:${node.name}`;
    case 'grouping-analytics':
      return `${node.mode}(${node.sets.map((set) => `(${list(set)})`).join(', ')})`;
  }
}
