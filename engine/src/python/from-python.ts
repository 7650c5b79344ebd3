/**
 * Unpickled values into columns, by the rules of Spark's `EvaluatePython.makeFromJava`: integers take the declared
 * width (wrapping), a value of another kind becomes NULL, strings take the text of anything.
 */
import { raise, sparkError } from '../errors/raise.ts';
import { type DataType, simpleString } from '../types/data-type.ts';
import { decimalText, parseDecimal, rescale } from '../types/decimal.ts';
import type { Value } from '../types/value.ts';
import type { ListBuilder, LongBuilder, NumberBuilder, StructBuilder, VectorBuilder } from '../types/vector-builder.ts';
import { javaText } from './java-text.ts';
import { pickleError } from './pickle-construct.ts';
import type { PyDecimal, PyDict, PyValue } from './py-value.ts';

export type Appender = (builder: VectorBuilder, value: PyValue) => void;

/** How values of a type are put into the builder that `vectorBuilder` makes for that type. */
export function pythonAppender(type: DataType): Appender {
  const append = presentAppender(type);
  return (builder, value) => {
    if (value === null) builder.appendNull();
    else append(builder, value);
  };
}

function presentAppender(type: DataType): Appender {
  switch (type.kind) {
    case 'udt':
      return presentAppender(type.sqlType);
    case 'void':
      return (builder) => builder.appendNull();
    case 'boolean':
      return (builder, value) => builder.append(typeof value === 'boolean' ? value : null);
    case 'byte':
      return integerAppender(8);
    case 'short':
      return integerAppender(16);
    case 'integer':
      return integerAppender(32);
    case 'date':
    case 'yearmonth':
      return (builder, value) => builder.append(typeof value === 'number' && (value | 0) === value ? value : null);
    case 'long':
    case 'timestamp':
    case 'timestamp_ntz':
    case 'time':
    case 'daytime':
      return appendLong;
    case 'float':
    case 'double':
      return (builder, value) => {
        if (isObject(value, 'float')) (builder as NumberBuilder).appendNumber(value.value);
        else builder.appendNull();
      };
    case 'decimal':
      return decimalAppender(type.precision, type.scale);
    case 'string':
    case 'char':
    case 'varchar':
      return (builder, value) => builder.append(typeof value === 'string' ? value : javaText(value));
    case 'binary':
      return (builder, value) =>
        builder.append(typeof value === 'string' || value instanceof Uint8Array ? (value as Value) : null);
    case 'array':
      return arrayAppender(pythonAppender(type.element));
    case 'map':
      return mapAppender(pythonAppender(type.key), pythonAppender(type.value));
    case 'struct':
      return structAppender(type.fields.map((f) => pythonAppender(f.type)));
    case 'variant':
      return appendVariant;
    case 'interval':
    case 'geometry':
    case 'geography':
      return raise('UNSUPPORTED_DATATYPE.PYTHON', { typeName: simpleString(type) });
  }
}

function isObject<K extends 'float' | 'decimal' | 'list' | 'dict' | 'array'>(
  value: PyValue,
  kind: K,
): value is Extract<PyValue, { readonly py: K }> {
  return typeof value === 'object' && value !== null && 'py' in value && value.py === kind;
}

/** Integers outside 64 bits are no long in a JVM, and so become NULL. */
function integerAppender(bits: 8 | 16 | 32): Appender {
  return (builder, value) => {
    if (typeof value === 'number') {
      const low =
        Number.isSafeInteger(value) && (value | 0) !== value ? Number(BigInt.asIntN(32, BigInt(value))) : value;
      (builder as NumberBuilder).appendNumber((low << (32 - bits)) >> (32 - bits));
    } else if (typeof value === 'bigint' && BigInt.asIntN(64, value) === value) {
      (builder as NumberBuilder).appendNumber(Number(BigInt.asIntN(bits, value)));
    } else {
      builder.appendNull();
    }
  };
}

function appendLong(builder: VectorBuilder, value: PyValue): void {
  if (typeof value === 'number') (builder as LongBuilder).appendLong(BigInt(value));
  else if (typeof value === 'bigint' && BigInt.asIntN(64, value) === value) (builder as LongBuilder).appendLong(value);
  else builder.appendNull();
}

