/** Spark's data types as plain data, and their three spellings: JSON name, `simpleString` and SQL. */

export interface StructField {
  readonly name: string;
  readonly type: DataType;
  readonly nullable: boolean;
  readonly metadata: Metadata;
}

/** JSON object kept verbatim: Python writes and reads it as such. */
export type Metadata = { readonly [key: string]: JsonValue };
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | { readonly [key: string]: JsonValue };

export type AtomicKind =
  | 'void'
  | 'boolean'
  | 'byte'
  | 'short'
  | 'integer'
  | 'long'
  | 'float'
  | 'double'
  | 'binary'
  | 'date'
  | 'timestamp'
  | 'timestamp_ntz'
  | 'interval'
  | 'variant';

/** Fields of a day-time interval: 0 DAY, 1 HOUR, 2 MINUTE, 3 SECOND; of a year-month interval: 0 YEAR, 1 MONTH. */
export type DataType =
  | { readonly kind: AtomicKind }
  | { readonly kind: 'string'; readonly collation: string }
  | { readonly kind: 'char'; readonly length: number; readonly collation: string }
  | { readonly kind: 'varchar'; readonly length: number; readonly collation: string }
  | { readonly kind: 'decimal'; readonly precision: number; readonly scale: number }
  | { readonly kind: 'time'; readonly precision: number }
  | { readonly kind: 'daytime'; readonly start: 0 | 1 | 2 | 3; readonly end: 0 | 1 | 2 | 3 }
  | { readonly kind: 'yearmonth'; readonly start: 0 | 1; readonly end: 0 | 1 }
  | { readonly kind: 'array'; readonly element: DataType; readonly containsNull: boolean }
  | { readonly kind: 'map'; readonly key: DataType; readonly value: DataType; readonly valueContainsNull: boolean }
  | StructType
  | {
      readonly kind: 'udt';
      readonly sqlType: DataType;
      readonly pyClass: string | undefined;
      readonly jvmClass: string | undefined;
      readonly serializedClass: string | undefined;
    }
  | { readonly kind: 'geometry' | 'geography'; readonly srid: number };

export interface StructType {
  readonly kind: 'struct';
  readonly fields: readonly StructField[];
}

export type Kind = DataType['kind'];
export type TypeOf<K extends Kind> = Extract<DataType, { kind: K }>;

const atomic = <K extends AtomicKind>(kind: K): { readonly kind: K } => Object.freeze({ kind });

export const VOID = atomic('void');
export const BOOLEAN = atomic('boolean');
export const BYTE = atomic('byte');
export const SHORT = atomic('short');
export const INT = atomic('integer');
export const LONG = atomic('long');
export const FLOAT = atomic('float');
export const DOUBLE = atomic('double');
export const BINARY = atomic('binary');
export const DATE = atomic('date');
export const TIMESTAMP = atomic('timestamp');
export const TIMESTAMP_NTZ = atomic('timestamp_ntz');
export const INTERVAL = atomic('interval');
export const VARIANT = atomic('variant');
export const STRING: TypeOf<'string'> = Object.freeze({ kind: 'string', collation: 'UTF8_BINARY' });
export const DAYTIME: TypeOf<'daytime'> = Object.freeze({ kind: 'daytime', start: 0, end: 3 });
export const YEARMONTH: TypeOf<'yearmonth'> = Object.freeze({ kind: 'yearmonth', start: 0, end: 1 });

export const decimal = (precision = 10, scale = 0): TypeOf<'decimal'> => ({ kind: 'decimal', precision, scale });
export const array = (element: DataType, containsNull = true): TypeOf<'array'> => ({
  kind: 'array',
  element,
  containsNull,
});
export const map = (key: DataType, value: DataType, valueContainsNull = true): TypeOf<'map'> => ({
  kind: 'map',
  key,
  value,
  valueContainsNull,
});
export const struct = (fields: readonly StructField[]): StructType => ({ kind: 'struct', fields });
export const field = (name: string, type: DataType, nullable = true, metadata: Metadata = {}): StructField => ({
  name,
  type,
  nullable,
  metadata,
});

const DAYTIME_UNITS = ['day', 'hour', 'minute', 'second'] as const;
const YEARMONTH_UNITS = ['year', 'month'] as const;

function intervalName(units: readonly string[], start: number, end: number): string {
  return start === end ? `interval ${units[start]}` : `interval ${units[start]} to ${units[end]}`;
}

