/** Spark's types for a Parquet schema, by its own rules (`ParquetToSparkSchemaConverter`). */
import { raise } from '../../errors/raise.ts';
import {
  array,
  BINARY,
  BOOLEAN,
  BYTE,
  DATE,
  type DataType,
  DOUBLE,
  decimal,
  FLOAT,
  field,
  INT,
  LONG,
  map,
  SHORT,
  STRING,
  type StructField,
  type StructType,
  struct,
  TIMESTAMP,
  TIMESTAMP_NTZ,
} from '../../types/data-type.ts';
import { typeFromJson } from '../../types/type-json.ts';
import type { Footer, SchemaNode } from './footer.ts';
import type { ThriftStruct } from './thrift.ts';

export const ROW_METADATA = 'org.apache.spark.sql.parquet.row.metadata';

/** Settings about columns that Spark did not write. */
export interface Inference {
  readonly binaryAsString: boolean;
  readonly nanosAsLong: boolean;
  readonly localTimestamps: boolean;
  /** Whether a column is refused that only a declared schema can be read from. */
  readonly refuses: boolean;
}

/** What is stored, whether or not a schema is inferred from it. */
const STORED: Inference = { binaryAsString: false, nanosAsLong: true, localTimestamps: true, refuses: false };

/** The schema Spark wrote down itself, else what the columns say. */
export function sparkSchema(footer: Footer, inference: Inference): StructType {
  const written = footer.metadata.get(ROW_METADATA);
  if (written !== undefined) {
    const type = typeFromJson(JSON.parse(written));
    if (type.kind === 'struct') return type;
  }
  return struct(fieldsOf(footer.schema, inference));
}

const fieldsOf = ({ children }: SchemaNode, inference: Inference): readonly StructField[] =>
  children.map((node) => field(node.name, typeOf(node, inference), node.repetition === 'optional'));

function typeOf(node: SchemaNode, inference: Inference): DataType {
  const type = plainType(node, inference);
  return node.repetition === 'repeated' ? array(type, false) : type;
}

const plainType = (node: SchemaNode, inference: Inference): DataType =>
  node.physical === undefined ? groupType(node, inference) : leafType(node, inference);

/** The older names of what a column means; `logical` has the newer ones by their field in the file format's union. */
const UTF8 = 0;
const MAP = 1;
const MAP_KEY_VALUE = 2;
const LIST = 3;
const ENUM = 4;
const DECIMAL = 5;
const DATE_TYPE = 6;
const TIME_MILLIS = 7;
const TIME_MICROS = 8;
const TIMESTAMP_MILLIS = 9;
const TIMESTAMP_MICROS = 10;
const UINT_8 = 11;
const UINT_16 = 12;
const UINT_32 = 13;
const UINT_64 = 14;
const INT_8 = 15;
const INT_16 = 16;
const JSON_TYPE = 19;
const INTERVAL = 21;

const LOGICAL_MAP = 2;
const LOGICAL_LIST = 3;
const LOGICAL_DECIMAL = 5;
const LOGICAL_TIME = 7;
const LOGICAL_TIMESTAMP = 8;
const LOGICAL_UUID = 14;
const LOGICAL_FLOAT16 = 15;

/** The type of a column of its own, or inside of others. */
export function leafType(node: SchemaNode, inference = STORED): DataType {
  switch (node.physical) {
    case 0:
      return BOOLEAN;
    case 1:
      return int32Type(node, inference);
    case 2:
      return int64Type(node, inference);
    case 3:
      return TIMESTAMP;
    case 4:
      return FLOAT;
    case 5:
      return DOUBLE;
    default: {
      const type = bytesType(node, inference);
      return type === BINARY && inference.binaryAsString ? STRING : type;
    }
  }
}

const isString = (logical: ThriftStruct | undefined): boolean => logical?.has(1) === true;

/** By the file format's numbers. */
export const PHYSICAL_NAMES = [
  'BOOLEAN',
  'INT32',
  'INT64',
  'INT96',
  'FLOAT',
  'DOUBLE',
  'BINARY',
  'FIXED_LEN_BYTE_ARRAY',
];

const shownType = ({ physical }: SchemaNode, meaning: string): { readonly parquetType: string } => ({
  parquetType: `${PHYSICAL_NAMES[physical ?? -1] ?? 'group'} (${meaning})`,
});

const illegal = (node: SchemaNode, meaning: string): never => raise('PARQUET_TYPE_ILLEGAL', shownType(node, meaning));

const unsupported = (node: SchemaNode, meaning: string): never =>
  raise('PARQUET_TYPE_NOT_SUPPORTED', shownType(node, meaning));

function bytesType(node: SchemaNode, { refuses }: Inference): DataType {
  const { converted, logical } = node;
  if (converted === DECIMAL || logical?.has(LOGICAL_DECIMAL) === true) return decimalType(node);
  if (logical?.has(LOGICAL_FLOAT16) === true) return illegal(node, 'FLOAT16');
  if (refuses && logical?.has(LOGICAL_UUID) === true) return illegal(node, 'UUID');
  if (converted === INTERVAL) return unsupported(node, 'INTERVAL');
  return converted === UTF8 || converted === ENUM || converted === JSON_TYPE || isString(logical) ? STRING : BINARY;
}

function decimalType({ precision, scale }: SchemaNode): DataType {
  return precision <= 38
    ? decimal(precision, scale)
    : raise('DECIMAL_PRECISION_EXCEEDS_MAX_PRECISION', { precision: String(precision), maxPrecision: '38' });
}

