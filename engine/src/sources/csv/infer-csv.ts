/** Finds names and types of CSV columns in the records. */
import { raise } from '../../errors/raise.ts';
import {
  BOOLEAN,
  DATE,
  type DataType,
  DOUBLE,
  decimal,
  field,
  INT,
  LONG,
  STRING,
  type StructType,
  struct,
  TIMESTAMP,
  TIMESTAMP_NTZ,
  VOID,
} from '../../types/data-type.ts';
import { parseDecimal } from '../../types/decimal.ts';
import { passOver } from '../passed-over.ts';
import type { InferSettings, ReadSplit, SourceOptions } from '../source.ts';
import { bytesParser, fieldParser, floating } from './convert.ts';
import { type CsvOptions, csvOptions } from './csv-options.ts';
import { readRecords } from './records.ts';
import { fieldText } from './scan-csv.ts';
import type { Fields } from './tokenize.ts';

/** The first file's first record gives names and number of columns; all records, of all files, the types. */
export async function inferCsv(
  splits: readonly ReadSplit[],
  given: SourceOptions,
  settings: InferSettings,
): Promise<StructType> {
  const options = csvOptions(given, settings.conf['spark.sql.columnNameOfCorruptRecord']);
  const infer = typeInference(options, settings);
  const isStill = stillOfType(options, settings);
  const types: DataType[] = [];
  let first: readonly (string | null)[] | undefined;
  for (const split of splits) {
    try {
      const seen = await inferFile(split, options, infer, isStill, types);
      first ??= seen;
    } catch (error) {
      await passOver(error, split.path, given, settings.conf);
    }
    if (!options.inferSchema && first !== undefined) break;
  }
  if (first === undefined) return raise('UNABLE_TO_INFER_SCHEMA', { format: 'CSV' });
  return struct(
    columnNames(first, options).map((name, i) => {
      const type = types[i];
      return field(name, type === undefined || type.kind === 'void' ? STRING : type);
    }),
  );
}

/** Widens `types` by the file's records and gives the fields of its first one. */
async function inferFile(
  split: ReadSplit,
  options: CsvOptions,
  infer: Infer,
  isStill: Still,
  types: DataType[],
): Promise<readonly (string | null)[] | undefined> {
  const step = options.samplingRatio > 0 && options.samplingRatio < 1 ? Math.round(1 / options.samplingRatio) : 1;
  let first: (string | null)[] | undefined;
  let row = 0;
  // The header is wanted here: it is taken off by hand.
  for await (const { bytes, each } of readRecords(split, { ...options, header: false })) {
    each((fields) => {
      const isFirst = first === undefined;
      first ??= Array.from({ length: fields.count }, (_, i) => {
        const text = fieldText(bytes, fields, i);
        return text === '' || text === options.nullValue ? null : text;
      });
      if (!options.inferSchema || (isFirst && options.header) || row++ % step !== 0) return;
      for (let i = 0; i < fields.count; i++) {
        const soFar = types[i] ?? VOID;
        if (soFar.kind !== 'string' && !isStill(soFar, bytes, fields, i))
          types[i] = infer(soFar, fieldText(bytes, fields, i));
      }
    });
    if (!options.inferSchema) break;
  }
  return first;
}

type Still = (soFar: DataType, bytes: Uint8Array, fields: Fields, i: number) => boolean;

/** The common case, decided on bytes: a field of the type that the column has so far. */
function stillOfType(options: CsvOptions, settings: InferSettings): Still {
  const parsers = new Map(
    [INT, LONG, DOUBLE, BOOLEAN, DATE, TIMESTAMP].map(
      (type) => [type.kind, bytesParser(type, options, settings.timeZone)] as const,
    ),
  );
  return ({ kind }, bytes, fields, i) => {
    const parse = fields.texts[i] === undefined ? parsers.get(kind as 'integer') : undefined;
    return parse?.(bytes, fields.starts[i] as number, fields.ends[i] as number) !== undefined;
  };
}

