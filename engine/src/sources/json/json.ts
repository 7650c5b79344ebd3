/** The source `json`. */
import { defineSource } from '../source.ts';
import { isSplittable } from '../splittable.ts';
import { checkJsonRead } from './check-json.ts';
import { inferJson } from './infer-json.ts';
import { readJsonSplit } from './scan-json.ts';
import { checkJsonWrite, jsonExtension, openJsonWriter } from './write-json.ts';

export const json = defineSource({
  name: 'json',
  aliases: ['org.apache.spark.sql.json', 'org.apache.spark.sql.execution.datasources.json.JsonFileFormat'],
  checkReadable: checkJsonRead,
  isSplittable: (options, path) => isSplittable('json', options, path),
  inferSchema: inferJson,
  read: readJsonSplit,
  extension: jsonExtension,
  checkWritable: checkJsonWrite,
  openWriter: openJsonWriter,
});
