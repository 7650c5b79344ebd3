/** Data types as written in CAST, DDL schemas and column definitions. */
import { type RaiseOptions, raise } from '../../errors/raise.ts';
import {
  array,
  BINARY,
  BOOLEAN,
  BYTE,
  DATE,
  type DataType,
  DOUBLE,
  FLOAT,
  field,
  INT,
  INTERVAL,
  LONG,
  type Metadata,
  map,
  SHORT,
  type StructField,
  type StructType,
  struct,
  TIMESTAMP,
  TIMESTAMP_NTZ,
  type TypeOf,
  VARIANT,
  VOID,
} from '../../types/data-type.ts';
import type { TokenCursor } from './cursor.ts';
import { multipartName, strictName } from './identifier.ts';
import { stringLiteral } from './string-literal.ts';

const SIMPLE: ReadonlyMap<string, DataType> = new Map<string, DataType>([
  ['BOOLEAN', BOOLEAN],
  ['TINYINT', BYTE],
  ['BYTE', BYTE],
  ['SMALLINT', SHORT],
  ['SHORT', SHORT],
  ['INT', INT],
  ['INTEGER', INT],
  ['BIGINT', LONG],
  ['LONG', LONG],
  ['FLOAT', FLOAT],
  ['REAL', FLOAT],
  ['DOUBLE', DOUBLE],
  ['DATE', DATE],
  ['BINARY', BINARY],
  ['VOID', VOID],
  ['VARIANT', VARIANT],
]);

export function dataType(cursor: TokenCursor): DataType {
  return cursor.nested(() => anyType(cursor));
}

function anyType(cursor: TokenCursor): DataType {
  const start = cursor.index;
  const simple = SIMPLE.get(cursor.token.key);
  if (simple !== undefined) {
    cursor.advance();
    if (cursor.is('(')) unsupported(cursor, start);
    return simple;
  }
  switch (cursor.token.key) {
    case 'ARRAY':
    case 'MAP':
    case 'STRUCT':
      return complexType(cursor);
    case 'STRING':
      cursor.advance();
      return { kind: 'string', collation: collation(cursor) };
    case 'CHAR':
    case 'CHARACTER':
      return lengthType(cursor, 'char');
    case 'VARCHAR':
      return lengthType(cursor, 'varchar');
    case 'DECIMAL':
    case 'DEC':
    case 'NUMERIC':
      return decimalType(cursor);
    case 'INTERVAL':
      return intervalType(cursor);
    case 'TIMESTAMP':
    case 'TIMESTAMP_LTZ':
    case 'TIMESTAMP_NTZ':
      return timestampType(cursor);
    case 'TIME':
      return timeType(cursor);
    case 'GEOMETRY':
    case 'GEOGRAPHY':
      return spatialType(cursor);
    default:
      if (!cursor.isIdentifier()) return cursor.fail();
      cursor.advance();
      return unsupported(cursor, start);
  }
}

function unsupported(cursor: TokenCursor, start: number): never {
  if (cursor.is('(')) cursor.parenthesized(() => integerValue(cursor));
  const typeName = `"${cursor.textFrom(start).toUpperCase()}"`;
  return raise('UNSUPPORTED_DATATYPE', { typeName }, located(cursor, start));
}

/** A type on its own has no query to point into. */
const located = (cursor: TokenCursor, start: number): RaiseOptions => {
  const context = cursor.contextFrom(start);
  return cursor.isFragment ? { parse: context } : { context, parse: context };
};

export function integerValue(cursor: TokenCursor): number {
  if (!cursor.is('integer')) cursor.fail();
  return Number(cursor.advance().text);
}

function complexType(cursor: TokenCursor): DataType {
  const start = cursor.index;
  const { key } = cursor.advance();
  if (key === 'STRUCT') return structType(cursor, start);
  if (!cursor.is('<')) {
    return key === 'ARRAY'
      ? raise('INCOMPLETE_TYPE_DEFINITION.ARRAY', { elementType: '<INT>' }, located(cursor, start))
      : raise('INCOMPLETE_TYPE_DEFINITION.MAP', {}, located(cursor, start));
  }
  cursor.expect('<');
  const first = dataType(cursor);
  if (key === 'ARRAY') {
    cursor.expect('>');
    return array(first);
  }
  cursor.expect(',');
  const value = dataType(cursor);
  cursor.expect('>');
  return map(first, value);
}

