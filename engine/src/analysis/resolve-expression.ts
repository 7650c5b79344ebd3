/** Resolves one expression bottom up: names to columns, calls to functions, casts where types differ. */
import { raise } from '../errors/raise.ts';
import { findFunction } from '../functions/registry.ts';
import { call, intLiteral } from '../tree/build.ts';
import type {
  Expression,
  In,
  Lambda,
  LambdaVariable,
  RegexColumn,
  Star,
  UnresolvedAttribute,
  UnresolvedFunction,
} from '../tree/expression.ts';
import { typeOf } from '../tree/output.ts';
import { EXPRESSIONS } from '../tree/shapes.ts';
import { foldUp, type Shape } from '../tree/transform.ts';
import { sqlName } from '../types/data-type.ts';
import { resolveCase, resolveCast, resolveIn } from './coercion/special-forms.ts';
import { sameIdentifier } from './columns.ts';
import { expandRegex, expandStar } from './expand-stars.ts';
import { extractField } from './extract-field.ts';
import { findUserFunction } from './find-function.ts';
import { checkArity } from './function-arguments.ts';
import { asOuter, raiseUnresolved } from './outer-columns.ts';
import type { Resolution } from './resolution.ts';
import { builtinName, raiseUnknown, resolveFunction } from './resolve-function.ts';
import { resolveSubquery } from './resolve-subquery.ts';
import { ignoresNulls, resolveWindowCall } from './resolve-window-call.ts';
import { specialFunction } from './special-functions.ts';
import { sqlFunctionCall } from './sql-function-call.ts';
import { isWithoutParentheses } from './without-parentheses.ts';

export function resolveExpression(expression: Expression, resolution: Resolution): Expression {
  if (expression.kind === 'attribute' || expression.kind === 'literal') return expression;
  const resolved = foldUp<Expression, Expression>(shapeFor(resolution), expression, (node, children) =>
    resolveNode(node, children, resolution),
  );
  return isValue(resolved) ? resolved : misplaced(resolved, resolution);
}

const isValue = (node: Expression): node is Exclude<Expression, Star | RegexColumn | Lambda> =>
  node.kind !== 'star' && node.kind !== 'regex-column' && node.kind !== 'lambda';

/** Stars and patterns stand in SELECT lists and calls only, lambda functions in calls only. */
function misplaced(node: Star | RegexColumn | Lambda, resolution: Resolution): never {
  if (node.kind === 'lambda')
    return raise('INTERNAL_ERROR', { message: 'A lambda function is no value.' }, { context: node.context });
  if (node.kind === 'regex-column') {
    const parts = node.table === undefined ? [node.pattern] : [node.table, node.pattern];
    return raiseUnresolved({ kind: 'unresolved-attribute', parts, context: node.context }, resolution);
  }
  return raise('INVALID_USAGE_OF_STAR_OR_REGEX', { elem: "'*'", prettyName: 'expression' }, { context: node.context });
}

/** These take their operands' types at once. */
const OF_VALUES: ReadonlySet<Expression['kind']> = new Set(['cast', 'case', 'alias', 'sort-order', 'window-call']);

/** Checks calls before their arguments, as Spark reports an unknown function before an unknown column. */
function shapeFor(resolution: Resolution): Shape<Expression> {
  return {
    children: (node) => {
      if (node.kind === 'lambda') return [];
      if (node.kind === 'unresolved-function') checkCallable(node, resolution);
      return EXPRESSIONS.children(node);
    },
    withChildren: EXPRESSIONS.withChildren,
  };
}

function checkCallable(node: UnresolvedFunction, resolution: Resolution): void {
  if (node.routine !== undefined || findUserFunction(node, resolution.context) !== undefined) return;
  const name = builtinName(node);
  if (name !== undefined && specialFunction(name) !== undefined) return;
  const declaration = name === undefined ? undefined : findFunction(name);
  if (name === undefined || declaration === undefined) raiseUnknown(node, resolution);
  if (
    node.withinGroup.length > 0 ||
    node.args.some((argument) => argument.kind === 'star' || argument.kind === 'named-argument')
  )
    return;
  checkArity(node, declaration, name, node.args.length);
}

