/** The one type several values are brought to, by the ANSI rules or by the older ones. */
import {
  array,
  DATE,
  type DataType,
  DOUBLE,
  field,
  type Kind,
  LONG,
  map,
  STRING,
  type StructType,
  sameType,
  struct,
  TIMESTAMP,
  TIMESTAMP_NTZ,
  type TypeOf,
} from '../../types/data-type.ts';
import { type Decimal, decimalFor, FRACTIONAL, INTEGRAL, isNumeric, widerDecimal } from './decimal-rules.ts';

export interface CoercionMode {
  readonly ansi: boolean;
  readonly caseSensitive: boolean;
}

const NUMERIC_ORDER: readonly Kind[] = ['byte', 'short', 'integer', 'long', 'float', 'double'];
const TEXT: ReadonlySet<Kind> = new Set(['string', 'char', 'varchar']);
const COMPLEX: ReadonlySet<Kind> = new Set(['array', 'map', 'struct', 'udt']);

export const isText = (type: DataType): boolean => TEXT.has(type.kind);
export const isAtomic = (type: DataType): boolean =>
  !COMPLEX.has(type.kind) && type.kind !== 'void' && type.kind !== 'interval';

type Merge = (a: DataType, b: DataType) => DataType | undefined;

/** Widening that never loses information; no strings, no decimals of different size. */
export function tightestCommonType(a: DataType, b: DataType, mode: CoercionMode): DataType | undefined {
  if (sameType(a, b, false)) return a;
  if (a.kind === 'void') return b;
  if (b.kind === 'void') return a;
  if (isText(a) && isText(b)) return sameCollation(a, b) ? STRING : a.kind === 'string' ? a : b;
  const numeric = widerNumber(a, b, mode);
  if (numeric !== undefined) return numeric;
  if ((a.kind === 'geometry' || a.kind === 'geography') && a.kind === b.kind) return { kind: a.kind, srid: -1 };
  return widerInterval(a, b) ?? widerTime(a, b) ?? widerComplex(a, b, (x, y) => tightestCommonType(x, y, mode), mode);
}

function sameCollation(a: DataType, b: DataType): boolean {
  return 'collation' in a && 'collation' in b && a.collation === b.collation && a.collation === 'UTF8_BINARY';
}

function widerNumber(a: DataType, b: DataType, mode: CoercionMode): DataType | undefined {
  if (!isNumeric(a) || !isNumeric(b)) return undefined;
  if (a.kind === 'decimal' || b.kind === 'decimal') return exactDecimal(a, b);
  const mixed = a.kind === 'float' ? INTEGRAL.has(b.kind) : b.kind === 'float' && INTEGRAL.has(a.kind);
  if (mode.ansi && mixed) return DOUBLE;
  return NUMERIC_ORDER.indexOf(a.kind) >= NUMERIC_ORDER.indexOf(b.kind) ? a : b;
}

/** Only where one side is a decimal already wide enough for the other. */
function exactDecimal(a: DataType, b: DataType): DataType | undefined {
  if (a.kind === 'decimal' && holds(a, b)) return a;
  if (b.kind === 'decimal' && holds(b, a)) return b;
  return undefined;
}

function holds(wide: Decimal, type: DataType): boolean {
  if (type.kind === 'float' || type.kind === 'double') return false;
  const narrow = decimalFor(type);
  return (
    narrow !== undefined && wide.precision - wide.scale >= narrow.precision - narrow.scale && wide.scale >= narrow.scale
  );
}

function widerInterval(a: DataType, b: DataType): DataType | undefined {
  if (a.kind === 'daytime' && b.kind === 'daytime') {
    const start = Math.min(a.start, b.start) as TypeOf<'daytime'>['start'];
    return { kind: 'daytime', start, end: Math.max(a.end, b.end) as TypeOf<'daytime'>['end'] };
  }
  if (a.kind === 'yearmonth' && b.kind === 'yearmonth') {
    const start = Math.min(a.start, b.start) as TypeOf<'yearmonth'>['start'];
    return { kind: 'yearmonth', start, end: Math.max(a.end, b.end) as TypeOf<'yearmonth'>['end'] };
  }
  return undefined;
}

function widerTime(a: DataType, b: DataType): DataType | undefined {
  if (a.kind === 'time' && b.kind === 'time') return a.precision >= b.precision ? a : b;
  const kinds = [a.kind, b.kind];
  if (!kinds.every((kind) => kind === 'date' || kind === 'timestamp' || kind === 'timestamp_ntz')) return undefined;
  if (kinds.includes('timestamp')) return TIMESTAMP;
  return kinds.includes('timestamp_ntz') ? TIMESTAMP_NTZ : DATE;
}