function decimalAppender(precision: number, scale: number): Appender {
  const limit = 10n ** BigInt(precision);
  return (builder, value) => {
    if (!isObject(value, 'decimal')) {
      builder.appendNull();
      return;
    }
    const unscaled = unscaledOf(value, scale);
    if (unscaled >= limit || unscaled <= -limit) throw outOfRange(value, unscaled, precision, scale);
    builder.append(unscaled);
  };
}

function outOfRange(value: PyDecimal, unscaled: bigint, precision: number, scale: number): Error {
  return sparkError('NUMERIC_VALUE_OUT_OF_RANGE.WITHOUT_SUGGESTION', {
    roundedValue: decimalText(unscaled, scale),
    originalValue: value.text,
    precision: String(precision),
    scale: String(scale),
  });
}

/** Rounded half up. Exponents are bounded here before anything of their size is computed. */
function unscaledOf({ text }: PyDecimal, scale: number): bigint {
  const parsed = parseDecimal(text) ?? pickleError(`invalid decimal ${text}`);
  const shift = scale - parsed.scale;
  if (parsed.unscaled === 0n || -shift > text.length) return 0n;
  return shift > 100 ? 10n ** 100n : rescale(parsed.unscaled, parsed.scale, scale);
}

/** What counts as a sequence: lists, and all that is an array in a JVM (tuples, bytes, `array.array`). */
function sequenceOf(value: PyValue): readonly PyValue[] | undefined {
  if (isObject(value, 'list')) return value.items;
  return tupleOf(value);
}

function tupleOf(value: PyValue): readonly PyValue[] | undefined {
  if (Array.isArray(value)) return value as readonly PyValue[];
  if (value instanceof Uint8Array) return Array.from(value, (byte) => (byte << 24) >> 24);
  return isObject(value, 'array') ? value.items : undefined;
}

function arrayAppender(element: Appender): Appender {
  return (builder, value) => {
    const items = sequenceOf(value);
    if (items === undefined) {
      builder.appendNull();
      return;
    }
    const list = builder as ListBuilder;
    for (const item of items) element(list.child, item);
    list.endRow();
  };
}

function mapAppender(key: Appender, item: Appender): Appender {
  return (builder, value) => {
    if (!isObject(value, 'dict')) {
      builder.appendNull();
      return;
    }
    const list = builder as ListBuilder;
    const entries = list.child as StructBuilder;
    const [keys, items] = entries.children as [VectorBuilder, VectorBuilder];
    for (let i = 0; i < value.keys.length; i++) {
      key(keys, value.keys[i]!);
      item(items, value.values[i]!);
      entries.endRow();
    }
    list.endRow();
  };
}

function structAppender(fields: readonly Appender[]): Appender {
  return (builder, value) => {
    const items = tupleOf(value);
    if (items === undefined) {
      builder.appendNull();
      return;
    }
    const row = builder as StructBuilder;
    appendFields(fields, row.children, items);
    row.endRow();
  };
}

/** One row's values into its columns; a wrong number of values is an error, as in Spark. */
export function appendFields(
  fields: readonly Appender[],
  builders: readonly VectorBuilder[],
  items: readonly PyValue[],
): void {
  if (items.length !== fields.length) {
    raise('STRUCT_ARRAY_LENGTH_MISMATCH', { expected: String(fields.length), actual: String(items.length) });
  }
  for (let i = 0; i < fields.length; i++) fields[i]!(builders[i]!, items[i]!);
}

function appendVariant(builder: VectorBuilder, value: PyValue): void {
  if (!isObject(value, 'dict')) {
    builder.appendNull();
    return;
  }
  const bytes = (name: string): Value => {
    const found = (value as PyDict).values[(value as PyDict).keys.indexOf(name)];
    return found instanceof Uint8Array ? found : raise('UNSUPPORTED_DATATYPE.PYTHON', { typeName: 'variant' });
  };
  builder.append([bytes('value'), bytes('metadata')]);
}
