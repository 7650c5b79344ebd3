/** The run-time conversion between two types. */
import { internal } from '../../errors/internal.ts';
import { raise } from '../../errors/raise.ts';
import { onGlobe } from '../../functions/impl/well-known-binary.ts';
import { type DataType, sameType, simpleString, type TypeOf } from '../../types/data-type.ts';
import type { MapValue, Value } from '../../types/value.ts';
import type { CastOptions, Convert } from './cast-errors.ts';
import { toDate, toTime, toTimestamp, toTimestampNtz } from './to-datetime.ts';
import { toDecimal } from './to-decimal.ts';
import { toCalendar, toDayTime, toYearMonth } from './to-interval.ts';
import { toBoolean, toFloating, toWhole } from './to-number.ts';
import { textOf, toBinary } from './to-text.ts';

/** Takes a present value; gives `null` where there is no counterpart and the mode allows that. */
export function castFunction(from: DataType, to: DataType, options: CastOptions): Convert {
  if (from.kind === 'udt') return castFunction(from.sqlType, to, options);
  return converter(from, to, options) ?? internal(`no cast from ${simpleString(from)} to ${simpleString(to)}`);
}

function converter(from: DataType, to: DataType, options: CastOptions): Convert | undefined {
  if (from.kind === 'void') return () => null;
  if (sameType(from, to)) return (value: Value) => value;
  switch (to.kind) {
    case 'string':
    case 'char':
    case 'varchar':
      return textOf(from, options);
    case 'binary':
      return toBinary(from);
    case 'boolean':
      return toBoolean(from, to, options) ?? inPlace(from, to);
    case 'byte':
    case 'short':
    case 'integer':
    case 'long':
      return toWhole(from, to, options) ?? inPlace(from, to);
    case 'float':
    case 'double':
      return toFloating(from, to, options) ?? inPlace(from, to);
    case 'decimal':
      return toDecimal(from, to, options);
    case 'date':
      return toDate(from, to, options);
    case 'timestamp':
      return toTimestamp(from, to, options);
    case 'timestamp_ntz':
      return toTimestampNtz(from, to, options);
    case 'time':
      return toTime(from, to, options);
    case 'interval':
      return toCalendar(from);
    case 'yearmonth':
      return toYearMonth(from, to, options);
    case 'daytime':
      return toDayTime(from, to, options);
    case 'geometry':
      return (value: Uint8Array) => value;
    case 'geography':
      return onGlobe;
    default:
      return toNested(from, to, options);
  }
}

/** The simple conversions that generated code writes in place, for elements of nested values. */
function inPlace(from: DataType, to: DataType): Convert | undefined {
  const fromBoolean = from.kind === 'boolean';
  switch (to.kind) {
    case 'boolean':
      return (value: number | bigint) => value !== 0 && value !== 0n;
    case 'long':
      return fromBoolean ? (value: boolean) => (value ? 1n : 0n) : (value: number) => BigInt(value);
    case 'float':
      return (value: number) => Math.fround(Number(value));
    case 'double':
    case 'byte':
    case 'short':
    case 'integer':
      return (value: number) => Number(value);
    default:
      return undefined;
  }
}

type Element = (value: Value) => Value;

const element = (from: DataType, to: DataType, options: CastOptions): Element => {
  const convert = castFunction(from, to, options);
  return (value) => (value === null ? null : convert(value as never));
};

function toNested(from: DataType, to: DataType, options: CastOptions): Convert | undefined {
  if (from.kind === 'array' && to.kind === 'array') {
    const convert = element(from.element, to.element, options);
    return (value: readonly Value[]) => value.map(convert);
  }
  if (from.kind === 'map' && to.kind === 'map') {
    const [key, item] = [element(from.key, to.key, options), element(from.value, to.value, options)];
    return ({ keys, values }: MapValue) => ({
      keys: keys.map((k) => key(k) ?? raise('NULL_MAP_KEY', {})),
      values: values.map(item),
    });
  }
  if (from.kind === 'struct' && to.kind === 'struct') return structs(from, to, options);
  return undefined;
}

function structs(from: TypeOf<'struct'>, to: TypeOf<'struct'>, options: CastOptions): Convert {
  const fields = from.fields.map((f, i) => element(f.type, (to.fields[i] as (typeof to.fields)[number]).type, options));
  return (value: readonly Value[]) => fields.map((convert, i) => convert(value[i] as Value));
}
