/** From a field's bytes to a value of the column's type; each gives `undefined` for text that is none. */

import { raise } from '../../errors/raise.ts';
import { type DataType, simpleString } from '../../types/data-type.ts';
import { daysOf, SECONDS_PER_DAY } from '../../types/datetime.ts';
import { fitsPrecision, parseDecimal, rescale } from '../../types/decimal.ts';
import { parseDate, parseTimestamp, parseTimestampNtz } from '../../types/parse-datetime.ts';
import { localToUtc, timeZone } from '../../types/time-zone.ts';
import type { Value } from '../../types/value.ts';
import { decodeUtf8 } from '../../types/vector-reader.ts';
import { datetimePattern } from '../datetime-pattern.ts';
import type { CsvOptions } from './csv-options.ts';

export type FieldParser = (text: string) => Value | undefined;

const INTEGER = /^[+-]?\d+$/;
const FLOATING = /^\s*[+-]?(?:NaN|Infinity|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)[dDfF]?\s*$/;

export function fieldParser(type: DataType, options: CsvOptions, zoneId: string): FieldParser {
  const zone = timeZone(zoneId);
  switch (type.kind) {
    case 'string':
    case 'char':
    case 'varchar':
      return (text) => text;
    case 'byte':
      return integer(-128, 127);
    case 'short':
      return integer(-32768, 32767);
    case 'integer':
      return integer(-2147483648, 2147483647);
    case 'long':
      return (text) => {
        if (!INTEGER.test(text)) return undefined;
        const value = BigInt(text.replace(/^\+/, ''));
        return BigInt.asIntN(64, value) === value ? value : undefined;
      };
    case 'float':
    case 'double': {
      const parse = floating(options);
      return type.kind === 'double'
        ? parse
        : (text) => {
            const value = parse(text);
            return value === undefined ? undefined : Math.fround(value);
          };
    }
    case 'boolean':
      return (text) => {
        const lower = text.toLowerCase();
        return lower === 'true' ? true : lower === 'false' ? false : undefined;
      };
    case 'decimal':
      return (text) => {
        const parsed = parseDecimal(text.replaceAll(',', ''));
        if (parsed === undefined) return undefined;
        const value = rescale(parsed.unscaled, parsed.scale, type.scale);
        return fitsPrecision(value, type.precision) ? value : undefined;
      };
    case 'date': {
      const pattern = options.dateFormat === undefined ? undefined : datetimePattern(options.dateFormat, zone);
      return pattern === undefined ? parseDate : (text) => pattern.date(text);
    }
    case 'timestamp': {
      const pattern =
        options.timestampFormat === undefined ? undefined : datetimePattern(options.timestampFormat, zone);
      return pattern === undefined ? (text) => parseTimestamp(text, zone) : (text) => pattern.timestamp(text);
    }
    case 'timestamp_ntz': {
      const pattern =
        options.timestampNtzFormat === undefined ? undefined : datetimePattern(options.timestampNtzFormat, zone);
      return pattern === undefined ? (text) => parseTimestampNtz(text) : (text) => pattern.local(text);
    }
    case 'void':
      return () => null;
    default:
      return raise('UNSUPPORTED_DATA_TYPE_FOR_DATASOURCE', {
        format: 'CSV',
        columnName: '',
        columnType: `"${simpleString(type).toUpperCase()}"`,
      });
  }
}

export function floating(options: CsvOptions): (text: string) => number | undefined {
  return (text) => {
    if (text === options.nanValue) return Number.NaN;
    if (text === options.positiveInf) return Number.POSITIVE_INFINITY;
    if (text === options.negativeInf) return Number.NEGATIVE_INFINITY;
    return FLOATING.test(text) ? Number(text.trim().replace(/[dDfF]$/, '')) : undefined;
  };
}

function integer(least: number, most: number): FieldParser {
  return (text) => {
    if (!INTEGER.test(text)) return undefined;
    const value = Number(text);
    return value >= least && value <= most ? value : undefined;
  };
}

/** Gives the value of a common spelling; undefined: look at the text. */
export type BytesParser = (bytes: Uint8Array, from: number, to: number) => Value | undefined;

/** Decoding a field to text costs more than reading it, so the usual spellings are taken straight from its bytes. */
export function bytesParser(type: DataType, options: CsvOptions, zoneId: string): BytesParser | undefined {
  switch (type.kind) {
    case 'integer':
      return smallInteger;
    case 'long':
      return (bytes, from, to) => {
        const value = smallInteger(bytes, from, to);
        return value === undefined ? undefined : BigInt(value);
      };
    case 'date':
      return options.dateFormat === undefined
        ? (bytes, from, to) => (to - from === DATE_LENGTH ? plainDays(bytes, from) : undefined)
        : undefined;
    case 'timestamp': {
      const zone = timeZone(zoneId);
      return options.timestampFormat === undefined
        ? (bytes, from, to) => {
            const local = plainSeconds(bytes, from, to);
            return local === undefined ? undefined : BigInt(localToUtc(zone, local)) * 1_000_000n;
          }
        : undefined;
    }
    default:
      return undefined;
  }
}

/** Of an integer of few digits. */
function smallInteger(bytes: Uint8Array, from: number, to: number): number | undefined {
  const negative = bytes[from] === 45;
  const first = negative ? from + 1 : from;
  if (first >= to || to - first > 9) return undefined;
  const value = digits(bytes, first, to - first);
  return value < 0 ? undefined : negative ? -value : value;
}

/** Negative where a byte is no digit. */
function digits(bytes: Uint8Array, from: number, count: number): number {
  let value = 0;
  for (let at = from; at < from + count; at++) {
    const digit = (bytes[at] as number) - 48;
    if (digit < 0 || digit > 9) return -1;
    value = value * 10 + digit;
  }
  return value;
}

const DASH = 45;
const COLON = 58;
const DATE_LENGTH = 10;
const TIME_LENGTH = 19;
const DAYS_IN_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Of a day spelled 2020-01-31. */
function plainDays(bytes: Uint8Array, at: number): number | undefined {
  if (bytes[at + 4] !== DASH || bytes[at + 7] !== DASH) return undefined;
  const year = digits(bytes, at, 4);
  const month = digits(bytes, at + 5, 2);
  const day = digits(bytes, at + 8, 2);
  // The last day of February is left to the one who knows the years.
  return year < 1 || day < 1 || !(day <= (DAYS_IN_MONTH[month - 1] ?? 0)) ? undefined : daysOf(year, month, day);
}

/** Of a time spelled 2020-01-31 12:30:59, on the clock of its place. */
function plainSeconds(bytes: Uint8Array, from: number, to: number): number | undefined {
  const between = bytes[from + 10];
  if (to - from !== TIME_LENGTH || (between !== 32 && between !== 84)) return undefined;
  if (bytes[from + 13] !== COLON || bytes[from + 16] !== COLON) return undefined;
  const days = plainDays(bytes, from);
  const hour = digits(bytes, from + 11, 2);
  const minute = digits(bytes, from + 14, 2);
  const second = digits(bytes, from + 17, 2);
  if (days === undefined || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59)
    return undefined;
  return days * SECONDS_PER_DAY + hour * 3600 + minute * 60 + second;
}

export const textOf = decodeUtf8;
