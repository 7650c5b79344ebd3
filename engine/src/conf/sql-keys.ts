/** Keys under spark.sql. */
import { resolve } from 'node:path';
import type { ConfRow } from './conf.ts';

/** What becomes of dates and instants that Spark 2 had in another calendar. */
export const REBASE_MODES: readonly string[] = ['EXCEPTION', 'LEGACY', 'CORRECTED'];

export const SQL_KEYS = {
  'spark.sql.ansi.enabled': {
    type: 'boolean',
    default: 'true',
    doc: 'Errors instead of NULL on overflow, bad casts and division by zero.',
  },
  'spark.sql.session.timeZone': {
    type: 'time-zone',
    default: new Intl.DateTimeFormat().resolvedOptions().timeZone,
    doc: 'Time zone of timestamps in text and of date functions; the machine\u2019s zone unless set.',
  },
  'spark.sql.caseSensitive': { type: 'boolean', default: 'false', doc: 'Whether names are told apart by case.' },
  'spark.sql.shuffle.partitions': { type: 'int', default: '200', positive: true, doc: 'Partitions after a shuffle.' },
  'spark.sql.adaptive.enabled': {
    type: 'boolean',
    default: 'true',
    doc: 'Merge small shuffle partitions once their sizes are known.',
  },
  'spark.sql.adaptive.coalescePartitions.enabled': {
    type: 'boolean',
    default: 'true',
    doc: 'Merge small shuffle partitions once their sizes are known.',
  },
  'spark.sql.adaptive.advisoryPartitionSizeInBytes': {
    type: 'bytes',
    default: '67108864b',
    doc: 'Size partitions are merged up to.',
  },
  'spark.sql.files.maxPartitionBytes': {
    type: 'bytes',
    default: '134217728b',
    doc: 'Most bytes of files one scan partition reads.',
  },
  'spark.sql.files.openCostInBytes': {
    type: 'bytes',
    default: '4194304b',
    doc: 'What opening a file counts as when splits are packed.',
  },
  'spark.sql.autoBroadcastJoinThreshold': {
    type: 'bytes',
    default: '10485760b',
    doc: 'Largest side that is broadcast in a join.',
  },
  'spark.sql.execution.arrow.maxRecordsPerBatch': {
    type: 'int',
    default: '10000',
    doc: 'Rows of one Arrow batch to Python.',
  },
  'spark.sql.analyzer.lowerEmptyGroupingSetToGlobalAggregate.enabled': {
    type: 'boolean',
    default: 'true',
    doc: 'Whether GROUP BY GROUPING SETS (()) gives a row for no input, as no GROUP BY does.',
  },
  'spark.sql.optimizer.enabled': { type: 'boolean', default: 'true', doc: 'Whether the optimizer\u2019s rules run.' },
  'spark.sql.optimizer.dynamicPartitionPruning.enabled': {
    type: 'boolean',
    default: 'true',
    doc: 'Find the partitions that a join asks for before their files are read.',
  },
  'spark.sql.native.enabled': {
    type: 'boolean',
    default: 'true',
    doc: 'Whether subplans are handed to the native engine.',
  },
  'spark.sql.profile.file': {
    type: 'string',
    default: undefined,
    doc: 'A file that gets lines of JSON about where the time of queries goes.',
    static: true,
  },
  'spark.sql.sources.partitionColumnTypeInference.enabled': {
    type: 'boolean',
    default: 'true',
    doc: 'Find the types of partition columns from their values.',
  },
  'spark.sql.sources.default': {
    type: 'string',
    default: 'parquet',
    doc: 'Source of reads and writes without a format.',
  },
  'spark.sql.sources.partitionOverwriteMode': {
    type: 'string',
    default: 'STATIC',
    doc: 'Whether overwriting takes away all partitions or only those written.',
    values: ['STATIC', 'DYNAMIC'],
  },
  'spark.sql.storeAssignmentPolicy': {
    type: 'string',
    default: 'ANSI',
    doc: 'Which casts a write into a table may put in.',
    values: ['LEGACY', 'ANSI', 'STRICT'],
  },
  'spark.sql.legacy.charVarcharAsString': {
    type: 'boolean',
    default: 'false',
    doc: 'Whether CHAR and VARCHAR in the schema of a reader are taken for STRING.',
  },
  'spark.sql.parquet.outputTimestampType': {
    type: 'string',
    default: 'INT96',
    doc: 'How instants are written in Parquet.',
    values: ['INT96', 'TIMESTAMP_MICROS', 'TIMESTAMP_MILLIS'],
  },
  'spark.sql.parquet.writeLegacyFormat': {
    type: 'boolean',
    default: 'false',
    doc: 'Whether lists, maps and decimals in Parquet are written as Spark 1.4 and Hive have them.',
  },
  'spark.sql.timeType.enabled': {
    type: 'boolean',
    default: 'false',
    doc: 'Whether files may have columns of the type TIME.',
  },
  'spark.sql.parquet.binaryAsString': {
    type: 'boolean',
    default: 'false',
    doc: 'Whether binaries of Parquet files that Spark did not write are taken for strings.',
  },
  'spark.sql.legacy.parquet.nanosAsLong': {
    type: 'boolean',
    default: 'false',
    doc: 'Whether timestamps in nanoseconds in Parquet files are taken for LONG; otherwise they are an error.',
  },
  'spark.sql.parquet.inferTimestampNTZ.enabled': {
    type: 'boolean',
    default: 'true',
    doc: 'Whether local timestamps in Parquet files that Spark did not write are taken for TIMESTAMP_NTZ.',
  },
  'spark.sql.parquet.datetimeRebaseModeInRead': {
    type: 'string',
    default: 'CORRECTED',
    doc: 'In which calendar old dates and instants are that files of unknown origin hold.',
    values: REBASE_MODES,
  },
  'spark.sql.parquet.datetimeRebaseModeInWrite': {
    type: 'string',
    default: 'CORRECTED',
    doc: 'In which calendar old dates and instants are written.',
    values: REBASE_MODES,
  },
  'spark.sql.parquet.int96RebaseModeInRead': {
    type: 'string',
    default: 'CORRECTED',
    doc: 'In which calendar old instants are that files of unknown origin hold as INT96.',
    values: REBASE_MODES,
  },
  'spark.sql.parquet.int96RebaseModeInWrite': {
    type: 'string',
    default: 'CORRECTED',
    doc: 'In which calendar old instants are written as INT96.',
    values: REBASE_MODES,
  },
  'spark.sql.parquet.compression.codec': {
    type: 'string',
    default: 'snappy',
    doc: 'How Parquet files are compressed unless a write says otherwise.',
  },
  'spark.sql.files.maxRecordsPerFile': {
    type: 'int',
    default: '0',
    doc: 'Most rows that a task writes into one file; 0 or less for any number.',
  },
  'spark.sql.parquet.mergeSchema': {
    type: 'boolean',
    default: 'false',
    doc: 'Whether the columns of all Parquet files are brought together.',
  },
  'spark.sql.files.ignoreCorruptFiles': {
    type: 'boolean',
    default: 'false',
    doc: 'Whether files that cannot be read are passed over.',
  },
  'spark.sql.files.ignoreMissingFiles': {
    type: 'boolean',
    default: 'false',
    doc: 'Whether files that have gone since they were listed are passed over.',
  },
  'spark.sql.cteRecursionLevelLimit': {
    type: 'int',
    default: '100',
    doc: 'How deep recursive CTEs may go; -1 for any depth.',
  },
  'spark.sql.cteRecursionRowLimit': {
    type: 'int',
    default: '1000000',
    doc: 'How many rows a recursive CTE may give; -1 for any number.',
  },
  'spark.sql.timestampType': {
    type: 'string',
    default: 'TIMESTAMP_LTZ',
    doc: 'What TIMESTAMP means in SQL.',
    values: ['TIMESTAMP_NTZ', 'TIMESTAMP_LTZ'],
  },
  'spark.sql.repl.eagerEval.enabled': {
    type: 'boolean',
    default: 'false',
    doc: 'Show Datasets as tables in notebooks.',
  },
  'spark.sql.repl.eagerEval.maxNumRows': { type: 'int', default: '20', doc: 'Rows of such a table.' },
  'spark.sql.repl.eagerEval.truncate': { type: 'int', default: '20', doc: 'Characters of its cells.' },
  'spark.sql.execution.arrow.pyspark.enabled': {
    type: 'boolean',
    default: 'true',
    fallback: 'spark.sql.execution.arrow.enabled',
    doc: 'Exchange columns with pandas as Arrow.',
  },
  'spark.sql.execution.arrow.pyspark.fallback.enabled': {
    type: 'boolean',
    default: 'true',
    fallback: 'spark.sql.execution.arrow.fallback.enabled',
    doc: 'Fall back to pickles where Arrow cannot hold a type.',
  },
  'spark.sql.pyspark.jvmStacktrace.enabled': {
    type: 'boolean',
    default: 'false',
    doc: 'Show the engine\u2019s stack with errors in Python.',
  },
  'spark.sql.warehouse.dir': {
    type: 'string',
    default: `file:${resolve('spark-warehouse')}`,
    doc: 'Folder of tables.',
    static: true,
  },
  'spark.sql.catalogImplementation': {
    type: 'string',
    default: 'in-memory',
    doc: 'Where the catalog is kept.',
    static: true,
  },
  'spark.sql.execution.pyspark.binaryAsBytes': {
    type: 'boolean',
    default: 'true',
    doc: 'Binary values arrive in Python as bytes.',
  },
  'spark.sql.stackTracesInDataFrameContext': {
    type: 'int',
    default: '1',
    doc: 'Lines of the caller\u2019s code kept with a column.',
  },
  'spark.python.sql.dataFrameDebugging.enabled': {
    type: 'boolean',
    default: 'true',
    doc: 'Keep the place in Python with each column.',
    static: true,
  },
  'spark.sql.columnNameOfCorruptRecord': {
    type: 'string',
    default: '_corrupt_record',
    doc: 'Column for rows that could not be parsed.',
  },
  'spark.sql.csv.parser.columnPruning.enabled': {
    type: 'boolean',
    default: 'true',
    doc: 'CSV is read without the columns nobody asks for.',
  },
  'spark.sql.groupByAliases': { type: 'boolean', default: 'true', doc: 'GROUP BY takes aliases of the select list.' },
  'spark.sql.groupByOrdinal': { type: 'boolean', default: 'true', doc: 'GROUP BY takes positions in the select list.' },
  'spark.sql.orderByOrdinal': { type: 'boolean', default: 'true', doc: 'ORDER BY takes positions in the select list.' },
  'spark.sql.pivotMaxValues': {
    type: 'int',
    default: '10000',
    doc: 'Most distinct values that pivot finds by itself.',
  },
  'spark.sql.ansi.enforceReservedKeywords': {
    type: 'boolean',
    default: 'false',
    doc: 'Keywords of the SQL standard are no names.',
  },
  'spark.sql.ansi.doubleQuotedIdentifiers': {
    type: 'boolean',
    default: 'false',
    doc: 'Double quotes mark names, not texts.',
  },
  'spark.sql.variable.substitute': {
    type: 'boolean',
    default: 'true',
    doc: 'A statement may refer to settings and to variables of the environment.',
  },
  'spark.sql.parser.quotedRegexColumnNames': {
    type: 'boolean',
    default: 'false',
    doc: 'Backquoted names are regular expressions.',
  },
  'spark.sql.parser.escapedStringLiterals': {
    type: 'boolean',
    default: 'false',
    doc: 'Backslashes in texts stand for themselves.',
  },
} as const satisfies Record<string, ConfRow>;
