/**
 * The SQL that gives a column of a Parquet file as the type asked for, by the rules of Spark's readers: a file's type
 * may be narrower than the one wanted, and numbers are taken as they are stored. Strings and binaries are the same bytes.
 */
import { raise } from '../../errors/raise.ts';
import { joinSql, type Sql, sql, sqlName, sqlText } from '../../fragments/sql.ts';
import { duckdbType, NULLS_TYPE } from '../../native/duckdb-type.ts';
import { type DataType, type StructType, simpleString } from '../../types/data-type.ts';
import type { Names } from './column-names.ts';
import type { SchemaNode } from './footer.ts';
import {
  elementOf,
  entryOf,
  isInstant,
  isList,
  isMap,
  isNanos,
  isUnsigned,
  leafType,
  PHYSICAL_NAMES,
  timeOf,
  timestampUnit,
} from './parquet-schema.ts';

/** A column that cannot be read as asked. */
export interface TypeMismatch {
  /** From the top, as the file spells it. */
  readonly column: string;
  readonly wanted: string;
  /** Undefined: one of the two is nested in another way. */
  readonly stored: string | undefined;
}

export class ColumnMismatch extends Error {
  override readonly name = 'ColumnMismatch';
  readonly mismatch: TypeMismatch;

  constructor(mismatch: TypeMismatch) {
    super(`${mismatch.column} is not ${mismatch.wanted}`);
    this.mismatch = mismatch;
  }
}

function mismatch(path: readonly string[], wanted: DataType, stored?: string): never {
  throw new ColumnMismatch({ column: path.join(', '), wanted: simpleString(wanted), stored });
}

/** The one column of that name; several are a mismatch. */
export function nodeNamed(nodes: readonly SchemaNode[], name: string, names: Names): SchemaNode | undefined {
  const found = nodes.filter((node) => names.same(node.name, name));
  if (found.length <= 1) return found[0];
  throw new ColumnMismatch({ column: found.map((node) => node.name).join(', '), wanted: name, stored: undefined });
}

export function columnSql(node: SchemaNode, wanted: DataType, names: Names): Sql {
  return new Conversion(names).field(sqlName(node.name), node, wanted, [node.name]) ?? sqlName(node.name);
}

/** Spark looks into a column's own nesting only where the type wanted is nested twice. */
function isFlat(wanted: DataType): boolean {
  switch (wanted.kind) {
    case 'struct':
      return false;
    case 'array':
      return isAtomic(wanted.element);
    case 'map':
      return isAtomic(wanted.key) && isAtomic(wanted.value);
    default:
      return true;
  }
}

const isAtomic = ({ kind }: DataType): boolean => kind !== 'struct' && kind !== 'array' && kind !== 'map';

class Conversion {
  readonly #names: Names;
  #variables = 0;

  constructor(names: Names) {
    this.#names = names;
  }

  /** Undefined: the value is right as it is. A repeated field outside of a list is a list of its own. */
  field(value: Sql, node: SchemaNode, wanted: DataType, path: readonly string[]): Sql | undefined {
    if (wanted.kind === 'udt') return this.field(value, node, wanted.sqlType, path);
    if (node.repetition !== 'repeated') return this.#value(value, node, wanted, path);
    return wanted.kind === 'array' ? this.#list(value, node, wanted.element, path) : mismatch(path, wanted);
  }

