/** Spark's JSON form of data types, as `schema.json()` writes it and PySpark reads it. */
import { raise } from '../errors/raise.ts';
import {
  type AtomicKind,
  type DataType,
  type JsonValue,
  type Metadata,
  type StructField,
  simpleString,
} from './data-type.ts';

export function typeJsonText(type: DataType): string {
  return JSON.stringify(typeToJson(type));
}

export function typeToJson(type: DataType): JsonValue {
  switch (type.kind) {
    case 'byte':
    case 'short':
    case 'integer':
    case 'long':
      return type.kind;
    case 'string':
      return 'string';
    case 'array':
      return { type: 'array', elementType: typeToJson(type.element), containsNull: type.containsNull };
    case 'map':
      return {
        type: 'map',
        keyType: typeToJson(type.key),
        valueType: typeToJson(type.value),
        valueContainsNull: type.valueContainsNull,
      };
    case 'struct':
      return { type: 'struct', fields: type.fields.map(fieldToJson) };
    case 'udt':
      return {
        type: 'udt',
        ...(type.jvmClass === undefined ? {} : { class: type.jvmClass }),
        ...(type.pyClass === undefined ? {} : { pyClass: type.pyClass }),
        ...(type.serializedClass === undefined ? {} : { serializedClass: type.serializedClass }),
        sqlType: typeToJson(type.sqlType),
      };
    case 'geometry':
      return `geometry(${systemName(type.srid)})`;
    case 'geography':
      return `geography(${systemName(type.srid)}, SPHERICAL)`;
    default:
      return simpleString(type);
  }
}

/** Collations are no part of a type's name here: they ride in the field's metadata, by path. */
function fieldToJson(field: StructField): JsonValue {
  const collations = collationsOf(field.type, field.name);
  return {
    name: field.name,
    type: typeToJson(field.type),
    nullable: field.nullable,
    metadata:
      collations.length === 0 ? field.metadata : { ...field.metadata, __COLLATIONS: Object.fromEntries(collations) },
  };
}

function collationsOf(type: DataType, path: string): [string, string][] {
  switch (type.kind) {
    case 'string':
    case 'char':
    case 'varchar':
      return type.collation === 'UTF8_BINARY' ? [] : [[path, `${providerOf(type.collation)}.${type.collation}`]];
    case 'array':
      return collationsOf(type.element, `${path}.element`);
    case 'map':
      return [...collationsOf(type.key, `${path}.key`), ...collationsOf(type.value, `${path}.value`)];
    default:
      return [];
  }
}

const providerOf = (collation: string): string => (collation.startsWith('UTF8_') ? 'spark' : 'icu');

const ATOMIC: ReadonlySet<string> = new Set<AtomicKind>([
  'void',
  'boolean',
  'byte',
  'short',
  'integer',
  'long',
  'float',
  'double',
  'binary',
  'date',
  'timestamp',
  'timestamp_ntz',
  'interval',
  'variant',
]);
const DAYTIME_UNITS = ['day', 'hour', 'minute', 'second'];
const YEARMONTH_UNITS = ['year', 'month'];

/** Reads parsed JSON of any origin. */
export function typeFromJson(json: unknown): DataType {
  return readType(json, {}, '');
}

type Collations = Readonly<Record<string, string>>;
interface JsonObject {
  readonly [key: string]: unknown;
}

function readType(json: unknown, collations: Collations, path: string): DataType {
  if (typeof json === 'string') return named(json, collations[path]);
  if (typeof json !== 'object' || json === null) return invalid(json);
  const object = json as JsonObject;
  switch (object.type) {
    case 'array':
      return {
        kind: 'array',
        element: readType(object.elementType, collations, `${path}.element`),
        containsNull: object.containsNull === true,
      };
    case 'map':
      return {
        kind: 'map',
        key: readType(object.keyType, collations, `${path}.key`),
        value: readType(object.valueType, collations, `${path}.value`),
        valueContainsNull: object.valueContainsNull === true,
      };
    case 'struct':
      if (!Array.isArray(object.fields)) return invalid(json);
      return { kind: 'struct', fields: (object.fields as unknown[]).map(readField) };
    case 'udt': {
      const text = (name: string): string | undefined =>
        typeof object[name] === 'string' ? (object[name] as string) : undefined;
      return {
        kind: 'udt',
        sqlType: readType(object.sqlType, {}, ''),
        pyClass: JVM_TYPES[text('class') ?? ''] ?? text('pyClass'),
        jvmClass: text('class'),
        serializedClass: text('serializedClass'),
      };
    }
    default:
      return invalid(json);
  }
}

