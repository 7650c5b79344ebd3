/** CAST to strings, and to bytes. */
import { internal } from '../../errors/internal.ts';
import { type DataType, simpleString, type TypeOf } from '../../types/data-type.ts';
import { dateText, localTimestampText, splitMicros, timeText } from '../../types/datetime.ts';
import { decimalText } from '../../types/decimal.ts';
import { calendarText, dayTimeText, yearMonthText } from '../../types/interval.ts';
import { doubleText, floatText } from '../../types/number-text.ts';
import { timestampText, timeZone } from '../../types/time-zone.ts';
import type { MapValue, Value } from '../../types/value.ts';
import type { CastOptions, Convert } from './cast-errors.ts';

type Text = (value: never) => string;

const decoder = new TextDecoder();

export function textOf(type: DataType, options: CastOptions): Text {
  switch (type.kind) {
    case 'string':
    case 'char':
    case 'varchar':
      return (value: string) => value;
    case 'boolean':
    case 'byte':
    case 'short':
    case 'integer':
    case 'long':
      return String;
    case 'float':
      return floatText;
    case 'double':
      return doubleText;
    case 'decimal':
      return options.mode === 'legacy'
        ? (value: bigint) => scientificText(value, type.scale)
        : (value: bigint) => decimalText(value, type.scale);
    case 'binary':
      return (value: Uint8Array) => decoder.decode(value);
    case 'date':
      return dateText;
    case 'timestamp': {
      const zone = timeZone(options.timeZone);
      return (value: bigint) => timestampText(value, zone);
    }
    case 'timestamp_ntz':
      return (value: bigint) => {
        const { seconds, fraction } = splitMicros(value);
        return localTimestampText(seconds, fraction);
      };
    case 'time':
      return timeText;
    case 'interval':
      return calendarText;
    case 'yearmonth':
      return (value: number) => yearMonthText(value, type);
    case 'daytime':
      return (value: bigint) => dayTimeText(value, type);
    case 'udt':
      return textOf(type.sqlType, options);
    default:
      return nestedText(type, options);
  }
}

/** Without ANSI mode decimals print as Java's BigDecimal does: small ones with an exponent. */
function scientificText(unscaled: bigint, scale: number): string {
  const digits = String(unscaled < 0n ? -unscaled : unscaled);
  const exponent = digits.length - 1 - scale;
  if (scale === 0 || exponent >= -6) return decimalText(unscaled, scale);
  const mantissa = digits.length > 1 ? `${digits[0]}.${digits.slice(1)}` : digits;
  return `${unscaled < 0n ? '-' : ''}${mantissa}E${exponent}`;
}

function nestedText(type: DataType, options: CastOptions): Text {
  switch (type.kind) {
    case 'void':
      return () => 'null';
    case 'array': {
      const element = orNull(textOf(type.element, options));
      return (value: readonly Value[]) => `[${value.map(element).join(', ')}]`;
    }
    case 'map': {
      const [key, item] = [orNull(textOf(type.key, options)), orNull(textOf(type.value, options))];
      return ({ keys, values }: MapValue) =>
        `{${keys.map((k, i) => `${key(k)} -> ${item(values[i] as Value)}`).join(', ')}}`;
    }
    case 'struct': {
      const fields = type.fields.map((f) => orNull(textOf(f.type, options)));
      return (value: readonly Value[]) => `{${fields.map((field, i) => field(value[i] as Value)).join(', ')}}`;
    }
    default:
      return internal(`no text of ${simpleString(type)}`);
  }
}

const orNull =
  (text: Text) =>
  (value: Value): string =>
    value === null ? 'null' : text(value as never);

const encoder = new TextEncoder();
const WIDTHS: Readonly<Record<string, number>> = { byte: 1, short: 2, integer: 4, long: 8 };

export function toBinary(from: DataType): Convert | undefined {
  const width = WIDTHS[from.kind];
  if (width !== undefined) return (value: number | bigint) => bigEndian(BigInt(value), width);
  return (from as TypeOf<'string'>).collation === undefined ? undefined : (text: string) => encoder.encode(text);
}

function bigEndian(value: bigint, width: number): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigInt64(0, value);
  return bytes.slice(8 - width);
}
