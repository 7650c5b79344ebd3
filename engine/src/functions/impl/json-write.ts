/** SQL values written as JSON. */
import { raise } from '../../errors/raise.ts';
import { type DataType, simpleString } from '../../types/data-type.ts';
import { dateText, MICROS_PER_DAY } from '../../types/datetime.ts';
import { decimalText } from '../../types/decimal.ts';
import { calendarText, dayTimeText, yearMonthText } from '../../types/interval.ts';
import { doubleText, floatText } from '../../types/number-text.ts';

import type { IntervalValue, MapValue, Value } from '../../types/value.ts';
import { toBase64 } from './charset-code.ts';
import { formatIn } from './datetime-format.ts';
import { isoTimestamps } from './iso-timestamp.ts';
import type { JsonOptions } from './json-options.ts';
import { quotedJson } from './json-tree.ts';

/** As Java's `BigDecimal.toString` has it: with an exponent where there would be many zeros. */
function javaDecimalText(unscaled: bigint, scale: number): string {
  const digits = String(unscaled < 0n ? -unscaled : unscaled);
  const exponent = digits.length - 1 - scale;
  if (exponent >= -6) return decimalText(unscaled, scale);
  const fraction = digits.length > 1 ? `.${digits.slice(1)}` : '';
  return `${unscaled < 0n ? '-' : ''}${digits[0]}${fraction}E${exponent}`;
}

type Write = (value: Value) => string;

const quotes =
  (write: Write): Write =>
  (value) =>
    quotedJson(write(value));

export function jsonWriter(type: DataType, zoneId: string, options: JsonOptions): Write {
  const inner = (itemType: DataType): Write => {
    const write = jsonWriter(itemType, zoneId, options);
    return (value) => (value === null ? 'null' : write(value));
  };
  switch (type.kind) {
    case 'struct': {
      const fields = type.fields.map((f) => ({ start: `${quotedJson(f.name)}:`, write: inner(f.type) }));
      const keepNulls = options.ignorenullfields === 'false';
      return (value) => {
        let text = '';
        for (let i = 0; i < fields.length; i++) {
          const { start, write } = fields[i] as (typeof fields)[number];
          const item = (value as readonly Value[])[i] as Value;
          if (item === null && !keepNulls) continue;
          text += `${text === '' ? '{' : ','}${start}${write(item)}`;
        }
        return text === '' ? '{}' : `${text}}`;
      };
    }
    case 'array': {
      const write = inner(type.element);
      return (value) => `[${(value as readonly Value[]).map(write).join(',')}]`;
    }
    case 'map': {
      const [key, write] = [keyWriter(type.key, zoneId, options), inner(type.value)];
      return (value) => {
        const { keys, values } = value as MapValue;
        return `{${keys.map((k, i) => `${quotedJson(key(k))}:${write(values[i] as Value)}`).join(',')}}`;
      };
    }
    case 'boolean':
    case 'byte':
    case 'short':
    case 'integer':
    case 'long':
    case 'decimal':
      return textWriter(type, zoneId, options);
    case 'float':
    case 'double': {
      const write = textWriter(type, zoneId, options);
      return (value) => (Number.isFinite(value) ? write(value) : `"${write(value)}"`);
    }
    default:
      return quotes(textWriter(type, zoneId, options));
  }
}

/** Keys are texts: dates and instants as the numbers they are kept as. */
function keyWriter(type: DataType, zoneId: string, options: JsonOptions): Write {
  const isNumber = type.kind === 'date' || type.kind === 'timestamp' || type.kind === 'timestamp_ntz';
  return isNumber ? String : textWriter(type, zoneId, options);
}

function instantWriter(zoneId: string, pattern: string | undefined, withOffset: boolean): Write {
  if (pattern === undefined) return isoTimestamps(zoneId, withOffset) as Write;
  const format = formatIn(zoneId);
  return (value) => format(value as bigint, pattern);
}

function textWriter(type: DataType, zoneId: string, options: JsonOptions): Write {
  switch (type.kind) {
    case 'decimal':
      return (value) => javaDecimalText(value as bigint, type.scale);
    case 'double':
      return (value) => doubleText(value as number);
    case 'float':
      return (value) => floatText(value as number);
    case 'binary':
      return (value) => toBase64(value as Uint8Array);
    case 'date': {
      const pattern = options.dateformat;
      if (pattern === undefined) return (value) => dateText(value as number);
      return (value) => formatIn('UTC')(BigInt(value as number) * MICROS_PER_DAY, pattern);
    }
    case 'timestamp':
      return instantWriter(options.timezone ?? zoneId, options.timestampformat, true);
    case 'timestamp_ntz':
      return instantWriter('UTC', options.timestampntzformat, false);
    case 'daytime':
      return (value) => dayTimeText(value as bigint, type);
    case 'yearmonth':
      return (value) => yearMonthText(value as number, type);
    case 'interval':
      return (value) => calendarText(value as IntervalValue);
    case 'void':
    case 'string':
    case 'char':
    case 'varchar':
    case 'boolean':
    case 'byte':
    case 'short':
    case 'integer':
    case 'long':
      return String;
    default:
      return raise('UNSUPPORTED_JSON_TYPE', { type: `"${simpleString(type).toUpperCase()}"` });
  }
}
