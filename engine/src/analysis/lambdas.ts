/** Lambda arguments: their parameters get the types the function gives them, then their bodies are resolved. */
import { raise } from '../errors/raise.ts';
import type { ArgType } from '../functions/arg-types.ts';
import {
  type Expression,
  type Lambda,
  type LambdaVariable,
  nextExpressionId,
  type UnresolvedFunction,
} from '../tree/expression.ts';
import { typeOf } from '../tree/output.ts';
import { quoteIdentifier, VOID } from '../types/data-type.ts';
import { putCast } from './coercion/put-cast.ts';
import { argTypeAt, type Bindings, instantiate, type Overload } from './overloads.ts';
import type { Resolution } from './resolution.ts';
import { quotedType, unexpectedInput } from './type-errors.ts';

type LambdaType = Extract<ArgType, { accept: 'lambda' }>;

export function resolveLambdas(
  node: UnresolvedFunction,
  overload: Overload,
  args: readonly Expression[],
  bindings: Bindings,
  resolution: Resolution,
  resolveBody: (body: Expression, resolution: Resolution) => Expression,
): readonly Expression[] {
  return args.map((argument, i) => {
    if (argument.kind !== 'lambda') return argument;
    const wanted = argTypeAt(overload, i);
    if (wanted?.accept !== 'lambda') return argument;
    const params = typedParameters(node, argument, wanted, bindings, resolution);
    const body = resolveBody(argument.body, { ...resolution, lambdas: [...params, ...resolution.lambdas] });
    const resolved = { ...argument, params, body };
    const { returns } = wanted;
    if (returns === undefined || typeOf(body).kind === returns.kind) return resolved;
    if (typeOf(body).kind === 'void') return { ...resolved, body: putCast(body, returns, resolution.mode) };
    const whole = { ...node, args: args.map((other, k) => (k === i ? resolved : other)) };
    return unexpectedInput(whole, resolved, i, quotedType(returns));
  });
}

/** Where only a lambda fits, any other expression is the body of one that has no use for its parameters. */
export function asLambda(argument: Expression, index: number, overloads: readonly Overload[]): Expression {
  const [wanted] = overloads.map((overload) => argTypeAt(overload, index));
  if (argument.kind === 'lambda' || wanted?.accept !== 'lambda') return argument;
  if (overloads.some((overload) => argTypeAt(overload, index)?.accept !== 'lambda')) return argument;
  const params = wanted.params
    .slice(0, wanted.minParams)
    .map((_, i): LambdaVariable => ({ kind: 'lambda-variable', id: -1, name: `col${i}`, type: VOID, nullable: true }));
  return { kind: 'lambda', params, body: argument };
}

function typedParameters(
  node: UnresolvedFunction,
  lambda: Lambda,
  wanted: LambdaType,
  bindings: Bindings,
  resolution: Resolution,
): readonly LambdaVariable[] {
  const count = lambda.params.length;
  if (count > wanted.params.length || count < wanted.minParams) {
    raise(
      'INVALID_LAMBDA_FUNCTION_CALL.NUM_ARGS_MISMATCH',
      { expectedNumArgs: String(count), actualNumArgs: String(wanted.minParams) },
      { context: lambda.context ?? node.context },
    );
  }
  const names = lambda.params.map((param) => (resolution.mode.caseSensitive ? param.name : param.name.toLowerCase()));
  if (new Set(names).size < names.length) {
    raise(
      'INVALID_LAMBDA_FUNCTION_CALL.DUPLICATE_ARG_NAMES',
      { args: names.map(quoteIdentifier).join(', '), caseSensitiveConfig: '"spark.sql.caseSensitive"' },
      { context: lambda.context ?? node.context },
    );
  }
  return lambda.params.map((param, i) => {
    const bound = instantiate(wanted.params[i] as ArgType, bindings);
    return {
      ...param,
      id: nextExpressionId(),
      type: bound?.type ?? { kind: 'void' },
      nullable: bound?.nullable ?? true,
    };
  });
}
