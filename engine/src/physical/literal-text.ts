/** Literals as explain prints them: bare text, dates and numbers in Spark's spelling. */
import type { Literal } from '../tree/expression.ts';
import type { DataType } from '../types/data-type.ts';
import { dateText } from '../types/datetime.ts';
import { decimalText } from '../types/decimal.ts';
import { calendarText, dayTimeText, yearMonthText } from '../types/interval.ts';
import { doubleText, floatText } from '../types/number-text.ts';
import { timestampText, timeZone } from '../types/time-zone.ts';
import type { IntervalValue, MapValue, Value } from '../types/value.ts';

export function literalText(literal: Literal): string {
  return valueText(literal.value, literal.type);
}

export function valueText(value: Value, type: DataType): string {
  if (value === null) return 'null';
  switch (type.kind) {
    case 'float':
      return floatText(value as number);
    case 'double':
      return doubleText(value as number);
    case 'decimal':
      return decimalText(value as bigint, type.scale);
    case 'date':
      return dateText(value as number);
    case 'timestamp':
    case 'timestamp_ntz':
      return timestampText(value as bigint, timeZone('UTC'));
    case 'daytime':
      return dayTimeText(value as bigint, type);
    case 'yearmonth':
      return yearMonthText(value as number, type);
    case 'interval':
      return calendarText(value as IntervalValue);
    case 'binary':
      return `0x${Buffer.from(value as Uint8Array)
        .toString('hex')
        .toUpperCase()}`;
    case 'array':
      return `[${(value as readonly Value[]).map((item) => valueText(item, type.element)).join(',')}]`;
    case 'struct':
      return `[${type.fields.map((f, i) => valueText((value as readonly Value[])[i] ?? null, f.type)).join(',')}]`;
    case 'map': {
      const { keys, values } = value as MapValue;
      const entries = keys.map(
        (key, i) => `${valueText(key, type.key)} -> ${valueText(values[i] ?? null, type.value)}`,
      );
      return `keys: [${entries.join(',')}]`;
    }
    case 'udt':
      return valueText(value, type.sqlType);
    default:
      return String(value);
  }
}
