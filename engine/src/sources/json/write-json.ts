/** Writes JSON part files: an object a line. */
import { raise } from '../../errors/raise.ts';
import { isSet } from '../../functions/impl/json-options.ts';
import { jsonWriter } from '../../functions/impl/json-write.ts';
import { prettyJson } from '../../functions/impl/pretty-json.ts';
import { type DataType, type StructType, simpleString } from '../../types/data-type.ts';
import type { Value } from '../../types/value.ts';
import type { Batch } from '../../types/vector.ts';
import { readRow, valueReader } from '../../types/vector-reader.ts';
import type { FileWriter, SourceOptions, WriteRequest } from '../source.ts';
import { openTextFile, textExtension } from '../text-file.ts';
import { refuseTimes } from './check-json.ts';
import { jsonFileOptions } from './json-file-options.ts';

export const jsonExtension = (options: SourceOptions): string => `.json${textExtension(options)}`;

export function checkJsonWrite(schema: StructType): void {
  refuseTimes(schema);
  if (isEmptyStruct(schema)) raise('EMPTY_SCHEMA_NOT_SUPPORTED_FOR_DATASOURCE', { format: 'JSON' });
  for (const { name, type } of schema.fields) {
    if (isEmptyStruct(type)) raise('EMPTY_SCHEMA_NOT_SUPPORTED_FOR_DATASOURCE', { format: 'JSON' });
    if (!isWritable(type)) {
      raise('UNSUPPORTED_DATA_TYPE_FOR_DATASOURCE', {
        format: 'JSON',
        columnName: `\`${name}\``,
        columnType: `"${simpleString(type).toUpperCase()}"`,
      });
    }
  }
}

const isEmptyStruct = (type: DataType): boolean =>
  type.kind === 'struct' && (type.fields.length === 0 || type.fields.some((f) => isEmptyStruct(f.type)));

function isWritable(type: DataType): boolean {
  switch (type.kind) {
    case 'struct':
      return type.fields.every((f) => isWritable(f.type));
    case 'array':
      return isWritable(type.element);
    case 'map':
      return isWritable(type.key) && isWritable(type.value);
    case 'udt':
      return isWritable(type.sqlType);
    default:
      return type.kind !== 'interval' && type.kind !== 'variant';
  }
}

export async function openJsonWriter({ path, schema, options: given, timeZone }: WriteRequest): Promise<FileWriter> {
  const options = jsonFileOptions(given);
  const ascii = isSet(options.values, 'writenonasciicharacterascodepoint', false);
  const file = openTextFile(path, given);
  if (options.encoding === 'utf-16') await file.write(BIG_ENDIAN_MARK);
  const readers = schema.fields.map((f) => valueReader(f.type));
  const compact = jsonWriter(schema, timeZone, options.values);
  const write = isSet(options.values, 'pretty', false) ? (row: Value) => prettyJson(compact(row)) : compact;
  const end = options.lineSeparator ?? '\n';
  return {
    async write(batch: Batch) {
      let text = '';
      for (let row = 0; row < batch.length; row++) text += write(readRow(batch, readers, row)) + end;
      await file.write(encoded(ascii ? escaped(text) : text, options.encoding));
    },
    close: () => file.close(),
  };
}

/** What Java puts before a text in UTF-16. */
const BIG_ENDIAN_MARK = Buffer.from([0xfe, 0xff]);

const escaped = (text: string): string =>
  text.replaceAll(/[^\0-\x7f]/g, (c) => `\\u${c.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`);

function encoded(text: string, encoding: string | undefined): Buffer {
  switch (encoding) {
    case undefined:
      return Buffer.from(text);
    case 'utf-16le':
      return Buffer.from(text, 'utf16le');
    case 'utf-16':
    case 'utf-16be':
      return Buffer.from(text, 'utf16le').swap16();
    case 'iso-8859-1':
      return Buffer.from(text.replaceAll(/[^\0-\xff]/gu, '?'), 'latin1');
    case 'us-ascii':
      return Buffer.from(text.replaceAll(/[^\0-\x7f]/gu, '?'), 'latin1');
    default:
      return raise('UNSUPPORTED_FEATURE_BY_NAME', { feature: `writing JSON in ${encoding}` });
  }
}
