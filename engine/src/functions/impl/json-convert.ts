/** JSON read as values of SQL types: what does not fit becomes NULL. */
import { raise } from '../../errors/raise.ts';
import { type DataType, simpleString } from '../../types/data-type.ts';
import { fitsPrecision, parseDecimal, rescale } from '../../types/decimal.ts';
import { parseDate, parseTimestamp, parseTimestampNtz } from '../../types/parse-datetime.ts';
import { timeZone } from '../../types/time-zone.ts';
import type { Value } from '../../types/value.ts';
import { fromBase64 } from './charset-code.ts';
import { dayOf } from './datetime-code.ts';
import { instantOf, type ReadTime, readByPattern } from './datetime-parse.ts';
import { type JsonTree, readJson, scalarText } from './json-tree.ts';
import type { JsonOptions } from './json-write.ts';

/** Gives undefined where the tree is no such value. */
type Convert = (tree: JsonTree) => Value | undefined;

export function jsonReader(type: DataType, zoneId: string, options: JsonOptions): (text: string | null) => Value {
  const convert = converter(type, options.timezone ?? zoneId, options);
  const failFast = options.mode?.toUpperCase() === 'FAILFAST';
  const nothing: Value = type.kind === 'struct' ? type.fields.map(() => null) : null;
  return (text) => {
    if (text === null || text.trim() === '') return null;
    const tree = readJson(text);
    const value = tree === undefined ? undefined : convert(tree);
    if (value !== undefined) return value;
    return failFast
      ? raise('MALFORMED_RECORD_IN_PARSING.WITHOUT_SUGGESTION', { badRecord: text, failFastMode: 'FAILFAST' })
      : nothing;
  };
}

function converter(type: DataType, zoneId: string, options: JsonOptions): Convert {
  switch (type.kind) {
    case 'struct': {
      const fields = type.fields.map((f) => [f.name, orNull(converter(f.type, zoneId, options))] as const);
      return (tree) =>
        tree.kind === 'object'
          ? fields.map(([name, convert]) =>
              convert(tree.entries.findLast(([key]) => key === name)?.[1] ?? { kind: 'null' }),
            )
          : undefined;
    }
    case 'array': {
      const convert = orNull(converter(type.element, zoneId, options));
      return (tree) => (tree.kind === 'array' ? tree.items.map(convert) : undefined);
    }
    case 'map': {
      const convert = orNull(converter(type.value, zoneId, options));
      return (tree) => {
        if (tree.kind !== 'object') return undefined;
        const last = new Map(tree.entries);
        return { keys: [...last.keys()], values: [...last.values()].map(convert) };
      };
    }
    default:
      return scalarConverter(type, zoneId, options);
  }
}

const orNull =
  (convert: Convert): ((tree: JsonTree) => Value) =>
  (tree) =>
    tree.kind === 'null' ? null : (convert(tree) ?? null);

const BOUNDS: Readonly<Record<string, bigint>> = {
  byte: 1n << 7n,
  short: 1n << 15n,
  integer: 1n << 31n,
  long: 1n << 63n,
};

function scalarConverter(type: DataType, zoneId: string, options: JsonOptions): Convert {
  switch (type.kind) {
    case 'string':
    case 'char':
    case 'varchar':
      return (tree) => scalarText(tree) ?? undefined;
    case 'boolean':
      return (tree) => (tree.kind === 'boolean' ? tree.value : undefined);
    case 'byte':
    case 'short':
    case 'integer':
    case 'long': {
      const bound = BOUNDS[type.kind] as bigint;
      return (tree) => {
        if (tree.kind !== 'number' || !/^-?\d+$/.test(tree.text)) return undefined;
        const value = BigInt(tree.text);
        if (value >= bound || value < -bound) return undefined;
        return type.kind === 'long' ? value : Number(value);
      };
    }
    case 'float':
      return (tree) => fractional(tree, Math.fround);
    case 'double':
      return (tree) => fractional(tree, (value) => value);
    case 'decimal':
      return (tree) => {
        const parsed = tree.kind === 'number' || tree.kind === 'string' ? parseDecimal(tree.text) : undefined;
        if (parsed === undefined) return undefined;
        const value = rescale(parsed.unscaled, parsed.scale, type.scale);
        return fitsPrecision(value, type.precision) ? value : undefined;
      };
    case 'binary':
      return (tree) => (tree.kind === 'string' ? fromBase64(tree.text) : undefined);
    case 'date':
      return texts(options.dateformat, (read) => dayOf(read.local), parseDate);
    case 'timestamp':
      return texts(
        options.timestampformat,
        (read) => instantOf(read, zoneId),
        (text) => parseTimestamp(text, timeZone(zoneId)),
      );
    case 'timestamp_ntz':
      return texts(options.timestampntzformat, (read) => read.local, parseTimestampNtz);
    default:
      return raise('UNSUPPORTED_JSON_TYPE', { type: `"${simpleString(type).toUpperCase()}"` });
  }
}

const SPECIAL: Readonly<Record<string, number>> = {
  NaN: Number.NaN,
  Infinity: Number.POSITIVE_INFINITY,
  '+Infinity': Number.POSITIVE_INFINITY,
  INF: Number.POSITIVE_INFINITY,
  '+INF': Number.POSITIVE_INFINITY,
  '-Infinity': Number.NEGATIVE_INFINITY,
  '-INF': Number.NEGATIVE_INFINITY,
};

function fractional(tree: JsonTree, round: (value: number) => number): number | undefined {
  if (tree.kind === 'number') return round(Number(tree.text));
  return tree.kind === 'string' ? SPECIAL[tree.text] : undefined;
}

function texts(
  pattern: string | undefined,
  made: (read: ReadTime) => Value,
  parse: (text: string) => Value | undefined,
): Convert {
  return (tree) => {
    if (tree.kind !== 'string') return undefined;
    if (pattern === undefined) return parse(tree.text);
    const read = readByPattern(tree.text, pattern);
    return 'reason' in read ? undefined : made(read);
  };
}
