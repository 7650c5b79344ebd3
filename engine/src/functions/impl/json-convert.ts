/** JSON read as values of SQL types, straight from the text; what does not fit is NULL and is noted. */
import { raise } from '../../errors/raise.ts';
import { type DataType, type StructType, simpleString } from '../../types/data-type.ts';
import { MICROS_PER_SECOND } from '../../types/datetime.ts';
import { fitsPrecision, parseDecimal, rescale } from '../../types/decimal.ts';
import { parseDate, parseTimestamp, parseTimestampNtz } from '../../types/parse-datetime.ts';
import { parseDayTime, parseYearMonth } from '../../types/parse-interval.ts';
import { timeZone } from '../../types/time-zone.ts';
import type { Value } from '../../types/value.ts';
import { fromBase64 } from './charset-code.ts';
import { dayOf } from './datetime-code.ts';
import { instantOf, type ReadTime, readByPattern } from './datetime-parse.ts';
import { isSet, type JsonOptions } from './json-options.ts';
import type { JsonScanner } from './json-scanner.ts';

/** Takes the next value whole; undefined where it is none of the type. */
export type Convert = (scanner: JsonScanner) => Value | undefined;

/** Fields that did not fit became NULL. */
export interface Misfits {
  found: boolean;
}

/** NULL for `null`. */
export function jsonConverter(type: DataType, zoneId: string, options: JsonOptions, misfits: Misfits): Convert {
  const convert = converter(type, zoneId, options, misfits);
  return (scanner) => {
    if (scanner.start() !== 'null') return convert(scanner);
    scanner.literal('null');
    return null;
  };
}

function converter(type: DataType, zoneId: string, options: JsonOptions, misfits: Misfits): Convert {
  switch (type.kind) {
    case 'struct':
      return structConverter(type, zoneId, options, misfits);
    case 'array': {
      const convert = jsonConverter(type.element, zoneId, options, misfits);
      return (scanner) => {
        if (scanner.start() !== 'array') return misfit(scanner);
        const items: (Value | undefined)[] = [];
        scanner.array(() => items.push(convert(scanner)));
        return items.includes(undefined) ? undefined : (items as Value[]);
      };
    }
    case 'map': {
      const convert = jsonConverter(type.value, zoneId, options, misfits);
      return (scanner) => {
        if (scanner.start() !== 'object') return misfit(scanner);
        const entries = new Map<string, Value | undefined>();
        let whole = true;
        scanner.object((name) => {
          const value = convert(scanner);
          if (value === undefined) whole = false;
          entries.set(name, value);
        });
        return whole ? { keys: [...entries.keys()], values: [...entries.values()] as Value[] } : undefined;
      };
    }
    case 'udt':
      return converter(type.sqlType, zoneId, options, misfits);
    default:
      return scalarConverter(type, zoneId, options);
  }
}

function structConverter(type: StructType, zoneId: string, options: JsonOptions, misfits: Misfits): Convert {
  const places = new Map(type.fields.map((f, i) => [f.name, i]));
  const converts = type.fields.map((f) => jsonConverter(f.type, zoneId, options, misfits));
  return (scanner) => {
    if (scanner.start() !== 'object') return misfit(scanner);
    const row: Value[] = converts.map(() => null);
    scanner.object((name) => {
      const at = places.get(name);
      if (at === undefined) {
        scanner.skip();
        return;
      }
      const value = (converts[at] as Convert)(scanner);
      if (value === undefined) misfits.found = true;
      else row[at] = value;
    });
    return row;
  };
}

function misfit(scanner: JsonScanner): undefined {
  scanner.skip();
  return undefined;
}

/** Bytes may be written without a sign too: 128 is -128. */
const BOUNDS: Readonly<Record<string, readonly [least: bigint, most: bigint]>> = {
  byte: [-128n, 255n],
  short: [-32768n, 32767n],
  integer: [-(2n ** 31n), 2n ** 31n - 1n],
  long: [-(2n ** 63n), 2n ** 63n - 1n],
};

