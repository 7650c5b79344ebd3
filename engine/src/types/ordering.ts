/** Spark's equality and ordering of single values: NaN equals itself and is greatest, -0.0 equals 0.0, text by UTF-8 bytes. */
import { internal } from '../errors/internal.ts';
import { type DataType, simpleString } from './data-type.ts';
import type { IntervalValue, MapValue, Value } from './value.ts';

/** Negative, zero or positive. Arguments are present values of one type. */
export type Compare = (a: Value, b: Value) => number;
export type Equals = (a: Value, b: Value) => boolean;

/** Orders UTF-16 units as UTF-8 orders their characters: surrogates stand for characters above all others. */
function rank(unit: number): number {
  return unit < 0xd800 ? unit : unit >= 0xe000 ? unit - 0x800 : unit + 0x2000;
}

export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) return rank(x) - rank(y);
  }
  return a.length - b.length;
}

export function compareBytes(a: Uint8Array, b: Uint8Array): number {
  return compareSlices(a, 0, a.length, b, 0, b.length);
}

export function compareSlices(
  a: Uint8Array,
  aFrom: number,
  aTo: number,
  b: Uint8Array,
  bFrom: number,
  bTo: number,
): number {
  const count = Math.min(aTo - aFrom, bTo - bFrom);
  for (let i = 0; i < count; i++) {
    const difference = a[aFrom + i]! - b[bFrom + i]!;
    if (difference !== 0) return difference;
  }
  return aTo - aFrom - (bTo - bFrom);
}

export function equalSlices(
  a: Uint8Array,
  aFrom: number,
  aTo: number,
  b: Uint8Array,
  bFrom: number,
  bTo: number,
): boolean {
  const count = aTo - aFrom;
  if (count !== bTo - bFrom) return false;
  for (let i = 0; i < count; i++) if (a[aFrom + i] !== b[bFrom + i]) return false;
  return true;
}

export function compareFloats(a: number, b: number): number {
  if (a < b) return -1;
  if (a > b) return 1;
  if (a === b) return 0;
  return (Number.isNaN(a) ? 1 : 0) - (Number.isNaN(b) ? 1 : 0);
}

const compareNumbers: Compare = (a, b) => (a as number) - (b as number);
const compareBooleans: Compare = (a, b) => Number(a) - Number(b);
const compareBigints: Compare = (a, b) => ((a as bigint) < (b as bigint) ? -1 : (a as bigint) > (b as bigint) ? 1 : 0);

const MEMO = new Map<string, Compare>();

/** The same function for the same type, always: generated code that holds it can be shared. */
export function comparatorOf(type: DataType): Compare {
  switch (type.kind) {
    case 'boolean':
      return compareBooleans;
    case 'byte':
    case 'short':
    case 'integer':
    case 'date':
    case 'yearmonth':
      return compareNumbers;
    case 'long':
    case 'timestamp':
    case 'timestamp_ntz':
    case 'time':
    case 'daytime':
    case 'decimal':
      return compareBigints;
    case 'float':
    case 'double':
      return compareFloats as Compare;
    case 'string':
    case 'char':
    case 'varchar':
      return textComparator(type.collation);
    case 'binary':
      return compareBytes as Compare;
    case 'udt':
      return comparatorOf(type.sqlType);
    case 'void':
      return () => 0;
    case 'array':
    case 'struct':
    case 'map':
    case 'interval':
      return nestedComparator(type);
    default:
      return internal(`${type.kind} has no order`);
  }
}

function textComparator(collation: string): Compare {
  if (collation === 'UTF8_BINARY') return compareText as Compare;
  if (collation === 'UTF8_LCASE') return compareLowerCase;
  return internal(`collation ${collation} is not supported`);
}

const compareLowerCase: Compare = (a, b) => compareText((a as string).toLowerCase(), (b as string).toLowerCase());

function nestedComparator(type: DataType): Compare {
  const key = simpleString(type);
  const known = MEMO.get(key);
  if (known !== undefined) return known;
  const made = makeNested(type);
  MEMO.set(key, made);
  return made;
}

/** NULLs inside come first. */
function withNulls(compare: Compare): Compare {
  return (a, b) => {
    if (a === null) return b === null ? 0 : -1;
    return b === null ? 1 : compare(a, b);
  };
}

function makeNested(type: DataType): Compare {
  switch (type.kind) {
    case 'array':
      return compareArrays(withNulls(comparatorOf(type.element)));
    case 'struct':
      return compareStructs(type.fields.map((f) => withNulls(comparatorOf(f.type))));
    case 'map': {
      const keys = compareArrays(comparatorOf(type.key));
      const values = compareArrays(withNulls(comparatorOf(type.value)));
      return (a, b) =>
        keys((a as MapValue).keys, (b as MapValue).keys) || values((a as MapValue).values, (b as MapValue).values);
    }
    case 'interval':
      return (a, b) => {
        const x = a as IntervalValue;
        const y = b as IntervalValue;
        return x.months - y.months || x.days - y.days || compareBigints(x.micros, y.micros);
      };
    default:
      return internal(`${type.kind} is not nested`);
  }
}

function compareArrays(compare: Compare): Compare {
  return (a, b) => {
    const x = a as readonly Value[];
    const y = b as readonly Value[];
    const count = Math.min(x.length, y.length);
    for (let i = 0; i < count; i++) {
      const order = compare(x[i]!, y[i]!);
      if (order !== 0) return order;
    }
    return x.length - y.length;
  };
}

function compareStructs(fields: readonly Compare[]): Compare {
  return (a, b) => {
    for (let i = 0; i < fields.length; i++) {
      const order = fields[i]!((a as readonly Value[])[i]!, (b as readonly Value[])[i]!);
      if (order !== 0) return order;
    }
    return 0;
  };
}

const sameValue: Equals = (a, b) => a === b;
const sameFloat: Equals = (a, b) => a === b || (Number.isNaN(a) && Number.isNaN(b));
const EQUALS = new Map<Compare, Equals>();

/** The same function for the same type, always. */
export function equalsOf(type: DataType): Equals {
  switch (type.kind) {
    case 'float':
    case 'double':
      return sameFloat;
    case 'string':
    case 'char':
    case 'varchar':
      return type.collation === 'UTF8_BINARY' ? sameValue : byComparing(type);
    case 'binary':
    case 'array':
    case 'struct':
    case 'map':
    case 'interval':
    case 'udt':
      return byComparing(type);
    default:
      return sameValue;
  }
}

function byComparing(type: DataType): Equals {
  const compare = comparatorOf(type);
  const known = EQUALS.get(compare);
  if (known !== undefined) return known;
  const made: Equals = (a, b) => compare(a, b) === 0;
  EQUALS.set(compare, made);
  return made;
}
