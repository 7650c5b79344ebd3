/** Types and values of partition columns out of folder names. */
import { raise } from '../errors/raise.ts';
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
  struct,
  TIMESTAMP,
  VOID,
} from '../types/data-type.ts';
import { parseDecimal } from '../types/decimal.ts';
import { parseDate, parseTimestamp } from '../types/parse-datetime.ts';
import { timeZone } from '../types/time-zone.ts';
import type { Value } from '../types/value.ts';
import type { ListedFile } from './list-files.ts';

export const NULL_PARTITION = '__HIVE_DEFAULT_PARTITION__';

export interface PartitionColumns {
  readonly schema: StructType;
  /** By file, in the schema's order. */
  readonly values: readonly (readonly Value[])[];
}

/** `given` are the types the user's schema has for some of the columns; `infer` off makes the others strings. */
export function partitionColumns(
  files: readonly ListedFile[],
  given: StructType | undefined,
  infer: boolean,
  zone: string,
): PartitionColumns {
  const names = files[0]?.partition.map(([key]) => key) ?? [];
  for (const { partition } of files) {
    if (partition.length !== names.length || partition.some(([key], i) => key !== names[i])) conflict(files);
  }
  const types = names.map((name, i) => {
    const wanted = given?.fields.find((f) => f.name.toLowerCase() === name.toLowerCase());
    if (wanted !== undefined) return wanted.type;
    const type = infer
      ? files.reduce<DataType>((soFar, f) => wider(soFar, inferType(textAt(f, i), zone)), VOID)
      : STRING;
    return type.kind === 'void' ? STRING : type;
  });
  const schema = struct(names.map((name, i) => field(name, types[i] as DataType)));
  return { schema, values: files.map((f) => types.map((type, i) => partitionValue(textAt(f, i), type, zone))) };
}

const textAt = (file: ListedFile, i: number): string => file.partition[i]?.[1] as string;

function conflict(files: readonly ListedFile[]): never {
  const lists = new Set(files.map((f) => f.partition.map(([key]) => key).join(', ')));
  raise('CONFLICTING_PARTITION_COLUMN_NAMES', {
    distinctPartColLists: [...lists].map((l, i) => `\n\tPartition column name list #${i}: ${l}`).join(''),
  });
}

function inferType(text: string, zone: string): DataType {
  if (text === NULL_PARTITION) return VOID;
  if (/^[+-]?\d+$/.test(text)) {
    const value = BigInt(text);
    if (BigInt.asIntN(32, value) === value) return INT;
    if (BigInt.asIntN(64, value) === value) return LONG;
    return text.replace(/^[+-]/, '').length <= 38 ? decimal(38, 0) : DOUBLE;
  }
  if (/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?[dDfF]?$/.test(text)) return DOUBLE;
  if (/^\d{4}-\d{1,2}-\d{1,2}$/.test(text) && parseDate(text) !== undefined) return DATE;
  if (/^\d{4}-\d{1,2}-\d{1,2}[ T]/.test(text) && parseTimestamp(text, timeZone(zone)) !== undefined) return TIMESTAMP;
  return STRING;
}

const ORDER = ['void', 'integer', 'long', 'decimal', 'double'];

function wider(a: DataType, b: DataType): DataType {
  if (a.kind === b.kind || b.kind === 'void') return a;
  if (a.kind === 'void') return b;
  const [x, y] = [ORDER.indexOf(a.kind), ORDER.indexOf(b.kind)];
  if (x >= 0 && y >= 0) return x > y ? a : b;
  const kinds = new Set([a.kind, b.kind]);
  return kinds.has('date') && kinds.has('timestamp') ? TIMESTAMP : STRING;
}

export function partitionValue(text: string, type: DataType, zone: string): Value {
  if (text === NULL_PARTITION) return null;
  switch (type.kind) {
    case 'byte':
    case 'short':
    case 'integer':
    case 'float':
    case 'double':
      return Number(text);
    case 'long':
      return BigInt(text);
    case 'boolean':
      return text.toLowerCase() === 'true';
    case 'decimal': {
      const parsed = parseDecimal(text);
      if (parsed === undefined) return null;
      const shift = type.scale - parsed.scale;
      return shift >= 0 ? parsed.unscaled * 10n ** BigInt(shift) : parsed.unscaled / 10n ** BigInt(-shift);
    }
    case 'date':
      return parseDate(text) ?? null;
    case 'timestamp':
      return parseTimestamp(text, timeZone(zone)) ?? null;
    default:
      return text;
  }
}
