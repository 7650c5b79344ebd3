/** From a field's bytes to a value of the column's type; each gives `undefined` for text that is none. */

import { raise } from '../../errors/raise.ts';
import { type DataType, simpleString } from '../../types/data-type.ts';
import { fitsPrecision, parseDecimal, rescale } from '../../types/decimal.ts';
import { parseDate, parseTimestamp, parseTimestampNtz } from '../../types/parse-datetime.ts';
import { timeZone } from '../../types/time-zone.ts';
import type { Value } from '../../types/value.ts';
import { decodeUtf8 } from '../../types/vector-reader.ts';
import { datetimePattern } from '../datetime-pattern.ts';
import { DATE_LENGTH, plainDays, plainInstant, plainNumber, smallInteger } from '../plain-values.ts';
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
    case 'double':
      return namesNumbers(options) ? undefined : plainNumber;
    case 'date':
      return options.dateFormat === undefined
        ? (bytes, from, to) => (to - from === DATE_LENGTH ? plainDays(bytes, from) : undefined)
        : undefined;
    case 'timestamp': {
      const zone = timeZone(zoneId);
      return options.timestampFormat === undefined
        ? (bytes, from, to) => plainInstant(bytes, from, to, zone)
        : undefined;
    }
    default:
      return undefined;
  }
}

/** Whether what looks like a number may stand for something else. */
const namesNumbers = ({ nanValue, positiveInf, negativeInf }: CsvOptions): boolean =>
  [nanValue, positiveInf, negativeInf].some((name) => /\d/.test(name));

export const textOf = decodeUtf8;
