/** The type a schema's text names: JSON, the DDL of a type, or a list of columns. */
import { SparkError } from '../errors/raise.ts';
import type { DataType } from '../types/data-type.ts';
import { typeFromJson } from '../types/type-json.ts';
import { parseDataType, parseTableSchema } from './parse.ts';

export function parseSchema(text: string): DataType {
  if (/^\s*[{"]/.test(text)) return typeFromJson(JSON.parse(text));
  try {
    return parseDataType(text);
  } catch (error) {
    if (!(error instanceof SparkError)) throw error;
    return parseTableSchema(text);
  }
}