function rebuilt<E extends Expression>(node: E, children: readonly Expression[]): E {
  const before = EXPRESSIONS.children(node);
  return before.every((child, i) => child === children[i]) ? node : (EXPRESSIONS.withChildren(node, children) as E);
}

function resolveNode(node: Expression, children: readonly Expression[], resolution: Resolution): Expression {
  if (OF_VALUES.has(node.kind)) {
    for (const child of children) if (!isValue(child)) misplaced(child, resolution);
  }
  switch (node.kind) {
    case 'unresolved-attribute':
      return settle(resolveName(node, resolution), resolution);
    case 'lambda-variable':
      return node.id === -1
        ? (findVariable([node.name], resolution) ??
            raiseUnresolved({ kind: 'unresolved-attribute', parts: [node.name] }, resolution))
        : node;
    case 'unresolved-extract':
      return resolveExtract(rebuilt(node, children), resolution);
    case 'unresolved-function':
      return resolveCallNode(node, children, resolution);
    case 'cast':
      return resolveCast(rebuilt(node, children), resolution.mode);
    case 'case':
      return resolveCase(rebuilt(node, children), resolution.mode);
    case 'in':
      return resolveIn(withStars(rebuilt(node, children), resolution), resolution.mode);
    case 'alias':
      return withoutInnerAlias(rebuilt(node, children));
    case 'window-call':
    case 'unresolved-window':
      return resolveWindowCall(rebuilt(node, children), ignoresNulls(node), resolution, (e) =>
        resolveExpression(e, resolution),
      );
    case 'scalar-subquery':
    case 'exists':
    case 'in-subquery':
      return resolveSubquery(rebuilt(node, children), resolution);
    case 'parameter':
      return resolveParameter(node, resolution);
    case 'regex-column':
      return regexAsName(node, resolution);
    case 'lambda':
      return node;
    default:
      return rebuilt(node, children);
  }
}

/** Columns found through a map are calls still to be resolved. */
function settle(found: Expression, resolution: Resolution): Expression {
  return found.kind === 'unresolved-function' || found.kind === 'get-field'
    ? resolveExpression(found, resolution)
    : found;
}

const withoutInnerAlias = (node: Extract<Expression, { kind: 'alias' }>): Expression =>
  node.child.kind === 'alias' ? { ...node, child: node.child.child } : node;

function resolveName(node: UnresolvedAttribute, resolution: Resolution): Expression {
  const { parts, context } = node;
  const { scope } = resolution;
  return (
    findVariable(parts, resolution) ??
    scope.lookup(parts, context, node) ??
    literalFunction(node, resolution) ??
    (scope.outer === undefined ? undefined : asOuter(scope.outer.lookup(parts, context, node))) ??
    sessionVariable(node, resolution) ??
    raiseUnresolved(node, resolution)
  );
}

function sessionVariable({ parts, context }: UnresolvedAttribute, resolution: Resolution): Expression | undefined {
  const found = resolution.context.lookupVariable?.(parts);
  return (
    found &&
    parts
      .slice(found.taken)
      .reduce<Expression>((from, f) => extractField(from, f, resolution.mode.caseSensitive, context), found.value)
  );
}

function findVariable(parts: readonly string[], resolution: Resolution): Expression | undefined {
  const { caseSensitive } = resolution.mode;
  const [name, ...fields] = parts;
  const found: LambdaVariable | undefined = resolution.lambdas.find((variable) =>
    sameIdentifier(variable.name, name as string, caseSensitive),
  );
  if (found === undefined) return undefined;
  return fields.reduce<Expression>((from, f) => extractField(from, f, caseSensitive, undefined), found);
}

function literalFunction(node: UnresolvedAttribute, resolution: Resolution): Expression | undefined {
  const [name] = node.parts;
  const lower = name?.toLowerCase() ?? '';
  if (node.parts.length !== 1 || !isWithoutParentheses(lower)) return undefined;
  const fn = lower === 'grouping__id' ? 'grouping_id' : lower;
  if (findFunction(fn) === undefined && specialFunction(fn) === undefined) return undefined;
  return resolveExpression(call(fn, [], node.context), resolution);
}