/** Repeated names get their position behind them, missing ones are `_c0`, `_c1`, …. */
function columnNames(first: readonly (string | null)[], options: CsvOptions): readonly string[] {
  if (!options.header) return first.map((_, i) => `_c${i}`);
  const seen = new Map<string, number>();
  for (const name of first) if (name !== null) seen.set(name.toLowerCase(), (seen.get(name.toLowerCase()) ?? 0) + 1);
  return first.map((name, i) => {
    if (name === null) return `_c${i}`;
    return (seen.get(name.toLowerCase()) as number) > 1 ? `${name}${i}` : name;
  });
}

type Infer = (soFar: DataType, text: string) => DataType;

/** Spark's order of trying: each column starts where the rows before have brought it. */
function typeInference(options: CsvOptions, settings: InferSettings): Infer {
  const ntz = settings.conf['spark.sql.timestampType'] === 'TIMESTAMP_NTZ';
  const parse = {
    integer: fieldParser(INT, options, settings.timeZone),
    long: fieldParser(LONG, options, settings.timeZone),
    date: fieldParser(DATE, options, settings.timeZone),
    timestamp: fieldParser(TIMESTAMP, options, settings.timeZone),
    timestamp_ntz: fieldParser(TIMESTAMP_NTZ, options, settings.timeZone),
  };
  const double = floating(options);
  const is = (kind: keyof typeof parse, text: string): boolean => parse[kind](text) !== undefined;
  const steps: readonly [kind: string, find: (text: string) => DataType | undefined][] = [
    ['integer', (t) => (is('integer', t) ? INT : undefined)],
    ['long', (t) => (is('long', t) ? LONG : undefined)],
    ['decimal', wholeDecimal],
    ['double', (t) => (double(t) !== undefined ? DOUBLE : undefined)],
    [
      'date',
      (t) =>
        options.preferDate && (options.dateFormat !== undefined || DATE_TEXT.test(t)) && is('date', t)
          ? DATE
          : undefined,
    ],
    ['timestamp_ntz', (t) => (ntz && is('timestamp_ntz', t) ? TIMESTAMP_NTZ : undefined)],
    ['timestamp', (t) => (!t.endsWith('T') && is('timestamp', t) ? TIMESTAMP : undefined)],
    ['boolean', (t) => (/^(true|false)$/i.test(t) ? BOOLEAN : undefined)],
  ];
  const starts = new Map(steps.map(([kind], i) => [kind, i]));
  return (soFar, text) => {
    if (text === '' || text === options.nullValue || soFar.kind === 'string') return soFar;
    for (let i = starts.get(soFar.kind) ?? 0; i < steps.length; i++) {
      const found = steps[i]?.[1](text);
      if (found !== undefined) return compatible(soFar, found);
    }
    return STRING;
  };
}

/** Looser spellings, which a cast to date would take, are inferred as timestamps. */
const DATE_TEXT = /^\d{4}-\d{2}-\d{2}$/;

/** Whole numbers too long for a long. */
function wholeDecimal(text: string): DataType | undefined {
  const parsed = parseDecimal(text);
  if (parsed === undefined || parsed.scale > 0) return undefined;
  const digits = parsed.unscaled.toString().replace('-', '').length - parsed.scale;
  return digits <= 38 ? decimal(digits, 0) : undefined;
}

const NUMBERS = ['integer', 'long', 'decimal', 'double'];

function compatible(a: DataType, b: DataType): DataType {
  if (a.kind === 'void') return b;
  if (b.kind === 'void') return a;
  if (a.kind === 'decimal' && b.kind === 'decimal') return a.precision > b.precision ? a : b;
  if (a.kind === b.kind) return a;
  const [x, y] = [NUMBERS.indexOf(a.kind), NUMBERS.indexOf(b.kind)];
  if (x >= 0 && y >= 0) {
    const wide = x > y ? a : b;
    return wide.kind === 'decimal' ? decimal(Math.max(wide.precision, 20), 0) : wide;
  }
  const kinds = new Set([a.kind, b.kind]);
  if (kinds.has('date') && kinds.has('timestamp')) return TIMESTAMP;
  if (kinds.has('date') && kinds.has('timestamp_ntz')) return TIMESTAMP_NTZ;
  return STRING;
}
