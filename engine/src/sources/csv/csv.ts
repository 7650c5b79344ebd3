/** The source `csv`. */
import { defineSource } from '../source.ts';
import { isSplittable } from '../splittable.ts';
import { inferCsv } from './infer-csv.ts';
import { readCsv } from './scan-csv.ts';
import { checkCsvWrite, csvExtension, openCsvWriter } from './write-csv.ts';

export const csv = defineSource({
  name: 'csv',
  aliases: ['com.databricks.spark.csv', 'org.apache.spark.sql.execution.datasources.csv.CSVFileFormat'],
  isSplittable: (options, path) => isSplittable('csv', options, path),
  inferSchema: inferCsv,
  read: readCsv,
  extension: csvExtension,
  checkWritable: checkCsvWrite,
  openWriter: openCsvWriter,
});
