/** Turns a call by name into a resolved call: lookup, arity, overload, casts, and the clauses only some functions take. */
import { assert } from '../errors/internal.ts';
import { raise } from '../errors/raise.ts';
import type { FunctionDeclaration } from '../functions/define.ts';
import { findFunction } from '../functions/registry.ts';
import { booleanLiteral } from '../tree/build.ts';
import type { Call, Expression, UnresolvedFunction } from '../tree/expression.ts';
import { nullableOf, typeOf } from '../tree/output.ts';
import { type DataType, quoteIdentifier, STRING } from '../types/data-type.ts';
import type { Value } from '../types/value.ts';
import { checkFilter } from './aggregate-filter.ts';
import { coerceOperands } from './coercion/operands.ts';
import { placedAt, putCast } from './coercion/put-cast.ts';
import { isShiftedText } from './coercion/temporal-operands.ts';
import { findUserFunction, searchPath } from './find-function.ts';
import { checkArity, positional } from './function-arguments.ts';
import { asLambda, resolveLambdas } from './lambdas.ts';
import { isListAggregate, withOrder } from './list-aggregate.ts';
import { checkLambdas, raiseMisfit } from './misfit-errors.ts';
import { acceptsCount, argTypeAt, type Fit, type Misfit, matchArguments, type Overload } from './overloads.ts';
import type { Resolution } from './resolution.ts';
import { userFunctionCall } from './user-function.ts';

export type ResolveBody = (body: Expression, resolution: Resolution) => Expression;

/** `args` are resolved, stars expanded; lambdas are still as parsed and `resolveBody` resolves their bodies. */
export function resolveFunction(
  node: UnresolvedFunction,
  args: readonly Expression[],
  filter: Expression | undefined,
  withinGroup: readonly Expression[],
  resolution: Resolution,
  resolveBody: ResolveBody,
): Expression {
  const user = findUserFunction(node, resolution.context);
  if (user !== undefined) return userFunctionCall(node, user, args);
  const name = builtinName(node);
  const declaration = name === undefined ? undefined : findFunction(name);
  if (name === undefined || declaration === undefined) return raiseUnknown(node, resolution);
  const all = withClauses(node, declaration, name, positional(node, declaration, args), withinGroup);
  checkArity(node, declaration, name, all.length);
  const call = resolveCall(node, declaration, name, all, resolution, resolveBody);
  if (declaration.kind !== 'aggregate') return asItsText(call, all, resolution);
  if (filter !== undefined) checkFilter(filter, node);
  return {
    kind: 'aggregate-call',
    call,
    distinct: node.distinct,
    filter,
    ...(node.context === undefined ? {} : { context: node.context }),
  };
}

/** A text that stood for a timestamp next to an interval: the result is a text again. */
function asItsText(call: Call, given: readonly Expression[], resolution: Resolution): Expression {
  const [left, right] = given;
  if (left === undefined || right === undefined || !isShiftedText(call.fn, left, right)) return call;
  return placedAt(putCast(call, STRING, resolution.mode), call, call);
}

/** The registry's name of a call to a built-in function: alone, or under `builtin` or `system.builtin`. */
export function builtinName(node: UnresolvedFunction): string | undefined {
  const parts = node.name.map((part) => part.toLowerCase());
  const [last] = parts.slice(-1);
  if (parts.length === 1) return last;
  const prefix = parts.slice(0, -1).join('.');
  return prefix === 'builtin' || prefix === 'system.builtin' ? last : undefined;
}

export function raiseUnknown(node: UnresolvedFunction, resolution: Resolution): never {
  return raise(
    'UNRESOLVED_ROUTINE',
    { routineName: node.name.map(quoteIdentifier).join('.'), searchPath: searchPath(resolution.context) },
    { context: node.context },
  );
}

const NULLS_AS_ARGUMENT: ReadonlySet<string> = new Set(['first', 'last', 'any_value', 'first_value', 'last_value']);

/** DISTINCT, FILTER, WITHIN GROUP and IGNORE NULLS: refused where a function has no use for them, else made arguments. */
function withClauses(
  node: UnresolvedFunction,
  declaration: FunctionDeclaration,
  name: string,
  args: readonly Expression[],
  withinGroup: readonly Expression[],
): readonly Expression[] {
  const refuse = (syntax: string): never =>
    raise(
      'INVALID_SQL_SYNTAX.FUNCTION_WITH_UNSUPPORTED_SYNTAX',
      { prettyName: quoteIdentifier(name), syntax },
      { context: node.context },
    );
  const isAggregate = declaration.kind === 'aggregate';
  if (!isAggregate && node.distinct) refuse('DISTINCT');
  if (!isAggregate && node.filter !== undefined) refuse('FILTER CLAUSE');
  if (!isAggregate && withinGroup.length > 0) refuse('WITHIN GROUP (ORDER BY ...)');
  if (node.ignoreNulls === true && declaration.kind !== 'window' && !NULLS_AS_ARGUMENT.has(name))
    refuse('IGNORE NULLS');
  if (withinGroup.length > 0 && isListAggregate(name)) return withOrder(node, args, withinGroup);
  if (withinGroup.length > 0) {
    const [order] = withinGroup;
    assert(order?.kind === 'sort-order', 'WITHIN GROUP holds sort orders');
    return [order.child, ...args, ...(order.ascending ? [] : [booleanLiteral(true)])];
  }
  if (node.ignoreNulls !== undefined && NULLS_AS_ARGUMENT.has(name) && args.length === 1) {
    return [...args, booleanLiteral(node.ignoreNulls)];
  }
  return args;
}

