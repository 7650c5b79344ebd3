/** The number and the names of a call's arguments. */
import { raise } from '../errors/raise.ts';
import type { FunctionDeclaration } from '../functions/define.ts';
import type { Expression, UnresolvedFunction } from '../tree/expression.ts';
import { quoteIdentifier } from '../types/data-type.ts';
import { acceptsCount } from './overloads.ts';

export const DOC_ROOT = 'https://spark.apache.org/docs/latest';

export function checkArity(
  node: UnresolvedFunction,
  declaration: FunctionDeclaration,
  name: string,
  count: number,
): void {
  if (declaration.overloads.some((overload) => acceptsCount(overload, count))) return;
  raise(
    'WRONG_NUM_ARGS.WITHOUT_SUGGESTION',
    {
      functionName: quoteIdentifier(name),
      expectedNum: expectedCount(declaration),
      actualNum: String(count),
      docroot: DOC_ROOT,
    },
    { context: node.context },
  );
}

/** `2`, `[1, 2]`, or `> 0` where any number may follow. */
function expectedCount(declaration: FunctionDeclaration): string {
  const counts = new Set<number>();
  for (const { args, defaults, rest } of declaration.overloads) {
    const least = args.length - (defaults?.length ?? 0);
    if (rest !== undefined) return 'accept' in rest ? `> ${least - 1}` : `${rest.length}n (n > 0)`;
    for (let n = least; n <= args.length; n++) counts.add(n);
  }
  const sorted = [...counts].sort((a, b) => a - b);
  return sorted.length === 1 ? String(sorted[0]) : `[${sorted.join(', ')}]`;
}

/** Puts arguments passed by name in their places. */
export function positional(
  node: UnresolvedFunction,
  declaration: FunctionDeclaration,
  args: readonly Expression[],
): readonly Expression[] {
  const firstNamed = args.findIndex((argument) => argument.kind === 'named-argument');
  if (firstNamed < 0) return args;
  const functionName = quoteIdentifier(declaration.name);
  const params = declaration.params;
  if (params === undefined) return raise('NAMED_PARAMETERS_NOT_SUPPORTED', { functionName }, { context: node.context });
  const placed: Expression[] = args.slice(0, firstNamed);
  for (const argument of args.slice(firstNamed)) {
    if (argument.kind !== 'named-argument') {
      return raise(
        'UNEXPECTED_POSITIONAL_ARGUMENT',
        { routineName: functionName, parameterName: quoteIdentifier(params[firstNamed] ?? '') },
        { context: node.context },
      );
    }
    const index: number = params.findIndex((param) => param.toLowerCase() === argument.name.toLowerCase());
    const argumentName = quoteIdentifier(argument.name);
    if (index < 0) {
      const proposal = params.map(quoteIdentifier).join(', ');
      raise(
        'UNRECOGNIZED_PARAMETER_NAME',
        { routineName: functionName, argumentName, proposal },
        { context: node.context },
      );
    }
    if (placed[index] !== undefined) {
      raise(
        duplicate(index < firstNamed),
        { routineName: functionName, parameterName: argumentName },
        { context: node.context },
      );
    }
    placed[index] = argument.value;
  }
  const missing = Array.from<Expression | undefined>(placed).indexOf(undefined);
  if (missing >= 0) {
    raise(
      'REQUIRED_PARAMETER_NOT_FOUND',
      { routineName: functionName, parameterName: quoteIdentifier(params[missing] ?? ''), index: String(missing) },
      { context: node.context },
    );
  }
  return placed;
}

const duplicate = (positional: boolean) =>
  positional
    ? 'DUPLICATE_ROUTINE_PARAMETER_ASSIGNMENT.BOTH_POSITIONAL_AND_NAMED'
    : 'DUPLICATE_ROUTINE_PARAMETER_ASSIGNMENT.DOUBLE_NAMED_ARGUMENT_REFERENCE';
