/** Conditions of the session: settings, storage, Datasets. */
import type { ConditionRow } from './conditions.ts';

export const SESSION_CONDITIONS = {
  CANNOT_MODIFY_CONFIG: {
    sqlState: '46110',
    kind: 'analysis',
    message:
      "Cannot modify the value of the Spark config: <key>.\nSee also '<docroot>/sql-migration-guide.html#ddl-statements'.",
  },
  SQL_CONF_NOT_FOUND: {
    sqlState: '42K0I',
    kind: 'no-such-element',
    message: 'The SQL config <sqlConf> cannot be found. Please verify that the config exists.',
  },
  CANNOT_MODIFY_STATIC_CONFIG: {
    sqlState: '46110',
    kind: 'analysis',
    message: 'Cannot modify the value of the static Spark config: <key>.',
  },
  ZIP_PLANS_NOT_MERGEABLE: {
    sqlState: '42K03',
    kind: 'analysis',
    message: 'The two DataFrames in zip() must come from the same rows by projections alone.',
  },
  'INVALID_CONF_VALUE.REQUIREMENT': {
    sqlState: '22022',
    kind: 'illegal-argument',
    message: 'The value \'<confValue>\' in the config "<confName>" is invalid. <confRequirement>',
  },
  'INVALID_CONF_VALUE.TIME_ZONE': {
    sqlState: '22022',
    kind: 'illegal-argument',
    message: 'The value \'<confValue>\' in the config "<confName>" is invalid. Cannot resolve the given timezone.',
  },
  'INVALID_CONF_VALUE.TYPE_MISMATCH': {
    sqlState: '22022',
    kind: 'illegal-argument',
    message: "The value '<confValue>' in the config \"<confName>\" is invalid. It should be a/an '<confType>' value.",
  },
  'INVALID_CONF_VALUE.OUT_OF_RANGE_OF_OPTIONS': {
    sqlState: '22022',
    kind: 'illegal-argument',
    message: "The value '<confValue>' in the config \"<confName>\" is invalid. It should be one of '<confOptions>'.",
  },
  AGGREGATE_FUNCTION_WITH_NONNUMERIC_COLUMN: {
    sqlState: '42K09',
    kind: 'analysis',
    message: '"<columnName>" is not a numeric column. Aggregation function can only be applied on a numeric column.',
  },
  UNSUPPORTED_JOIN_TYPE: {
    sqlState: '0A000',
    kind: 'analysis',
    message: "Unsupported join type '<typ>'. Supported join types include: <supported>.",
  },
  UNSUPPORTED_MASTER: {
    sqlState: '0A000',
    kind: 'spark',
    message:
      "Could not parse Master URL: '<master>'. This engine runs local, local[N], local[*] and local-cluster[...] itself; spark://, yarn and k8s:// go to the Apache Spark that TSPARK_CLUSTER_SPARK_HOME names.",
  },
  MISSING_CONFIGURATION: {
    sqlState: '42K0I',
    kind: 'spark',
    message: 'A value for <key> must be set in your configuration.',
  },
  _LEGACY_ERROR_TEMP_1324: {
    sqlState: '54000',
    kind: 'analysis',
    message:
      'The pivot column <pivotColumn> has more than <maxValues> distinct values: list the values that are wanted, or raise <config>.',
  },
  CATALOG_NOT_FOUND: {
    sqlState: '42P08',
    kind: 'spark',
    message: 'The catalog <catalogName> not found. Consider to set the SQL config <config> to a catalog plugin.',
  },
  UNRECOGNIZED_STATISTIC: {
    sqlState: '42704',
    kind: 'illegal-argument',
    message:
      'The statistic <stats> is not known. There are `count`, `count_distinct`, `approx_count_distinct`, `mean`, `stddev`, `min`, `max`, and percentiles from 0% to 100%.',
  },
  PATH_NOT_FOUND: { sqlState: '42K03', kind: 'analysis', message: 'Path does not exist: <path>.' },
  ADD_FILE_FOLDER: {
    sqlState: '42K03',
    kind: 'spark',
    message: 'Added file <path> is a directory and recursive is not turned on.',
  },
  SCALAR_SUBQUERY_TOO_MANY_ROWS: {
    sqlState: '21000',
    kind: 'runtime',
    message: 'More than one row returned by a subquery used as an expression.',
  },
  CANNOT_LOAD_FUNCTION_CLASS: {
    sqlState: '46103',
    kind: 'analysis',
    message:
      'Cannot load class <className> when registering the function <functionName>, please make sure it is on the classpath.',
  },
  UNSUPPORTED_FEATURE_BY_NAME: {
    sqlState: '0A000',
    kind: 'unsupported',
    message: 'This is not supported by the engine yet: <feature>.',
  },
  INVALID_EXPLAIN_MODE: { sqlState: '22023', kind: 'illegal-argument', message: 'Unknown explain mode: <mode>.' },
  INVALID_ATTRIBUTE_NAME_SYNTAX: {
    sqlState: '42601',
    kind: 'analysis',
    message:
      'Syntax error in the attribute name: <name>. Check that backticks appear in pairs, a quoted string is a complete name part and use a backtick only inside quoted name parts.',
  },
  'UNSUPPORTED_FEATURE.LITERAL_TYPE': {
    sqlState: '0A000',
    kind: 'runtime',
    message: "The feature is not supported: Literal for '<value>' of <type>.",
  },
  SCHEMA_NOT_FOUND: {
    sqlState: '42704',
    kind: 'analysis',
    message: 'The schema <schemaName> cannot be found. Verify the spelling and correctness of the schema and catalog.',
  },
  TEMP_TABLE_OR_VIEW_ALREADY_EXISTS: {
    sqlState: '42P07',
    kind: 'analysis',
    message:
      'Cannot create the temporary view <relationName> because it already exists. Choose a different name, drop or replace the existing view, or add the IF NOT EXISTS clause to tolerate pre-existing views.',
  },
  DATA_SOURCE_NOT_FOUND: {
    sqlState: '42K02',
    kind: 'spark',
    message:
      'Failed to find the data source: <provider>. Make sure the provider name is correct and the package is properly registered and compatible with your Spark version.',
  },
  CONFLICTING_PARTITION_COLUMN_NAMES: {
    sqlState: 'KD009',
    kind: 'spark',
    message:
      'Conflicting partition column names detected: <distinctPartColLists>. Folders that do not fit: <suspiciousPaths>.',
  },
  UNSUPPORTED_STATEMENT: {
    sqlState: '0A000',
    kind: 'analysis',
    message: 'This statement is not supported by the engine yet: <statement>.',
  },
  UNABLE_TO_INFER_SCHEMA: {
    sqlState: '42KD9',
    kind: 'analysis',
    message: 'Unable to infer schema for <format>. It must be specified manually.',
  },
  VIEW_NOT_FOUND: {
    sqlState: '42P01',
    kind: 'analysis',
    message: 'The view <relationName> cannot be found. Verify the spelling and correctness of the schema and catalog.',
  },
  'CREATE_VIEW_COLUMN_ARITY_MISMATCH.NOT_ENOUGH_DATA_COLUMNS': {
    sqlState: '21S01',
    kind: 'analysis',
    message:
      'Cannot create view <viewName>, the reason is not enough data columns: View columns: <viewColumns>. Data columns: <dataColumns>.',
  },
  'CREATE_VIEW_COLUMN_ARITY_MISMATCH.TOO_MANY_DATA_COLUMNS': {
    sqlState: '21S01',
    kind: 'analysis',
    message:
      'Cannot create view <viewName>, the reason is too many data columns: View columns: <viewColumns>. Data columns: <dataColumns>.',
  },
  INVALID_SAVE_MODE: {
    sqlState: '42000',
    kind: 'illegal-argument',
    message:
      'The specified save mode <mode> is invalid. Valid save modes include "append", "overwrite", "ignore", "error", "errorifexists", and "default".',
  },
  PATH_ALREADY_EXISTS: {
    sqlState: '42K04',
    kind: 'analysis',
    message: 'Path <outputPath> already exists. Set mode as "overwrite" to overwrite the existing path.',
  },
  ALL_PARTITION_COLUMNS_NOT_ALLOWED: {
    sqlState: 'KD005',
    kind: 'analysis',
    message: 'Cannot use all columns for partition columns.',
  },
  COLUMN_NOT_DEFINED_IN_TABLE: {
    sqlState: '42703',
    kind: 'analysis',
    message: '<colType> column <colName> is not defined in table <tableName>, defined table columns are: <tableCols>.',
  },
} as const satisfies Record<string, ConditionRow>;