function structType(cursor: TokenCursor, start: number): StructType {
  if (cursor.accept('<>')) return struct([]);
  if (!cursor.is('<')) raise('INCOMPLETE_TYPE_DEFINITION.STRUCT', {}, located(cursor, start));
  cursor.expect('<');
  if (cursor.accept('>')) return struct([]);
  const fields = cursor.list(() => column(cursor, true));
  cursor.expect('>');
  return struct(fields);
}

/** `name type [NOT NULL] [COMMENT '…']`; inside STRUCT a colon may follow the name. */
function column(cursor: TokenCursor, inStruct: boolean): StructField {
  const name = strictName(cursor);
  if (inStruct) cursor.accept(':');
  const type = dataType(cursor);
  const nullable = !(cursor.acceptAll('NOT', 'NULL') || cursor.acceptAll('!', 'NULL'));
  const metadata: Metadata = cursor.accept('COMMENT') ? { comment: stringLiteral(cursor) } : {};
  return field(name, type, nullable, metadata);
}

/** `a INT, b STRING NOT NULL`; the name may be followed by a colon too. */
export function tableSchema(cursor: TokenCursor): StructType {
  return struct(cursor.list(() => column(cursor, false)));
}

function collation(cursor: TokenCursor): string {
  return cursor.accept('COLLATE') ? collationName(multipartName(cursor)) : 'UTF8_BINARY';
}

const PLAIN_COLLATION = /^(UTF8_BINARY|UTF8_LCASE|UNICODE)(_(CI|CS|AI|AS|RTRIM|TRIM|LTRIM))*$/i;
const LOCALE_COLLATION = /^([a-z]{2,3})(_[a-z]{4})?(_[a-z]{3})?(_(CI|CS|AI|AS|RTRIM|TRIM|LTRIM))*$/i;

/** Names are case-insensitive; locales keep the case they are known by. */
export function collationName(parts: readonly string[]): string {
  const name = parts[parts.length - 1] as string;
  if (PLAIN_COLLATION.test(name)) return name.toUpperCase();
  const language = LOCALE_COLLATION.exec(name)?.[1];
  if (language === undefined || Intl.Collator.supportedLocalesOf(language).length === 0) {
    raise('COLLATION_INVALID_NAME', { collationName: name, proposals: 'UTF8_BINARY, UTF8_LCASE, UNICODE' });
  }
  return name;
}

function lengthType(cursor: TokenCursor, kind: 'char' | 'varchar'): DataType {
  const start = cursor.index;
  cursor.advance();
  if (!cursor.accept('(')) {
    return raise('DATATYPE_MISSING_SIZE', { type: `"${kind.toUpperCase()}"` }, located(cursor, start));
  }
  const length = integerValue(cursor);
  cursor.expect(')');
  return { kind, length, collation: collation(cursor) };
}

export const MAX_DECIMAL_PRECISION = 38;

function decimalType(cursor: TokenCursor): DataType {
  const start = cursor.index;
  cursor.advance();
  if (!cursor.accept('(')) return { kind: 'decimal', precision: 10, scale: 0 };
  const precision = integerValue(cursor);
  const hasScale = cursor.accept(',');
  const scale = hasScale ? integerValue(cursor) : 0;
  if (hasScale) cursor.expectOrHint(')');
  else cursor.expect(')');
  if (scale > precision) {
    raise(
      'DECIMAL_SCALE_EXCEEDS_PRECISION',
      { scale: String(scale), precision: String(precision) },
      { parse: { ...cursor.contextFrom(start), line: 0 } },
    );
  }
  if (precision > MAX_DECIMAL_PRECISION) {
    raise('DECIMAL_PRECISION_EXCEEDS_MAX_PRECISION', {
      precision: String(precision),
      maxPrecision: String(MAX_DECIMAL_PRECISION),
    });
  }
  return { kind: 'decimal', precision, scale };
}

