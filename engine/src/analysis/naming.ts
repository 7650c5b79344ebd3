/** Text of expressions as Spark shows it in generated column names and in errors; implicit casts are left out. */
import { findFunction } from '../functions/registry.ts';
import type { Cast, Expression, Literal, PythonUdf, WindowCall } from '../tree/expression.ts';
import { frameText } from '../tree/frame-text.ts';
import type { Plan } from '../tree/plan.ts';
import { EXPRESSIONS, expressionsOf, PLANS } from '../tree/shapes.ts';
import { foldUp, preorder } from '../tree/transform.ts';
import { type Kind, quoteIfNeeded, sqlName } from '../types/data-type.ts';
import { literalText } from './literal-text.ts';
import { minusText, operatorText } from './operator-text.ts';

/** Spark's `toPrettySQL`. */
export const prettySql = (expression: Expression): string => prettySqlIn('UTC', expression);

/** With timestamps in a time zone. */
export function prettySqlIn(zone: string, expression: Expression): string {
  return foldUp<Expression, string>(EXPRESSIONS, expression, (node, parts) => textOf(node, parts, zone));
}

/** Spark's `sql`: columns with their qualifiers. */
export function qualifiedSql(expression: Expression): string {
  return foldUp<Expression, string>(EXPRESSIONS, expression, (node, parts) =>
    node.kind === 'attribute'
      ? [...node.qualifier, node.name].map(quoteIfNeeded).join('.')
      : textOf(node, parts, 'UTC'),
  );
}

/** Casts to these show their input only. */
const COMPLEX: ReadonlySet<Kind> = new Set(['array', 'map', 'struct']);

/** As errors quote an expression. */
export const quotedSql = (expression: Expression): string => `"${prettySql(expression)}"`;

function textOf(node: Expression, parts: readonly string[], zone: string): string {
  switch (node.kind) {
    case 'unresolved-attribute':
      return node.parts.map(quoteIfNeeded).join('.');
    case 'attribute':
      return node.name;
    case 'bound':
      return `input[${node.ordinal}]`;
    case 'star':
      return [...node.target, '*'].join('.');
    case 'regex-column':
      return node.pattern;
    case 'literal':
      return node.variable === undefined ? literalText(node, zone) : variableText(node, zone);
    case 'alias':
      return `${parts[0]} AS ${quoteIfNeeded(node.name)}`;
    case 'multi-alias':
      return `${parts[0]} AS (${node.names.join(', ')})`;
    case 'unresolved-function': {
      const args = parts.slice(0, node.args.length);
      const text = minusText(node.name.at(-1) ?? '', node, args) ?? callText(node.name.join('.'), args, node.distinct);
      return text + filterText(node.filter, parts[node.args.length]);
    }
    case 'call':
      return operatorText(node, parts) ?? callText(node.fn, node.fn === 'struct' ? fieldTexts(parts) : parts, false);
    case 'aggregate-call': {
      const text = parts[0] as string;
      return (node.distinct ? text.replace('(', '(DISTINCT ') : text) + filterText(node.filter, parts[1]);
    }
    case 'cast':
      return castText(node, parts[0] as string);
    case 'case':
      return caseText(node.whens.length, parts);
    case 'in':
      return `(${parts[0]} IN (${parts.slice(1).join(', ')}))`;
    case 'get-field':
      return `${parts[0]}.${node.name}`;
    case 'unresolved-extract':
      return `${parts[0]}[${parts[1]}]`;
    case 'lambda':
      return `lambdafunction(${[parts.at(-1), ...parts.slice(0, -1)].join(', ')})`;
    case 'lambda-variable':
      return 'namedlambdavariable()';
    case 'window-call':
      return `${parts[0]} OVER (${windowText(node, parts.slice(1))})`;
    case 'unresolved-window':
      return `${parts[0]} OVER ${node.name}`;
    case 'sort-order':
      return `${parts[0]} ${node.ascending ? 'ASC' : 'DESC'} NULLS ${node.nullsFirst ? 'FIRST' : 'LAST'}`;
    case 'python-udf':
      return udfText(node, parts);
    case 'named-argument':
      return `${node.name} => ${parts[0]}`;
    case 'scalar-subquery':
      return `scalarsubquery(${outerNames(node.plan)})`;
    case 'exists':
      return `exists(${outerNames(node.plan)})`;
    case 'in-subquery':
      return `(${rowText(node.values, parts)} IN (listquery(${outerNames(node.plan)})))`;
    case 'outer-reference':
      return `outer(${[...node.attribute.qualifier, node.attribute.name].join('.')})`;
    case 'parameter':
      return node.name === undefined ? '?' : `:${node.name}`;
    case 'grouping-analytics':
      return `${node.mode}(${parts.join(', ')})`;
  }
}

