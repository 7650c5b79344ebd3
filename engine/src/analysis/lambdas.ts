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
import { quoteIdentifier } from '../types/data-type.ts';
import { argTypeAt, type Bindings, instantiate, type Overload } from './overloads.ts';
import type { Resolution } from './resolution.ts';

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
    return { ...argument, params, body };
  });
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
