/** Conditions of session variables. */
import type { ConditionRow } from './conditions.ts';

export const VARIABLE_CONDITIONS = {
  VARIABLE_ALREADY_EXISTS: {
    sqlState: '42723',
    kind: 'analysis',
    message:
      'Cannot declare the variable <variableName> because it already exists. Use another name or DECLARE OR REPLACE.',
  },
  VARIABLE_NOT_FOUND: { sqlState: '42883', kind: 'analysis', message: 'There is no variable <variableName>.' },
  UNRESOLVED_VARIABLE: {
    sqlState: '42883',
    kind: 'analysis',
    message: 'Cannot resolve the variable <variableName> on the search path <searchPath>.',
  },
  DUPLICATE_ASSIGNMENTS: {
    sqlState: '42701',
    kind: 'analysis',
    message: 'The columns or variables <nameList> are assigned more than once.',
  },
  DUPLICATE_VARIABLE_NAME_INSIDE_DECLARE: {
    sqlState: '42734',
    kind: 'analysis',
    message: 'The variable <variableName> is declared more than once in one statement.',
  },
  'NOT_A_CONSTANT_STRING.NOT_CONSTANT': {
    sqlState: '42601',
    kind: 'analysis',
    message: 'The expression <expr> of <name> must be a constant string.',
  },
  'NOT_A_CONSTANT_STRING.WRONG_TYPE': {
    sqlState: '42601',
    kind: 'analysis',
    message: 'The expression <expr> of <name> must be a constant string, not of the type <dataType>.',
  },
  'NOT_A_CONSTANT_STRING.NULL': {
    sqlState: '42601',
    kind: 'analysis',
    message: 'The expression <expr> of <name> must be a constant string, not NULL.',
  },
  INVALID_EXPR_TYPE_FOR_QUERY_EXECUTE_IMMEDIATE: {
    sqlState: '42K09',
    kind: 'analysis',
    message: 'EXECUTE IMMEDIATE takes a text, not an expression of the type <exprType>.',
  },
  NULL_QUERY_STRING_EXECUTE_IMMEDIATE: {
    sqlState: '22004',
    kind: 'analysis',
    message: 'EXECUTE IMMEDIATE needs a statement, but <varName> is NULL.',
  },
  INVALID_STATEMENT_FOR_EXECUTE_INTO: {
    sqlState: '07501',
    kind: 'analysis',
    message: 'EXECUTE IMMEDIATE with INTO takes a query only, not <sqlString>.',
  },
  INVALID_QUERY_MIXED_QUERY_PARAMETERS: {
    sqlState: '42613',
    kind: 'analysis',
    message: 'A parameterized query takes values by name or by position, not both.',
  },
  ROW_SUBQUERY_TOO_MANY_ROWS: {
    sqlState: '21000',
    kind: 'spark',
    message: 'The query gives more than one row, and one row is assigned.',
  },
  ASSIGNMENT_ARITY_MISMATCH: {
    sqlState: '42802',
    kind: 'analysis',
    message: 'There are <numTarget> columns or variables to assign to and <numExpr> values.',
  },
  DEFAULT_PLACEMENT_INVALID: {
    sqlState: '42608',
    kind: 'analysis',
    message:
      'DEFAULT must be a whole value of MERGE, INSERT, UPDATE or SET VARIABLE; it cannot be part of an expression.',
  },
  'INVALID_SQL_SYNTAX.VARIABLE_TYPE_OR_DEFAULT_REQUIRED': {
    sqlState: '42000',
    kind: 'parse',
    message: 'Invalid SQL syntax: the declaration of a variable needs a type or a default.',
  },
  'INVALID_DEFAULT_VALUE.SUBQUERY_EXPRESSION': {
    sqlState: '42623',
    kind: 'analysis',
    message: 'The default <defaultValue> of <colName> in <statement> holds a subquery, which is not allowed.',
  },
  'UNSUPPORTED_FEATURE.SET_VARIABLE_USING_SET': {
    sqlState: '0A000',
    kind: 'analysis',
    message:
      'The feature is not supported: <variableName> is a variable, and SET assigns to settings; use SET VARIABLE.',
  },
} as const satisfies Record<string, ConditionRow>;
