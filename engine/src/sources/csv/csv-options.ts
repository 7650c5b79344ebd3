/** The options of CSV, as Spark names and defaults them. */
import { raise } from '../../errors/raise.ts';
import { readOptions, unescaped } from '../options.ts';
import type { SourceOptions } from '../source.ts';

export type ParseMode = 'PERMISSIVE' | 'DROPMALFORMED' | 'FAILFAST';

export interface CsvOptions {
  readonly separator: string;
  /** Empty: no quoting. */
  readonly quote: string;
  readonly escape: string;
  readonly comment: string;
  readonly header: boolean;
  readonly inferSchema: boolean;
  readonly enforceSchema: boolean;
  readonly preferDate: boolean;
  readonly samplingRatio: number;
  readonly ignoreLeading: boolean | undefined;
  readonly ignoreTrailing: boolean | undefined;
  readonly nullValue: string;
  readonly emptyValue: string | undefined;
  readonly nanValue: string;
  readonly positiveInf: string;
  readonly negativeInf: string;
  readonly dateFormat: string | undefined;
  readonly timestampFormat: string | undefined;
  readonly timestampNtzFormat: string | undefined;
  readonly mode: ParseMode;
  readonly corruptColumn: string;
  readonly multiLine: boolean;
  readonly maxColumns: number;
  /** Undefined for UTF-8. */
  readonly encoding: string | undefined;
  readonly lineSeparator: string | undefined;
  readonly quoteAll: boolean;
  readonly escapeQuotes: boolean;
}

const MODES: readonly ParseMode[] = ['PERMISSIVE', 'DROPMALFORMED', 'FAILFAST'];

export function csvOptions(options: SourceOptions, defaultCorruptColumn = '_corrupt_record'): CsvOptions {
  const given = readOptions(options);
  const encoding = given.text('encoding') ?? given.text('charset');
  const leading = given.text('ignoreLeadingWhiteSpace');
  const trailing = given.text('ignoreTrailingWhiteSpace');
  const mode = (given.text('mode') ?? 'PERMISSIVE').toUpperCase();
  const separator = given.text('lineSep');
  return {
    separator: unescaped(given.text('sep') ?? given.text('delimiter') ?? ','),
    quote: given.char('quote', '"').replace('\0', ''),
    escape: given.char('escape', '\\\\').replace('\0', ''),
    comment: given.char('comment', '').replace('\0', ''),
    header: given.flag('header', false),
    inferSchema: given.flag('inferSchema', false),
    enforceSchema: given.flag('enforceSchema', true),
    preferDate: given.flag('preferDate', true),
    samplingRatio: Number(given.text('samplingRatio') ?? '1'),
    ignoreLeading: leading === undefined ? undefined : given.flag('ignoreLeadingWhiteSpace', false),
    ignoreTrailing: trailing === undefined ? undefined : given.flag('ignoreTrailingWhiteSpace', false),
    nullValue: given.text('nullValue') ?? '',
    emptyValue: given.text('emptyValue'),
    nanValue: given.text('nanValue') ?? 'NaN',
    positiveInf: given.text('positiveInf') ?? 'Inf',
    negativeInf: given.text('negativeInf') ?? '-Inf',
    dateFormat: given.text('dateFormat'),
    timestampFormat: given.text('timestampFormat'),
    timestampNtzFormat: given.text('timestampNTZFormat'),
    // Unknown modes are taken for PERMISSIVE, as in Spark.
    mode: MODES.find((m) => m === mode) ?? 'PERMISSIVE',
    corruptColumn: given.text('columnNameOfCorruptRecord') ?? defaultCorruptColumn,
    multiLine: given.flag('multiLine', false),
    maxColumns: given.int('maxColumns', 20480),
    encoding: encoding === undefined || /^utf-?8$/i.test(encoding) ? undefined : knownEncoding(encoding),
    lineSeparator: separator === undefined ? undefined : unescaped(separator),
    quoteAll: given.flag('quoteAll', false),
    escapeQuotes: given.flag('escapeQuotes', true),
  };
}

function knownEncoding(name: string): string {
  try {
    return new TextDecoder(name).encoding;
  } catch {
    return raise('INVALID_SOURCE_OPTION', { option: 'encoding', value: name, wanted: 'a known character set' });
  }
}
