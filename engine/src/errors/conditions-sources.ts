/** Conditions of file sources: listing, reading, writing. */
import type { ConditionRow } from './conditions.ts';

export const SOURCE_CONDITIONS = {
  PATH_ALREADY_EXISTS: {
    sqlState: '42K04',
    kind: 'analysis',
    message: 'Path <outputPath> already exists. Set mode as "overwrite" to overwrite the existing path.',
  },
  UNSUPPORTED_DATA_SOURCE_SAVE_MODE: {
    sqlState: '0A000',
    kind: 'analysis',
    message: 'The data source "<source>" is not written in mode <createMode>, only in "Append" and "Overwrite".',
  },
  WRITE_PATH_MISSING: {
    sqlState: '42000',
    kind: 'illegal-argument',
    message: "'path' is not specified.",
  },
  INVALID_SOURCE_OPTION: {
    sqlState: '22023',
    kind: 'illegal-argument',
    message: 'Option <option> is <value>; it must be <wanted>.',
  },
  DATA_SOURCE_NOT_FOUND: {
    sqlState: '42K02',
    kind: 'analysis',
    message:
      'Failed to find the data source: <provider>. Make sure the provider name is correct and the package is properly registered and compatible with your Spark version.',
  },
  UNABLE_TO_INFER_SCHEMA: {
    sqlState: '42KD9',
    kind: 'analysis',
    message: 'Unable to infer schema for <format>. It must be specified manually.',
  },
  CANNOT_MERGE_SCHEMAS: {
    sqlState: '42KD9',
    kind: 'spark',
    message:
      'Failed merging schemas:\nInitial schema:\n<left>\nSchema that cannot be merged with the initial schema:\n<right>.',
  },
  CONFLICTING_PARTITION_COLUMN_NAMES: {
    sqlState: 'KD009',
    kind: 'runtime',
    message: 'Conflicting partition column names detected: <distinctPartColLists>.',
  },
  CONFLICTING_DIRECTORY_STRUCTURES: {
    sqlState: 'KD009',
    kind: 'runtime',
    message:
      'The paths given hold partition folders of different tables:\n<discoveredBasePaths>\nGive the root of one table as the option "basePath", or read the tables one by one and unite them.',
  },
  EMPTY_PARTITION_COLUMN_VALUE: {
    sqlState: 'KD009',
    kind: 'runtime',
    message: "The folder '<columnSpec>' of a partition has no value after its '='.",
  },
  INVALID_PARTITION_COLUMN_DATA_TYPE: {
    sqlState: '0A000',
    kind: 'analysis',
    message: 'Rows cannot be partitioned by a column of the type <type>.',
  },
  INVALID_PARTITION_VALUE: {
    sqlState: '42846',
    kind: 'runtime',
    message: 'The value <value> of the partition column <columnName> is no <dataType>.',
  },
  'FAILED_READ_FILE.NO_HINT': {
    sqlState: 'KD001',
    kind: 'spark',
    message: 'Encountered error while reading file <path>.',
  },
  'FAILED_READ_FILE.FILE_NOT_EXIST': {
    sqlState: 'KD001',
    kind: 'spark',
    message:
      'Encountered error while reading file <path>. File does not exist. The underlying files may have been updated.',
  },
  'FAILED_READ_FILE.CANNOT_READ_FILE_FOOTER': {
    sqlState: 'KD001',
    kind: 'spark',
    message:
      'Encountered error while reading file <path>. Could not read its footer: it must be a complete file of the right format.',
  },
  'FAILED_READ_FILE.PARQUET_COLUMN_DATA_TYPE_MISMATCH': {
    sqlState: 'KD001',
    kind: 'spark',
    message:
      'Encountered error while reading file <path>. Data type mismatches when reading Parquet column <column>. Expected Spark type <expectedType>, actual Parquet type <actualType>.',
  },
  'MALFORMED_RECORD_IN_PARSING.WITHOUT_SUGGESTION': {
    sqlState: '22023',
    kind: 'spark',
    message:
      "Malformed records are detected in record parsing: <badRecord>.\nParse Mode: <failFastMode>. To process malformed records as null result, try setting the option 'mode' as 'PERMISSIVE'.",
  },
  TASK_WRITE_FAILED: {
    sqlState: '58030',
    kind: 'spark',
    message: 'A task could not write its rows to <path>.',
  },
  PARQUET_TYPE_ILLEGAL: {
    sqlState: '42846',
    kind: 'analysis',
    message: 'No Spark type holds what the Parquet type <parquetType> does.',
  },
  _LEGACY_ERROR_TEMP_3071: {
    sqlState: '',
    kind: 'analysis',
    message: '<msg>',
  },
  PARQUET_TYPE_NOT_SUPPORTED: {
    sqlState: '42846',
    kind: 'analysis',
    message: 'No Spark type stands for the Parquet type <parquetType> yet.',
  },
  UNSUPPORTED_CHAR_OR_VARCHAR_AS_STRING: {
    sqlState: '0A000',
    kind: 'analysis',
    message:
      'A schema of files cannot have CHAR or VARCHAR. To have them taken for STRING, set "spark.sql.legacy.charVarcharAsString" to "true".',
  },
  UNSUPPORTED_TIME_TYPE: {
    sqlState: '0A000',
    kind: 'analysis',
    message: 'The data type TIME is not supported.',
  },
  INVALID_JSON_SCHEMA_MAP_TYPE: {
    sqlState: '22032',
    kind: 'analysis',
    message: 'Input schema <jsonSchema> can only contain STRING as a key type for a MAP.',
  },
  INVALID_CORRUPT_RECORD_TYPE: {
    sqlState: '42804',
    kind: 'analysis',
    message: 'The column <columnName> for corrupt records must have the nullable STRING type, but got <actualType>.',
  },
  'UNSUPPORTED_FEATURE.QUERY_ONLY_CORRUPT_RECORD_COLUMN': {
    sqlState: '0A000',
    kind: 'analysis',
    message:
      'The feature is not supported: reading only the column of corrupt records from raw files. Cache the rows first, or read another column too.',
  },
  'CODEC_NOT_AVAILABLE.WITH_AVAILABLE_CODECS_SUGGESTION': {
    sqlState: '56038',
    kind: 'illegal-argument',
    message: 'The codec <codecName> is not available. Available codecs are <availableCodecs>.',
  },
  EMPTY_SCHEMA_NOT_SUPPORTED_FOR_DATASOURCE: {
    sqlState: '0A000',
    kind: 'analysis',
    message:
      'The <format> datasource does not support writing empty or nested empty schemas. Please make sure the data schema has at least one or more column(s).',
  },
  DATAFRAME_INPUT_NOT_STRING_TYPE: {
    sqlState: '42K09',
    kind: 'analysis',
    message: 'Input DataFrame column must be StringType, but got <dataType>.',
  },
  UNSUPPORTED_DATA_TYPE_FOR_DATASOURCE: {
    sqlState: '0A000',
    kind: 'analysis',
    message: "The <format> datasource doesn't support the column <columnName> of the type <columnType>.",
  },
  PARTITION_COLUMN_NOT_FOUND: {
    sqlState: '42703',
    kind: 'analysis',
    message: 'Partition column `<column>` not found in schema <schema>.',
  },
  ALL_PARTITION_COLUMNS_NOT_ALLOWED: {
    sqlState: 'KD005',
    kind: 'analysis',
    message: 'Cannot use all columns for partition columns.',
  },
  TEXT_NEEDS_ONE_COLUMN: {
    sqlState: '0A000',
    kind: 'analysis',
    message: 'Text data source supports only a single column, and you have <count> columns.',
  },
} as const satisfies Record<string, ConditionRow>;
