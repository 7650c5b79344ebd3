/** Schemas in Arrow's metadata: Spark types to Arrow fields, written as a schema message, and back as it is read. */
import { unreachable } from '../errors/internal.ts';
import { raise } from '../errors/raise.ts';
import { type DataType, type Metadata, type StructType, simpleString } from '../types/data-type.ts';
import type { FlatBuilder, FlatTable } from './flatbuffer.ts';

export interface ArrowOptions {
  /** `spark.sql.session.timeZone`: the zone that timestamps are labelled with. */
  readonly timeZone: string;
  /** `spark.sql.execution.arrow.useLargeVarTypes`: 64-bit offsets for text and binary. */
  readonly largeVarTypes: boolean;
}

type TimeUnit = 'second' | 'milli' | 'micro' | 'nano';

/** The physical form of an Arrow column, as far as it says how its buffers are read and written. */
export type ArrowType =
  | { readonly form: 'null' | 'bool' | 'struct' | 'month-interval' | 'mixed-interval' }
  | { readonly form: 'int'; readonly bits: 8 | 16 | 32 | 64 }
  | { readonly form: 'float'; readonly bits: 32 | 64 }
  | { readonly form: 'bytes'; readonly isText: boolean; readonly large: boolean }
  | { readonly form: 'decimal'; readonly precision: number; readonly scale: number }
  | { readonly form: 'date'; readonly unit: 'day' | 'milli' }
  | { readonly form: 'time'; readonly unit: TimeUnit; readonly bits: 32 | 64 }
  | { readonly form: 'timestamp'; readonly unit: TimeUnit; readonly timeZone: string | undefined }
  | { readonly form: 'duration'; readonly unit: TimeUnit }
  | { readonly form: 'list' | 'map'; readonly large: boolean };

export interface ArrowField {
  readonly name: string;
  readonly type: ArrowType;
  readonly nullable: boolean;
  readonly children: readonly ArrowField[];
  readonly metadata: Readonly<Record<string, string>>;
}

const SPARK_METADATA = 'SPARK::metadata::json';
const UNITS: readonly TimeUnit[] = ['second', 'milli', 'micro', 'nano'];

/* ---- Spark to Arrow. ---- */

export function arrowFields(schema: StructType, options: ArrowOptions): ArrowField[] {
  return schema.fields.map((f) => arrowField(f.name, f.type, f.nullable, options, f.metadata));
}

function arrowField(
  name: string,
  type: DataType,
  nullable: boolean,
  options: ArrowOptions,
  metadata: Metadata = {},
): ArrowField {
  return {
    name,
    type: arrowType(type, options),
    nullable,
    children: childFields(type, options),
    metadata: Object.keys(metadata).length === 0 ? {} : { [SPARK_METADATA]: JSON.stringify(metadata) },
  };
}

function arrowType(type: DataType, options: ArrowOptions): ArrowType {
  switch (type.kind) {
    case 'void':
      return { form: 'null' };
    case 'boolean':
      return { form: 'bool' };
    case 'byte':
      return { form: 'int', bits: 8 };
    case 'short':
      return { form: 'int', bits: 16 };
    case 'integer':
      return { form: 'int', bits: 32 };
    case 'long':
      return { form: 'int', bits: 64 };
    case 'float':
      return { form: 'float', bits: 32 };
    case 'double':
      return { form: 'float', bits: 64 };
    case 'string':
    case 'char':
    case 'varchar':
      return { form: 'bytes', isText: true, large: options.largeVarTypes };
    case 'binary':
      return { form: 'bytes', isText: false, large: options.largeVarTypes };
    case 'decimal':
      return { form: 'decimal', precision: type.precision, scale: type.scale };
    case 'date':
      return { form: 'date', unit: 'day' };
    case 'timestamp':
      return { form: 'timestamp', unit: 'micro', timeZone: options.timeZone };
    case 'timestamp_ntz':
      return { form: 'timestamp', unit: 'micro', timeZone: undefined };
    case 'time':
      return { form: 'time', unit: 'nano', bits: 64 };
    case 'daytime':
      return { form: 'duration', unit: 'micro' };
    case 'yearmonth':
      return { form: 'month-interval' };
    case 'interval':
      return { form: 'mixed-interval' };
    case 'array':
      return { form: 'list', large: false };
    case 'map':
      return { form: 'map', large: false };
    case 'struct':
    case 'variant':
      return { form: 'struct' };
    case 'udt':
      return arrowType(type.sqlType, options);
    case 'geometry':
    case 'geography':
      return raise('UNSUPPORTED_DATATYPE.PYTHON', { typeName: simpleString(type) });
    default:
      return unreachable(type);
  }
}