function scalarConverter(type: DataType, zoneId: string, options: JsonOptions): Convert {
  switch (type.kind) {
    case 'void':
      return (scanner) => {
        scanner.skip();
        return null;
      };
    case 'string':
    case 'char':
    case 'varchar':
      return jsonText;
    case 'boolean':
      return (scanner) => {
        const start = scanner.start();
        if (start !== 'true' && start !== 'false') return misfit(scanner);
        scanner.literal(start);
        return start === 'true';
      };
    case 'byte':
    case 'short':
    case 'integer':
    case 'long':
      return integerConverter(type.kind);
    case 'float':
      return fractional(Math.fround, isSet(options, 'allownonnumericnumbers', true));
    case 'double':
      return fractional((value) => value, isSet(options, 'allownonnumericnumbers', true));
    case 'decimal':
      return (scanner) => {
        const start = scanner.start();
        if (start !== 'number' && start !== 'string') return misfit(scanner);
        const parsed = parseDecimal(start === 'number' ? scanner.number() : scanner.string().replaceAll(',', ''));
        if (parsed === undefined) return undefined;
        const value = rescale(parsed.unscaled, parsed.scale, type.scale);
        return fitsPrecision(value, type.precision) ? value : undefined;
      };
    case 'binary':
      return (scanner) => {
        if (scanner.start() !== 'string') return misfit(scanner);
        const text = scanner.string().replaceAll(/[\0-\x20]/g, '');
        return BASE64.test(text) ? fromBase64(text) : undefined;
      };
    case 'date':
      return texts(options.dateformat, (read) => dayOf(read.local), dateOrDays);
    case 'timestamp': {
      const convert = texts(
        options.timestampformat,
        (read) => instantOf(read, zoneId),
        (text) => parseTimestamp(text, timeZone(zoneId)),
      );
      return (scanner) => (scanner.start() === 'number' ? secondsOf(scanner.number()) : convert(scanner));
    }
    case 'daytime':
      return texts(
        undefined,
        () => undefined,
        (text) => parseDayTime(text, type),
      );
    case 'yearmonth':
      return texts(
        undefined,
        () => undefined,
        (text) => parseYearMonth(text, type),
      );
    case 'timestamp_ntz':
      return texts(
        options.timestampntzformat,
        (read) => (read.zone === undefined ? read.local : undefined),
        withoutZone,
      );
    default:
      return raise('UNSUPPORTED_JSON_TYPE', { type: `"${simpleString(type).toUpperCase()}"` });
  }
}

/** A string's text; everything else as it is written. */
export function jsonText(scanner: JsonScanner): string {
  if (scanner.start() === 'string') return scanner.string();
  const from = scanner.at;
  scanner.skip();
  return scanner.between(from, scanner.at);
}

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
const INTEGER = /^-?\d+$/;

function integerConverter(kind: 'byte' | 'short' | 'integer' | 'long'): Convert {
  const [least, most] = BOUNDS[kind] as readonly [bigint, bigint];
  return (scanner) => {
    if (scanner.start() !== 'number') return misfit(scanner);
    const small = scanner.smallInteger();
    if (small !== undefined && kind === 'long') return BigInt(small);
    const text = small === undefined ? scanner.number() : undefined;
    if (text !== undefined && !INTEGER.test(text)) return undefined;
    const value = text === undefined ? (small as number) : BigInt(text);
    if (value < least || value > most) return undefined;
    if (kind === 'long') return value;
    return kind === 'byte' ? (Number(value) << 24) >> 24 : Number(value);
  };
}

const SPECIAL: Readonly<Record<string, number>> = {
  NaN: Number.NaN,
  Infinity: Number.POSITIVE_INFINITY,
  '+Infinity': Number.POSITIVE_INFINITY,
  '+INF': Number.POSITIVE_INFINITY,
  '-Infinity': Number.NEGATIVE_INFINITY,
  '-INF': Number.NEGATIVE_INFINITY,
};

function fractional(round: (value: number) => number, special: boolean): Convert {
  return (scanner) => {
    switch (scanner.start()) {
      case 'number': {
        const text = scanner.number();
        // Java reads the integer -0 as 0.
        return round(text === '-0' ? 0 : Number(text));
      }
      case 'word':
        return SPECIAL[scanner.word()];
      case 'string': {
        const text = scanner.string();
        return special ? SPECIAL[text] : undefined;
      }
      default:
        return misfit(scanner);
    }
  };
}

function texts(
  pattern: string | undefined,
  made: (read: ReadTime) => Value | undefined,
  parse: (text: string) => Value | undefined,
): Convert {
  return (scanner) => {
    if (scanner.start() !== 'string') return misfit(scanner);
    const text = scanner.string();
    if (pattern === undefined) return parse(text);
    const read = readByPattern(text, pattern);
    return 'reason' in read ? undefined : made(read);
  };
}

/** Spark once wrote dates as days. */
const dateOrDays = (text: string): number | undefined => {
  if (!/^[+-]?\d+$/.test(text) || /^\d{4}$/.test(text)) return parseDate(text);
  const days = Number(text);
  return days === (days | 0) ? days : undefined;
};

const withoutZone = (text: string): bigint | undefined =>
  /(?:Z|[A-Za-z]{2,}|:\d\d(?:\.\d+)? ?[+-][\d:]+)$/.test(text) ? undefined : parseTimestampNtz(text);

function secondsOf(text: string): bigint | undefined {
  if (!INTEGER.test(text)) return undefined;
  const seconds = BigInt(text);
  return BigInt.asIntN(64, seconds) === seconds ? BigInt.asIntN(64, seconds * MICROS_PER_SECOND) : undefined;
}
