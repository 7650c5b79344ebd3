/** The source `parquet`. */
import { parquetStatistics } from './parquet/file-statistics.ts';
import { inferParquet, readParquet } from './parquet/read-parquet.ts';
import { checkParquetWrite, openParquetWriter, parquetExtension } from './parquet/write-parquet.ts';
import { defineSource } from './source.ts';

export const parquet = defineSource({
  name: 'parquet',
  native: true,
  numbersRows: true,
  title: 'Parquet',
  aliases: ['org.apache.spark.sql.parquet', 'org.apache.spark.sql.execution.datasources.parquet.ParquetFileFormat'],
  isSplittable: () => true,
  inferSchema: inferParquet,
  statistics: parquetStatistics,
  read: readParquet,
  extension: parquetExtension,
  checkWritable: checkParquetWrite,
  openWriter: openParquetWriter,
});
