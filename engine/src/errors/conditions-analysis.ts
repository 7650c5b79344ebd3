/** Conditions of the analysis: names of columns and relations, and the shapes of queries. */
import type { ConditionRow } from './conditions.ts';

export const ANALYSIS_CONDITIONS = {
  'UNRESOLVED_COLUMN.WITH_SUGGESTION': {
    sqlState: '42703',
    kind: 'analysis',
    message:
      'A column, variable, or function parameter with name <objectName> cannot be resolved. Did you mean one of the following? [<proposal>].',
  },
  'UNRESOLVED_COLUMN.WITHOUT_SUGGESTION': {
    sqlState: '42703',
    kind: 'analysis',
    message: 'A column, variable, or function parameter with name <objectName> cannot be resolved.',
  },
  AMBIGUOUS_REFERENCE: {
    sqlState: '42704',
    kind: 'analysis',
    message: 'Reference <name> is ambiguous, could be: <referenceNames>.',
  },
  AMBIGUOUS_REFERENCE_TO_FIELDS: {
    sqlState: '42000',
    kind: 'analysis',
    message: 'Ambiguous reference to the field <field>. It appears <count> times in the schema.',
  },
  AMBIGUOUS_LATERAL_COLUMN_ALIAS: {
    sqlState: '42702',
    kind: 'analysis',
    message: 'Lateral column alias <name> is ambiguous and has <n> matches.',
  },
  ASSIGNMENT_ARITY_MISMATCH: {
    sqlState: '42802',
    kind: 'analysis',
    message: '<numTarget> names are given to <numExpr> columns.',
  },
  CANNOT_RESOLVE_STAR_EXPAND: {
    sqlState: '42704',
    kind: 'analysis',
    message:
      'Cannot resolve <targetString>.* given input columns <columns>. Please check that the specified table or struct exists and is accessible in the input columns.',
  },
  COLUMN_ALREADY_EXISTS: {
    sqlState: '42711',
    kind: 'analysis',
    message: 'The column <columnName> already exists. Choose another name or rename the existing column.',
  },
  FIELD_NOT_FOUND: { sqlState: '42704', kind: 'analysis', message: 'No such struct field <fieldName> in <fields>.' },
  'MISSING_ATTRIBUTES.RESOLVED_ATTRIBUTE_APPEAR_IN_OPERATION': {
    sqlState: 'XX000',
    kind: 'analysis',
    message:
      'Resolved attribute(s) <missingAttributes> missing from <input> in operator <operator>. Attribute(s) with the same name appear in the operation: <operation>. Please check if the right attribute(s) are used.',
  },
  'MISSING_ATTRIBUTES.RESOLVED_ATTRIBUTE_MISSING_FROM_INPUT': {
    sqlState: 'XX000',
    kind: 'analysis',
    message: 'Resolved attribute(s) <missingAttributes> missing from <input> in operator <operator>.',
  },
  SCHEMA_NOT_FOUND: {
    sqlState: '42704',
    kind: 'analysis',
    message: 'The schema <schemaName> cannot be found. Check its name and that of its catalog.',
  },
  TABLE_OR_VIEW_NOT_FOUND: {
    sqlState: '42P01',
    kind: 'analysis',
    message:
      'The table or view <relationName> cannot be found. Verify the spelling and correctness of the schema and catalog. Search path: <searchPath>.',
  },
  TEMP_TABLE_OR_VIEW_ALREADY_EXISTS: {
    sqlState: '42P07',
    kind: 'analysis',
    message:
      'Cannot create the temporary view <relationName> because it already exists. Choose a different name, drop or replace the existing view.',
  },
  UNBOUND_SQL_PARAMETER: {
    sqlState: '42P02',
    kind: 'analysis',
    message:
      'Found the unbound parameter: <name>. Give it a value in `args`: a literal, or `map()`, `array()` or `struct()` of literals.',
  },
  UNRESOLVED_USING_COLUMN_FOR_JOIN: {
    sqlState: '42703',
    kind: 'analysis',
    message:
      'USING column <colName> cannot be resolved on the <side> side of the join. The <side>-side columns: [<suggestion>].',
  },
  AGGREGATE_FUNCTION_WITH_NONDETERMINISTIC_EXPRESSION: {
    sqlState: '42845',
    kind: 'analysis',
    message: 'Non-deterministic expression <sqlExpr> should not appear in the arguments of an aggregate function.',
  },
  DISTINCT_WINDOW_FUNCTION_UNSUPPORTED: {
    sqlState: '0A000',
    kind: 'analysis',
    message: 'Distinct window functions are not supported: <windowExpr>.',
  },
  GROUPING_COLUMN_MISMATCH: {
    sqlState: '42803',
    kind: 'analysis',
    message: "Column of grouping (<grouping>) can't be found in grouping columns <groupingColumns>.",
  },
  GROUPING_ID_COLUMN_MISMATCH: {
    sqlState: '42803',
    kind: 'analysis',
    message: 'Columns of grouping_id (<groupingIdColumn>) does not match grouping columns (<groupByColumns>).',
  },
  GROUP_BY_AGGREGATE: {
    sqlState: '42903',
    kind: 'analysis',
    message: 'Aggregate functions are not allowed in GROUP BY, but found <sqlExpr>.',
  },
  GROUP_BY_POS_AGGREGATE: {
    sqlState: '42903',
    kind: 'analysis',
    message:
      'GROUP BY <index> refers to an expression <aggExpr> that contains an aggregate function. Aggregate functions are not allowed in GROUP BY.',
  },
  GROUP_BY_POS_OUT_OF_RANGE: {
    sqlState: '42805',
    kind: 'analysis',
    message: 'GROUP BY position <index> is not in select list (valid range is [1, <size>]).',
  },
  'INVALID_INLINE_TABLE.CANNOT_EVALUATE_EXPRESSION_IN_INLINE_TABLE': {
    sqlState: '42000',
    kind: 'analysis',
    message: 'Invalid inline table. <expr> is no constant.',
  },
  'INVALID_INLINE_TABLE.FAILED_SQL_EXPRESSION_EVALUATION': {
    sqlState: '42000',
    kind: 'analysis',
    message: 'Invalid inline table. Evaluating <sqlExpr> failed.',
  },
  'INVALID_LIMIT_LIKE_EXPRESSION.IS_NEGATIVE': {
    sqlState: '42K0E',
    kind: 'analysis',
    message:
      'The limit like expression <expr> is invalid. The <name> expression must be equal to or greater than 0, but got <v>.',
  },
  'INVALID_LIMIT_LIKE_EXPRESSION.IS_NULL': {
    sqlState: '42K0E',
    kind: 'analysis',
    message: 'The limit like expression <expr> is invalid. The evaluated <name> expression must not be null.',
  },
  'INVALID_LIMIT_LIKE_EXPRESSION.IS_UNFOLDABLE': {
    sqlState: '42K0E',
    kind: 'analysis',
    message: 'The limit like expression <expr> is invalid. The <name> expression must evaluate to a constant value.',
  },
  INVALID_PANDAS_UDF_PLACEMENT: {
    sqlState: '0A000',
    kind: 'analysis',
    message:
      'The group aggregate pandas UDF <functionList> cannot be invoked together with as other, non-pandas aggregate functions.',
  },
  TABLE_VALUED_FUNCTION_TOO_MANY_TABLE_ARGUMENTS: {
    sqlState: '54023',
    kind: 'analysis',
    message:
      'There are too many table arguments for table-valued function. It allows one table argument, but got: <num>.',
  },
  'INVALID_SUBQUERY_EXPRESSION.SCALAR_SUBQUERY_RETURN_MORE_THAN_ONE_OUTPUT_COLUMN': {
    sqlState: '42823',
    kind: 'analysis',
    message: 'Invalid subquery: Scalar subquery must return only one column, but got <number>.',
  },
  INVALID_USAGE_OF_STAR_OR_REGEX: {
    sqlState: '42000',
    kind: 'analysis',
    message: 'Invalid usage of <elem> in <prettyName>.',
  },
  INVALID_WHERE_CONDITION: {
    sqlState: '42903',
    kind: 'analysis',
    message:
      'The WHERE condition <condition> contains invalid expressions: <expressionList>. Window functions, aggregates and generators have no place in it.',
  },
  MISSING_AGGREGATION: {
    sqlState: '42803',
    kind: 'analysis',
    message:
      'The non-aggregating expression <expression> is based on columns which are not participating in the GROUP BY clause. Group by it, aggregate it, or take any value of a group with <expressionAnyValue>.',
  },
  MISSING_GROUP_BY: {
    sqlState: '42803',
    kind: 'analysis',
    message:
      'The query does not include a GROUP BY clause. Add GROUP BY or turn it into the window functions using OVER clauses.',
  },
  MISSING_WINDOW_SPECIFICATION: {
    sqlState: '42P20',
    kind: 'analysis',
    message:
      "Window specification is not defined in the WINDOW clause for <windowName>. See '<docroot>/sql-ref-syntax-qry-select-window.html'.",
  },
  NESTED_AGGREGATE_FUNCTION: {
    sqlState: '42607',
    kind: 'analysis',
    message:
      'It is not allowed to use an aggregate function in the argument of another aggregate function. Please use the inner aggregate function in a sub-query.',
  },
  QUALIFY_AGGREGATE_NOT_ALLOWED: {
    sqlState: '42903',
    kind: 'analysis',
    message: 'QUALIFY of a query without GROUP BY cannot hold the aggregate function <aggregateExpr>.',
  },
  NON_LITERAL_PIVOT_VALUES: {
    sqlState: '42K08',
    kind: 'analysis',
    placeless: true,
    message: 'Literal expressions required for pivot values, found <expression>.',
  },
  NUM_COLUMNS_MISMATCH: {
    sqlState: '42826',
    kind: 'analysis',
    message:
      '<operator> can only be performed on inputs with the same number of columns, but the first input has <firstNumColumns> columns and the <invalidOrdinalNum> input has <invalidNumColumns> columns.',
  },
  ORDER_BY_POS_OUT_OF_RANGE: {
    sqlState: '42805',
    kind: 'analysis',
    message: 'ORDER BY position <index> is not in select list (valid range is [1, <size>]).',
  },
  UDTF_ALIAS_NUMBER_MISMATCH: {
    sqlState: '42802',
    kind: 'analysis',
    message: 'The generator gives <aliasesSize> columns, but got the names <aliasesNames>.',
  },
  UNPIVOT_REQUIRES_VALUE_COLUMNS: {
    sqlState: '42K0A',
    kind: 'analysis',
    message: 'At least one value column needs to be specified for UNPIVOT, all columns specified as ids.',
  },
  UNPIVOT_VALUE_SIZE_MISMATCH: {
    sqlState: '428C4',
    kind: 'analysis',
    message: 'All unpivot value columns must have the same size as there are value column names (<names>).',
  },
  UNRESOLVED_ALL_IN_GROUP_BY: {
    sqlState: '42803',
    kind: 'analysis',
    message:
      'Cannot infer grouping columns for GROUP BY ALL based on the select clause. Please explicitly specify the grouping columns.',
  },
  UNSUPPORTED_EXPR_FOR_OPERATOR: {
    sqlState: '42K0E',
    kind: 'analysis',
    message:
      'The query operator <operator> contains expressions it does not support, such as window functions, aggregates or generators: [<invalidExprSqls>].',
  },
  UNSUPPORTED_EXPR_FOR_WINDOW: {
    sqlState: '42P20',
    kind: 'analysis',
    message: 'Expression <sqlExpr> not supported within a window function.',
  },
  'UNSUPPORTED_GENERATOR.MULTI_GENERATOR': {
    sqlState: '42K0E',
    kind: 'analysis',
    message:
      'The generator is not supported: only one generator allowed per SELECT clause but found <num>: <generators>.',
  },
  'UNSUPPORTED_GENERATOR.NESTED_IN_EXPRESSIONS': {
    sqlState: '42K0E',
    kind: 'analysis',
    message: 'The generator is not supported: nested in expressions <expression>.',
  },
  'UNSUPPORTED_GENERATOR.NOT_GENERATOR': {
    sqlState: '42K0E',
    kind: 'analysis',
    message:
      'The generator is not supported: <functionName> is expected to be a generator. However, its class is <classCanonicalName>, which is not a generator.',
  },
  'UNSUPPORTED_GENERATOR.OUTSIDE_SELECT': {
    sqlState: '42K0E',
    kind: 'analysis',
    message: 'The generator is not supported: outside the SELECT clause, found: <plan>.',
  },
  UNSUPPORTED_GROUPING_EXPRESSION: {
    sqlState: '42K0E',
    kind: 'analysis',
    message: 'grouping()/grouping_id() can only be used with GroupingSets/Cube/Rollup.',
  },
  WINDOW_FUNCTION_AND_FRAME_MISMATCH: {
    sqlState: '42K0E',
    kind: 'analysis',
    message:
      '<funcName> function can only be evaluated in an ordered row-based window frame with a single offset: <windowExpr>.',
  },
  WINDOW_FUNCTION_FRAME_NOT_ORDERED: {
    sqlState: '42601',
    kind: 'analysis',
    message: 'Window function <wf_name> needs an ordered window: write <wf_expr> OVER (… ORDER BY …).',
  },
  WINDOW_FUNCTION_WITHOUT_OVER_CLAUSE: {
    sqlState: '42601',
    kind: 'analysis',
    message: 'Window function <funcName> requires an OVER clause.',
  },
  _LEGACY_ERROR_TEMP_1006: {
    sqlState: '',
    kind: 'analysis',
    placeless: true,
    message: "Aggregate expression required for pivot, but '<sql>' did not appear in any aggregate function.",
  },
  _LEGACY_ERROR_TEMP_1046: {
    sqlState: '',
    kind: 'analysis',
    message: '<hintName> Hint parameter should include columns, but <invalidParams> found.',
  },
  _LEGACY_ERROR_TEMP_1047: {
    sqlState: '',
    kind: 'analysis',
    message: '<hintName> Hint expects a partition number as a parameter.',
  },
  UNRESOLVED_COLUMN_AMONG_FIELD_NAMES: {
    sqlState: '42703',
    kind: 'analysis',
    message: 'Cannot resolve column name "<colName>" among (<fieldNames>).',
  },
  WINDOW_FUNCTION_NOT_ALLOWED_IN_CLAUSE: {
    sqlState: '42601',
    kind: 'analysis',
    message: 'It is not allowed to use window functions inside <clauseName> clause.',
  },
  REQUIRES_SINGLE_PART_NAMESPACE: {
    sqlState: '42K05',
    kind: 'analysis',
    message: '<sessionCatalog> requires a single-part namespace, but got identifier <identifier>.',
  },
  _LEGACY_ERROR_TEMP_1182: {
    sqlState: '',
    kind: 'analysis',
    message:
      'Column <ambiguousAttrs> are ambiguous: Datasets that share them were joined, and it cannot be told which one is meant. Give the Datasets different names with `alias` before joining and use qualified names, or set <config> to false to disable this check.',
  },
  'INVALID_AGGREGATE_FILTER.CONTAINS_AGGREGATE': {
    sqlState: '42903',
    kind: 'analysis',
    message:
      'The FILTER expression <filterExpr> in an aggregate function is invalid. It contains the aggregate <aggExpr>.',
  },
  'INVALID_AGGREGATE_FILTER.CONTAINS_WINDOW_FUNCTION': {
    sqlState: '42903',
    kind: 'analysis',
    message:
      'The FILTER expression <filterExpr> in an aggregate function is invalid. It contains the window function <windowExpr>.',
  },
  'INVALID_AGGREGATE_FILTER.NON_DETERMINISTIC': {
    sqlState: '42903',
    kind: 'analysis',
    message: 'The FILTER expression <filterExpr> in an aggregate function is invalid. It is not deterministic.',
  },
  'INVALID_AGGREGATE_FILTER.NOT_BOOLEAN': {
    sqlState: '42903',
    kind: 'analysis',
    message: 'The FILTER expression <filterExpr> in an aggregate function is invalid. It is not a boolean.',
  },
} as const satisfies Record<string, ConditionRow>;