  #value(value: Sql, node: SchemaNode, wanted: DataType, path: readonly string[]): Sql | undefined {
    const stored = PHYSICAL_NAMES[node.physical ?? -1];
    const fail = (): never => mismatch(path, wanted, isFlat(wanted) ? stored : undefined);
    switch (wanted.kind) {
      case 'udt':
        return this.#value(value, node, wanted.sqlType, path);
      case 'array':
        return isList(node) ? this.#list(value, elementOf(node).node, wanted.element, path) : fail();
      case 'map': {
        const [key, item] = isMap(node) ? entryOf(node) : fail();
        return this.#map(value, [key, wanted.key], [item, wanted.value], path);
      }
      case 'struct':
        return node.physical === undefined && !isList(node) && !isMap(node)
          ? this.#struct(value, node, wanted, path)
          : fail();
      case 'variant':
      case 'geometry':
      case 'geography':
        return raise('UNSUPPORTED_FEATURE_BY_NAME', {
          feature: `reading ${simpleString(wanted).toUpperCase()} from Parquet`,
        });
      default: {
        return stored === undefined ? fail() : leafSql(value, node, wanted, fail);
      }
    }
  }

  #variable(): Sql {
    this.#variables += 1;
    return sqlText(`x${this.#variables}`);
  }

  #list(value: Sql, node: SchemaNode, wanted: DataType, path: readonly string[]): Sql | undefined {
    const each = this.#variable();
    const converted = this.#value(each, node, wanted, [...path, 'list', node.name]);
    return converted && sql`list_transform(${value}, lambda ${each}: ${converted})`;
  }

  /** Entries stay a list of pairs: their keys need not differ. */
  #map(
    value: Sql,
    [keyNode, keyType]: readonly [SchemaNode, DataType],
    [valueNode, valueType]: readonly [SchemaNode, DataType],
    path: readonly string[],
  ): Sql | undefined {
    const entry = this.#variable();
    const [key, item] = [sql`${entry}.key`, sql`${entry}.value`];
    const newKey = this.field(key, keyNode, keyType, [...path, keyNode.name]);
    const newValue = this.field(item, valueNode, valueType, [...path, valueNode.name]);
    if (newKey === undefined && newValue === undefined) return undefined;
    const pair = sql`{'key': ${newKey ?? key}, 'value': ${newValue ?? item}}`;
    return unlessNull(value, sql`list_transform(map_entries(${value}), lambda ${entry}: ${pair})`);
  }

  #struct(value: Sql, node: SchemaNode, wanted: StructType, path: readonly string[]): Sql | undefined {
    const { children } = node;
    const alone = isCollapsed(node);
    const found = wanted.fields.map((f) => nodeNamed(children, f.name, this.#names));
    const fields = wanted.fields.map((f, i): { readonly at: number; readonly own: Sql; readonly made?: Sql } => {
      const child = found[i];
      if (child === undefined) return { at: -1, own: sqlText(`CAST(NULL AS ${NULLS_TYPE})`) };
      const at = children.indexOf(child);
      const own = alone ? value : sql`struct_extract_at(${value}, ${at + 1})`;
      const made = this.field(own, child, f.type, [...path, child.name]);
      return made === undefined ? { at, own } : { at, own, made };
    });
    if (
      !alone &&
      children.length === fields.length &&
      fields.every(({ at, made }, i) => at === i && made === undefined)
    )
      return undefined;
    const items = fields.map(({ own, made }, i) => sql`${sqlText(`f${i}`)} := ${made ?? own}`);
    const made = sql`struct_pack(${joinSql(items, ', ')})`;
    return alone ? made : unlessNull(value, made);
  }
}

/** A repeated group of one field, which DuckDB gives as that field: as an element of a list it is never NULL. */
const isCollapsed = (node: SchemaNode): boolean =>
  node.repetition === 'repeated' && node.children.length === 1 && !isList(node) && !isMap(node);

const unlessNull = (value: Sql, made: Sql): Sql => sql`CASE WHEN ${value} IS NULL THEN NULL ELSE ${made} END`;

type Fail = () => never;

function leafSql(value: Sql, node: SchemaNode, wanted: DataType, fail: Fail): Sql | undefined {
  const own = leafType(node);
  switch (wanted.kind) {
    case 'void':
      return undefined;
    case 'boolean':
      return node.physical === BOOLEAN ? undefined : fail();
    case 'string':
    case 'char':
    case 'varchar':
      return node.physical === BYTES && (own.kind === 'string' || own.kind === 'binary') ? undefined : fail();
    case 'binary':
      if (own.kind === 'binary' && isUuid(node)) return sql`unhex(replace(CAST(${value} AS VARCHAR), '-', ''))`;
      return own.kind === 'string' || own.kind === 'binary' ? undefined : fail();
    case 'float':
      return node.physical === FLOAT ? undefined : fail();
    case 'double':
      if (node.physical === FLOAT || node.physical === DOUBLE) return sql`CAST(${value} AS DOUBLE)`;
      return node.physical === INT32 ? sql`CAST(${signed(storedNumber(value, node), node)} AS DOUBLE)` : fail();
    case 'decimal':
      return decimalSql(value, node, own, wanted, fail);
    case 'timestamp':
    case 'timestamp_ntz':
      return instantSql(value, node, own, wanted, fail);
    case 'time':
      return timeSql(value, node, own, wanted.precision, fail);
    default:
      return wholeSql(value, node, wanted, fail);
  }
}

const BOOLEAN = 0;
const INT32 = 1;
const INT64 = 2;
const FLOAT = 4;
const DOUBLE = 5;
const BYTES = 6;

const isUuid = (node: SchemaNode): boolean => node.logical?.has(14) === true;

/** Types held in INT32 and INT64, whatever the file says that the numbers mean. */
function wholeSql(value: Sql, node: SchemaNode, wanted: DataType, fail: Fail): Sql | undefined {
  if (node.physical === INT64 && isNanos(node)) return wanted.kind === 'long' ? nanosSql(value, node) : fail();
  const own = leafType(node);
  if (own.kind === wanted.kind && !isUnsigned(node)) return undefined;
  const narrow = node.physical === INT32;
  const number = storedNumber(value, node);
  const as = (type: string): Sql => sql`CAST(${number} AS ${sqlText(type)})`;
  const isUnsignedInt = own.kind === 'long' && isUnsigned(node);
  if (wanted.kind === 'long' && (narrow || (node.physical === INT64 && !isUnsigned(node)))) return as('BIGINT');
  if (wanted.kind === 'daytime' && node.physical === INT64 && !isUnsigned(node)) return as('BIGINT');
  if (!narrow || isUnsignedInt) return fail();
  switch (wanted.kind) {
    case 'integer':
    case 'yearmonth':
      return as('INTEGER');
    case 'date':
      return sql`(DATE '1970-01-01' + ${as('INTEGER')})`;
    case 'short':
      return cut(number, 16, 'SMALLINT');
    case 'byte':
      return cut(number, 8, 'TINYINT');
    default:
      return fail();
  }
}

