// org.apache.spark.sql.types: one Java class for each kind of type; every instance holds the engine's DataType.

import { typeFromJson, typeJsonText } from '@tspark/engine/types/type-json.ts';
import { treeString } from '@tspark/engine/types/tree-string.ts';
import { type DataType, type Kind, sameType, simpleString, sqlName, type StructType } from '@tspark/engine/types/data-type.ts';
import { parseDataType, parseTableSchema } from '@tspark/engine/sql/parse.ts';
import { javaArray } from '../../../array-class.ts';
import { javaClass } from '../../../define.ts';
import { StringClass } from '../../../java/lang/String.ts';
import type { JavaClass } from '../../../java-class.ts';
import { method, staticMethod } from '../../../method.ts';
import { INT, STRING } from '../../../param-types.ts';
import type { JavaObject } from '../../../value.ts';
import { valueHash } from '../../../identity.ts';

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

const typeClass = (name: string): JavaClass<DataType> =>
  javaClass(`org.apache.spark.sql.types.${name}`, () => ({ superclass: DataTypeClass }));

export const NullType = typeClass('NullType$');
export const BooleanType = typeClass('BooleanType$');
export const ByteType = typeClass('ByteType$');
export const ShortType = typeClass('ShortType$');
export const IntegerType = typeClass('IntegerType$');
export const LongType = typeClass('LongType$');
export const FloatType = typeClass('FloatType$');
export const DoubleType = typeClass('DoubleType$');
export const BinaryType = typeClass('BinaryType$');
export const DateType = typeClass('DateType$');
export const TimestampType = typeClass('TimestampType$');
export const TimestampNTZType = typeClass('TimestampNTZType$');
export const CalendarIntervalType = typeClass('CalendarIntervalType$');
export const VariantType = typeClass('VariantType$');
export const StringType = typeClass('StringType$');
export const CharType = typeClass('CharType');
export const VarcharType = typeClass('VarcharType');
export const DecimalType = typeClass('DecimalType');
export const TimeType = typeClass('TimeType');
export const DayTimeIntervalType = typeClass('DayTimeIntervalType');
export const YearMonthIntervalType = typeClass('YearMonthIntervalType');
export const ArrayType = typeClass('ArrayType');
export const MapType = typeClass('MapType');
export const UserDefinedType = typeClass('PythonUserDefinedType');
export const GeometryType = typeClass('GeometryType');
export const GeographyType = typeClass('GeographyType');

export const StructTypeClass: JavaClass<DataType> = javaClass('org.apache.spark.sql.types.StructType', () => ({
  superclass: DataTypeClass,
  methods: {
    treeString: [
      method([], (_, self) => treeString(self as StructType)),
      method([INT], (_, self, depth) => treeString(self as StructType, depth)),
    ],
    fieldNames: method([], (_, self) =>
      javaArray(StringClass as JavaClass, (self as StructType).fields.map((each) => each.name)),
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
