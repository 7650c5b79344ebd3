/** Writes CSV part files with Spark's quoting. */
import { raise } from '../../errors/raise.ts';
import { type DataType, type StructType, simpleString } from '../../types/data-type.ts';
import { dateText, localTimestampText } from '../../types/datetime.ts';
import { decimalText } from '../../types/decimal.ts';
import { localSeconds, type TimeZone, timeZone } from '../../types/time-zone.ts';
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
  const show = schema.fields.map((f) => shower(f.type, options, timeZone(zone)));
  const quote = quoter(options);
  const end = options.lineSeparator ?? '\n';
  if (options.header) await file.write(schema.fields.map((f) => quote(f.name)).join(options.separator) + end);
  return {
    async write(batch: Batch) {
      let text = '';
      for (let row = 0; row < batch.length; row++) {
        for (let i = 0; i < readers.length; i++) {
          const value = (readers[i] as (typeof readers)[number])(batch.columns[i] as Batch['columns'][number], row);
          if (i > 0) text += options.separator;
          // An empty string is told from NULL by its quotes.
          text += value === null ? options.nullValue : quote((show[i] as (v: Value) => string)(value));
        }
        text += end;
      }
      await file.write(text);
    },
    close: () => file.close(),
  };
}

function quoter(options: CsvOptions): (text: string) => string {
  const { quote, escape: escaper, separator, quoteAll } = options;
  const leading = options.ignoreLeading !== false;
  const trailing = options.ignoreTrailing !== false;
  return (given) => {
    let text = given;
    if (leading) text = text.replace(/^[\0-\x20]+/, '');
    if (trailing) text = text.replace(/[\0-\x20]+$/, '');
    if (text === '') return options.emptyValue ?? '""';
    const needs =
      quoteAll ||
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

function shower(type: DataType, options: CsvOptions, zone: TimeZone): (value: Value) => string {
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
      return (v) => isoTimestamp(v as bigint, zone);
    case 'timestamp_ntz':
      return (v) => localIso(v as bigint);
    case 'decimal':
      return (v) => decimalText(v as bigint, type.scale);
    case 'float':
    case 'double':
      return (v) => javaDouble(v as number, options);
    default:
      return (v) => String(v);
  }
}

function javaDouble(value: number, options: CsvOptions): string {
  if (Number.isNaN(value)) return options.nanValue === 'NaN' ? 'NaN' : options.nanValue;
  if (!Number.isFinite(value)) return value > 0 ? 'Infinity' : '-Infinity';
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-3 || size >= 1e7)) {
    const [digits, exponent] = value.toExponential().split('e') as [string, string];
    return `${digits.includes('.') ? digits : `${digits}.0`}E${exponent.replace('+', '')}`;
  }
  if (Object.is(value, -0)) return '-0.0';
  return Number.isInteger(value) ? `${value}.0` : String(value);
}

function localIso(micros: bigint): string {
  const seconds = micros / 1_000_000n - (micros % 1_000_000n < 0n ? 1n : 0n);
  const text = localTimestampText(Number(seconds), 0).replace(' ', 'T');
  return `${text.slice(0, 19)}.${String(Number(micros - seconds * 1_000_000n))
    .padStart(6, '0')
    .slice(0, 3)}`;
}

/** `yyyy-MM-dd'T'HH:mm:ss.SSSXXX`. */
function isoTimestamp(micros: bigint, zone: TimeZone): string {
  const seconds = Number(micros / 1_000_000n - (micros % 1_000_000n < 0n ? 1n : 0n));
  const offset = localSeconds(zone, seconds) - seconds;
  const minutes = Math.abs(offset) / 60;
  const two = (n: number): string => String(Math.floor(n)).padStart(2, '0');
  const shown = offset === 0 ? 'Z' : `${offset < 0 ? '-' : '+'}${two(minutes / 60)}:${two(minutes % 60)}`;
  return localIso(micros + BigInt(offset) * 1_000_000n) + shown;
}