/** DuckDB cuts nanoseconds off where they are of an instant. */
function nanosSql(value: Sql, node: SchemaNode): Sql {
  if (isInstant(node)) raise('UNSUPPORTED_FEATURE_BY_NAME', { feature: 'Parquet instants in nanoseconds as LONG' });
  return sql`epoch_ns(${value})`;
}

/** The lowest bits as a signed number, as a cast in Java gives them. */
function cut(number: Sql, bits: 8 | 16, type: string): Sql {
  const sign = 2 ** (bits - 1);
  return sql`CAST(xor(CAST(${number} AS BIGINT) & ${2 ** bits - 1}, ${sign}) - ${sign} AS ${sqlText(type)})`;
}

function signed(number: Sql, node: SchemaNode): Sql {
  return leafType(node).kind === 'long' && isUnsigned(node)
    ? sql`(xor(CAST(${number} AS BIGINT), 2147483648) - 2147483648)`
    : number;
}

/** What is stored, of a column that DuckDB gives as a date, an instant or a decimal. */
function storedNumber(value: Sql, node: SchemaNode): Sql {
  const own = leafType(node);
  switch (own.kind) {
    case 'date':
      return sql`(${value} - DATE '1970-01-01')`;
    case 'decimal':
      return isUnsigned(node) ? value : sql`(${value} * ${sqlText(`1${'0'.repeat(own.scale)}`)})`;
    case 'time':
      return timeNumber(value, node);
    case 'timestamp':
    case 'timestamp_ntz':
      return timestampUnit(node) === 'millis' ? sql`epoch_ms(${value})` : sql`epoch_us(${value})`;
    default:
      return value;
  }
}

/** Nanoseconds of the day, cut to so many digits of a second. */
function timeSql(value: Sql, node: SchemaNode, own: DataType, precision: number, fail: Fail): Sql {
  if (node.physical !== INT64 || own.kind !== 'time') return fail();
  const unit = 10 ** (9 - precision);
  const nanos = sql`(${timeNumber(value, node)} * 1000)`;
  return unit <= 1000 ? nanos : sql`(${nanos} // ${unit} * ${unit})`;
}

/** As stored, of a column that DuckDB gives as a time of day with or without a zone, in microseconds. */
function timeNumber(value: Sql, node: SchemaNode): Sql {
  if (timeOf(node)?.unit === 'nanos')
    raise('UNSUPPORTED_FEATURE_BY_NAME', { feature: 'Parquet times of day in nanoseconds' });
  const time = sql`CAST(${value} AS TIME)`;
  return timeOf(node)?.unit === 'millis' ? sql`(epoch_us(${time}) // 1000)` : sql`epoch_us(${time})`;
}

/** By the width they are stored in. */
const WHOLE_DIGITS: Readonly<Record<string, number>> = { byte: 10, short: 10, integer: 10, long: 20 };

/** Digits before the point must not become fewer, nor those after it. */
function decimalSql(
  value: Sql,
  node: SchemaNode,
  own: DataType,
  wanted: DataType & { kind: 'decimal' },
  fail: Fail,
): Sql | undefined {
  const whole = wanted.precision - wanted.scale;
  const fits =
    own.kind === 'decimal'
      ? isUnsigned(node)
        ? wanted.precision === own.precision && wanted.scale === 0
        : wanted.scale >= own.scale && whole >= own.precision - own.scale
      : !isUnsigned(node) && whole >= (WHOLE_DIGITS[own.kind] ?? Number.POSITIVE_INFINITY);
  if (!fits) return fail();
  if (own.kind === 'decimal' && own.scale === wanted.scale && !isUnsigned(node)) return undefined;
  return sql`CAST(${value} AS ${sqlText(duckdbType(wanted))})`;
}

const INT96 = 3;

/** Read where the session's time zone is UTC, so that casts between the two kinds keep the number. */
function instantSql(value: Sql, node: SchemaNode, own: DataType, wanted: DataType, fail: Fail): Sql | undefined {
  if (own.kind === 'date' && wanted.kind === 'timestamp_ntz') return sql`CAST(${value} AS TIMESTAMP)`;
  if (own.kind !== 'timestamp' && own.kind !== 'timestamp_ntz') return fail();
  if (own.kind === wanted.kind && node.physical !== INT96) return undefined;
  return wanted.kind === 'timestamp' ? sql`CAST(${value} AS TIMESTAMPTZ)` : sql`CAST(${value} AS TIMESTAMP)`;
}
