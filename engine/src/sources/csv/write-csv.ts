/** Writes CSV part files with Spark's quoting. */
import { raise } from '../../errors/raise.ts';
import { isoTimestamps } from '../../functions/impl/iso-timestamp.ts';
import { type DataType, type StructType, simpleString } from '../../types/data-type.ts';
import { dateText } from '../../types/datetime.ts';
import { decimalText } from '../../types/decimal.ts';
import { doubleText, floatText } from '../../types/number-text.ts';
import type { Value } from '../../types/value.ts';
import type { Batch } from '../../types/vector.ts';
import { valueReader } from '../../types/vector-reader.ts';
import type { FileWriter, SourceOptions, WriteRequest } from '../source.ts';
import { openTextFile, textExtension } from '../text-file.ts';
import { type CsvOptions, csvOptions } from './csv-options.ts';

export function csvExtension(options: SourceOptions): string {
  return `.csv${textExtension(options)}`;
}

export function checkCsvWrite(schema: StructType): void {
  for (const { name, type } of schema.fields) {
    if (['array', 'map', 'struct', 'binary', 'interval', 'variant'].includes(type.kind)) {
      raise('UNSUPPORTED_DATA_TYPE_FOR_DATASOURCE', {
        format: 'CSV',
        columnName: `\`${name}\``,
        columnType: `"${simpleString(type).toUpperCase()}"`,
      });
    }
  }
}

export async function openCsvWriter({
  path,
  schema,
  options: given,
  timeZone: zone,
}: WriteRequest): Promise<FileWriter> {
  const options = csvOptions(given);
  const file = openTextFile(path, given);
  const readers = schema.fields.map((f) => valueReader(f.type));
  const show = schema.fields.map((f) => shower(f.type, options, zone));
  const quote = quoter(options);
  const end = options.lineSeparator ?? '\n';
  if (options.header)
    await file.write(schema.fields.map((f, i) => quote(f.name, i === 0)).join(options.separator) + end);
  return {
    async write(batch: Batch) {
      let text = '';
      for (let row = 0; row < batch.length; row++) {
        for (let i = 0; i < readers.length; i++) {
          const value = (readers[i] as (typeof readers)[number])(batch.columns[i] as Batch['columns'][number], row);
          if (i > 0) text += options.separator;
          // An empty string is told from NULL by its quotes.
          text += value === null ? options.nullValue : quote((show[i] as (v: Value) => string)(value), i === 0);
        }
        text += end;
      }
      await file.write(text);
    },
    close: () => file.close(),
  };
}

/** A first value that looks like a comment is quoted, whatever character comments have. */
function quoter(options: CsvOptions): (text: string, isFirst: boolean) => string {
  const { quote, escape: escaper, separator, quoteAll } = options;
  const leading = options.ignoreLeading !== false;
  const trailing = options.ignoreTrailing !== false;
  // Most texts need nothing of what follows.
  const marks = [separator, quote].filter((mark) => mark !== '').map((mark) => mark.replaceAll(/\W/g, '\\$&'));
  const special = new RegExp(['^[\\0-\\x20]', '[\\0-\\x20]$', '[\\r\\n]', ...marks].join('|'));
  return (given, isFirst) => {
    const isComment = isFirst && given.startsWith('#');
    if (given !== '' && !quoteAll && !isComment && !special.test(given)) return given;
    let text = given;
    if (leading) text = text.replace(/^[\0-\x20]+/, '');
    if (trailing) text = text.replace(/[\0-\x20]+$/, '');
    if (text === '') return options.emptyValue ?? '""';
    const needs =
      quoteAll ||
      isComment ||
      text.includes(separator) ||
      /[\r\n]/.test(text) ||
      (quote !== '' && options.escapeQuotes && text.includes(quote));
    if (!needs || quote === '') return text;
    return (
      quote +
      text.replaceAll(escaper, escaper + escaper).replaceAll(quote, escaper === quote ? quote : escaper + quote) +
      quote
    );
  };
}

function shower(type: DataType, options: CsvOptions, zone: string): (value: Value) => string {
  if (
    (options.dateFormat !== undefined && type.kind === 'date') ||
    (options.timestampFormat !== undefined && type.kind === 'timestamp')
  ) {
    raise('UNSUPPORTED_FEATURE_BY_NAME', { feature: 'dateFormat and timestampFormat when writing CSV' });
  }
  switch (type.kind) {
    case 'date':
      return (v) => dateText(v as number);
    case 'timestamp':
      return isoTimestamps(zone, true) as (value: Value) => string;
    case 'timestamp_ntz':
      return isoTimestamps('UTC', false) as (value: Value) => string;
    case 'decimal':
      return (v) => decimalText(v as bigint, type.scale);
    case 'float':
      return (v) => floatText(v as number);
    case 'double':
      return (v) => doubleText(v as number);
    default:
      return (v) => String(v);
  }
}