function int32Type(node: SchemaNode, { refuses }: Inference): DataType {
  switch (node.converted) {
    case INT_8:
      return BYTE;
    case INT_16:
    case UINT_8:
      return SHORT;
    case UINT_16:
      return INT;
    case UINT_32:
      return LONG;
    case DATE_TYPE:
      return DATE;
    case DECIMAL:
      return decimalType(node);
    default: {
      const time = timeOf(node);
      if (time === undefined) return INT;
      return refuses ? illegal(node, `TIME(MILLIS,${time.utc})`) : { kind: 'time', precision: 3 };
    }
  }
}

function int64Type(node: SchemaNode, inference: Inference): DataType {
  const { converted, logical } = node;
  const { refuses } = inference;
  const timestamp = logical?.get(LOGICAL_TIMESTAMP) as ThriftStruct | undefined;
  if (timestamp !== undefined) {
    if (isNanos(node)) return inference.nanosAsLong ? LONG : illegal(node, 'TIMESTAMP(NANOS)');
    return isInstant(node) || !inference.localTimestamps ? TIMESTAMP : TIMESTAMP_NTZ;
  }
  const time = timeOf(node);
  if (time !== undefined)
    return refuses && time.utc
      ? illegal(node, `TIME(${time.unit.toUpperCase()},true)`)
      : { kind: 'time', precision: time.unit === 'nanos' ? 9 : 6 };
  switch (converted) {
    case DECIMAL:
      return decimalType(node);
    case UINT_64:
      return decimal(20, 0);
    case TIMESTAMP_MILLIS:
    case TIMESTAMP_MICROS:
      return TIMESTAMP;
    default:
      return LONG;
  }
}

type Unit = 'millis' | 'micros' | 'nanos';

/** Undefined for a column of something else. */
export function timeOf({ converted, logical }: SchemaNode): { readonly utc: boolean; readonly unit: Unit } | undefined {
  const time = logical?.get(LOGICAL_TIME) as ThriftStruct | undefined;
  if (time !== undefined) return { utc: time.get(1) === true, unit: unitOf(time.get(2) as ThriftStruct) };
  if (converted === TIME_MILLIS) return { utc: true, unit: 'millis' };
  return converted === TIME_MICROS ? { utc: true, unit: 'micros' } : undefined;
}

const unitOf = (unit: ThriftStruct): Unit => (unit.has(1) ? 'millis' : unit.has(2) ? 'micros' : 'nanos');

/** Of a column of instants in INT64. */
export function timestampUnit({ converted, logical }: SchemaNode): Unit {
  const timestamp = logical?.get(LOGICAL_TIMESTAMP) as ThriftStruct | undefined;
  const unit = timestamp?.get(2) as ThriftStruct | undefined;
  if (unit === undefined) return converted === TIMESTAMP_MILLIS ? 'millis' : 'micros';
  return unitOf(unit);
}

/** A moment, not a local time. */
export const isInstant = ({ logical }: SchemaNode): boolean =>
  (logical?.get(LOGICAL_TIMESTAMP) as ThriftStruct | undefined)?.get(1) === true;

export const isNanos = (node: SchemaNode): boolean => timestampUnit(node) === 'nanos';

export const isUnsigned = ({ converted }: SchemaNode): boolean =>
  converted === UINT_8 || converted === UINT_16 || converted === UINT_32 || converted === UINT_64;

export const isList = ({ converted, logical }: SchemaNode): boolean =>
  converted === LIST || logical?.has(LOGICAL_LIST) === true;

export const isMap = ({ converted, logical }: SchemaNode): boolean =>
  converted === MAP || converted === MAP_KEY_VALUE || logical?.has(LOGICAL_MAP) === true;

/** Of a list. Old writers have the repeated field as the element itself. */
export function elementOf(list: SchemaNode): { readonly node: SchemaNode; readonly nullable: boolean } {
  const [repeated] = list.children;
  if (repeated?.repetition !== 'repeated' || list.children.length !== 1) return invalid(list, 'list');
  const [inner] = repeated.children;
  const isElement =
    inner === undefined ||
    repeated.children.length > 1 ||
    repeated.name === 'array' ||
    repeated.name === `${list.name}_tuple`;
  return isElement ? { node: repeated, nullable: false } : { node: inner, nullable: inner.repetition === 'optional' };
}

/** Of a map. */
export function entryOf(node: SchemaNode): readonly [key: SchemaNode, value: SchemaNode] {
  const [entry] = node.children;
  const [key, value, another] = entry?.children ?? [];
  const isEntry = entry?.repetition === 'repeated' && node.children.length === 1;
  return isEntry && key !== undefined && value !== undefined && another === undefined
    ? [key, value]
    : invalid(node, 'map');
}

const invalid = ({ name }: SchemaNode, kind: 'list' | 'map'): never =>
  raise('_LEGACY_ERROR_TEMP_3071', { msg: `The Parquet column ${name} is no valid ${kind}.` });

function groupType(node: SchemaNode, inference: Inference): DataType {
  if (isList(node)) {
    const element = elementOf(node);
    const isElement = element.node.repetition === 'repeated';
    return array((isElement ? plainType : typeOf)(element.node, inference), element.nullable);
  }
  if (isMap(node)) {
    const [key, value] = entryOf(node);
    return map(typeOf(key, inference), typeOf(value, inference), value.repetition === 'optional');
  }
  return struct(fieldsOf(node, inference));
}