/** Types that Spark declares on its JVM side name their Python class themselves. */
const JVM_TYPES: Readonly<Record<string, string>> = {
  'org.apache.spark.sql.test.ExamplePointUDT': 'pyspark.testing.objects.ExamplePointUDT',
};

function readField(json: unknown): StructField {
  if (typeof json !== 'object' || json === null) return invalid(json);
  const object = json as JsonObject;
  const name = object.name;
  if (typeof name !== 'string') return invalid(json);
  const { __COLLATIONS: collations, ...metadata } = (object.metadata ?? {}) as Metadata;
  return {
    name,
    type: readType(object.type, (collations ?? {}) as Collations, name),
    nullable: object.nullable !== false,
    metadata,
  };
}

const DEGREES = 'OGC:CRS84';

/** Reference systems have names here, where SQL has numbers. */
function systemName(srid: number): string {
  if (srid === 4326) return DEGREES;
  return srid === -1 ? 'SRID:ANY' : srid === 0 ? 'SRID:0' : `EPSG:${srid}`;
}

function named(name: string, collation: string | undefined): DataType {
  if (ATOMIC.has(name)) return { kind: name as AtomicKind };
  if (name === 'string') {
    return { kind: 'string', collation: collation === undefined ? 'UTF8_BINARY' : collation.replace(/^\w+\./, '') };
  }
  const [, own] = /^string collate (\w+)$/.exec(name) ?? [];
  if (own !== undefined) return { kind: 'string', collation: own };
  const plain = SYNONYMS[name];
  return plain ?? parameterised(name, collation) ?? interval(name) ?? invalid(name);
}

const SYNONYMS: Readonly<Record<string, DataType>> = {
  null: { kind: 'void' },
  decimal: { kind: 'decimal', precision: 10, scale: 0 },
  timestamp_ltz: { kind: 'timestamp' },
  time: { kind: 'time', precision: 6 },
};

function parameterised(name: string, collation = 'UTF8_BINARY'): DataType | undefined {
  const match = /^(\w+)\(\s*([\w:]+)\s*(?:,\s*(-?\d+|SPHERICAL)\s*)?\)$/.exec(name);
  const first = match?.[2] ?? '';
  switch (match?.[1]) {
    case 'decimal':
      return { kind: 'decimal', precision: Number(first), scale: Number(match[3] ?? 0) };
    case 'char':
    case 'varchar':
      return { kind: match[1], length: Number(first), collation };
    case 'time':
      return { kind: 'time', precision: Number(first) };
    case 'geometry':
    case 'geography': {
      const srid = first === DEGREES ? '4326' : first.replace(/^(SRID|EPSG):/, '');
      return { kind: match[1], srid: /^any$/i.test(srid) ? -1 : Number(srid) };
    }
    default:
      return undefined;
  }
}

function interval(name: string): DataType | undefined {
  const match = /^interval (\w+)(?: to (\w+))?$/.exec(name);
  if (match === null) return undefined;
  const [start, end] = [match[1] ?? '', match[2] ?? match[1] ?? ''];
  const days = [DAYTIME_UNITS.indexOf(start), DAYTIME_UNITS.indexOf(end)] as [0, 0];
  if (days.every((unit) => unit >= 0)) return { kind: 'daytime', start: days[0], end: days[1] };
  const months = [YEARMONTH_UNITS.indexOf(start), YEARMONTH_UNITS.indexOf(end)] as [0, 0];
  return months.every((unit) => unit >= 0) ? { kind: 'yearmonth', start: months[0], end: months[1] } : undefined;
}

function invalid(json: unknown): never {
  return raise('INVALID_JSON_DATA_TYPE', { invalidType: typeof json === 'string' ? json : JSON.stringify(json) });
}
