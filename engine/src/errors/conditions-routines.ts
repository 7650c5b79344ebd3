/** Conditions of functions written in SQL. */
import type { ConditionRow } from './conditions.ts';

export const ROUTINE_CONDITIONS = {
  ROUTINE_ALREADY_EXISTS: {
    sqlState: '42723',
    kind: 'analysis',
    message: 'Cannot create the <newRoutineType> <routineName> because a <existingRoutineType> of that name exists.',
  },
  ROUTINE_NOT_FOUND: { sqlState: '42883', kind: 'analysis', message: 'The routine <routineName> cannot be found.' },
  NOT_A_SCALAR_FUNCTION: {
    sqlState: '42887',
    kind: 'analysis',
    message: '<functionName> is a table function: it belongs in the FROM clause, not among expressions.',
  },
  DUPLICATE_ROUTINE_PARAMETER_NAMES: {
    sqlState: '42734',
    kind: 'analysis',
    message: 'The parameters of the routine <routineName> have the same name more than once: <names>.',
  },
  DUPLICATE_ROUTINE_RETURNS_COLUMNS: {
    sqlState: '42711',
    kind: 'analysis',
    message: 'The columns that the routine <routineName> returns have the same name more than once: <columns>.',
  },
  INVALID_SQL_FUNCTION_DATA_ACCESS: {
    sqlState: '42K0E',
    kind: 'analysis',
    message: 'A function that CONTAINS SQL must not read tables; declare it with READS SQL DATA.',
  },
  CYCLIC_FUNCTION_REFERENCE: {
    sqlState: '42887',
    kind: 'analysis',
    message: 'A function calls itself: <path>.',
  },
  'USER_DEFINED_FUNCTIONS.NOT_NULL_ON_FUNCTION_PARAMETERS': {
    sqlState: '42601',
    kind: 'analysis',
    message: 'The parameters of a function cannot be NOT NULL: <input>.',
  },
  'USER_DEFINED_FUNCTIONS.NOT_A_VALID_DEFAULT_EXPRESSION': {
    sqlState: '42601',
    kind: 'analysis',
    message: 'The default of the parameter <parameterName> of <functionName> must not hold a subquery.',
  },
  'USER_DEFINED_FUNCTIONS.NOT_A_VALID_DEFAULT_PARAMETER_POSITION': {
    sqlState: '42601',
    kind: 'analysis',
    message:
      'In <functionName> the parameter <parameterName> has a default, so <nextParameterName> after it needs one too.',
  },
  'USER_DEFINED_FUNCTIONS.RETURN_COLUMN_COUNT_MISMATCH': {
    sqlState: '42601',
    kind: 'analysis',
    message: 'The query of <name> gives <outputSize> columns, and <returnParamSize> are declared.',
  },
  'USER_DEFINED_FUNCTIONS.SQL_TABLE_UDF_BODY_MUST_BE_A_QUERY': {
    sqlState: '42601',
    kind: 'analysis',
    message: 'The body of the table function <name> must be a query.',
  },
  'USER_DEFINED_FUNCTIONS.CANNOT_CONTAIN_COMPLEX_FUNCTIONS': {
    sqlState: '42601',
    kind: 'analysis',
    message: 'The body of a function cannot hold aggregate, window or table functions: <queryText>.',
  },
  'INVALID_SQL_SYNTAX.CREATE_FUNC_WITH_GENERATED_COLUMNS_AS_PARAMETERS': {
    sqlState: '42000',
    kind: 'parse',
    message: 'Invalid SQL syntax: the parameters of CREATE FUNCTION cannot be generated.',
  },
  'INVALID_SQL_SYNTAX.CREATE_FUNC_WITH_COLUMN_CONSTRAINTS': {
    sqlState: '42000',
    kind: 'parse',
    message: 'Invalid SQL syntax: the parameters of CREATE FUNCTION cannot have constraints.',
  },
  'INVALID_SQL_SYNTAX.CREATE_TEMP_FUNC_WITH_IF_NOT_EXISTS': {
    sqlState: '42000',
    kind: 'parse',
    message: 'Invalid SQL syntax: CREATE TEMPORARY FUNCTION does not take IF NOT EXISTS.',
  },
} as const satisfies Record<string, ConditionRow>;
