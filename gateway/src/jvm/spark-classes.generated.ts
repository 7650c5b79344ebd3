// Generated from the folder by gateway/class-index.ts.

import type { JavaClass } from './java-class.ts';
import { GzipCodec as org_apache_hadoop_io_compress_GzipCodec } from './hadoop/io/compress.ts';
import { DeflateCodec as org_apache_hadoop_io_compress_DeflateCodec } from './hadoop/io/compress.ts';
import { DefaultCodec as org_apache_hadoop_io_compress_DefaultCodec } from './hadoop/io/compress.ts';
import { InvalidInputException as org_apache_hadoop_mapred_InvalidInputException } from './hadoop/mapred/InvalidInputException.ts';
import { QueryContextType as org_apache_spark_QueryContextType } from './spark/QueryContext.ts';
import { QueryContextInterface as org_apache_spark_QueryContext } from './spark/QueryContext.ts';
import { SQLQueryContext as org_apache_spark_sql_catalyst_trees_SQLQueryContext } from './spark/QueryContext.ts';
import { DataFrameQueryContext as org_apache_spark_sql_catalyst_trees_DataFrameQueryContext } from './spark/QueryContext.ts';
import { SparkConfClass as org_apache_spark_SparkConf } from './spark/SparkConf.ts';
import { SparkContextClass as org_apache_spark_SparkContext } from './spark/SparkContext.ts';
import { SparkFiles as org_apache_spark_SparkFiles } from './spark/SparkFiles.ts';
import { SparkThrowableHelper as org_apache_spark_SparkThrowableHelper } from './spark/SparkThrowableHelper.ts';
import { JavaPairRDDClass as org_apache_spark_api_java_JavaPairRDD } from './spark/api/java/JavaPairRDD.ts';
import { JavaRDDClass as org_apache_spark_api_java_JavaRDD } from './spark/api/java/JavaRDD.ts';
import { JavaSparkContextClass as org_apache_spark_api_java_JavaSparkContext } from './spark/api/java/JavaSparkContext.ts';
import { SparkJobInfo as org_apache_spark_SparkJobInfoImpl } from './spark/api/java/JavaSparkStatusTracker.ts';
import { SparkStageInfo as org_apache_spark_SparkStageInfoImpl } from './spark/api/java/JavaSparkStatusTracker.ts';
import { SparkExecutorInfo as org_apache_spark_SparkExecutorInfoImpl } from './spark/api/java/JavaSparkStatusTracker.ts';
import { JavaSparkStatusTracker as org_apache_spark_api_java_JavaSparkStatusTracker } from './spark/api/java/JavaSparkStatusTracker.ts';
import { BytesToString as org_apache_spark_api_python_BytesToString } from './spark/api/python/BytesToString.ts';
import { PairwiseRDD as org_apache_spark_api_python_PairwiseRDD } from './spark/api/python/PairwiseRDD.ts';
import { PythonAccumulatorV2Class as org_apache_spark_api_python_PythonAccumulatorV2 } from './spark/api/python/PythonAccumulatorV2.ts';
import { PythonErrorUtils as org_apache_spark_api_python_PythonErrorUtils } from './spark/api/python/PythonErrorUtils.ts';
import { PythonPartitioner as org_apache_spark_api_python_PythonPartitioner } from './spark/api/python/PythonPartitioner.ts';
import { PythonRDDClass as org_apache_spark_api_python_PythonRDD } from './spark/api/python/PythonRDD.ts';
import { PythonUtils as org_apache_spark_api_python_PythonUtils } from './spark/api/python/PythonUtils.ts';
import { SerDeUtil as org_apache_spark_api_python_SerDeUtil } from './spark/api/python/SerDeUtil.ts';
import { SimplePythonFunctionClass as org_apache_spark_api_python_SimplePythonFunction } from './spark/api/python/SimplePythonFunction.ts';
import { PythonBroadcastClass as org_apache_spark_api_python_PythonBroadcast } from './spark/broadcast/Broadcast.ts';
import { BroadcastClass as org_apache_spark_broadcast_TorrentBroadcast } from './spark/broadcast/Broadcast.ts';
import { SparkThrowable as org_apache_spark_SparkThrowable } from './spark/exceptions.ts';
import { SparkException as org_apache_spark_SparkException } from './spark/exceptions.ts';
import { SparkConditionException as org_apache_spark_SparkConditionException } from './spark/exceptions.ts';
import { SparkRuntimeException as org_apache_spark_SparkRuntimeException } from './spark/exceptions.ts';
import { SparkUpgradeException as org_apache_spark_SparkUpgradeException } from './spark/exceptions.ts';
import { SparkArithmeticException as org_apache_spark_SparkArithmeticException } from './spark/exceptions.ts';
import { SparkArrayIndexOutOfBoundsException as org_apache_spark_SparkArrayIndexOutOfBoundsException } from './spark/exceptions.ts';
import { SparkDateTimeException as org_apache_spark_SparkDateTimeException } from './spark/exceptions.ts';
import { SparkNumberFormatException as org_apache_spark_SparkNumberFormatException } from './spark/exceptions.ts';
import { SparkIllegalArgumentException as org_apache_spark_SparkIllegalArgumentException } from './spark/exceptions.ts';
import { SparkUnsupportedOperationException as org_apache_spark_SparkUnsupportedOperationException } from './spark/exceptions.ts';
import { SparkNoSuchElementException as org_apache_spark_SparkNoSuchElementException } from './spark/exceptions.ts';
import { SparkOutOfMemoryError as org_apache_spark_memory_SparkOutOfMemoryError } from './spark/exceptions.ts';
import { AnalysisException as org_apache_spark_sql_AnalysisException } from './spark/exceptions.ts';
import { ParseException as org_apache_spark_sql_catalyst_parser_ParseException } from './spark/exceptions.ts';
import { StreamingQueryException as org_apache_spark_sql_streaming_StreamingQueryException } from './spark/exceptions.ts';
import { QueryExecutionException as org_apache_spark_sql_execution_QueryExecutionException } from './spark/exceptions.ts';
import { PythonException as org_apache_spark_api_python_PythonException } from './spark/exceptions.ts';
import { Level as org_apache_log4j_Level } from './spark/log4j.ts';
import { Logger as org_apache_log4j_Logger } from './spark/log4j.ts';
import { LogManager as org_apache_log4j_LogManager } from './spark/log4j.ts';
import { PartitionClass as org_apache_spark_Partition } from './spark/rdd/Rdd.ts';
import { RDDClass as org_apache_spark_rdd_RDD } from './spark/rdd/Rdd.ts';
import { ParallelCollectionRDD as org_apache_spark_rdd_ParallelCollectionRDD } from './spark/rdd/Rdd.ts';
import { MapPartitionsRDD as org_apache_spark_rdd_MapPartitionsRDD } from './spark/rdd/Rdd.ts';
import { UnionRDD as org_apache_spark_rdd_UnionRDD } from './spark/rdd/Rdd.ts';
import { PartitionerAwareUnionRDD as org_apache_spark_rdd_PartitionerAwareUnionRDD } from './spark/rdd/Rdd.ts';
import { CartesianRDD as org_apache_spark_rdd_CartesianRDD } from './spark/rdd/Rdd.ts';
import { ZippedPartitionsRDD2 as org_apache_spark_rdd_ZippedPartitionsRDD2 } from './spark/rdd/Rdd.ts';
import { EmptyRDD as org_apache_spark_rdd_EmptyRDD } from './spark/rdd/Rdd.ts';
import { CoalescedRDD as org_apache_spark_rdd_CoalescedRDD } from './spark/rdd/Rdd.ts';
import { ShuffledRDD as org_apache_spark_rdd_ShuffledRDD } from './spark/rdd/Rdd.ts';
import { ReliableCheckpointRDD as org_apache_spark_rdd_ReliableCheckpointRDD } from './spark/rdd/Rdd.ts';
import { SocketServer as org_apache_spark_security_SocketFuncServer } from './spark/side-socket-result.ts';
import { CatalogClass as org_apache_spark_sql_classic_Catalog } from './spark/sql/Catalog.ts';
import { ColumnClass as org_apache_spark_sql_Column } from './spark/sql/Column.ts';
import { DataFrameNaFunctionsClass as org_apache_spark_sql_classic_DataFrameNaFunctions } from './spark/sql/DataFrameNaFunctions.ts';
import { DataFrameReaderClass as org_apache_spark_sql_classic_DataFrameReader } from './spark/sql/DataFrameReader.ts';
import { DataFrameStatFunctionsClass as org_apache_spark_sql_classic_DataFrameStatFunctions } from './spark/sql/DataFrameStatFunctions.ts';
import { DataFrameWriterClass as org_apache_spark_sql_classic_DataFrameWriter } from './spark/sql/DataFrameWriter.ts';
import { DataFrameWriterV2Class as org_apache_spark_sql_classic_DataFrameWriterV2 } from './spark/sql/DataFrameWriterV2.ts';
import { DatasetClass as org_apache_spark_sql_classic_Dataset } from './spark/sql/Dataset.ts';
import { QueryExecutionClass as org_apache_spark_sql_execution_QueryExecution } from './spark/sql/QueryExecution.ts';
import { RelationalGroupedDatasetClass as org_apache_spark_sql_classic_RelationalGroupedDataset } from './spark/sql/RelationalGroupedDataset.ts';
import { RuntimeConfigClass as org_apache_spark_sql_classic_RuntimeConfig } from './spark/sql/RuntimeConfig.ts';
import { SQLContextClass as org_apache_spark_sql_classic_SQLContext } from './spark/sql/SQLContext.ts';
import { SessionStateClass as org_apache_spark_sql_internal_SessionState } from './spark/sql/SessionState.ts';
import { SQLConfClass as org_apache_spark_sql_internal_SQLConf } from './spark/sql/SessionState.ts';
import { SparkSessionClass as org_apache_spark_sql_classic_SparkSession } from './spark/sql/SparkSession.ts';
import { SparkSessionModule as org_apache_spark_sql_classic_SparkSession_ } from './spark/sql/SparkSession.ts';
import { SessionBuilder as org_apache_spark_sql_classic_SparkSession_Builder } from './spark/sql/SparkSession.ts';
import { TableArgClass as org_apache_spark_sql_TableArg } from './spark/sql/TableArg.ts';
import { UDFRegistrationClass as org_apache_spark_sql_classic_UDFRegistration } from './spark/sql/UDFRegistration.ts';
import { UDTFRegistrationClass as org_apache_spark_sql_classic_UDTFRegistration } from './spark/sql/UDTFRegistration.ts';
import { PythonSQLUtils as org_apache_spark_sql_api_python_PythonSQLUtils } from './spark/sql/api/python/PythonSQLUtils.ts';
import { CatalogMetadataClass as org_apache_spark_sql_catalog_CatalogMetadata } from './spark/sql/catalog/entries.ts';
import { DatabaseClass as org_apache_spark_sql_catalog_Database } from './spark/sql/catalog/entries.ts';
import { TableClass as org_apache_spark_sql_catalog_Table } from './spark/sql/catalog/entries.ts';
import { TablePartitionClass as org_apache_spark_sql_catalog_CatalogTablePartition } from './spark/sql/catalog/entries.ts';
import { FunctionClass as org_apache_spark_sql_catalog_Function } from './spark/sql/catalog/entries.ts';
import { CatalogColumnClass as org_apache_spark_sql_catalog_Column } from './spark/sql/catalog/entries.ts';
import { CatalogListClass as org_apache_spark_sql_catalog_CatalogList } from './spark/sql/catalog/entries.ts';
import { UnresolvedAttributeClass as org_apache_spark_sql_catalyst_analysis_UnresolvedAttribute } from './spark/sql/catalyst/attributes.ts';
import { AttributeReferenceClass as org_apache_spark_sql_catalyst_expressions_AttributeReference } from './spark/sql/catalyst/attributes.ts';
import { PySparkCurrentOrigin as org_apache_spark_sql_catalyst_trees_PySparkCurrentOrigin } from './spark/sql/catalyst/trees/PySparkCurrentOrigin.ts';
import { DateTimeUtils as org_apache_spark_sql_catalyst_util_DateTimeUtils } from './spark/sql/catalyst/util/DateTimeUtils.ts';
import { IntervalUtils as org_apache_spark_sql_catalyst_util_IntervalUtils } from './spark/sql/catalyst/util/IntervalUtils.ts';
import { ArrowBatchesClass as org_apache_spark_sql_execution_arrow_ArrowBatches } from './spark/sql/execution/arrow/ArrowBatches.ts';
import { ExprId as org_apache_spark_sql_catalyst_expressions_ExprId } from './spark/sql/execution/python/UserDefinedPythonFunction.ts';
import { PythonUdfClass as org_apache_spark_sql_catalyst_expressions_PythonUDF } from './spark/sql/execution/python/UserDefinedPythonFunction.ts';
import { UserDefinedPythonFunction as org_apache_spark_sql_execution_python_UserDefinedPythonFunction } from './spark/sql/execution/python/UserDefinedPythonFunction.ts';
import { UserDefinedPythonTableFunction as org_apache_spark_sql_execution_python_UserDefinedPythonTableFunction } from './spark/sql/execution/python/UserDefinedPythonTableFunction.ts';
import { WindowSpecClass as org_apache_spark_sql_expressions_WindowSpec } from './spark/sql/expressions/WindowSpec.ts';
import { WindowClass as org_apache_spark_sql_expressions_Window } from './spark/sql/expressions/WindowSpec.ts';
import { functions as org_apache_spark_sql_functions } from './spark/sql/functions.ts';
import { DataTypeClass as org_apache_spark_sql_types_DataType } from './spark/sql/types/DataType.ts';
import { NullType as org_apache_spark_sql_types_NullType_ } from './spark/sql/types/DataType.ts';
import { BooleanType as org_apache_spark_sql_types_BooleanType_ } from './spark/sql/types/DataType.ts';
import { ByteType as org_apache_spark_sql_types_ByteType_ } from './spark/sql/types/DataType.ts';
import { ShortType as org_apache_spark_sql_types_ShortType_ } from './spark/sql/types/DataType.ts';
import { IntegerType as org_apache_spark_sql_types_IntegerType_ } from './spark/sql/types/DataType.ts';
import { LongType as org_apache_spark_sql_types_LongType_ } from './spark/sql/types/DataType.ts';
import { FloatType as org_apache_spark_sql_types_FloatType_ } from './spark/sql/types/DataType.ts';
import { DoubleType as org_apache_spark_sql_types_DoubleType_ } from './spark/sql/types/DataType.ts';
import { BinaryType as org_apache_spark_sql_types_BinaryType_ } from './spark/sql/types/DataType.ts';
import { DateType as org_apache_spark_sql_types_DateType_ } from './spark/sql/types/DataType.ts';
import { TimestampType as org_apache_spark_sql_types_TimestampType_ } from './spark/sql/types/DataType.ts';
import { TimestampNTZType as org_apache_spark_sql_types_TimestampNTZType_ } from './spark/sql/types/DataType.ts';
import { CalendarIntervalType as org_apache_spark_sql_types_CalendarIntervalType_ } from './spark/sql/types/DataType.ts';
import { VariantType as org_apache_spark_sql_types_VariantType_ } from './spark/sql/types/DataType.ts';
import { StringType as org_apache_spark_sql_types_StringType_ } from './spark/sql/types/DataType.ts';
import { CharType as org_apache_spark_sql_types_CharType } from './spark/sql/types/DataType.ts';
import { VarcharType as org_apache_spark_sql_types_VarcharType } from './spark/sql/types/DataType.ts';
import { DecimalType as org_apache_spark_sql_types_DecimalType } from './spark/sql/types/DataType.ts';
import { TimeType as org_apache_spark_sql_types_TimeType } from './spark/sql/types/DataType.ts';
import { DayTimeIntervalType as org_apache_spark_sql_types_DayTimeIntervalType } from './spark/sql/types/DataType.ts';
import { YearMonthIntervalType as org_apache_spark_sql_types_YearMonthIntervalType } from './spark/sql/types/DataType.ts';
import { ArrayType as org_apache_spark_sql_types_ArrayType } from './spark/sql/types/DataType.ts';
import { MapType as org_apache_spark_sql_types_MapType } from './spark/sql/types/DataType.ts';
import { UserDefinedType as org_apache_spark_sql_types_PythonUserDefinedType } from './spark/sql/types/DataType.ts';
import { GeometryType as org_apache_spark_sql_types_GeometryType } from './spark/sql/types/DataType.ts';
import { GeographyType as org_apache_spark_sql_types_GeographyType } from './spark/sql/types/DataType.ts';
import { StructTypeClass as org_apache_spark_sql_types_StructType } from './spark/sql/types/DataType.ts';
import { MetadataClass as org_apache_spark_sql_types_Metadata } from './spark/sql/types/Metadata.ts';
import { StorageLevelClass as org_apache_spark_storage_StorageLevel } from './spark/storage/StorageLevel.ts';
import { Utils as org_apache_spark_util_Utils } from './spark/util/Utils.ts';