const DAY_TIME: readonly string[] = ['DAY', 'HOUR', 'MINUTE', 'SECOND'];
const YEAR_MONTH: readonly string[] = ['YEAR', 'MONTH'];

function intervalType(cursor: TokenCursor): DataType {
  const begin = cursor.index;
  cursor.advance();
  const units = [DAY_TIME, YEAR_MONTH].find((u) => u.includes(cursor.token.key));
  if (units === undefined) return INTERVAL;
  const start = units.indexOf(cursor.advance().key);
  let end = start;
  if (cursor.is('TO') && units.indexOf(cursor.peek(1).key) > 0) {
    cursor.advance();
    end = units.indexOf(cursor.advance().key);
    if (end <= start) {
      raise(
        'INVALID_INTERVAL_FORMAT.UNSUPPORTED_FROM_TO_EXPRESSION',
        { input: '', from: (units[start] as string).toLowerCase(), to: (units[end] as string).toLowerCase() },
        located(cursor, begin),
      );
    }
  }
  return units === DAY_TIME
    ? ({ kind: 'daytime', start, end } as TypeOf<'daytime'>)
    : ({ kind: 'yearmonth', start, end } as TypeOf<'yearmonth'>);
}

function timestampType(cursor: TokenCursor): DataType {
  const { key } = cursor.advance();
  if (cursor.accept('(')) {
    const precision = integerValue(cursor);
    cursor.expect(')');
    if (precision !== 6) {
      raise('FEATURE_NOT_ENABLED', {
        featureName: 'Nanosecond-precision timestamp types',
        configKey: 'spark.sql.timestampNanosTypes.enabled',
        configValue: 'true',
      });
    }
  }
  if (key === 'TIMESTAMP_LTZ') return TIMESTAMP;
  if (key === 'TIMESTAMP_NTZ') return TIMESTAMP_NTZ;
  if (cursor.acceptAll('WITHOUT', 'TIME', 'ZONE')) return TIMESTAMP_NTZ;
  if (cursor.acceptAll('WITH', 'LOCAL', 'TIME', 'ZONE')) return TIMESTAMP;
  return cursor.options.timestampNtz ? TIMESTAMP_NTZ : TIMESTAMP;
}

const DEFAULT_TIME_PRECISION = 6;
const MAX_TIME_PRECISION = 9;

function timeType(cursor: TokenCursor): DataType {
  cursor.advance();
  let precision = DEFAULT_TIME_PRECISION;
  if (cursor.accept('(')) {
    precision = integerValue(cursor);
    cursor.expect(')');
  }
  cursor.acceptAll('WITHOUT', 'TIME', 'ZONE');
  if (precision > MAX_TIME_PRECISION) {
    raise('UNSUPPORTED_TIME_PRECISION', { precision: String(precision) });
  }
  return { kind: 'time', precision };
}

/** `ANY` is a mixture of reference systems. */
function spatialType(cursor: TokenCursor): DataType {
  const kind = cursor.advance().key === 'GEOMETRY' ? 'geometry' : 'geography';
  cursor.expect('(');
  const srid = cursor.accept('ANY') ? -1 : integerValue(cursor);
  cursor.expect(')');
  return { kind, srid };
}

/** CAST knows no lengths: there CHAR and VARCHAR are STRING, at any depth. */
export function withoutLengths(type: DataType): DataType {
  switch (type.kind) {
    case 'char':
    case 'varchar':
      return { kind: 'string', collation: type.collation };
    case 'array':
      return { ...type, element: withoutLengths(type.element) };
    case 'map':
      return { ...type, key: withoutLengths(type.key), value: withoutLengths(type.value) };
    case 'struct':
      return struct(type.fields.map((f) => ({ ...f, type: withoutLengths(f.type) })));
    default:
      return type;
  }
}
