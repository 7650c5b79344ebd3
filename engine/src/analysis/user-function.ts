/** A call of a function the user registered. */
import type { QueryContext } from '../errors/query-context.ts';
import { raise } from '../errors/raise.ts';
import { type Expression, nextExpressionId, type PythonUdf, type UnresolvedFunction } from '../tree/expression.ts';
import type { UserTableFunction } from '../tree/plan.ts';
import type { UserFunction } from './context.ts';

export function userFunctionCall(node: UnresolvedFunction, user: UserFunction, args: readonly Expression[]): PythonUdf {
  if (node.distinct) {
    raise(
      'INVALID_SQL_SYNTAX.FUNCTION_WITH_UNSUPPORTED_SYNTAX',
      { prettyName: `\`${user.name}\``, syntax: 'DISTINCT' },
      { context: node.context },
    );
  }
  return pythonCall(user, args, node.context);
}

export const tableFunctionCall = (
  user: UserTableFunction,
  args: readonly Expression[],
  context?: QueryContext,
): PythonUdf => pythonCall(user, args, context);

function pythonCall(
  user: UserFunction | UserTableFunction,
  args: readonly Expression[],
  context: QueryContext | undefined,
): PythonUdf {
  return {
    kind: 'python-udf',
    name: user.name,
    function: user.function,
    args: args.map((argument) => (argument.kind === 'named-argument' ? argument.value : argument)),
    argNames: args.some((argument) => argument.kind === 'named-argument')
      ? args.map((argument) => (argument.kind === 'named-argument' ? argument.name : undefined))
      : [],
    type: user.returnType,
    id: nextExpressionId(),
    ...(context === undefined ? {} : { context }),
  };
}