export const SPARK_CLASSES: readonly JavaClass[] = [
  org_apache_hadoop_io_compress_GzipCodec as JavaClass,
  org_apache_hadoop_io_compress_DeflateCodec as JavaClass,
  org_apache_hadoop_io_compress_DefaultCodec as JavaClass,
  org_apache_hadoop_mapred_InvalidInputException as JavaClass,
  org_apache_spark_QueryContextType as JavaClass,
  org_apache_spark_QueryContext as JavaClass,
  org_apache_spark_sql_catalyst_trees_SQLQueryContext as JavaClass,
  org_apache_spark_sql_catalyst_trees_DataFrameQueryContext as JavaClass,
  org_apache_spark_SparkConf as JavaClass,
  org_apache_spark_SparkContext as JavaClass,
  org_apache_spark_SparkFiles as JavaClass,
  org_apache_spark_SparkThrowableHelper as JavaClass,
  org_apache_spark_api_java_JavaPairRDD as JavaClass,
  org_apache_spark_api_java_JavaRDD as JavaClass,
  org_apache_spark_api_java_JavaSparkContext as JavaClass,
  org_apache_spark_SparkJobInfoImpl as JavaClass,
  org_apache_spark_SparkStageInfoImpl as JavaClass,
  org_apache_spark_SparkExecutorInfoImpl as JavaClass,
  org_apache_spark_api_java_JavaSparkStatusTracker as JavaClass,
  org_apache_spark_api_python_BytesToString as JavaClass,
  org_apache_spark_api_python_PairwiseRDD as JavaClass,
  org_apache_spark_api_python_PythonAccumulatorV2 as JavaClass,
  org_apache_spark_api_python_PythonErrorUtils as JavaClass,
  org_apache_spark_api_python_PythonPartitioner as JavaClass,
  org_apache_spark_api_python_PythonRDD as JavaClass,
  org_apache_spark_api_python_PythonUtils as JavaClass,
  org_apache_spark_api_python_SerDeUtil as JavaClass,
  org_apache_spark_api_python_SimplePythonFunction as JavaClass,
  org_apache_spark_api_python_PythonBroadcast as JavaClass,
  org_apache_spark_broadcast_TorrentBroadcast as JavaClass,
  org_apache_spark_SparkThrowable as JavaClass,
  org_apache_spark_SparkException as JavaClass,
  org_apache_spark_SparkConditionException as JavaClass,
  org_apache_spark_SparkRuntimeException as JavaClass,
  org_apache_spark_SparkUpgradeException as JavaClass,
  org_apache_spark_SparkArithmeticException as JavaClass,
  org_apache_spark_SparkArrayIndexOutOfBoundsException as JavaClass,
  org_apache_spark_SparkDateTimeException as JavaClass,
  org_apache_spark_SparkNumberFormatException as JavaClass,
  org_apache_spark_SparkIllegalArgumentException as JavaClass,
  org_apache_spark_SparkUnsupportedOperationException as JavaClass,
  org_apache_spark_SparkNoSuchElementException as JavaClass,
  org_apache_spark_memory_SparkOutOfMemoryError as JavaClass,
  org_apache_spark_sql_AnalysisException as JavaClass,
  org_apache_spark_sql_catalyst_parser_ParseException as JavaClass,
  org_apache_spark_sql_streaming_StreamingQueryException as JavaClass,
  org_apache_spark_sql_execution_QueryExecutionException as JavaClass,
  org_apache_spark_api_python_PythonException as JavaClass,
  org_apache_log4j_Level as JavaClass,
  org_apache_log4j_Logger as JavaClass,
  org_apache_log4j_LogManager as JavaClass,
  org_apache_spark_Partition as JavaClass,
  org_apache_spark_rdd_RDD as JavaClass,
  org_apache_spark_rdd_ParallelCollectionRDD as JavaClass,
  org_apache_spark_rdd_MapPartitionsRDD as JavaClass,
  org_apache_spark_rdd_UnionRDD as JavaClass,
  org_apache_spark_rdd_PartitionerAwareUnionRDD as JavaClass,
  org_apache_spark_rdd_CartesianRDD as JavaClass,
  org_apache_spark_rdd_ZippedPartitionsRDD2 as JavaClass,
  org_apache_spark_rdd_EmptyRDD as JavaClass,
  org_apache_spark_rdd_CoalescedRDD as JavaClass,
  org_apache_spark_rdd_ShuffledRDD as JavaClass,
  org_apache_spark_rdd_ReliableCheckpointRDD as JavaClass,
  org_apache_spark_security_SocketFuncServer as JavaClass,
  org_apache_spark_sql_classic_Catalog as JavaClass,
  org_apache_spark_sql_Column as JavaClass,
  org_apache_spark_sql_classic_DataFrameNaFunctions as JavaClass,
  org_apache_spark_sql_classic_DataFrameReader as JavaClass,
  org_apache_spark_sql_classic_DataFrameStatFunctions as JavaClass,
  org_apache_spark_sql_classic_DataFrameWriter as JavaClass,
  org_apache_spark_sql_classic_DataFrameWriterV2 as JavaClass,
  org_apache_spark_sql_classic_Dataset as JavaClass,
  org_apache_spark_sql_execution_QueryExecution as JavaClass,
  org_apache_spark_sql_classic_RelationalGroupedDataset as JavaClass,
  org_apache_spark_sql_classic_RuntimeConfig as JavaClass,
  org_apache_spark_sql_classic_SQLContext as JavaClass,
  org_apache_spark_sql_internal_SessionState as JavaClass,
  org_apache_spark_sql_internal_SQLConf as JavaClass,
  org_apache_spark_sql_classic_SparkSession as JavaClass,
  org_apache_spark_sql_classic_SparkSession_ as JavaClass,
  org_apache_spark_sql_classic_SparkSession_Builder as JavaClass,
  org_apache_spark_sql_TableArg as JavaClass,
  org_apache_spark_sql_classic_UDFRegistration as JavaClass,
  org_apache_spark_sql_classic_UDTFRegistration as JavaClass,
  org_apache_spark_sql_api_python_PythonSQLUtils as JavaClass,
  org_apache_spark_sql_catalog_CatalogMetadata as JavaClass,
  org_apache_spark_sql_catalog_Database as JavaClass,
  org_apache_spark_sql_catalog_Table as JavaClass,
  org_apache_spark_sql_catalog_CatalogTablePartition as JavaClass,
  org_apache_spark_sql_catalog_Function as JavaClass,
  org_apache_spark_sql_catalog_Column as JavaClass,
  org_apache_spark_sql_catalog_CatalogList as JavaClass,
  org_apache_spark_sql_catalyst_analysis_UnresolvedAttribute as JavaClass,
  org_apache_spark_sql_catalyst_expressions_AttributeReference as JavaClass,
  org_apache_spark_sql_catalyst_trees_PySparkCurrentOrigin as JavaClass,
  org_apache_spark_sql_catalyst_util_DateTimeUtils as JavaClass,
  org_apache_spark_sql_catalyst_util_IntervalUtils as JavaClass,
  org_apache_spark_sql_execution_arrow_ArrowBatches as JavaClass,
  org_apache_spark_sql_catalyst_expressions_ExprId as JavaClass,
  org_apache_spark_sql_catalyst_expressions_PythonUDF as JavaClass,
  org_apache_spark_sql_execution_python_UserDefinedPythonFunction as JavaClass,
  org_apache_spark_sql_execution_python_UserDefinedPythonTableFunction as JavaClass,
  org_apache_spark_sql_expressions_WindowSpec as JavaClass,
  org_apache_spark_sql_expressions_Window as JavaClass,
  org_apache_spark_sql_functions as JavaClass,
  org_apache_spark_sql_types_DataType as JavaClass,
  org_apache_spark_sql_types_NullType_ as JavaClass,
  org_apache_spark_sql_types_BooleanType_ as JavaClass,
  org_apache_spark_sql_types_ByteType_ as JavaClass,
  org_apache_spark_sql_types_ShortType_ as JavaClass,
  org_apache_spark_sql_types_IntegerType_ as JavaClass,
  org_apache_spark_sql_types_LongType_ as JavaClass,
  org_apache_spark_sql_types_FloatType_ as JavaClass,
  org_apache_spark_sql_types_DoubleType_ as JavaClass,
  org_apache_spark_sql_types_BinaryType_ as JavaClass,
  org_apache_spark_sql_types_DateType_ as JavaClass,
  org_apache_spark_sql_types_TimestampType_ as JavaClass,
  org_apache_spark_sql_types_TimestampNTZType_ as JavaClass,
  org_apache_spark_sql_types_CalendarIntervalType_ as JavaClass,
  org_apache_spark_sql_types_VariantType_ as JavaClass,
  org_apache_spark_sql_types_StringType_ as JavaClass,
  org_apache_spark_sql_types_CharType as JavaClass,
  org_apache_spark_sql_types_VarcharType as JavaClass,
  org_apache_spark_sql_types_DecimalType as JavaClass,
  org_apache_spark_sql_types_TimeType as JavaClass,
  org_apache_spark_sql_types_DayTimeIntervalType as JavaClass,
  org_apache_spark_sql_types_YearMonthIntervalType as JavaClass,
  org_apache_spark_sql_types_ArrayType as JavaClass,
  org_apache_spark_sql_types_MapType as JavaClass,
  org_apache_spark_sql_types_PythonUserDefinedType as JavaClass,
  org_apache_spark_sql_types_GeometryType as JavaClass,
  org_apache_spark_sql_types_GeographyType as JavaClass,
  org_apache_spark_sql_types_StructType as JavaClass,
  org_apache_spark_sql_types_Metadata as JavaClass,
  org_apache_spark_storage_StorageLevel as JavaClass,
  org_apache_spark_util_Utils as JavaClass,
];
