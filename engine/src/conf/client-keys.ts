/** Keys under spark.sql that PySpark's own code reads, or sets around its work, with Spark's defaults. */
import type { ConfRow } from './conf.ts';

export const CLIENT_KEYS = {
  'spark.sql.adaptive.coalescePartitions.initialPartitionNum': {
    type: 'int',
    default: undefined,
    doc: 'Shuffle partitions before small ones are merged.',
  },
  'spark.sql.analyzer.failAmbiguousSelfJoin': {
    type: 'boolean',
    default: 'true',
    doc: 'Refuse columns that both sides of a self-join could mean.',
  },
  'spark.sql.analyzer.strictDataFrameColumnResolution': {
    type: 'boolean',
    default: 'true',
    doc: 'A column of a DataFrame never resolves by its name alone.',
  },
  'spark.sql.artifact.copyFromLocalToFs.allowDestLocal': {
    type: 'boolean',
    default: 'false',
    doc: 'Artifacts may be copied to local files.',
    static: true,
  },
  'spark.sql.artifact.isolation.enabled': {
    type: 'boolean',
    default: 'false',
    doc: 'Each session has its own artifacts.',
  },
  'spark.sql.cache.serializer': {
    type: 'string',
    default: 'org.apache.spark.sql.execution.columnar.DefaultCachedBatchSerializer',
    doc: 'How cached rows are kept.',
    static: true,
  },
  'spark.sql.codegen.comments': { type: 'boolean', default: 'false', doc: 'Comments in generated code.', static: true },
  'spark.sql.columnVector.offheap.enabled': {
    type: 'boolean',
    default: 'false',
    doc: 'Column vectors outside of the heap.',
  },
  'spark.sql.crossJoin.enabled': { type: 'boolean', default: 'true', doc: 'Joins without a condition are allowed.' },
  'spark.sql.execution.arrow.compression.codec': {
    type: 'string',
    default: 'none',
    doc: 'Compression of Arrow batches to Python.',
    values: ['NONE', 'ZSTD', 'LZ4'],
  },
  'spark.sql.execution.arrow.enabled': {
    type: 'boolean',
    default: 'true',
    doc: 'Older name of the key for Arrow with pandas.',
  },
  'spark.sql.execution.arrow.fallback.enabled': {
    type: 'boolean',
    default: 'true',
    doc: 'Older name of the key for falling back from Arrow.',
  },
  'spark.sql.execution.arrow.localRelationThreshold': {
    type: 'bytes',
    default: '50331648b',
    doc: 'Arrow data up to this size becomes a local relation.',
  },
  'spark.sql.execution.arrow.maxBytesPerBatch': {
    type: 'bytes',
    default: '67108864b',
    doc: 'Most bytes of one Arrow batch to Python.',
  },
  'spark.sql.execution.arrow.maxBytesPerOutputBatch': {
    type: 'bytes',
    default: '-1b',
    doc: 'Most bytes of one Arrow batch from Python; -1 for any.',
  },
  'spark.sql.execution.arrow.maxRecordsPerOutputBatch': {
    type: 'int',
    default: '-1',
    doc: 'Most rows of one Arrow batch from Python; -1 for any.',
  },
  'spark.sql.execution.arrow.pyspark.selfDestruct.enabled': {
    type: 'boolean',
    default: 'false',
    doc: 'toPandas frees Arrow memory while converting.',
  },
  'spark.sql.execution.arrow.pyspark.validateSchema.enabled': {
    type: 'boolean',
    default: 'false',
    doc: 'Arrow data from Python is checked against its schema.',
  },
  'spark.sql.execution.arrow.pythonUDF.columnarInput.enabled': {
    type: 'boolean',
    default: 'true',
    doc: 'Columns go to Python functions without becoming rows.',
  },
  'spark.sql.execution.arrow.useLargeVarTypes': {
    type: 'boolean',
    default: 'false',
    doc: 'Arrow text and binary with 64-bit offsets.',
  },
  'spark.sql.execution.pandas.convertToArrowArraySafely': {
    type: 'boolean',
    default: 'true',
    doc: 'Overflow and truncation from pandas are errors.',
  },
  'spark.sql.execution.pandas.inferPandasDictAsMap': {
    type: 'boolean',
    default: 'false',
    doc: 'Dicts in pandas become maps, not structs.',
  },
  'spark.sql.execution.pandas.structHandlingMode': {
    type: 'string',
    default: 'legacy',
    doc: 'What structs become in pandas.',
    values: ['LEGACY', 'ROW', 'DICT'],
  },
  'spark.sql.execution.pandas.udf.buffer.size': {
    type: 'int',
    default: '65536',
    doc: 'Buffer of the stream to a pandas function.',
  },
  'spark.sql.execution.pyspark.udf.faulthandler.enabled': {
    type: 'boolean',
    default: 'false',
    doc: 'Crashing workers leave a traceback.',
  },
  'spark.sql.execution.pyspark.udf.idleTimeoutSeconds': {
    type: 'duration',
    default: '0ms',
    doc: 'How long a worker may be silent before that is told.',
  },
  'spark.sql.execution.pyspark.udf.killOnIdleTimeout': {
    type: 'boolean',
    default: 'false',
    doc: 'A silent worker is ended.',
  },
  'spark.sql.execution.pyspark.udf.simplifiedTraceback.enabled': {
    type: 'boolean',
    default: 'true',
    doc: 'Tracebacks of Python functions without the frames of PySpark.',
  },
  'spark.sql.execution.pyspark.udf.tracebackWithLocals.enabled': {
    type: 'boolean',
    default: 'false',
    doc: 'Tracebacks of Python functions with local variables.',
  },
  'spark.sql.execution.python.udf.buffer.size': {
    type: 'int',
    default: '65536',
    doc: 'Buffer of the stream to a Python function.',
  },
  'spark.sql.execution.python.udf.maxRecordsPerBatch': {
    type: 'int',
    default: '100',
    doc: 'Rows of one pickled batch to a Python function.',
  },
  'spark.sql.execution.pythonUDF.arrow.concurrency.level': {
    type: 'int',
    default: undefined,
    doc: 'Threads of one worker for Arrow functions.',
  },
  'spark.sql.execution.pythonUDF.arrow.enabled': {
    type: 'boolean',
    default: 'true',
    doc: 'Plain Python functions exchange Arrow.',
  },
  'spark.sql.execution.pythonUDF.arrow.legacy.fallbackOnUDT': {
    type: 'boolean',
    default: 'false',
    doc: 'Plain Python functions over user-defined types exchange pickles.',
  },
  'spark.sql.execution.pythonUDF.mapInBatch.legacy.acceptAnyIterable.enabled': {
    type: 'boolean',
    default: 'true',
    doc: 'mapInPandas and mapInArrow take any iterable.',
  },
  'spark.sql.execution.pythonUDF.pandas.intToDecimalCoercionEnabled': {
    type: 'boolean',
    default: 'false',
    doc: 'Integers from pandas functions become decimals.',
  },
  'spark.sql.execution.pythonUDF.pandas.preferIntExtensionDtype': {
    type: 'boolean',
    default: 'false',
    doc: 'Integers with NULLs stay integers in pandas.',
  },
  'spark.sql.execution.pythonUDTF.arrow.enabled': {
    type: 'boolean',
    default: 'true',
    doc: 'Python table functions exchange Arrow.',
  },
  'spark.sql.experimental.optimizer.pyTranspilers': {
    type: 'string',
    default: 'catalyst',
    doc: 'What turns Python functions into expressions.',
  },
  'spark.sql.experimental.optimizer.transpilePyUDFs': {
    type: 'boolean',
    default: 'false',
    doc: 'Turn Python functions into expressions where that is possible.',
  },
  'spark.sql.extensions': { type: 'string', default: undefined, doc: 'Classes that extend sessions.', static: true },
  'spark.sql.legacy.allowNegativeScaleOfDecimal': {
    type: 'boolean',
    default: 'false',
    doc: 'Decimals with a negative scale.',
  },
  'spark.sql.legacy.execution.pandas.groupedMap.assignColumnsByName': {
    type: 'boolean',
    default: 'true',
    doc: 'Columns of grouped map results go by their names.',
  },
  'spark.sql.legacy.execution.pythonUDF.pandas.conversion.enabled': {
    type: 'boolean',
    default: 'false',
    doc: 'Arrow functions convert through pandas.',
  },
  'spark.sql.legacy.execution.pythonUDTF.pandas.conversion.enabled': {
    type: 'boolean',
    default: 'false',
    doc: 'Arrow table functions convert through pandas.',
  },
  'spark.sql.legacy.pathOptionBehavior.enabled': {
    type: 'boolean',
    default: 'false',
    doc: 'The path option adds to the paths of load and save.',
  },
  'spark.sql.legacy.scalarSubqueryCountBugBehavior': {
    type: 'boolean',
    default: 'false',
    doc: 'Counts in correlated subqueries give NULL for no rows.',
  },
  'spark.sql.legacy.timeParserPolicy': {
    type: 'string',
    default: 'CORRECTED',
    doc: 'How dates and times in text are read.',
    values: ['LEGACY', 'CORRECTED', 'EXCEPTION'],
  },
  'spark.sql.mapKeyDedupPolicy': {
    type: 'string',
    default: 'EXCEPTION',
    doc: 'What the same key twice in a map gives.',
    values: ['EXCEPTION', 'LAST_WIN'],
  },
  'spark.sql.parser.escapedStringLiterals': {
    type: 'boolean',
    default: 'false',
    doc: 'Backslashes in SQL text stand for themselves.',
  },
  'spark.sql.path.enabled': { type: 'boolean', default: 'false', doc: 'Names are looked up along a path of schemas.' },
  'spark.sql.pyspark.dataSource.profiler': {
    type: 'string',
    default: undefined,
    doc: 'Profiler of Python data sources.',
    values: ['PERF', 'MEMORY'],
  },
  'spark.sql.pyspark.inferNestedDictAsStruct.enabled': {
    type: 'boolean',
    default: 'false',
    doc: 'Dicts inside of rows become structs, not maps.',
  },
  'spark.sql.pyspark.legacy.inferArrayTypeFromFirstElement.enabled': {
    type: 'boolean',
    default: 'false',
    doc: 'The first element alone gives the type of an array.',
  },
  'spark.sql.pyspark.legacy.inferMapTypeFromFirstPair.enabled': {
    type: 'boolean',
    default: 'false',
    doc: 'The first pair alone gives the type of a map.',
  },
  'spark.sql.pyspark.plotting.max_rows': { type: 'int', default: '1000', doc: 'Most rows of a plot.' },
  'spark.sql.pyspark.toJSON.returnDataFrame': { type: 'boolean', default: 'false', doc: 'toJSON gives a DataFrame.' },
  'spark.sql.pyspark.udf.profiler': {
    type: 'string',
    default: undefined,
    doc: 'Profiler of Python functions.',
    values: ['PERF', 'MEMORY'],
  },
  'spark.sql.pyspark.worker.logging.enabled': { type: 'boolean', default: 'false', doc: 'Keep what workers log.' },
  'spark.sql.python.filterPushdown.enabled': {
    type: 'boolean',
    default: 'false',
    doc: 'Python data sources are offered filters.',
  },
  'spark.sql.queryExecutionListeners': {
    type: 'string',
    default: undefined,
    doc: 'Classes told of queries.',
    static: true,
  },
  'spark.sql.retainGroupColumns': {
    type: 'boolean',
    default: 'true',
    doc: 'Aggregates of groupBy keep the grouping columns.',
  },
  'spark.sql.session.localRelationCacheThreshold': {
    type: 'int',
    default: '1048576',
    doc: 'Size from which a local relation is cached.',
  },
  'spark.sql.session.localRelationSizeLimit': { type: 'long', default: '3221225472', doc: 'Largest local relation.' },
  'spark.sql.sources.useV1SourceList': {
    type: 'string',
    default: 'avro,csv,json,kafka,orc,parquet,text',
    doc: 'Sources read by their first interface.',
  },
  'spark.sql.timestampNanosTypes.enabled': { type: 'boolean', default: 'false', doc: 'Timestamps of nanoseconds.' },
  'spark.sql.transposeMaxValues': { type: 'int', default: '500', doc: 'Most rows that transpose takes.' },
  'spark.sql.tvf.allowMultipleTableArguments.enabled': {
    type: 'boolean',
    default: 'false',
    doc: 'Table functions with more than one table argument.',
  },
} as const satisfies Record<string, ConfRow>;