function childFields(type: DataType, options: ArrowOptions): readonly ArrowField[] {
  switch (type.kind) {
    case 'array':
      return [arrowField('element', type.element, type.containsNull, options)];
    case 'map': {
      const key = arrowField('key', type.key, false, options);
      const value = arrowField('value', type.value, type.valueContainsNull, options);
      return [{ name: 'entries', type: { form: 'struct' }, nullable: false, children: [key, value], metadata: {} }];
    }
    case 'struct': {
      const names = uniqueNames(type.fields.map((f) => f.name));
      return type.fields.map((f, i) => arrowField(names[i]!, f.type, f.nullable, options, f.metadata));
    }
    case 'variant': {
      const bytes: ArrowType = { form: 'bytes', isText: false, large: options.largeVarTypes };
      return [
        { name: 'value', type: bytes, nullable: false, children: [], metadata: {} },
        { name: 'metadata', type: bytes, nullable: false, children: [], metadata: { variant: 'true' } },
      ];
    }
    case 'udt':
      return childFields(type.sqlType, options);
    default:
      return [];
  }
}

/** Fields of one struct that share a name are told apart by a number, as Spark does it. */
function uniqueNames(names: readonly string[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  if (counts.size === names.length) return names;
  const seen = new Map<string, number>();
  return names.map((name) => {
    if (counts.get(name) === 1) return name;
    const index = seen.get(name) ?? 0;
    seen.set(name, index + 1);
    return `${name}_${index}`;
  });
}

/* ---- Schema message. ---- */

/** Union numbers of Arrow's `Type` in flatbuffers. */
const TYPE = {
  null: 1,
  int: 2,
  float: 3,
  binary: 4,
  text: 5,
  bool: 6,
  decimal: 7,
  date: 8,
  time: 9,
  timestamp: 10,
  interval: 11,
  list: 12,
  struct: 13,
  map: 17,
  duration: 18,
  largeBinary: 19,
  largeText: 20,
  largeList: 21,
} as const;

export function writeSchema(out: FlatBuilder, fields: readonly ArrowField[]): number {
  const vector = out.vectorOfTables(fields.map((f) => writeField(out, f)));
  return out.table(4, () => {
    out.ref(1, vector);
    out.int16(0, 0);
  });
}

function writeField(out: FlatBuilder, field: ArrowField): number {
  const children = out.vectorOfTables(field.children.map((c) => writeField(out, c)));
  const name = out.string(field.name);
  const [number, type] = writeType(out, field.type);
  const entries = Object.entries(field.metadata).map(([key, value]) => {
    const texts = [out.string(key), out.string(value)] as const;
    return out.table(2, () => {
      out.ref(0, texts[0]);
      out.ref(1, texts[1]);
    });
  });
  const metadata = entries.length === 0 ? 0 : out.vectorOfTables(entries);
  return out.table(7, () => {
    out.ref(0, name);
    out.ref(3, type);
    out.ref(5, children);
    if (metadata !== 0) out.ref(6, metadata);
    out.int8(1, field.nullable ? 1 : 0);
    out.int8(2, number);
  });
}

function writeType(out: FlatBuilder, type: ArrowType): readonly [number, number] {
  const empty = () => out.table(0, () => undefined);
  const unit = (value: TimeUnit) => out.int16(0, UNITS.indexOf(value));
  switch (type.form) {
    case 'null':
      return [TYPE.null, empty()];
    case 'bool':
      return [TYPE.bool, empty()];
    case 'struct':
      return [TYPE.struct, empty()];
    case 'int':
      return [
        TYPE.int,
        out.table(2, () => {
          out.int32(0, type.bits);
          out.int8(1, 1);
        }),
      ];
    case 'float':
      return [TYPE.float, out.table(1, () => out.int16(0, type.bits === 32 ? 1 : 2))];
    case 'bytes':
      if (type.isText) return [type.large ? TYPE.largeText : TYPE.text, empty()];
      return [type.large ? TYPE.largeBinary : TYPE.binary, empty()];
    case 'decimal':
      return [
        TYPE.decimal,
        out.table(3, () => {
          out.int32(0, type.precision);
          out.int32(1, type.scale);
          out.int32(2, 128);
        }),
      ];
    case 'date':
      return [TYPE.date, out.table(1, () => out.int16(0, type.unit === 'day' ? 0 : 1))];
    case 'time':
      return [
        TYPE.time,
        out.table(2, () => {
          out.int32(1, type.bits);
          unit(type.unit);
        }),
      ];
    case 'timestamp': {
      const zone = type.timeZone === undefined ? 0 : out.string(type.timeZone);
      const table = out.table(2, () => {
        if (zone !== 0) out.ref(1, zone);
        unit(type.unit);
      });
      return [TYPE.timestamp, table];
    }
    case 'duration':
      return [TYPE.duration, out.table(1, () => unit(type.unit))];
    case 'month-interval':
      return [TYPE.interval, out.table(1, () => out.int16(0, 0))];
    case 'mixed-interval':
      return [TYPE.interval, out.table(1, () => out.int16(0, 2))];
    case 'list':
      return [type.large ? TYPE.largeList : TYPE.list, empty()];
    case 'map':
      return [TYPE.map, out.table(1, () => out.int8(0, 0))];
    default:
      return unreachable(type);
  }
}

/* ---- Reading. ---- */

export function readSchema(schema: FlatTable): ArrowField[] {
  return schema.tables(1).map(readField);
}

function readField(field: FlatTable): ArrowField {
  const name = field.string(0) ?? '';
  if (field.table(4) !== undefined) unsupported(name, 'dictionary');
  const metadata: Record<string, string> = {};
  for (const entry of field.tables(6)) metadata[entry.string(0) ?? ''] = entry.string(1) ?? '';
  return {
    name,
    type: readType(name, field.int8(2), field.table(3)),
    nullable: field.int8(1) === 1,
    children: field.tables(5).map(readField),
    metadata,
  };
}

function unsupported(name: string, type: string): never {
  raise('UNSUPPORTED_DATATYPE.PYTHON', { typeName: `Arrow ${type} (column ${name})` });
}

function readType(name: string, number: number, table: FlatTable | undefined): ArrowType {
  const unit = (otherwise: number): TimeUnit => UNITS[table?.int16(0, otherwise) ?? otherwise]!;
  switch (number) {
    case TYPE.null:
      return { form: 'null' };
    case TYPE.bool:
      return { form: 'bool' };
    case TYPE.struct:
      return { form: 'struct' };
    case TYPE.int:
      if (table?.int8(1) !== 1) unsupported(name, 'unsigned integer');
      return { form: 'int', bits: table?.int32(0) as 8 | 16 | 32 | 64 };
    case TYPE.float:
      if (table?.int16(0) === 0) unsupported(name, 'half float');
      return { form: 'float', bits: table?.int16(0) === 1 ? 32 : 64 };
    case TYPE.binary:
    case TYPE.text:
    case TYPE.largeBinary:
    case TYPE.largeText:
      return {
        form: 'bytes',
        isText: number === TYPE.text || number === TYPE.largeText,
        large: number >= TYPE.largeBinary,
      };
    case TYPE.decimal:
      if (table?.int32(2, 128) !== 128) unsupported(name, `decimal of ${table?.int32(2)} bits`);
      return { form: 'decimal', precision: table?.int32(0) ?? 0, scale: table?.int32(1) ?? 0 };
    case TYPE.date:
      return { form: 'date', unit: table?.int16(0, 1) === 0 ? 'day' : 'milli' };
    case TYPE.time:
      return { form: 'time', unit: unit(1), bits: table?.int32(1, 32) === 32 ? 32 : 64 };
    case TYPE.timestamp:
      return { form: 'timestamp', unit: unit(0), timeZone: table?.string(1) };
    case TYPE.duration:
      return { form: 'duration', unit: unit(1) };
    case TYPE.interval:
      if (table?.int16(0) === 1) unsupported(name, 'day-time interval');
      return { form: table?.int16(0) === 0 ? 'month-interval' : 'mixed-interval' };
    case TYPE.list:
    case TYPE.largeList:
      return { form: 'list', large: number === TYPE.largeList };
    case TYPE.map:
      return { form: 'map', large: false };
    default:
      return unsupported(name, `type ${number}`);
  }
}

/* ---- Arrow to Spark. ---- */

/** The Spark type of a column that came without a schema of ours (Spark's `ArrowUtils.fromArrowField`). */
export function sparkType(field: ArrowField): DataType {
  const { type } = field;
  switch (type.form) {
    case 'null':
      return { kind: 'void' };
    case 'bool':
      return { kind: 'boolean' };
    case 'int':
      return { kind: ({ 8: 'byte', 16: 'short', 32: 'integer', 64: 'long' } as const)[type.bits] };
    case 'float':
      return { kind: type.bits === 32 ? 'float' : 'double' };
    case 'bytes':
      return type.isText ? { kind: 'string', collation: 'UTF8_BINARY' } : { kind: 'binary' };
    case 'decimal':
      return { kind: 'decimal', precision: type.precision, scale: type.scale };
    case 'date':
      return { kind: 'date' };
    case 'time':
      return { kind: 'time', precision: 6 };
    case 'timestamp':
      return { kind: type.timeZone === undefined ? 'timestamp_ntz' : 'timestamp' };
    case 'duration':
      return { kind: 'daytime', start: 0, end: 3 };
    case 'month-interval':
      return { kind: 'yearmonth', start: 0, end: 1 };
    case 'mixed-interval':
      return { kind: 'interval' };
    case 'list': {
      const element = field.children[0]!;
      return { kind: 'array', element: sparkType(element), containsNull: element.nullable };
    }
    case 'map': {
      const [key, value] = field.children[0]!.children as [ArrowField, ArrowField];
      return { kind: 'map', key: sparkType(key), value: sparkType(value), valueContainsNull: value.nullable };
    }
    case 'struct':
      if (field.children.some((c) => c.metadata.variant === 'true')) return { kind: 'variant' };
      return sparkSchema(field.children);
    default:
      return unreachable(type);
  }
}

export function sparkSchema(fields: readonly ArrowField[]): StructType {
  return {
    kind: 'struct',
    fields: fields.map((f) => ({
      name: f.name,
      type: sparkType(f),
      nullable: f.nullable,
      metadata: JSON.parse(f.metadata[SPARK_METADATA] ?? '{}') as Metadata,
    })),
  };
}
