/** A call of a function the user registered. */
import type { QueryContext } from '../errors/query-context.ts';
import { raise } from '../errors/raise.ts';
import { type Expression, nextExpressionId, type PythonUdf, type UnresolvedFunction } from '../tree/expression.ts';
import type { UserTableFunction } from '../tree/plan.ts';
import { quoteIdentifier } from '../types/data-type.ts';
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
  checkNames(user.name, args, context);
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

/** What Python itself would refuse in any call; whether the names are the function's is known to Python alone. */
function checkNames(name: string, args: readonly Expression[], context: QueryContext | undefined): void {
  const routineName = quoteIdentifier(name);
  const seen = new Set<string>();
  let last: string | undefined;
  for (const argument of args) {
    if (argument.kind === 'named-argument') {
      last = quoteIdentifier(argument.name);
      if (seen.has(argument.name)) {
        raise(
          'DUPLICATE_ROUTINE_PARAMETER_ASSIGNMENT.DOUBLE_NAMED_ARGUMENT_REFERENCE',
          { routineName, parameterName: last },
          { context },
        );
      }
      seen.add(argument.name);
    } else if (last !== undefined) {
      raise('UNEXPECTED_POSITIONAL_ARGUMENT', { routineName, parameterName: last }, { context });
    }
  }
}