function resolveCall(
  node: UnresolvedFunction,
  declaration: FunctionDeclaration,
  name: string,
  given: readonly Expression[],
  resolution: Resolution,
  resolveBody: ResolveBody,
): Call {
  const { mode } = resolution;
  const candidates = declaration.overloads
    .map((overload, index) => ({ overload, index }))
    .filter(({ overload }) => acceptsCount(overload, given.length) && suitsSession(overload, resolution));
  const overloads = candidates.map(({ overload }) => overload);
  checkLambdas(node, name, given, overloads);
  const args = coerced(declaration, given, resolution)
    .map((argument, i) => placedAt(argument, given[i] as Expression, node))
    .map((argument, i) => asLambda(argument, i, overloads));
  let misfit: Misfit | undefined;
  for (const exact of [true, false]) {
    for (const { overload, index } of candidates) {
      if (!exact && overload.coerce === 'comparison') continue;
      const found = matchArguments(overload, args, exact, mode);
      if (!('targets' in found)) {
        if (!exact || overload.coerce === 'comparison') misfit ??= found;
        continue;
      }
      const cast = args.map((argument, i) => placedAt(castTo(argument, found.targets[i], resolution), argument, node));
      const complete = [...cast, ...defaultsOf(overload, cast.length)];
      const bodies = resolveLambdas(node, overload, complete, found.bindings, resolution, resolveBody);
      return callOf(node, declaration, name, index, bodies, found, resolution);
    }
  }
  assert(misfit !== undefined, `${name} has no overload for ${args.length} arguments`);
  return raiseMisfit(node, declaration, name, args, overloads, misfit);
}

function suitsSession({ timestamps }: Overload, { context }: Resolution): boolean {
  if (timestamps === undefined) return true;
  const isLocal = context.conf.getString('spark.sql.timestampType') === 'TIMESTAMP_NTZ';
  return isLocal === (timestamps === 'timestamp_ntz');
}

function coerced(
  declaration: FunctionDeclaration,
  args: readonly Expression[],
  resolution: Resolution,
): readonly Expression[] {
  const [left, right] = args;
  if (args.length !== 2 || left === undefined || right === undefined) return args;
  const coercion = declaration.overloads.find((overload) => overload.coerce !== undefined)?.coerce;
  return coercion === undefined ? args : coerceOperands(coercion, declaration.name, left, right, resolution.mode);
}

function castTo(argument: Expression, target: DataType | undefined, resolution: Resolution): Expression {
  return target === undefined ? argument : putCast(argument, target, resolution.mode);
}

function defaultsOf(overload: FunctionDeclaration['overloads'][number], given: number): readonly Expression[] {
  const defaults = overload.defaults ?? [];
  const first = overload.args.length - defaults.length;
  return defaults.slice(Math.max(0, given - first)).map((value, i) => {
    const wanted = argTypeAt(overload, Math.max(given, first) + i);
    const inner = wanted?.accept === 'foldable' ? wanted.of : wanted;
    const type = inner?.accept === 'one' ? inner.type : typeOfValue(value);
    return { kind: 'literal', type, value };
  });
}

function typeOfValue(value: Value): DataType {
  switch (typeof value) {
    case 'boolean':
      return { kind: 'boolean' };
    case 'number':
      return { kind: Number.isInteger(value) ? 'integer' : 'double' };
    case 'bigint':
      return { kind: 'long' };
    case 'string':
      return STRING;
    default:
      return { kind: 'void' };
  }
}

function callOf(
  node: UnresolvedFunction,
  declaration: FunctionDeclaration,
  name: string,
  index: number,
  args: readonly Expression[],
  found: Fit,
  resolution: Resolution,
): Call {
  const overload = declaration.overloads[index];
  assert(overload !== undefined, 'overload out of range');
  const { ansi } = resolution.mode;
  const constants = args.map((argument, i) =>
    argument.kind === 'literal'
      ? argument.value
      : constantOf(argument, argTypeAt(overload, i)?.accept === 'foldable', resolution),
  );
  const types = args.map(typeOf);
  const { returns } = overload;
  const type =
    typeof returns === 'function'
      ? returns(types as unknown as Parameters<typeof returns>[0], { ansi, constants, nullables: args.map(nullableOf) })
      : returns;
  assert(found.targets.length <= args.length, 'more targets than arguments');
  return {
    kind: 'call',
    fn: name,
    overload: index,
    args,
    type,
    nullable: nullability(declaration, index, args, ansi),
    ansi,
    ...(node.context === undefined ? {} : { context: node.context }),
  };
}

/** Constant arguments are evaluated only where the declaration asks for a constant. */
function constantOf(argument: Expression, wanted: boolean, resolution: Resolution): Value | undefined {
  return wanted ? resolution.context.evaluate(argument) : undefined;
}

function nullability(
  declaration: FunctionDeclaration,
  index: number,
  args: readonly Expression[],
  ansi: boolean,
): boolean {
  const overload = declaration.overloads[index];
  assert(overload !== undefined, 'overload out of range');
  const { nullable } = overload;
  if (typeof nullable === 'boolean') return nullable;
  if (nullable !== undefined) return nullable(args.map(nullableOf), { ansi, types: args.map(typeOf) });
  const propagates = declaration.kind === 'scalar' && 'nulls' in overload && overload.nulls === 'propagate';
  return propagates ? args.some(nullableOf) : true;
}
