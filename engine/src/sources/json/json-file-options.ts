/** The options of JSON files, as Spark names and defaults them. */
import { raise } from '../../errors/raise.ts';
import type { JsonRecordOptions, ParseMode } from '../../functions/impl/json-records.ts';
import { readOptions } from '../options.ts';
import type { SourceOptions } from '../source.ts';

export interface JsonFileOptions extends JsonRecordOptions {
  readonly multiLine: boolean;
  /** Undefined for UTF-8. */
  readonly encoding: string | undefined;
  readonly lineSeparator: string | undefined;
  readonly samplingRatio: number;
}

const MODES: readonly ParseMode[] = ['PERMISSIVE', 'DROPMALFORMED', 'FAILFAST'];
const CHARSETS = [
  'iso-8859-1',
  'us-ascii',
  'utf-16',
  'utf-16be',
  'utf-16le',
  'utf-32',
  'utf-32be',
  'utf-32le',
  'utf-8',
];

export function jsonFileOptions(options: SourceOptions, defaultCorruptColumn = '_corrupt_record'): JsonFileOptions {
  const given = readOptions(options);
  const mode = (given.text('mode') ?? 'PERMISSIVE').toUpperCase();
  const separator = given.text('lineSep');
  if (separator === '') raise('INVALID_SOURCE_OPTION', { option: 'lineSep', value: "''", wanted: 'a text' });
  if (given.text('singleVariantColumn') !== undefined)
    raise('UNSUPPORTED_FEATURE_BY_NAME', { feature: 'the option singleVariantColumn' });
  const locale = given.text('locale') ?? 'en-US';
  if (!/^en([-_]us)?$/i.test(locale)) raise('UNSUPPORTED_FEATURE_BY_NAME', { feature: `the locale ${locale}` });
  const ratio = Number(given.text('samplingRatio') ?? '1');
  if (!(ratio > 0))
    raise('INVALID_SOURCE_OPTION', { option: 'samplingRatio', value: String(ratio), wanted: 'greater than 0' });
  return {
    // Unknown modes are taken for PERMISSIVE, as in Spark.
    mode: MODES.find((m) => m === mode) ?? 'PERMISSIVE',
    corruptColumn: given.text('columnNameOfCorruptRecord') ?? defaultCorruptColumn,
    multiLine: given.flag('multiLine', false),
    encoding: knownEncoding(given.text('encoding') ?? given.text('charset')),
    lineSeparator: separator,
    samplingRatio: ratio,
    values: Object.fromEntries(Object.entries(options).map(([name, value]) => [name.toLowerCase(), value])),
  };
}

/** Where lines have to be found, they must be findable: no marks at the start of a text, and a known separator. */
export function checkLineEncoding({ multiLine, encoding, lineSeparator }: JsonFileOptions): void {
  if (multiLine || encoding === undefined) return;
  if (encoding === 'utf-16' || encoding === 'utf-32')
    raise('INVALID_SOURCE_OPTION', { option: 'encoding', value: encoding, wanted: 'read with multiLine' });
  if (lineSeparator === undefined)
    raise('INVALID_SOURCE_OPTION', { option: 'encoding', value: encoding, wanted: 'given with lineSep' });
}

function knownEncoding(name: string | undefined): string | undefined {
  const lower = name?.toLowerCase();
  if (lower === undefined || lower === 'utf-8' || lower === 'utf8') return undefined;
  if (!CHARSETS.includes(lower)) {
    raise('INVALID_PARAMETER_VALUE.CHARSET', {
      parameter: '`charset`',
      functionName: '`JSONOptions`',
      charsets: CHARSETS.join(', '),
      charset: String(name),
    });
  }
  return lower;
}
