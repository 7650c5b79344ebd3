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
  type StructType,
  struct,
  TIMESTAMP,
  TIMESTAMP_NTZ,
} from '../../types/data-type.ts';
import { typeFromJson } from '../../types/type-json.ts';
import type { Footer, SchemaNode } from './footer.ts';
import type { ThriftStruct } from './thrift.ts';

export const ROW_METADATA = 'org.apache.spark.sql.parquet.row.metadata';

/** The schema Spark wrote down itself, else what the columns say. */
export function sparkSchema(footer: Footer): StructType {
  const written = footer.metadata.get(ROW_METADATA);
  if (written !== undefined) {
    const type = typeFromJson(JSON.parse(written));
    if (type.kind === 'struct') return type;
  }
  return struct(footer.schema.children.map(fieldOf));
}

function fieldOf(node: SchemaNode) {
  return field(node.name, typeOf(node), node.repetition === 'optional');
}

function typeOf(node: SchemaNode): DataType {
  if (node.repetition === 'repeated') return array(plainType(node), false);
  return plainType(node);
}

const UTF8 = 0;
const MAP = 1;
const MAP_KEY_VALUE = 2;
const LIST = 3;
const ENUM = 4;
const DECIMAL = 5;
const DATE_TYPE = 6;
const TIMESTAMP_MILLIS = 9;
const TIMESTAMP_MICROS = 10;
const UINT_8 = 11;
const UINT_16 = 12;
const UINT_32 = 13;
const UINT_64 = 14;
const INT_8 = 15;
const INT_16 = 16;
const JSON_TYPE = 19;

function plainType(node: SchemaNode): DataType {
  const { converted } = node;
  switch (node.physical) {
    case 0:
      return BOOLEAN;
    case 1:
      return int32Type(node);
    case 2:
      return int64Type(node);
    case 3:
      return TIMESTAMP;
    case 4:
      return FLOAT;
    case 5:
      return DOUBLE;
    case 6:
    case 7:
      if (converted === DECIMAL) return decimal(node.precision, node.scale);
      return converted === UTF8 || converted === ENUM || converted === JSON_TYPE || isString(node.logical)
        ? STRING
        : BINARY;
    default:
      return groupType(node);
  }
}

const isString = (logical: ThriftStruct | undefined): boolean => logical?.has(1) === true;

function int32Type(node: SchemaNode): DataType {
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
      return decimal(node.precision, node.scale);
    default:
      return INT;
  }
}

function int64Type(node: SchemaNode): DataType {
  // In the logical type: unit and whether the instant is fixed to UTC.
  const timestamp = node.logical?.get(8) as ThriftStruct | undefined;
  if (timestamp !== undefined) return timestamp.get(1) === true ? TIMESTAMP : TIMESTAMP_NTZ;
  switch (node.converted) {
    case DECIMAL:
      return decimal(node.precision, node.scale);
    case UINT_64:
      return decimal(20, 0);
    case TIMESTAMP_MILLIS:
    case TIMESTAMP_MICROS:
      return TIMESTAMP;
    default:
      return LONG;
  }
}

function groupType(node: SchemaNode): DataType {
  const { converted } = node;
  const [first] = node.children;
  if (first === undefined) raise('UNSUPPORTED_FEATURE_BY_NAME', { feature: `the Parquet type of column ${node.name}` });
  if (converted === LIST) {
    // Old writers: the repeated field is the element itself.
    const isElement = first.children.length !== 1 || first.name === 'array' || first.name === `${node.name}_tuple`;
    const element = isElement ? first : (first.children[0] as SchemaNode);
    return isElement ? array(plainType(element), false) : array(typeOf(element), element.repetition === 'optional');
  }
  if (converted === MAP || converted === MAP_KEY_VALUE) {
    const [key, value] = first.children as readonly [SchemaNode, SchemaNode];
    return map(typeOf(key), typeOf(value), value.repetition === 'optional');
  }
  return struct(node.children.map(fieldOf));
}
