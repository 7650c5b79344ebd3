// org.apache.spark.sql.types: one Java class for each kind of type; every instance holds the engine's DataType.

import { parseDataType, parseTableSchema } from '@tspark/engine/sql/parse.ts';
import {
  type DataType,
  type Kind,
  type StructType,
  sameType,
  simpleString,
  sqlName,
} from '@tspark/engine/types/data-type.ts';
import { treeString } from '@tspark/engine/types/tree-string.ts';
import { typeFromJson, typeJsonText } from '@tspark/engine/types/type-json.ts';
import { javaArray } from '../../../array-class.ts';
import { javaClass } from '../../../define.ts';
import { valueHash } from '../../../identity.ts';
import { StringClass } from '../../../java/lang/String.ts';
import type { JavaClass } from '../../../java-class.ts';
import { method, staticMethod } from '../../../method.ts';
import { INT, STRING } from '../../../param-types.ts';
import type { JavaObject } from '../../../value.ts';

export const DataTypeClass: JavaClass<DataType> = javaClass('org.apache.spark.sql.types.DataType', () => ({
  toText: (self) => simpleString(self),
  isEqual: (self, other) => DataTypeClass.holds(other) && sameType(self, other.value, false),
  hash: (self) => valueHash(simpleString(self)),
  methods: {
    json: method([], (_, self) => typeJsonText(self)),
    simpleString: method([], (_, self) => simpleString(self)),
    catalogString: method([], (_, self) => simpleString(self)),
    sql: method([], (_, self) => sqlName(self)),
    typeName: method([], (_, self) => simpleString(self).replace(/[<(].*$/s, '')),
  },
  statics: {
    fromJson: staticMethod([STRING], (_, text) => dataTypeObject(typeFromJson(JSON.parse(text)))),
    fromDDL: staticMethod([STRING], (_, text) => dataTypeObject(parseDataType(text))),
  },
}));

const typeClass = (name: string): JavaClass<DataType> => javaClass(name, () => ({ superclass: DataTypeClass }));

export const NullType: JavaClass<DataType> = typeClass('org.apache.spark.sql.types.NullType$');
export const BooleanType: JavaClass<DataType> = typeClass('org.apache.spark.sql.types.BooleanType$');
export const ByteType: JavaClass<DataType> = typeClass('org.apache.spark.sql.types.ByteType$');
export const ShortType: JavaClass<DataType> = typeClass('org.apache.spark.sql.types.ShortType$');
export const IntegerType: JavaClass<DataType> = typeClass('org.apache.spark.sql.types.IntegerType$');
export const LongType: JavaClass<DataType> = typeClass('org.apache.spark.sql.types.LongType$');
export const FloatType: JavaClass<DataType> = typeClass('org.apache.spark.sql.types.FloatType$');
export const DoubleType: JavaClass<DataType> = typeClass('org.apache.spark.sql.types.DoubleType$');
export const BinaryType: JavaClass<DataType> = typeClass('org.apache.spark.sql.types.BinaryType$');
export const DateType: JavaClass<DataType> = typeClass('org.apache.spark.sql.types.DateType$');
export const TimestampType: JavaClass<DataType> = typeClass('org.apache.spark.sql.types.TimestampType$');
export const TimestampNTZType: JavaClass<DataType> = typeClass('org.apache.spark.sql.types.TimestampNTZType$');
export const CalendarIntervalType: JavaClass<DataType> = typeClass('org.apache.spark.sql.types.CalendarIntervalType$');
export const VariantType: JavaClass<DataType> = typeClass('org.apache.spark.sql.types.VariantType$');
export const StringType: JavaClass<DataType> = typeClass('org.apache.spark.sql.types.StringType$');
export const CharType: JavaClass<DataType> = typeClass('org.apache.spark.sql.types.CharType');
export const VarcharType: JavaClass<DataType> = typeClass('org.apache.spark.sql.types.VarcharType');
export const DecimalType: JavaClass<DataType> = typeClass('org.apache.spark.sql.types.DecimalType');
export const TimeType: JavaClass<DataType> = typeClass('org.apache.spark.sql.types.TimeType');
export const DayTimeIntervalType: JavaClass<DataType> = typeClass('org.apache.spark.sql.types.DayTimeIntervalType');
export const YearMonthIntervalType: JavaClass<DataType> = typeClass('org.apache.spark.sql.types.YearMonthIntervalType');
export const ArrayType: JavaClass<DataType> = typeClass('org.apache.spark.sql.types.ArrayType');
export const MapType: JavaClass<DataType> = typeClass('org.apache.spark.sql.types.MapType');
export const UserDefinedType: JavaClass<DataType> = typeClass('org.apache.spark.sql.types.PythonUserDefinedType');
export const GeometryType: JavaClass<DataType> = typeClass('org.apache.spark.sql.types.GeometryType');
export const GeographyType: JavaClass<DataType> = typeClass('org.apache.spark.sql.types.GeographyType');

export const StructTypeClass: JavaClass<DataType> = javaClass('org.apache.spark.sql.types.StructType', () => ({
  superclass: DataTypeClass,
  methods: {
    treeString: [
      method([], (_, self) => treeString(self as StructType)),
      method([INT], (_, self, depth) => treeString(self as StructType, depth)),
    ],
    fieldNames: method([], (_, self) =>
      javaArray(
        StringClass as JavaClass,
        (self as StructType).fields.map((each) => each.name),
      ),
    ),
    size: method([], (_, self) => (self as StructType).fields.length),
  },
  statics: {
    fromDDL: staticMethod([STRING], (_, text) => dataTypeObject(parseTableSchema(text))),
  },
}));

const CLASS_OF: { readonly [K in Kind]: JavaClass<DataType> } = {
  void: NullType,
  boolean: BooleanType,
  byte: ByteType,
  short: ShortType,
  integer: IntegerType,
  long: LongType,
  float: FloatType,
  double: DoubleType,
  binary: BinaryType,
  date: DateType,
  timestamp: TimestampType,
  timestamp_ntz: TimestampNTZType,
  interval: CalendarIntervalType,
  variant: VariantType,
  string: StringType,
  char: CharType,
  varchar: VarcharType,
  decimal: DecimalType,
  time: TimeType,
  daytime: DayTimeIntervalType,
  yearmonth: YearMonthIntervalType,
  array: ArrayType,
  map: MapType,
  struct: StructTypeClass,
  udt: UserDefinedType,
  geometry: GeometryType,
  geography: GeographyType,
};

export function dataTypeObject(type: DataType): JavaObject<DataType> {
  return CLASS_OF[type.kind].of(type);
}
