/** Conditions of databases, tables and writes into them. */
import type { ConditionRow } from './conditions.ts';

export const CATALOG_CONDITIONS = {
  SCHEMA_ALREADY_EXISTS: {
    sqlState: '42P06',
    kind: 'analysis',
    message: 'Cannot create schema <schemaName> because it already exists. Choose another name or drop the schema.',
  },
  SCHEMA_NOT_EMPTY: {
    sqlState: '2BP01',
    kind: 'analysis',
    message: 'Cannot drop a schema <schemaName> because it contains objects. Use CASCADE to drop them with it.',
  },
  TABLE_OR_VIEW_ALREADY_EXISTS: {
    sqlState: '42P07',
    kind: 'analysis',
    message: 'Cannot create table or view <relationName> because it already exists.',
  },
  LOCATION_ALREADY_EXISTS: {
    sqlState: '42710',
    kind: 'spark',
    message:
      'Cannot name the managed table as <identifier>, as its associated location <location> already exists. Please pick a different table name, or remove the existing location first.',
  },
  'EXPECT_TABLE_NOT_VIEW.NO_ALTERNATIVE': {
    sqlState: '42809',
    kind: 'analysis',
    message: "'<operation>' expects a table but <viewName> is a view.",
  },
  'EXPECT_TABLE_NOT_VIEW.USE_ALTER_VIEW': {
    sqlState: '42809',
    kind: 'analysis',
    message: "'<operation>' expects a table but <viewName> is a view. Please use ALTER VIEW instead.",
  },
  EXPECT_PERMANENT_VIEW_NOT_TEMP: {
    sqlState: '42809',
    kind: 'analysis',
    message: "'<operation>' expects a permanent view but <viewName> is a temp view.",
  },
  'EXPECT_VIEW_NOT_TABLE.NO_ALTERNATIVE': {
    sqlState: '42809',
    kind: 'analysis',
    message: 'The table <tableName> does not support <operation>.',
  },
  'EXPECT_VIEW_NOT_TABLE.USE_ALTER_TABLE': {
    sqlState: '42809',
    kind: 'analysis',
    message: 'The table <tableName> does not support <operation>. Please use ALTER TABLE instead.',
  },
  WRONG_COMMAND_FOR_OBJECT_TYPE: {
    sqlState: '42809',
    kind: 'analysis',
    message:
      'The operation <operation> requires a <requiredType>. But <objectName> is a <foundType>. Use <alternative> instead.',
  },
  'INSERT_COLUMN_ARITY_MISMATCH.NOT_ENOUGH_DATA_COLUMNS': {
    sqlState: '21S01',
    kind: 'analysis',
    message:
      'Cannot write to <tableName>, the reason is not enough data columns:\nTable columns: <tableColumns>.\nData columns: <dataColumns>.',
  },
  'INSERT_COLUMN_ARITY_MISMATCH.TOO_MANY_DATA_COLUMNS': {
    sqlState: '21S01',
    kind: 'analysis',
    message:
      'Cannot write to <tableName>, the reason is too many data columns:\nTable columns: <tableColumns>.\nData columns: <dataColumns>.',
  },
  'INCOMPATIBLE_DATA_FOR_TABLE.CANNOT_SAFELY_CAST': {
    sqlState: 'KD000',
    kind: 'analysis',
    message:
      'Cannot write incompatible data for the table <tableName>: Cannot safely cast <colName> <srcType> to <targetType>.',
  },
  'INCOMPATIBLE_DATA_FOR_TABLE.EXTRA_COLUMNS': {
    sqlState: 'KD000',
    kind: 'analysis',
    message: 'Cannot write incompatible data for the table <tableName>: Cannot write extra columns <extraColumns>.',
  },
  'UNSUPPORTED_OVERWRITE.TABLE': {
    sqlState: '42902',
    kind: 'analysis',
    message: "Can't overwrite the target that is also being read from. The target table is <table>.",
  },
  NON_PARTITION_COLUMN: {
    sqlState: '42000',
    kind: 'analysis',
    message: 'PARTITION clause cannot contain the non-partition column: <columnName>.',
  },
  PARTITIONS_NOT_FOUND: {
    sqlState: '428FT',
    kind: 'analysis',
    message: 'The partition(s) <partitionList> cannot be found in table <tableName>.',
  },
  FORBIDDEN_OPERATION: {
    sqlState: '42809',
    kind: 'analysis',
    message: 'The operation <statement> is not allowed on the <objectType>: <objectName>.',
  },
  SHOW_COLUMNS_WITH_CONFLICT_NAMESPACE: {
    sqlState: '42K05',
    kind: 'analysis',
    message: 'SHOW COLUMNS with conflicting namespaces: <namespaceA> != <namespaceB>.',
  },
  SORT_BY_WITHOUT_BUCKETING: {
    sqlState: '42601',
    kind: 'analysis',
    message: 'sortBy must be used together with bucketBy.',
  },
  _LEGACY_ERROR_TEMP_1312: {
    sqlState: '',
    kind: 'analysis',
    message: "'<operation>' does not support bucketBy right now.",
  },
  _LEGACY_ERROR_TEMP_1313: {
    sqlState: '',
    kind: 'analysis',
    message: "'<operation>' does not support bucketBy and sortBy right now.",
  },
  _LEGACY_ERROR_TEMP_1322: {
    sqlState: '',
    kind: 'analysis',
    message: 'Cannot write into v1 table: <tableName>.',
  },
  _LEGACY_ERROR_TEMP_1232: {
    sqlState: '',
    kind: 'analysis',
    message:
      "Partition spec is invalid. The spec (<specKeys>) must match the partition spec (<partitionColumnNames>) defined in table '<tableName>'.",
  },
  PARTITIONS_ALREADY_EXIST: {
    sqlState: '428FT',
    kind: 'analysis',
    message: 'Cannot ADD or RENAME TO partition(s) <partitionList> in table <tableName> because they already exist.',
  },
  NOT_A_PARTITIONED_TABLE: {
    sqlState: '42809',
    kind: 'analysis',
    message: 'Operation <operation> is not allowed for <tableIdentWithDB> because it is not a partitioned table.',
  },
  'INVALID_PARTITION_OPERATION.PARTITION_SCHEMA_IS_EMPTY': {
    sqlState: '42601',
    kind: 'analysis',
    message: 'The partition command is invalid. Table <name> is not partitioned.',
  },
  DUPLICATE_CLAUSES: {
    sqlState: '42614',
    kind: 'parse',
    message: 'Found duplicate clauses: <clauseName>. Please, remove one of them.',
  },
  NOT_SUPPORTED_COMMAND_WITHOUT_HIVE_SUPPORT: {
    sqlState: '0A000',
    kind: 'analysis',
    message:
      '<cmd> is not supported, if you want to enable it, please set "spark.sql.catalogImplementation" to "hive".',
  },
  'UNSUPPORTED_FEATURE.TABLE_OPERATION': {
    sqlState: '0A000',
    kind: 'analysis',
    message:
      'The feature is not supported: Table <tableName> does not support <operation>. Please check the current catalog and namespace to make sure the qualified table name is expected, and also check the catalog implementation which is configured by "spark.sql.catalog".',
  },
  'UNSUPPORTED_FEATURE.DROP_DATABASE': {
    sqlState: '0A000',
    kind: 'analysis',
    message: 'The feature is not supported: Drop the default database <database>.',
  },
  'UNSUPPORTED_FEATURE.ALTER_TABLE': {
    sqlState: '0A000',
    kind: 'analysis',
    message: 'The feature is not supported: this change of the table <tableName>: <change>.',
  },
  NOT_SUPPORTED_CHANGE_COLUMN: {
    sqlState: '0A000',
    kind: 'analysis',
    message:
      "ALTER TABLE ALTER/CHANGE COLUMN is not supported for changing <table>'s column <originName> with type <originType> to <newName> with type <newType>.",
  },
  COLUMN_NOT_FOUND: {
    sqlState: '42703',
    kind: 'analysis',
    message:
      'The column <colName> cannot be found. Verify the spelling and correctness of the column name according to the SQL config <caseSensitiveConfig>.',
  },
  PARTITION_TRANSFORM_EXPRESSION_NOT_IN_PARTITIONED_BY: {
    sqlState: '42S23',
    kind: 'spark',
    message: "The expression <expression> must be inside 'partitionedBy'.",
  },
  UNSUPPORTED_PARTITION_TRANSFORM: {
    sqlState: '0A000',
    kind: 'unsupported',
    message:
      'Unsupported partition transform: <transform>. The supported transforms are `identity`, `bucket`, and `clusterBy`. Ensure your transform expression uses one of these.',
  },
  PARTITION_BY_NOT_ALLOWED_WITH_INSERT_INTO: {
    sqlState: '42601',
    kind: 'analysis',
    message:
      'partitionBy() cannot be used with insertInto(). Partition columns for table <tableName> are determined by the table definition.',
  },
  SPECIFY_CLUSTER_BY_WITH_PARTITIONED_BY_IS_NOT_ALLOWED: {
    sqlState: '42908',
    kind: 'analysis',
    message: 'Cannot specify both CLUSTER BY and PARTITIONED BY.',
  },
  SPECIFY_CLUSTER_BY_WITH_BUCKETING_IS_NOT_ALLOWED: {
    sqlState: '42908',
    kind: 'analysis',
    message: 'Cannot specify both CLUSTER BY and CLUSTERED BY INTO BUCKETS.',
  },
  'UNSUPPORTED_FEATURE.CHANGE_DATA_CAPTURE': {
    sqlState: '0A000',
    kind: 'analysis',
    message: 'The feature is not supported: Catalog <catalogName> does not support Change Data Capture (CDC).',
  },
  _LEGACY_ERROR_TEMP_1189: {
    sqlState: '',
    kind: 'analysis',
    message: 'User specified schema not supported with `<operation>`.',
  },
  _LEGACY_ERROR_TEMP_1159: {
    sqlState: '',
    kind: 'analysis',
    message:
      "The format of the existing table <tableName> is `<existingProvider>`. It doesn't match the specified format `<specifiedProvider>`.",
  },
  _LEGACY_ERROR_TEMP_1161: {
    sqlState: '',
    kind: 'analysis',
    message:
      "The column number of the existing table <tableName> (<existingTableSchema>) doesn't match the data schema (<querySchema>).",
  },
  _LEGACY_ERROR_TEMP_1163: {
    sqlState: '',
    kind: 'analysis',
    message:
      'Specified partitioning does not match that of the existing table <tableName>.\nSpecified partition columns: [<specifiedPartCols>].\nExisting partition columns: [<existingPartCols>].',
  },
  _LEGACY_ERROR_TEMP_1164: {
    sqlState: '',
    kind: 'analysis',
    message:
      'Specified bucketing does not match that of the existing table <tableName>.\nSpecified bucketing: <specifiedBucketString>.\nExisting bucketing: <existingBucketString>.',
  },
  _LEGACY_ERROR_TEMP_1169: {
    sqlState: '',
    kind: 'analysis',
    message:
      'Requested partitioning does not match the table <tableName>:\nRequested partitions: <normalizedPartSpec>.\nTable partitions: <partColNames>.',
  },
  INVALID_TEMP_OBJ_REFERENCE: {
    sqlState: '42K0F',
    kind: 'analysis',
    message:
      'Cannot create the persistent object <objName> of the type <obj> because it references to the temporary object <tempObjName> of the type <tempObj>. Please make the temporary object <tempObjName> persistent, or make the persistent object <objName> temporary.',
  },
  INCOMPATIBLE_VIEW_SCHEMA_CHANGE: {
    sqlState: '51024',
    kind: 'analysis',
    message:
      'The SQL query of view <viewName> has an incompatible schema change and column <colName> cannot be resolved. Expected <expectedNum> columns named <colName> but got <actualCols>. Please try to re-create the view by running: <suggestion>',
  },
  CANNOT_UP_CAST_DATATYPE: {
    sqlState: '42846',
    kind: 'analysis',
    message: 'Cannot up cast <expression> from <sourceType> to <targetType>.\n<details>',
  },
  RECURSIVE_VIEW: {
    sqlState: '42K0H',
    kind: 'analysis',
    message: 'Recursive view <viewIdent> detected (cycle: <newPath>).',
  },
  EXCEED_LIMIT_LENGTH: {
    sqlState: '54006',
    kind: 'runtime',
    message: 'Exceeds char/varchar type length limitation: <limit>.',
  },
} as const satisfies Record<string, ConditionRow>;