function resolveExtract(node: Extract<Expression, { kind: 'unresolved-extract' }>, resolution: Resolution): Expression {
  const type = typeOf(node.child);
  const { key } = node;
  const holder = type.kind === 'array' ? type.element : type;
  if (holder.kind === 'struct' && key.kind === 'literal' && key.type.kind === 'string') {
    return extractField(node.child, String(key.value), resolution.mode.caseSensitive, node.context);
  }
  if (type.kind === 'struct') {
    return raise(
      'INVALID_EXTRACT_FIELD',
      { field: `"${sqlName(typeOf(key))}"`, expr: `"${String(key.kind)}"` },
      { context: node.context },
    );
  }
  if (type.kind !== 'array' && type.kind !== 'map') {
    return extractField(
      node.child,
      key.kind === 'literal' ? String(key.value) : '',
      resolution.mode.caseSensitive,
      node.context,
    );
  }
  return resolveExpression(call('[]', [node.child, key], node.context), resolution);
}

function resolveCallNode(
  node: UnresolvedFunction,
  children: readonly Expression[],
  resolution: Resolution,
): Expression {
  const given = children.slice(0, node.args.length);
  const filter = node.filter === undefined ? undefined : children[node.args.length];
  const withinGroup = children.slice(node.args.length + (node.filter === undefined ? 0 : 1));
  const args = given.flatMap((argument) => expandedArgument(node, argument, resolution));
  if (node.routine !== undefined) {
    return sqlFunctionCall(node, node.routine, args.map(stripAlias), resolution, resolveExpression);
  }
  if (findUserFunction(node, resolution.context) === undefined) {
    const special = specialFunction(builtinName(node) ?? '')?.(node, args, resolution);
    if (special !== undefined) return again(special, resolution);
  }
  return resolveFunction(node, args.map(stripAlias), filter, withinGroup, resolution, resolveExpression);
}

/** `x IN (*)`: all columns. */
function withStars(node: In, resolution: Resolution): In {
  if (!node.list.some((item) => item.kind === 'star')) return node;
  const { scope, mode } = resolution;
  return {
    ...node,
    list: node.list.flatMap((item) => (item.kind === 'star' ? expandStar(item, scope, mode.caseSensitive) : [item])),
  };
}

/** A pattern that is no column's name stands for several columns, which only a call can take. */
function regexAsName(node: RegexColumn, resolution: Resolution): Expression {
  const parts = node.table === undefined ? [node.pattern] : [node.table, node.pattern];
  return resolution.scope.lookup(parts, node.context, node) ?? node;
}

function expandedArgument(
  node: UnresolvedFunction,
  argument: Expression,
  resolution: Resolution,
): readonly Expression[] {
  if (argument.kind === 'star') return starArguments(node, argument, resolution);
  if (argument.kind !== 'regex-column') return [argument];
  const { columns } = resolution.scope;
  return expandRegex(argument, columns.attributes, columns.caseSensitive);
}

const again = (e: Expression, resolution: Resolution): Expression =>
  e.kind === 'unresolved-function' || e.kind === 'cast' ? resolveExpression(e, resolution) : e;

const stripAlias = (e: Expression): Expression => (e.kind === 'alias' ? e.child : e);

/** `count(*)` counts rows; elsewhere a star stands for all columns. */
function starArguments(
  node: UnresolvedFunction,
  star: Extract<Expression, { kind: 'star' }>,
  resolution: Resolution,
): readonly Expression[] {
  const plain = star.target.length === 0 && star.except.length === 0;
  if (plain && node.args.length === 1 && !node.distinct && builtinName(node) === 'count') return [intLiteral(1)];
  return expandStar(star, resolution.scope, resolution.mode.caseSensitive);
}

function resolveParameter(node: Extract<Expression, { kind: 'parameter' }>, resolution: Resolution): Expression {
  const name = node.name ?? `_${node.position}`;
  const value = resolution.context.parameters.get(name);
  if (value === undefined) return raise('UNBOUND_SQL_PARAMETER', { name }, { context: node.context });
  return resolveExpression(value, resolution);
}