function variableText(node: Literal, zone: string): string {
  const { type, value } = node;
  const text =
    value === null && type.kind !== 'void'
      ? `CAST(NULL AS ${sqlName(type)})`
      : typeof value === 'string'
        ? `'${value}'`
        : literalText(node, zone);
  return `variablereference(system.session.${node.variable}=${text})`;
}

function castText(node: Cast, child: string): string {
  if (node.shown !== undefined) return node.shown;
  if (node.implicit || COMPLEX.has(node.to.kind)) return child;
  return `${node.mode === 'try' ? 'TRY_CAST' : 'CAST'}(${child} AS ${sqlName(node.to)})`;
}

function udfText(node: PythonUdf, parts: readonly string[]): string {
  const named = parts.map((part, i) => (node.argNames[i] === undefined ? part : `${node.argNames[i]} => ${part}`));
  return `${node.name}(${named.join(', ')})`;
}

/** `named_struct('a', a, 'b', b)` for several values before IN. */
function rowText(values: readonly Expression[], parts: readonly string[]): string {
  if (values.length === 1) return parts[0] as string;
  const fields = values.map((value, i) => `'${value.kind === 'attribute' ? value.name : `col${i + 1}`}', ${parts[i]}`);
  return `named_struct(${fields.join(', ')})`;
}

function callText(name: string, args: readonly string[], distinct: boolean): string {
  const pretty = findFunction(name)?.pretty;
  if (pretty !== undefined && !distinct) return pretty(args as Parameters<typeof pretty>[0]);
  return `${name}(${distinct ? 'DISTINCT ' : ''}${args.join(', ')})`;
}

/** `struct(a, b AS c)`: names and values come in turn; a name is shown where it is not the value's own. */
function fieldTexts(parts: readonly string[]): readonly string[] {
  const texts: string[] = [];
  for (let i = 0; i + 1 < parts.length; i += 2) {
    const [name, value] = [parts[i] as string, parts[i + 1] as string];
    const own = name === `col${i / 2 + 1}` || value === name || value.endsWith(`.${name}`);
    texts.push(own ? value : `${value} AS ${quoteIfNeeded(name)}`);
  }
  return texts;
}

const filterText = (filter: Expression | undefined, text: string | undefined): string =>
  filter === undefined ? '' : ` FILTER (WHERE ${text})`;

/** A subquery shows the outer columns it uses, each as often as it does. */
function outerNames(plan: Plan): string {
  const names: string[] = [];
  for (const node of preorder(PLANS, plan)) {
    for (const root of expressionsOf(node)) {
      for (const e of preorder(EXPRESSIONS, root)) if (e.kind === 'outer-reference') names.push(e.attribute.name);
    }
  }
  return names.join(', ');
}

function caseText(branches: number, parts: readonly string[]): string {
  let text = 'CASE';
  for (let i = 0; i < branches; i++) text += ` WHEN ${parts[i]} THEN ${parts[branches + i]}`;
  const otherwise = parts[2 * branches];
  return `${text}${otherwise === undefined ? '' : ` ELSE ${otherwise}`} END`;
}

function windowText(node: WindowCall, parts: readonly string[]): string {
  const keys = parts.slice(0, node.partitionBy.length);
  const orders = parts.slice(node.partitionBy.length);
  const clauses: string[] = [];
  if (keys.length > 0) clauses.push(`PARTITION BY ${keys.join(', ')}`);
  if (orders.length > 0) clauses.push(`ORDER BY ${orders.join(', ')}`);
  if (node.frame !== undefined) clauses.push(frameText(node.frame, offsetText));
  return clauses.join(' ');
}

/** A bound that was cast shows its sign as an operator. */
function boundValueText(value: Expression): string {
  const negated = value.kind === 'call' && value.fn === 'negative' ? value.args[0] : undefined;
  return negated === undefined ? prettySql(value) : `(- ${prettySql(negated)})`;
}

function offsetText(value: Expression): string {
  const negated = value.kind === 'call' && value.fn === 'negative' ? value.args[0] : undefined;
  if (value.kind === 'cast' && value.implicit) return `${boundValueText(value.child)} FOLLOWING`;
  return negated === undefined ? `${prettySql(value)} FOLLOWING` : `${prettySql(negated)} PRECEDING`;
}
