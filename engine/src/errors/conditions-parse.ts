/** Conditions of the SQL parser. */
import type { ConditionRow } from './conditions.ts';

export const PARSE_CONDITIONS = {
  PARSE_SYNTAX_ERROR: { sqlState: '42601', kind: 'parse', message: 'Syntax error at or near <error><hint>.' },
  PARSE_EMPTY_STATEMENT: { sqlState: '42617', kind: 'parse', message: 'Syntax error, unexpected empty statement.' },
  UNCLOSED_BRACKETED_COMMENT: {
    sqlState: '42601',
    kind: 'parse',
    message: 'Found an unclosed bracketed comment. Please, append */ at the end of the comment.',
  },
  FAILED_TO_PARSE_TOO_COMPLEX: {
    sqlState: '54001',
    kind: 'parse',
    message:
      'The statement, including potential SQL functions and referenced views, is nested too deeply to be parsed. Divide it into several, less complex ones.',
  },
  INVALID_IDENTIFIER: {
    sqlState: '42602',
    kind: 'parse',
    message:
      'The unquoted identifier <ident> is invalid and must be back quoted as: `<ident>`. Unquoted identifiers consist of ASCII letters, digits and underbars.',
  },
  IDENTIFIER_TOO_MANY_NAME_PARTS: {
    sqlState: '42601',
    kind: 'parse',
    message: '<identifier> is not a valid identifier as it has more than <limit> name parts.',
  },
  INVALID_TYPED_LITERAL: {
    sqlState: '42604',
    kind: 'parse',
    message: 'The value of the typed literal <valueType> is invalid: <value>.',
  },
  UNSUPPORTED_TYPED_LITERAL: {
    sqlState: '0A000',
    kind: 'parse',
    message: 'Literals of the type <unsupportedType> are not supported. Supported types are <supportedTypes>.',
  },
  INVALID_NUMERIC_LITERAL_RANGE: {
    sqlState: '22003',
    kind: 'parse',
    message:
      'Numeric literal <rawStrippedQualifier> is outside the valid range for <typeName> with minimum value of <minValue> and maximum value of <maxValue>. Please adjust the value accordingly.',
  },
  DECIMAL_PRECISION_EXCEEDS_MAX_PRECISION: {
    sqlState: '22003',
    kind: 'arithmetic',
    message: 'Decimal precision <precision> exceeds max precision <maxPrecision>.',
  },
  DECIMAL_SCALE_EXCEEDS_PRECISION: {
    sqlState: '22003',
    kind: 'analysis',
    message: 'Decimal scale (<scale>) cannot be greater than precision (<precision>).',
  },
  'INVALID_PARAMETER_VALUE.DATETIME_UNIT': {
    sqlState: '22023',
    kind: 'parse',
    message:
      'The value of parameter(s) <parameter> in <functionName> is invalid: expects one of the units without quotes YEAR, QUARTER, MONTH, WEEK, DAY, DAYOFYEAR, HOUR, MINUTE, SECOND, MILLISECOND, MICROSECOND, but got the string literal <invalidValue>.',
  },
  'INVALID_INTERVAL_FORMAT.UNSUPPORTED_FROM_TO_EXPRESSION': {
    sqlState: '22006',
    kind: 'parse',
    message: "Error parsing '<input>' to interval. The range (interval '<input>' <from> to <to>) is not supported.",
  },
  'INVALID_INTERVAL_FORMAT.UNMATCHED_FORMAT_STRING': {
    sqlState: '22006',
    kind: 'illegal-argument',
    message:
      "Error parsing '<input>' to interval. Interval string does not match <intervalStr> format of <supportedFormat> when cast to <typeName>: <input>.",
  },
  'INVALID_INTERVAL_FORMAT.UNMATCHED_FORMAT_STRING_WITH_NOTICE': {
    sqlState: '22006',
    kind: 'illegal-argument',
    message:
      'Error parsing \'<input>\' to interval. Interval string does not match <intervalStr> format of <supportedFormat> when cast to <typeName>: <input>. Set "spark.sql.legacy.fromDayTimeString.enabled" to "true" to restore the behavior before Spark 3.0.',
  },
  'INVALID_INTERVAL_FORMAT.INTERVAL_PARSING': {
    sqlState: '22006',
    kind: 'illegal-argument',
    message: "Error parsing '<input>' to interval. Error parsing interval <interval> string.",
  },
  'INVALID_INTERVAL_FORMAT.INVALID_UNIT': {
    sqlState: '22006',
    kind: 'illegal-argument',
    message: "Error parsing '<input>' to interval. Invalid unit <unit>.",
  },
  'INVALID_INTERVAL_FORMAT.ARITHMETIC_EXCEPTION': {
    sqlState: '22006',
    kind: 'illegal-argument',
    message: "Error parsing '<input>' to interval. Uncaught arithmetic exception while parsing '<input>'.",
  },
  INVALID_ATTRIBUTE_NAME_SYNTAX: {
    sqlState: '42601',
    kind: 'analysis',
    message:
      'Syntax error in the attribute name: <name>. Check that backticks appear in pairs, a quoted string is a complete name part and use a backtick only inside quoted name parts.',
  },
  COLLATION_INVALID_NAME: {
    sqlState: '42704',
    kind: 'spark',
    message:
      'The value <collationName> does not represent a correct collation name. Suggested valid collation names: [<proposals>].',
  },
  FEATURE_NOT_ENABLED: {
    sqlState: '56038',
    kind: 'spark',
    message:
      'The feature <featureName> is not enabled. Consider setting the config <configKey> to <configValue> to enable this capability.',
  },
  'INVALID_SQL_SYNTAX.EMPTY_IN_PREDICATE': {
    sqlState: '42000',
    kind: 'parse',
    message: 'Invalid SQL syntax: IN needs at least one value; use FALSE for a condition that never holds.',
  },
  'INVALID_SQL_SYNTAX.EMPTY_QUANTIFIED_PATTERN': {
    sqlState: '42000',
    kind: 'parse',
    message: "Invalid SQL syntax: Expected something between '(' and ')'.",
  },
  'INVALID_SQL_SYNTAX.INVALID_WINDOW_FRAME_BOUND': {
    sqlState: '42000',
    kind: 'parse',
    message: 'Invalid SQL syntax: Frame bound value must be a literal.',
  },
  'INVALID_SQL_SYNTAX.UNRESOLVED_WINDOW_REFERENCE': {
    sqlState: '42000',
    kind: 'parse',
    message: 'Invalid SQL syntax: Cannot resolve window reference <windowName>.',
  },
  'INVALID_SQL_SYNTAX.INVALID_WINDOW_REFERENCE': {
    sqlState: '42000',
    kind: 'parse',
    message: 'Invalid SQL syntax: Window reference <windowName> is not a window specification.',
  },
  'INVALID_SQL_SYNTAX.REPETITIVE_WINDOW_DEFINITION': {
    sqlState: '42000',
    kind: 'parse',
    message: 'Invalid SQL syntax: The definition of window <windowName> is repetitive.',
  },
  'INVALID_SQL_SYNTAX.LATERAL_WITHOUT_SUBQUERY_OR_TABLE_VALUED_FUNC': {
    sqlState: '42000',
    kind: 'parse',
    message: 'Invalid SQL syntax: LATERAL can only be used with subquery and table-valued functions.',
  },
  INVALID_ESC: {
    sqlState: '42604',
    kind: 'parse',
    message: 'Found an invalid escape string: <invalidEscape>. The escape string must contain only one character.',
  },
  DUPLICATED_CTE_NAMES: {
    sqlState: '42602',
    kind: 'parse',
    message: "CTE definition can't have duplicate names: <duplicateNames>.",
  },
  DUPLICATE_KEY: { sqlState: '23505', kind: 'parse', message: 'Found duplicate keys <keyColumn>.' },
  'UNSUPPORTED_FEATURE.COMBINATION_QUERY_RESULT_CLAUSES': {
    sqlState: '0A000',
    kind: 'parse',
    message: 'The feature is not supported: Combination of ORDER BY/SORT BY/DISTRIBUTE BY/CLUSTER BY.',
  },
  'UNSUPPORTED_FEATURE.LATERAL_JOIN_USING': {
    sqlState: '0A000',
    kind: 'parse',
    message: 'The feature is not supported: JOIN USING with LATERAL correlation.',
  },
  'UNSUPPORTED_FEATURE.TABLESAMPLE_SYSTEM': {
    sqlState: '0A000',
    kind: 'parse',
    message: 'The feature is not supported: TABLESAMPLE SYSTEM needs a data source that samples by blocks.',
  },
  'UNSUPPORTED_FEATURE.TIME_TRAVEL': {
    sqlState: '0A000',
    kind: 'parse',
    message: 'The feature is not supported: Time travel on the relation: <relationId>.',
  },
  'UNSUPPORTED_FEATURE.SQL_SYNTAX': {
    sqlState: '0A000',
    kind: 'parse',
    message: 'The feature is not supported: the SQL syntax <syntax>.',
  },
  'UNSUPPORTED_FEATURE.SQL_STATEMENT': {
    sqlState: '0A000',
    kind: 'parse',
    message: 'The feature is not supported: the SQL statement <statement>.',
  },
  INVALID_SET_SYNTAX: {
    sqlState: '42000',
    kind: 'parse',
    message:
      "Expected format is 'SET', 'SET key', or 'SET key=value'. If you want to include special characters in key, or include semicolon in value, please use backquotes, e.g., SET `key`=`value`.",
  },
  INVALID_PROPERTY_KEY: {
    sqlState: '42602',
    kind: 'parse',
    message: '<key> is an invalid property key, please use quotes, e.g. SET <key>=<value>.',
  },
  INVALID_RESET_COMMAND_FORMAT: {
    sqlState: '42000',
    kind: 'parse',
    message:
      "Expected format is 'RESET' or 'RESET key'. If you want to include special characters in key, please use quotes, e.g., RESET `key`.",
  },
  'INVALID_INTERVAL_FORMAT.TIMEZONE_INTERVAL_OUT_OF_RANGE': {
    sqlState: '22006',
    kind: 'parse',
    message:
      "Error parsing '<input>' to interval. The interval value must be in the range of [-18, +18] hours with second precision.",
  },
  INVALID_TEMP_OBJ_QUALIFIER: {
    sqlState: '42602',
    kind: 'parse',
    message:
      'Temporary <objectType> <objectName> cannot be qualified with <qualifier>. Temporary objects can only be qualified with SESSION or SYSTEM.SESSION.',
  },
  CREATE_VIEW_WITH_IF_NOT_EXISTS_AND_REPLACE: {
    sqlState: '42601',
    kind: 'parse',
    message: 'CREATE VIEW <viewName> with both IF NOT EXISTS and REPLACE is not allowed.',
  },
  'INVALID_SQL_SYNTAX.SHOW_FUNCTIONS_INVALID_SCOPE': {
    sqlState: '42000',
    kind: 'parse',
    message: 'Invalid SQL syntax: SHOW <scope> FUNCTIONS not supported.',
  },
  INVALID_LATERAL_JOIN_TYPE: {
    sqlState: '42613',
    kind: 'parse',
    message:
      'The <joinType> JOIN with LATERAL correlation is not allowed because an OUTER subquery cannot correlate to its join partner. Remove the LATERAL correlation or use an INNER JOIN, or LEFT OUTER JOIN instead.',
  },
  INCOMPATIBLE_JOIN_TYPES: {
    sqlState: '42613',
    kind: 'parse',
    message: 'The join types <joinType1> and <joinType2> are incompatible.',
  },
  'INVALID_INLINE_TABLE.NUM_COLUMNS_MISMATCH': {
    sqlState: '42000',
    kind: 'parse',
    message:
      'Invalid inline table. Inline table expected <expectedNumCols> columns but found <actualNumCols> columns in row <rowIndex>.',
  },
  INVALID_TABLESAMPLE_FRACTION: {
    sqlState: '22023',
    kind: 'parse',
    message: 'Sampling fraction (<fraction>) must be on interval [0, 1].',
  },
  'NOT_ALLOWED_IN_PIPE_OPERATOR_WHERE.WINDOW_CLAUSE': {
    sqlState: '42601',
    kind: 'parse',
    message: 'Not allowed in the pipe WHERE clause: WINDOW clause.',
  },
  MULTIPLE_QUERY_RESULT_CLAUSES_WITH_PIPE_OPERATORS: {
    sqlState: '42000',
    kind: 'parse',
    message:
      "<clause1> and <clause2> cannot coexist in the same SQL pipe operator using '|>'. Please separate the multiple result clauses into separate pipe operators and then retry the query again.",
  },
  INVALID_STATEMENT_OR_CLAUSE: {
    sqlState: '42601',
    kind: 'parse',
    message: 'The statement or clause: <operation> is not valid.',
  },
  UNSUPPORTED_DATATYPE: { sqlState: '0A000', kind: 'parse', message: 'Unsupported data type <typeName>.' },
  DATATYPE_MISSING_SIZE: {
    sqlState: '42K01',
    kind: 'parse',
    message: 'DataType <type> requires a length parameter, for example <type>(10). Please specify the length.',
  },
  'INCOMPLETE_TYPE_DEFINITION.ARRAY': {
    sqlState: '42K01',
    kind: 'parse',
    message: 'Incomplete complex type: "ARRAY" needs the type of its elements, <elementType>.',
  },
  'INCOMPLETE_TYPE_DEFINITION.MAP': {
    sqlState: '42K01',
    kind: 'parse',
    message: 'Incomplete complex type: "MAP" needs the types of its keys and its values.',
  },
  'INCOMPLETE_TYPE_DEFINITION.STRUCT': {
    sqlState: '42K01',
    kind: 'parse',
    message: 'Incomplete complex type: "STRUCT" needs at least one field with its name and type.',
  },
  UNSUPPORTED_TIME_PRECISION: {
    sqlState: '0A001',
    kind: 'spark',
    message: 'The seconds precision <precision> of the TIME data type is out of the supported range [0, 9].',
  },
  _LEGACY_ERROR_TEMP_0014: { sqlState: '', kind: 'parse', message: 'TABLESAMPLE does not accept empty inputs.' },
  _LEGACY_ERROR_TEMP_0015: { sqlState: '', kind: 'parse', message: 'TABLESAMPLE(<msg>) is not supported.' },
  _LEGACY_ERROR_TEMP_0016: {
    sqlState: '',
    kind: 'parse',
    message: "<bytesStr> is not a valid byte length literal, expected syntax: DIGIT+ ('B' | 'K' | 'M' | 'G').",
  },
  _LEGACY_ERROR_TEMP_0024: {
    sqlState: '',
    kind: 'parse',
    message: 'Can only have a single from-to unit in the interval literal syntax.',
  },
  _LEGACY_ERROR_TEMP_0026: {
    sqlState: '',
    kind: 'parse',
    message:
      'Can only use numbers in the interval value part for multiple unit value pairs interval form, but got invalid value: <value>.',
  },
  _LEGACY_ERROR_TEMP_0027: { sqlState: '', kind: 'parse', message: 'The value of from-to unit must be a string.' },
  _LEGACY_ERROR_TEMP_0029: {
    sqlState: '',
    kind: 'parse',
    message: 'Cannot mix year-month and day-time fields: <literal>.',
  },
  _LEGACY_ERROR_TEMP_0035: { sqlState: '', kind: 'parse', message: 'Operation not allowed: <message>.' },
  _LEGACY_ERROR_TEMP_0037: {
    sqlState: '',
    kind: 'parse',
    message: 'It is not allowed to add catalog/namespace prefix <quoted> to the table name in CACHE TABLE AS SELECT.',
  },
  _LEGACY_ERROR_TEMP_0053: {
    sqlState: '',
    kind: 'parse',
    message: 'It is not allowed to define a TEMPORARY view with IF NOT EXISTS.',
  },
  _LEGACY_ERROR_TEMP_0045: { sqlState: '', kind: 'parse', message: 'Invalid time zone displacement value.' },
  _LEGACY_ERROR_TEMP_0063: { sqlState: '', kind: 'parse', message: '<msg>.' },
} as const satisfies Record<string, ConditionRow>;