/** Spark's `DataType.catalogString`: what `dtypes`, DDL and error texts of nested types are made of. */
export function simpleString(type: DataType): string {
  switch (type.kind) {
    case 'byte':
      return 'tinyint';
    case 'short':
      return 'smallint';
    case 'integer':
      return 'int';
    case 'long':
      return 'bigint';
    case 'decimal':
      return `decimal(${type.precision},${type.scale})`;
    case 'string':
      return type.collation === 'UTF8_BINARY' ? 'string' : `string collate ${type.collation}`;
    case 'char':
    case 'varchar':
      return `${type.kind}(${type.length})${type.collation === 'UTF8_BINARY' ? '' : ` collate ${type.collation}`}`;
    case 'time':
      return `time(${type.precision})`;
    case 'daytime':
      return intervalName(DAYTIME_UNITS, type.start, type.end);
    case 'yearmonth':
      return intervalName(YEARMONTH_UNITS, type.start, type.end);
    case 'array':
      return `array<${simpleString(type.element)}>`;
    case 'map':
      return `map<${simpleString(type.key)},${simpleString(type.value)}>`;
    case 'struct':
      return `struct<${type.fields.map((f) => `${f.name}:${simpleString(f.type)}`).join(',')}>`;
    case 'udt':
      return simpleString(type.sqlType);
    case 'geometry':
    case 'geography':
      return `${type.kind}(${type.srid === -1 ? 'any' : type.srid})`;
    default:
      return type.kind;
  }
}

/** Spark's `DataType.sql`: upper-case SQL spelling, with nullability and quoting inside structs. */
export function sqlName(type: DataType): string {
  switch (type.kind) {
    case 'array':
      return `ARRAY<${sqlName(type.element)}>`;
    case 'map':
      return `MAP<${sqlName(type.key)}, ${sqlName(type.value)}>`;
    case 'struct':
      return `STRUCT<${type.fields.map((f) => fieldSql(f, ': ')).join(', ')}>`;
    case 'udt':
      return sqlName(type.sqlType);
    case 'string':
      return type.collation === 'UTF8_BINARY' ? 'STRING' : `STRING COLLATE ${type.collation}`;
    default:
      return simpleString(type).toUpperCase();
  }
}

/** A column as DDL: name and type with `separator` between them, nullability, comment. */
export function fieldSql(f: StructField, separator: string): string {
  const comment = typeof f.metadata.comment === 'string' ? ` COMMENT ${quoteString(f.metadata.comment)}` : '';
  return `${quoteIfNeeded(f.name)}${separator}${sqlName(f.type)}${f.nullable ? '' : ' NOT NULL'}${comment}`;
}

/** A SQL string literal. */
export function quoteString(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}

export function quoteIdentifier(name: string): string {
  return `\`${name.replaceAll('`', '``')}\``;
}

/** Leaves plain identifiers alone; Spark's rule: letters, digits, underscore, and not digits only. */
export function quoteIfNeeded(name: string): string {
  return /^[A-Za-z0-9_]+$/.test(name) && !/^[0-9]+$/.test(name) ? name : quoteIdentifier(name);
}

/** Structural equality; `ignoreNullability` compares what `DataType.equalsIgnoreNullability` compares. */
export function sameType(a: DataType, b: DataType, ignoreNullability = true): boolean {
  if (a === b) return true;
  if (a.kind !== b.kind) return false;
  switch (a.kind) {
    case 'string':
      return a.collation === (b as typeof a).collation;
    case 'char':
    case 'varchar':
      return a.length === (b as typeof a).length && a.collation === (b as typeof a).collation;
    case 'decimal':
      return a.precision === (b as typeof a).precision && a.scale === (b as typeof a).scale;
    case 'time':
      return a.precision === (b as typeof a).precision;
    case 'daytime':
    case 'yearmonth':
      return a.start === (b as typeof a).start && a.end === (b as typeof a).end;
    case 'array': {
      const other = b as typeof a;
      return (
        sameType(a.element, other.element, ignoreNullability) &&
        (ignoreNullability || a.containsNull === other.containsNull)
      );
    }
    case 'map': {
      const other = b as typeof a;
      return (
        sameType(a.key, other.key, ignoreNullability) &&
        sameType(a.value, other.value, ignoreNullability) &&
        (ignoreNullability || a.valueContainsNull === other.valueContainsNull)
      );
    }
    case 'struct': {
      const other = b as typeof a;
      return (
        a.fields.length === other.fields.length &&
        a.fields.every((f, i) => {
          const g = other.fields[i];
          return (
            g !== undefined &&
            f.name === g.name &&
            sameType(f.type, g.type, ignoreNullability) &&
            (ignoreNullability || f.nullable === g.nullable)
          );
        })
      );
    }
    case 'udt': {
      const other = b as typeof a;
      return (
        a.pyClass === other.pyClass &&
        a.jvmClass === other.jvmClass &&
        sameType(a.sqlType, other.sqlType, ignoreNullability)
      );
    }
    case 'geometry':
    case 'geography':
      return a.srid === (b as typeof a).srid;
    default:
      return true;
  }
}