function widerComplex(a: DataType, b: DataType, merge: Merge, mode: CoercionMode): DataType | undefined {
  if (a.kind === 'array' && b.kind === 'array') {
    const element = merge(a.element, b.element);
    if (element === undefined) return undefined;
    const containsNull = a.containsNull || b.containsNull || mayFail(a.element, element) || mayFail(b.element, element);
    return array(element, containsNull);
  }
  if (a.kind === 'map' && b.kind === 'map') {
    const key = merge(a.key, b.key);
    const value = merge(a.value, b.value);
    if (key === undefined || value === undefined || mayFail(a.key, key) || mayFail(b.key, key)) return undefined;
    const containsNull =
      a.valueContainsNull || b.valueContainsNull || mayFail(a.value, value) || mayFail(b.value, value);
    return map(key, value, containsNull);
  }
  if (a.kind === 'struct' && b.kind === 'struct') return widerStruct(a, b, merge, mode);
  return undefined;
}

function widerStruct(a: StructType, b: StructType, merge: Merge, mode: CoercionMode): DataType | undefined {
  if (a.fields.length !== b.fields.length) return undefined;
  const fields = [];
  for (const [i, left] of a.fields.entries()) {
    const right = b.fields[i];
    if (right === undefined || !sameName(left.name, right.name, mode)) return undefined;
    const type = merge(left.type, right.type);
    if (type === undefined) return undefined;
    const nullable = left.nullable || right.nullable || mayFail(left.type, type) || mayFail(right.type, type);
    fields.push(field(left.name, type, nullable));
  }
  return struct(fields);
}

const sameName = (a: string, b: string, mode: CoercionMode): boolean =>
  mode.caseSensitive ? a === b : a.toLowerCase() === b.toLowerCase();

/** A widening cast that may come out NULL; VOID is the type of what an empty array or map holds. */
function mayFail(from: DataType, to: DataType): boolean {
  return isText(from) && !isText(to) && to.kind !== 'binary';
}

/** For set operations, CASE, coalesce, IN and comparisons: decimals widen and strings are promoted. */
export function widerType(a: DataType, b: DataType, mode: CoercionMode): DataType | undefined {
  return (
    tightestCommonType(a, b, mode) ??
    mixedDecimal(a, b) ??
    (mode.ansi ? promotedString(a, b) : legacyString(a, b)) ??
    widerComplex(a, b, (x, y) => widerType(x, y, mode), mode)
  );
}

/** As `widerType`, without turning strings into other types or other types into strings. */
export function widerTypeWithoutStrings(a: DataType, b: DataType, mode: CoercionMode): DataType | undefined {
  return (
    tightestCommonType(a, b, mode) ??
    mixedDecimal(a, b) ??
    widerComplex(a, b, (x, y) => widerTypeWithoutStrings(x, y, mode), mode)
  );
}

export function mixedDecimal(a: DataType, b: DataType): DataType | undefined {
  if (a.kind !== 'decimal' && b.kind !== 'decimal') return undefined;
  if (!isNumeric(a) || !isNumeric(b)) return undefined;
  if ([a.kind, b.kind].some((kind) => kind === 'float' || kind === 'double')) return DOUBLE;
  const left = decimalFor(a);
  const right = decimalFor(b);
  return left === undefined || right === undefined ? undefined : widerDecimal(left, right);
}

/** ANSI: the string side is read as the other side's type. */
export function promotedString(a: DataType, b: DataType): DataType | undefined {
  const other = isText(a) ? b : isText(b) ? a : undefined;
  if (other === undefined || isText(other)) return undefined;
  if (INTEGRAL.has(other.kind)) return LONG;
  if (FRACTIONAL.has(other.kind)) return DOUBLE;
  if (other.kind === 'daytime' || other.kind === 'yearmonth') return undefined;
  return isAtomic(other) ? other : undefined;
}

function legacyString(a: DataType, b: DataType): DataType | undefined {
  const other = isText(a) ? b : isText(b) ? a : undefined;
  if (other === undefined || !isAtomic(other)) return undefined;
  return other.kind === 'binary' || other.kind === 'boolean' ? undefined : STRING;
}

/** Folds many types into one; strings first where old rules mix them with others, so that the order does not matter. */
export function commonTypeOf(types: readonly DataType[], mode: CoercionMode): DataType | undefined {
  const ordered = mode.ansi ? types : [...types.filter(hasText), ...types.filter((type) => !hasText(type))];
  let common: DataType | undefined;
  for (const type of ordered) {
    if (common === undefined) common = type;
    else {
      common = widerType(common, type, mode);
      if (common === undefined) return undefined;
    }
  }
  return common;
}

function hasText(type: DataType): boolean {
  return isText(type) || (type.kind === 'array' && hasText(type.element));
}
