/** Conditions of the analysis: calls of functions. */
import type { ConditionRow } from './conditions.ts';

export const CALL_CONDITIONS = {
  'INVALID_WITHIN_GROUP_EXPRESSION.MISMATCH_WITH_DISTINCT_INPUT': {
    sqlState: '42K0K',
    kind: 'analysis',
    message: '<funcName> of DISTINCT <funcArg> cannot be ordered by <orderingExpr>, only by the values themselves.',
  },
  'DUPLICATE_ROUTINE_PARAMETER_ASSIGNMENT.BOTH_POSITIONAL_AND_NAMED': {
    sqlState: '4274K',
    kind: 'analysis',
    message:
      'Call to routine <routineName> is invalid: the parameter <parameterName> gets a value both by position and by name.',
  },
  'DUPLICATE_ROUTINE_PARAMETER_ASSIGNMENT.DOUBLE_NAMED_ARGUMENT_REFERENCE': {
    sqlState: '4274K',
    kind: 'analysis',
    message:
      'Call to routine <routineName> is invalid: the parameter <parameterName> gets a value by name more than once.',
  },
  'INVALID_LAMBDA_FUNCTION_CALL.DUPLICATE_ARG_NAMES': {
    sqlState: '42K0D',
    kind: 'analysis',
    message:
      'Invalid lambda function call. The lambda function has duplicate arguments <args>. Rename them or set <caseSensitiveConfig> to "true".',
  },
  'INVALID_LAMBDA_FUNCTION_CALL.NUM_ARGS_MISMATCH': {
    sqlState: '42K0D',
    kind: 'analysis',
    message:
      'Invalid lambda function call. A higher order function expects <expectedNumArgs> arguments, but got <actualNumArgs>.',
  },
  'INVALID_SQL_SYNTAX.FUNCTION_WITH_UNSUPPORTED_SYNTAX': {
    sqlState: '42000',
    kind: 'analysis',
    message: 'Invalid SQL syntax: The function <prettyName> does not support <syntax>.',
  },
  NAMED_PARAMETERS_NOT_SUPPORTED: {
    sqlState: '4274K',
    kind: 'analysis',
    message: 'The function <functionName> takes its arguments by position only.',
  },
  NOT_A_TABLE_FUNCTION: {
    sqlState: '42887',
    kind: 'analysis',
    message: '<functionName> is a scalar function and has no place in FROM.',
  },
  REQUIRED_PARAMETER_NOT_FOUND: {
    sqlState: '4274K',
    kind: 'analysis',
    message:
      'Cannot invoke routine <routineName>: its parameter <parameterName> has no value, neither at index <index> nor by name.',
  },
  UNEXPECTED_POSITIONAL_ARGUMENT: {
    sqlState: '4274K',
    kind: 'analysis',
    message: 'Cannot invoke routine <routineName>: positional arguments follow the argument named <parameterName>.',
  },
  UNRECOGNIZED_PARAMETER_NAME: {
    sqlState: '4274K',
    kind: 'analysis',
    message:
      'Cannot invoke routine <routineName>: it has no argument named <argumentName>. Did you mean one of the following? [<proposal>].',
  },
  UNRESOLVABLE_TABLE_VALUED_FUNCTION: {
    sqlState: '42883',
    kind: 'analysis',
    message: 'Could not resolve <name> to a table-valued function.',
  },
  UNRESOLVED_ROUTINE: {
    sqlState: '42883',
    kind: 'analysis',
    message: 'Cannot resolve routine <routineName> on search path <searchPath>.',
  },
  'WRONG_NUM_ARGS.WITHOUT_SUGGESTION': {
    sqlState: '42605',
    kind: 'analysis',
    message:
      "The <functionName> requires <expectedNum> parameters but the actual number is <actualNum>. Please, refer to '<docroot>/sql-ref-functions.html' for a fix.",
  },
  NON_FOLDABLE_ARGUMENT: {
    sqlState: '42K08',
    kind: 'analysis',
    message:
      'The function <funcName> requires the parameter <paramName> to be a foldable expression of the type <paramType>, but the actual argument is a non-foldable.',
  },
  UNEXPECTED_INPUT_TYPE: {
    sqlState: '42K09',
    kind: 'analysis',
    message:
      'The <paramIndex> parameter of <functionName> requires the <requiredType> type, however <inputSql> has the type <inputType>.',
  },
  'INVALID_LAMBDA_FUNCTION_CALL.NON_HIGHER_ORDER_FUNCTION': {
    sqlState: '42K0D',
    kind: 'analysis',
    message: 'Invalid lambda function call. <class> takes no lambda functions.',
  },
  /** Spark's own word for what its analysis lets through by mistake. */
  INTERNAL_ERROR: {
    sqlState: 'XX000',
    kind: 'spark',
    message: '<message>',
  },
} as const satisfies Record<string, ConditionRow>;
