/** Text of a literal inside a generated column name. */
import type { Literal } from '../tree/expression.ts';
import { sqlName } from '../types/data-type.ts';
import { dateText, timeText } from '../types/datetime.ts';
import { decimalText } from '../types/decimal.ts';
import { calendarText, dayTimeText, yearMonthText } from '../types/interval.ts';
import { doubleText, floatText } from '../types/number-text.ts';
import { timestampText, timeZone } from '../types/time-zone.ts';
import type { IntervalValue } from '../types/value.ts';

/** Strings come bare, dates and times with their type. `zone` is the session's. */
export function literalText(literal: Literal, zone: string): string {
  const { type, value } = literal;
  if (value === null) return 'NULL';
  switch (type.kind) {
    case 'float':
      return floatText(value as number);
    case 'double':
      return doubleText(value as number);
    case 'decimal':
      return javaDecimalText(value as bigint, type.scale);
    case 'date':
      return `DATE '${dateText(value as number)}'`;
    case 'timestamp':
      return `TIMESTAMP '${timestampText(value as bigint, timeZone(zone))}'`;
    case 'timestamp_ntz':
      return `TIMESTAMP_NTZ '${timestampText(value as bigint, timeZone('UTC'))}'`;
    case 'time':
      return `TIME '${timeText(value as bigint)}'`;
    case 'daytime':
      return dayTimeText(value as bigint, type);
    case 'yearmonth':
      return yearMonthText(value as number, type);
    case 'interval':
      return `INTERVAL '${calendarText(value as IntervalValue)}'`;
    case 'binary':
      return `X'${Buffer.from(value as Uint8Array)
        .toString('hex')
        .toUpperCase()}'`;
    default:
      return typeof value === 'object' ? sqlName(type) : String(value);
  }
}

/** Java's `BigDecimal.toString`: very small numbers get an exponent. */
function javaDecimalText(unscaled: bigint, scale: number): string {
  const digits = String(unscaled < 0n ? -unscaled : unscaled);
  const exponent = digits.length - 1 - scale;
  if (exponent >= -6) return decimalText(unscaled, scale);
  const fraction = digits.length > 1 ? `.${digits.slice(1)}` : '';
  return `${unscaled < 0n ? '-' : ''}${digits[0]}${fraction}E${exponent}`;
}
