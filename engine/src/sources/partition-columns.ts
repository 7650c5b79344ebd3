/** Types and values of partition columns out of folder names. */
import { raise } from '../errors/raise.ts';
import { NULL_PARTITION } from '../tree/null-partition.ts';
import {
  DATE,
  type DataType,
  DOUBLE,
  decimal,
  field,
  INT,
  LONG,
  STRING,
  type StructType,
  sqlName,
  struct,
  TIMESTAMP,
  VOID,
} from '../types/data-type.ts';
import { fitsPrecision, parseDecimal, rescale } from '../types/decimal.ts';
import { parseDate, parseTimestamp, parseTimestampNtz } from '../types/parse-datetime.ts';
import { timeZone } from '../types/time-zone.ts';
import type { Value } from '../types/value.ts';
import { type ListedFile, shownPath } from './list-files.ts';

export interface PartitionColumns {
  readonly schema: StructType;
  /** By file, in the schema's order. */
  readonly values: readonly (readonly Value[])[];
}

export interface PartitionRules {
  /** Types the user's schema has for some of the columns. */
  readonly given: StructType | undefined;
  /** Off: the other columns are strings. */
  readonly infer: boolean;
  readonly timeZone: string;
  readonly sameName: (a: string, b: string) => boolean;
}

export function partitionColumns(files: readonly ListedFile[], rules: PartitionRules): PartitionColumns {
  const names = files[0]?.partition.map(([key]) => key) ?? [];
  checkPartitions(files, names, rules);
  const zone = rules.timeZone;
  const types = names.map((name, i) => {
    const wanted = rules.given?.fields.find((f) => rules.sameName(f.name, name));
    if (wanted !== undefined) return wanted.type;
    return rules.infer
      ? files.reduce<DataType>((soFar, f) => wider(soFar, inferType(textAt(f, i), zone)), VOID)
      : STRING;
  });
  const schema = struct(names.map((name, i) => field(name, types[i] as DataType)));
  const values = files.map((file) =>
    schema.fields.map(({ name, type }, i) => partitionValue(textAt(file, i), name, type, zone)),
  );
  return { schema, values };
}

const textAt = (file: ListedFile, i: number): string => file.partition[i]?.[1] as string;

function checkPartitions(files: readonly ListedFile[], names: readonly string[], { sameName }: PartitionRules): void {
  const bases = new Set(files.map((file) => file.base));
  if (names.length > 0 && bases.size > 1) {
    const shown = [...bases].map((base) => `\t${shownPath(base)}`);
    raise('CONFLICTING_DIRECTORY_STRUCTURES', { discoveredBasePaths: shown.join('\n') });
  }
  for (const { partition } of files) {
    const sameColumns =
      partition.length === names.length && partition.every(([key], i) => sameName(key, names[i] as string));
    if (!sameColumns) conflict(files);
    for (const [key, text] of partition)
      if (text === '') raise('EMPTY_PARTITION_COLUMN_VALUE', { columnSpec: `${key}=` });
  }
}

function conflict(files: readonly ListedFile[]): never {
  const lists = new Set(files.map((f) => f.partition.map(([key]) => key).join(', ')));
  raise('CONFLICTING_PARTITION_COLUMN_NAMES', {
    distinctPartColLists: [...lists].map((l, i) => `\n\tPartition column name list #${i}: ${l}`).join(''),
  });
}

const INTEGER = /^[+-]?\d+$/;
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const NO_NUMBER = /^[+-]?(?:NaN|Infinity)$/;

/** Only what is spelled as Spark spells such values itself. */
const DATE_TEXT = /^\d{4}-\d{2}-\d{2}$/;
const TIMESTAMP_TEXT = /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}(?:\.\d)?$/;

function inferType(text: string, zone: string): DataType {
  if (text === NULL_PARTITION) return VOID;
  if (INTEGER.test(text)) {
    const value = BigInt(text.replace(/^\+/, ''));
    if (BigInt.asIntN(32, value) === value) return INT;
    if (BigInt.asIntN(64, value) === value) return LONG;
  }
  if (NUMBER.test(text)) return wholeDecimal(text) ?? DOUBLE;
  const bare = text.trim();
  if (NUMBER.test(bare) || NO_NUMBER.test(bare)) return DOUBLE;
  if (TIMESTAMP_TEXT.test(text) && parseTimestamp(text, timeZone(zone)) !== undefined) return TIMESTAMP;
  return DATE_TEXT.test(text) && parseDate(text) !== undefined ? DATE : STRING;
}

function wholeDecimal(text: string): DataType | undefined {
  const parsed = parseDecimal(text);
  if (parsed === undefined || parsed.scale > 0) return undefined;
  const digits = parsed.unscaled.toString().replace('-', '').length - parsed.scale;
  return digits <= 38 ? decimal(digits, 0) : undefined;
}

/** Digits of whole numbers where decimals are among them. */
const DIGITS: Readonly<Record<string, number>> = { integer: 10, long: 20 };
const ORDER = ['integer', 'long', 'decimal', 'double'];

function wider(a: DataType, b: DataType): DataType {
  if (b.kind === 'void') return a;
  if (a.kind === 'void') return b;
  const [x, y] = [ORDER.indexOf(a.kind), ORDER.indexOf(b.kind)];
  if (x >= 0 && y >= 0) {
    const widest = x > y ? a : b;
    if (widest.kind !== 'decimal') return widest;
    const digits = [a, b].map((t) => (t.kind === 'decimal' ? t.precision : (DIGITS[t.kind] as number)));
    return decimal(Math.max(...digits), 0);
  }
  if (a.kind === b.kind) return a;
  const kinds = new Set([a.kind, b.kind]);
  return kinds.has('date') && kinds.has('timestamp') ? TIMESTAMP : STRING;
}

/** Of a column whose type is known. */
export function partitionValue(text: string, name: string, type: DataType, zone: string): Value {
  if (text === NULL_PARTITION) return null;
  return (
    parsedValue(text, type, zone) ??
    raise('INVALID_PARTITION_VALUE', {
      value: `'${text}'`,
      dataType: `"${sqlName(type)}"`,
      columnName: `\`${name}\``,
    })
  );
}

const BITS: Readonly<Record<string, number>> = { byte: 8, short: 16, integer: 32, long: 64 };

function parsedValue(text: string, type: DataType, zone: string): Value | undefined {
  switch (type.kind) {
    case 'byte':
    case 'short':
    case 'integer':
    case 'long': {
      if (!INTEGER.test(text)) return undefined;
      const value = BigInt(text.replace(/^\+/, ''));
      if (BigInt.asIntN(BITS[type.kind] as number, value) !== value) return undefined;
      return type.kind === 'long' ? value : Number(value);
    }
    case 'float':
    case 'double': {
      const bare = text.trim();
      if (!NUMBER.test(bare) && !NO_NUMBER.test(bare)) return undefined;
      return type.kind === 'float' ? Math.fround(Number(bare)) : Number(bare);
    }
    case 'boolean':
      return /^(?:true|false)$/i.test(text) ? text.toLowerCase() === 'true' : undefined;
    case 'decimal': {
      const parsed = parseDecimal(text);
      const value = parsed && rescale(parsed.unscaled, parsed.scale, type.scale);
      return value !== undefined && fitsPrecision(value, type.precision) ? value : undefined;
    }
    case 'date':
      return parseDate(text);
    case 'timestamp':
      return parseTimestamp(text, timeZone(zone));
    case 'timestamp_ntz':
      return parseTimestampNtz(text);
    case 'binary':
      return new TextEncoder().encode(text);
    default:
      return text;
  }
}
